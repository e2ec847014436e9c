"""Once a week three taps on the card tell how it goes, and the coach hears them."""

import pytest

from bot.coach.facts import Weekly
from bot.services import history
from bot.services.work import Work
from tests.chat.talking import Chat

ASKED = "Once a week, three taps"


@pytest.fixture
def week_later(chat: Chat) -> Chat:
    """Somebody who began seven days ago."""
    chat.subscribes()
    chat.begins(3)
    chat.taps("Stop")
    chat.waits(days=7)
    return chat


def told(chat: Chat) -> list[Weekly]:
    with chat.database.look() as db:
        work = Work(db, chat.library, chat.words, chat.now)
        return [day.weekly for day in history.days(work, chat.person) if day.weekly]


def test_three_taps_on_the_seventh_day_reach_the_coach(week_later: Chat) -> None:
    assert ASKED in week_later.types("/today")
    assert "easier than a week ago" in week_later.taps("4")
    assert "pain at night" in week_later.taps("Easier")
    assert "Thank you" in week_later.taps("Less")
    assert told(week_later) == [Weekly(4, "better", "less")]
    assert ASKED not in week_later.taps("Show today")


def test_the_card_of_the_first_days_asks_nothing(chat: Chat) -> None:
    chat.subscribes()
    assert ASKED not in chat.types("/today")
    chat.begins(3)
    chat.taps("Stop")
    chat.waits(days=6)
    assert ASKED not in chat.types("/today")


def test_a_week_that_was_not_told_is_asked_about_until_it_is(week_later: Chat) -> None:
    shown = ""
    for _ in range(3):
        week_later.waits(days=1)
        shown += week_later.types("/today")
    assert ASKED in shown


def test_no_question_keeps_another_from_being_asked(week_later: Chat) -> None:
    week_later.waits(days=21)
    week_later.presses("1:signs:none")
    shown = ""
    for _ in range(3):
        week_later.waits(days=1)
        shown += week_later.types("/today")
    assert ASKED in shown
    assert "Once a month" in shown


def test_a_question_left_half_way_keeps_nothing(week_later: Chat) -> None:
    week_later.types("/today")
    week_later.taps("4")
    week_later.taps("Harder")
    assert told(week_later) == []
    assert ASKED in week_later.types("/today")


def test_the_second_copy_of_a_card_keeps_no_second_answer(week_later: Chat) -> None:
    for _ in range(2):
        week_later.presses("1:week:4:better:less")
    assert len(told(week_later)) == 1


def test_a_usual_pain_of_eight_asks_the_warning_signs_first(week_later: Chat) -> None:
    week_later.types("/today")
    week_later.taps("8")
    week_later.taps("Harder")
    assert "warning signs" in week_later.taps("More")
    assert "None of these" in week_later.labels()
    week_later.types("/today")
    assert "Start" not in week_later.labels()


def test_more_pain_at_night_two_weeks_running_brings_the_doctor_card(week_later: Chat) -> None:
    for _ in range(2):
        week_later.presses("1:week:3:same:more")
        last = week_later.types("/today")
        week_later.waits(days=7)
    assert "nights are worse" in last


@pytest.mark.parametrize("data", ["1:week:11", "1:week:3:nonsense", "1:week:3:better:loud"])
def test_a_forged_answer_is_an_old_button(week_later: Chat, data: str) -> None:
    assert week_later.presses(data).toast
    assert told(week_later) == []


def test_on_hold_nothing_is_asked_or_kept(week_later: Chat) -> None:
    week_later.types("I can't feel my legs and I wet myself")
    assert ASKED not in week_later.types("/today")
    week_later.presses("1:week:4:better:less")
    assert told(week_later) == []
