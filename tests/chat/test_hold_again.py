"""A second message during a hold: short when it tells nothing new, the whole card when it does."""

import pytest

from bot.chat.screens import Reply
from tests.chat.talking import Chat

NUMB = "I can't pee and I'm numb between my legs"
STILL = "still can't pee, still numb between my legs"
WEAK = "my left foot slaps the floor since yesterday"
CHEST = "now my chest hurts too"
CRISIS = "I don't want to live any more"
CALL = "emergency number now"
WHOLE = "I'm a bot and can't examine you"
RELEASE = "A clinician has cleared me"
STANDS = "still stands"


@pytest.fixture
def held(chat: Chat) -> Chat:
    """Somebody who has written of an emergency and has seen the whole card."""
    chat.subscribes()
    assert WHOLE in chat.types(NUMB)
    return chat


def text_of(reply: Reply) -> str:
    return "\n".join(screen.text for screen in reply.screens)


def test_the_same_sign_again_gets_a_short_reply_with_the_emergency_line_first(held: Chat) -> None:
    began = held.now
    held.waits(minutes=5)
    shown = held.types(STILL)
    assert shown.index(CALL) < 100
    assert f"What you told me at {began:%H:%M} {STANDS}" in shown
    assert "/why" in shown
    assert WHOLE not in shown
    assert len(shown) < 500


def test_the_short_reply_names_the_number_of_the_country(held: Chat) -> None:
    held.types("/country New Zealand")
    assert "Call 111 now" in held.types(STILL).split("\n")[0]


def test_the_short_reply_leads_to_the_whole_card_and_to_the_way_out(held: Chat) -> None:
    held.types(STILL)
    assert held.labels() == ["The whole card again", RELEASE]
    whole = held.taps("The whole card again")
    assert WHOLE in whole
    assert whole.index(CALL) < 100
    assert held.labels() == [RELEASE]
    assert "said that gentle exercise is fine" in held.taps(RELEASE)
    assert "Next routine" in held.taps("Yes, both are true")


def test_the_short_reply_keeps_its_buttons_and_the_hold(held: Chat) -> None:
    held.types(STILL)
    assert held.screen is not None
    assert held.screen.keep
    assert not held.screen.living
    assert "on hold" in held.types("/today")


def test_another_sign_gets_its_own_whole_card(held: Chat) -> None:
    shown = held.types(CHEST)
    assert WHOLE in shown
    assert "chest" in shown
    assert STANDS not in shown


def test_a_sign_told_as_the_second_one_is_known_too(held: Chat) -> None:
    held.types(CHEST)
    assert STANDS in held.types("my chest hurts a lot")


def test_a_higher_level_gets_the_whole_card(chat: Chat) -> None:
    chat.subscribes()
    assert "<b>today</b>" in chat.types(WEAK)
    assert STANDS in chat.types(WEAK)
    shown = chat.types(NUMB)
    assert WHOLE in shown
    assert shown.index(CALL) < 100


def test_something_for_today_again_is_told_to_be_seen_today(chat: Chat) -> None:
    chat.subscribes()
    chat.types(WEAK)
    shown = chat.types(WEAK)
    assert STANDS in shown
    assert "<b>today</b>" in shown
    assert CALL in shown
    assert WHOLE not in shown


def test_what_is_less_urgent_than_the_hold_keeps_the_emergency_line_first(held: Chat) -> None:
    held.types(WEAK)
    shown = held.types(WEAK)
    assert STANDS in shown
    assert shown.index(CALL) < 100


def test_a_crisis_during_a_hold_gets_its_whole_card_every_time(held: Chat) -> None:
    assert "Thank you for telling me" in held.types(CRISIS)
    assert "Thank you for telling me" in held.types(CRISIS)


def test_a_medical_sign_during_a_crisis_gets_the_whole_card(chat: Chat) -> None:
    chat.subscribes()
    chat.types(CRISIS)
    assert WHOLE in chat.types(NUMB)


def test_before_consent_nothing_is_kept_so_each_message_gets_the_whole_card(chat: Chat) -> None:
    chat.types("/start")
    assert WHOLE in chat.types(NUMB)
    assert WHOLE in chat.types(NUMB)


def test_a_day_later_the_whole_card_comes_again(held: Chat) -> None:
    held.waits(hours=23)
    assert f"{STANDS}: don't wait" in held.types(STILL)
    held.waits(hours=25)
    assert WHOLE in held.types(STILL)


def test_a_hold_of_yesterday_is_told_with_its_day(held: Chat) -> None:
    began = held.now
    held.waits(hours=23)
    assert f" {began.day} " in held.types(STILL).split(STANDS)[0]


def test_a_sign_after_a_slip_of_the_finger_makes_the_hold_firm_again(held: Chat) -> None:
    """What was told before an earlier hold was lifted is new to this one."""
    held.types("/today")
    held.taps(RELEASE)
    held.taps("Yes, both are true")
    held.presses("1:warn")
    assert WHOLE in held.types(NUMB)
    held.presses("1:mistake")
    held.presses("1:signs:none")
    assert "on hold" in held.types("/today")


def test_an_old_button_to_the_whole_card_works_without_a_hold(held: Chat) -> None:
    held.types(STILL)
    card = held.data("The whole card again")
    held.taps(RELEASE)
    held.taps("Yes, both are true")
    assert WHOLE in text_of(held.presses(card))
    assert held.labels() == ["Warning signs", "When to see someone"]


def test_no_button_shows_any_other_card_that_way(held: Chat) -> None:
    for name in ("self_care", "hold_lifted", "nonsense", "overdo"):
        assert "Warning signs" in text_of(held.presses(f"1:read:{name}"))
