"""/broadcast: words, a preview exactly as people see it, and taps; for operators alone."""

from dataclasses import replace

import pytest
from sqlmodel import select

from bot.chat.broadcast import MESSAGE_UNITS
from bot.chat.composing import compose
from bot.chat.screens import Screen
from bot.services import broadcasts, deliveries
from bot.services.work import Work
from content.telegram_html import length
from storage.tables import Announcement, Delivery, Subscriber, Verdict
from tests.chat.operating import OTHER, OWNER, Operating
from tests.chat.talking import Chat

WARNING = "If you ever lose control of your bladder, call your emergency number at once."


@pytest.fixture
def owner(chat: Chat) -> Operating:
    """Somebody who runs the bot, while Ana has her routine."""
    chat.subscribes()
    return Operating(chat)


def states(owner: Operating) -> list[str]:
    """What became of every announcement, the oldest first."""
    return owner.does(lambda work: [row.state for row in work.db.exec(select(Announcement))])


def arrives(owner: Operating) -> Screen:
    """What Ana's clock sends of the announcement under way."""

    def send(work: Work) -> Screen:
        assert broadcasts.feed(work) == 1
        row = work.db.exec(select(Delivery).where(Delivery.kind == "announcement")).one()
        return compose(work, row)

    return owner.does(send)


def test_the_preview_is_exactly_what_people_see(owner: Operating) -> None:
    owner.says("/broadcast We move on Monday.\n<b>Bold</b> & <script>")
    preview = owner.screens[0]
    assert "Ada Example" in preview.text
    owner.taps("Send to 1")
    real = arrives(owner)
    assert real.text == preview.text
    assert [b.label for row in real.rows for b in row] == ["No more news"]
    assert replace(real, rows=()) == replace(preview, rows=())


def test_what_was_typed_stays_plain_text(owner: Operating) -> None:
    shown = owner.says("/broadcast <b>Bold</b> & <a href='x'>link</a> _it_ *it*")
    assert "<b>Bold</b> & <a href='x'>link</a> _it_ *it*" in shown
    assert "&lt;b&gt;Bold" in owner.screens[0].text


def test_the_audience_is_told_before_anything_is_sent(owner: Operating) -> None:
    assert "One person would get it" in owner.says("/broadcast Hello")
    assert states(owner) == ["draft"]
    assert owner.labels()[1:] == ["Send to 1", "Change words", "Cancel"]


def test_the_words_may_come_after_the_command(owner: Operating) -> None:
    assert "Send me the words" in owner.says("/broadcast")
    assert "We move." in owner.says("We move.")
    assert "Send to 1" in owner.labels()


@pytest.mark.parametrize("nothing", ["/broadcast", "/broadcast    ", "/broadcast \x00\ud800"])
def test_without_words_it_asks_for_them(owner: Operating, nothing: str) -> None:
    assert "Send me the words" in owner.says(nothing)
    assert states(owner) == []


def test_another_command_closes_the_question(owner: Operating) -> None:
    owner.says("/broadcast")
    owner.taps("Cancel")
    owner.says("What is heat good for?")
    assert states(owner) == []


def test_changed_words_make_the_old_preview_useless(owner: Operating) -> None:
    owner.says("/broadcast One")
    old = owner.data("Send to")
    owner.taps("Change words")
    owner.says("Two")
    assert "were changed" in owner.presses(old)
    assert "sending" not in states(owner)


def test_cancel_sends_nothing(owner: Operating) -> None:
    owner.says("/broadcast One")
    send = owner.data("Send to")
    assert "Nothing was sent" in owner.taps("Cancel")
    assert "were changed or dropped" in owner.presses(send)
    assert states(owner) == ["cancelled"]


def test_a_double_tap_on_send_says_so_and_sends_nothing_more(owner: Operating) -> None:
    owner.says("/broadcast One")
    send = owner.data("Send to")
    assert "On its way" in owner.presses(send)
    assert owner.presses(send) == ""
    assert "begun already" in owner.toast
    assert states(owner) == ["sending"]


def test_a_second_operator_hears_that_one_is_on_its_way(owner: Operating) -> None:
    owner.says("/broadcast One")
    owner.taps("Send to")
    other = Operating(owner.chat, OTHER, count=20_000)
    assert "on its way to everybody already" in other.says("/broadcast")
    assert "On its way" in other.taps("Show the other one")
    assert {"Pause", "End it"} <= set(other.labels())
    other.says("/broadcast Two")
    send = other.data("Send to")
    assert "Another message is on its way" in other.taps("Send to")
    owner.taps("End it")
    assert "On its way" in other.presses(send)
    assert states(owner) == ["cancelled", "sending"]


def test_pause_go_on_and_end(owner: Operating) -> None:
    owner.says("/broadcast One")
    owner.taps("Send to")
    assert "Paused" in owner.taps("Pause")
    assert "On its way" in owner.taps("Go on")
    assert "Ended" in owner.taps("End it")
    assert owner.screens[0].rows == ()


def test_a_message_that_is_too_long_is_refused_with_the_number_of_letters(
    owner: Operating,
) -> None:
    shown = owner.says("/broadcast " + "😀" * 2100)
    assert "4200 characters" in shown
    assert states(owner) == []
    fits = int(shown.split(", and ")[1].split()[0]) // 2
    owner.says("😀" * fits)
    assert length(owner.screens[0].text) in (MESSAGE_UNITS - 1, MESSAGE_UNITS)
    assert "Send to 1" in owner.labels()


def test_words_that_name_a_warning_sign_are_for_others(owner: Operating) -> None:
    assert WARNING in owner.says(f"/broadcast {WARNING}")

    def kept(work: Work) -> tuple[str | None, int]:
        row = work.db.get(Subscriber, OWNER)
        assert row is not None
        return row.hold_level, len(work.db.exec(select(Verdict)).all())

    assert owner.does(kept) == (None, 0)


def test_the_same_words_after_the_question_are_read_for_the_operator_first(
    owner: Operating,
) -> None:
    owner.says("/broadcast")
    owner.says("I lost control of my bladder and my groin is numb")
    assert states(owner) == []


def test_an_operator_with_no_consent_and_on_hold_can_still_write(owner: Operating) -> None:
    owner.says("/start")

    def hold(work: Work) -> None:
        row = work.db.get(Subscriber, OWNER)
        assert row is not None
        row.hold_level = "emergency"

    owner.does(hold)
    assert "One person would get it" in owner.says("/broadcast Hello")


def test_with_nobody_to_write_to_there_is_no_send_button(chat: Chat) -> None:
    owner = Operating(chat)
    assert "nobody would get it" in owner.says("/broadcast Hello")
    assert owner.labels()[1:] == ["Change words", "Cancel"]


@pytest.mark.parametrize("typed", ["/broadcast", "/broadcast Buy this", "/reload"])
def test_to_anybody_else_it_is_an_unknown_command(chat: Chat, typed: str) -> None:
    chat.subscribes()
    assert chat.types(typed) == chat.types("/nosuchthing")


@pytest.mark.parametrize(
    "data", ["1:bc:send:1", "1:bc:end:1", "1:bc:pause:1", "1:bc:show:1", "1:bc:words:1"]
)
def test_a_forged_button_does_nothing(owner: Operating, data: str) -> None:
    owner.says("/broadcast Hello")
    before = states(owner)
    reply = owner.chat.presses(data)
    assert not reply.screens
    assert states(owner) == before


@pytest.mark.parametrize("data", ["1:bc:end:999", "1:bc:go:999", "1:bc:show:0", "1:bc:words:77"])
def test_a_button_of_nothing_is_answered(owner: Operating, data: str) -> None:
    owner.says("/lag")
    assert "newest message counts" in owner.presses(data)


def test_one_tap_ends_news_and_proves_that_it_arrived(owner: Operating) -> None:
    owner.says("/broadcast Hello")
    owner.taps("Send to")
    owner.chat.screen = arrives(owner)
    owner.does(lambda work: deliveries.claim(work))
    data = owner.chat.data("No more news")
    assert "no more news" in owner.chat.taps("No more news")
    found = owner.does(lambda work: broadcasts.find(work, 1))
    assert found is not None
    assert found.sent == 1
    assert "already" in owner.chat.presses(data).toast
    owner.says("/broadcast Again")
    assert "Send to 1" not in owner.labels()
    owner.chat.types("/settings")
    owner.chat.taps("News: off")
    owner.chat.taps("Turn news on")
    owner.says("/broadcast Again")
    assert "Send to 1" in owner.labels()


def test_the_button_of_the_preview_changes_nothing(owner: Operating) -> None:
    owner.says("/broadcast Hello")
    owner.presses(owner.data("No more news"))
    assert "Nothing was changed" in owner.toast


def test_the_counts_of_a_broadcast_are_told(owner: Operating) -> None:
    owner.says("/broadcast Hello")
    assert "Sent to 0 of 1" in owner.taps("Send to")
    arrives(owner)
    owner.does(lambda work: deliveries.claim(work))
    delivery = owner.does(
        lambda work: work.db.exec(select(Delivery).where(Delivery.kind == "announcement")).one().id
    )
    assert delivery is not None
    owner.does(lambda work: deliveries.evidence(work, delivery))
    assert "Sent to 1 of 1" in owner.taps("Pause")


def test_an_operator_who_erases_everything_leaves_no_number(owner: Operating) -> None:
    owner.says("/broadcast Hello")
    owner.taps("Send to")
    owner.says("/delete")
    owner.taps("Delete everything")

    def left(work: Work) -> tuple[int, int | None]:
        row = work.db.exec(select(Announcement)).one()
        return row.made_by, row.chat_id

    assert owner.does(left) == (0, None)
