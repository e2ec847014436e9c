"""Breaks in the chat: chosen by taps or words, short when they come, gone with one tap."""

import pytest
from sqlmodel import select

from bot.chat.composing import compose
from bot.chat.screens import Screen
from bot.services import nudges, pictures
from bot.services.work import Work
from storage.tables import Delivery, Subscriber
from tests.chat.talking import Chat


@pytest.fixture
def sitting(chat: Chat) -> Chat:
    """Somebody with routines who has asked for breaks at the usual hours."""
    chat.subscribes()
    chat.types("/breaks")
    chat.taps("Turn breaks on")
    return chat


def arrives(chat: Chat, kind: str = nudges.BREAK, slot: int = 0) -> Screen:
    """What the clock sends today."""
    with chat.database.begin() as db:
        row = Delivery(
            subscriber_id=chat.person, epoch=0, kind=kind, date=chat.now.date(), slot=slot,
            due=chat.now, state="sent", copies_possible=1,
        )  # fmt: skip
        known = db.exec(
            select(Delivery).where(Delivery.kind == kind, Delivery.slot == slot)
        ).first()
        row = known or row
        db.add(row)
        db.flush()
        chat.screen = compose(Work(db, chat.library, chat.words, chat.now), row)
    return chat.screen


def test_breaks_are_off_until_somebody_asks_for_them(chat: Chat) -> None:
    chat.subscribes()
    assert "Breaks are off" in chat.types("/breaks")
    assert "The next one comes" in chat.taps("Turn breaks on")
    assert "Monday to Friday, 09:00 to 17:00, every 60 minutes" in chat.types("/breaks")


def test_hours_can_be_typed_or_tapped_and_nonsense_changes_nothing(sitting: Chat) -> None:
    assert "08:30 to 16:45, every 45 minutes" in sitting.types("/breaks mon-fri 8:30-16:45 45 min")
    assert "every 90 minutes" in sitting.taps("90")
    assert "I can't read “whenever”" in sitting.types("/breaks whenever")
    assert "08:30 to 16:45, every 90 minutes" in sitting.types("/breaks")
    assert "10:00 to 18:00" in sitting.taps("10–18")


def test_the_last_day_stays_because_off_says_it_more_clearly(sitting: Chat) -> None:
    for day in ("Mon", "Tue", "Wed", "Thu", "Fri"):
        sitting.taps(day)
    assert sitting.replies[-1].toast
    assert "Fri, 09:00" in sitting.types("/breaks")


def test_hours_that_are_all_quiet_are_told_so(sitting: Chat) -> None:
    assert "no break ever comes" in sitting.types("/breaks 23:00-06:00 every 120 min")


def test_a_break_is_silent_one_move_and_says_when_to_stop(sitting: Chat) -> None:
    screen = arrives(sitting)
    assert screen.silent
    assert not screen.living  # the routine of the day stays where it is
    assert len(screen.text.split()) <= 40
    assert "Stop if it hurts" in screen.text
    assert sitting.labels() == ["Did it", "In a meeting, 30 min", "Enough for today"]


def test_every_break_shows_a_clip_that_is_drawn_before_anybody_asks(sitting: Chat) -> None:
    drawn = pictures.of_breaks(sitting.library)
    for slot in range(len(drawn)):
        assert arrives(sitting, slot=slot).picture in drawn


def test_each_answer_leads_on_without_a_word_of_blame(sitting: Chat) -> None:
    for slot, label in enumerate(("Did it", "In a meeting", "Enough for today")):
        arrives(sitting, slot=slot)
        shown = sitting.taps(label)
        assert "The next one comes" in shown
        assert sitting.labels() == ["Change breaks"]


def test_on_hold_a_tap_below_an_old_break_shows_the_hold(sitting: Chat) -> None:
    arrives(sitting)
    did = sitting.data("Did it")
    sitting.types("I can't feel my private parts and I cannot pee")
    reply = sitting.presses(did)
    assert "Noted" not in reply.screens[0].text


def test_while_warning_signs_are_unanswered_no_move_is_named(sitting: Chat) -> None:
    sitting.waits(days=40)
    screen = arrives(sitting)
    assert "walk a few steps" in screen.text
    assert screen.picture is None


def test_before_the_first_minute_is_over_breaks_lead_back_to_it(chat: Chat) -> None:
    chat.types("/start")
    assert "Breaks" not in chat.types("/breaks")


def test_the_weekly_note_is_chosen_by_taps_or_words(chat: Chat) -> None:
    chat.subscribes()
    assert "The note is off" in chat.types("/weekly")
    assert "Sunday at 18:00" in chat.taps("Turn the note on")
    assert "Friday at 07:30" in chat.types("/weekly friday 7:30")
    assert "Saturday at 07:30" in chat.taps("Sat")
    assert "I can't read" in chat.types("/weekly whenever")
    assert "no more weekly notes" in chat.types("/weekly off")


def test_the_weekly_note_has_three_lines_a_picture_and_one_choice(chat: Chat) -> None:
    chat.subscribes()
    chat.begins()
    screen = arrives(chat, nudges.WEEKLY)
    assert len(screen.text.splitlines()) == 4  # the title and three lines
    assert screen.document == "chart 4"
    assert "Same again next week" in chat.labels()[0]
    assert "0" not in screen.text.replace("of 10", "")


def test_lengths_below_the_note_are_those_beside_the_present_one(chat: Chat) -> None:
    chat.subscribes()
    with chat.database.begin() as db:
        found = db.get(Subscriber, chat.person)
        assert found is not None
        found.minutes = 15
    arrives(chat, nudges.WEEKLY)
    assert [label for label in chat.labels() if "minutes" in label] == ["10 minutes"]


def test_both_stand_in_the_settings(sitting: Chat) -> None:
    sitting.types("/settings")
    labels = " ".join(sitting.labels())
    assert "Breaks: " in labels
    assert "Weekly note: " in labels


def test_a_break_of_the_same_date_and_place_is_always_the_same(sitting: Chat) -> None:
    assert arrives(sitting, slot=3).text == arrives(sitting, slot=3).text
    assert arrives(sitting, slot=3).text != arrives(sitting, slot=4).text
