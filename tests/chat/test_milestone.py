"""After 2, 6 and 12 weeks: is this still useful? Doing less or stopping is one kind tap away."""

import pytest

from storage.tables import Schedule
from tests.chat.talking import Chat

ASKED = "Is this still of use to you?"


@pytest.fixture
def ana(chat: Chat) -> Chat:
    chat.subscribes()
    chat.begins(2)
    chat.taps("Stop")
    return chat


def card_after(chat: Chat, days: int) -> str:
    """The card so many days on, with everything but the milestone answered."""
    chat.waits(days=days)
    chat.presses("1:signs:none")
    chat.presses("1:week:2:same:same")
    chat.presses("1:tell:0:done")
    return chat.types("/today")


def test_weeks_two_six_and_twelve_ask_each_once(ana: Chat) -> None:
    asked = []
    for week in range(1, 15):
        shown = card_after(ana, 7)
        if ASKED in shown:
            asked.append(week)
            ana.taps("Yes, go on")
            assert ASKED not in ana.types("/today")
    assert asked == [2, 6, 12]


def test_a_milestone_waits_two_weeks_and_no_longer(ana: Chat) -> None:
    assert ASKED in card_after(ana, 14 + 13)
    assert ASKED not in card_after(ana, 1)


def test_stopping_is_kind_and_can_be_taken_back(ana: Chat) -> None:
    card_after(ana, 14)
    ana.taps("do less")
    assert "Well done" in ana.taps("Stop")
    with ana.database.look() as db:
        schedule = db.get(Schedule, ana.person)
        assert schedule is not None
        assert schedule.status == "stopped"
    assert "Welcome back" in ana.taps("Start again")


def test_two_days_a_week_are_two_of_the_chosen_days(ana: Chat) -> None:
    ana.types("/days mon wed fri")
    card_after(ana, 14)
    ana.taps("do less")
    assert "Monday, Wednesday" in ana.taps("Two days a week")


def test_thinking_again_goes_on_as_before(ana: Chat) -> None:
    card_after(ana, 14)
    ana.taps("do less")
    assert "as before" in ana.taps("Yes, go on")


@pytest.mark.parametrize("data", ["1:milestone:3:yes", "1:milestone:2:maybe", "1:milestone"])
def test_a_forged_answer_is_an_old_button(ana: Chat, data: str) -> None:
    assert ana.presses(data).toast
