"""After two missed days one question comes, and each answer changes something."""

from datetime import timedelta

import pytest

from bot.coach import planner, slots
from bot.services import plans, subscribers
from bot.services.work import Work
from storage.tables import Delivery, Schedule
from tests.chat.talking import Chat

ASKED = "What would help?"


@pytest.fixture
def away(chat: Chat) -> Chat:
    """Somebody who did the first day and missed the two that followed."""
    chat.subscribes()
    chat.begins(3)
    while "Done" in chat.labels():
        chat.taps("Done")
    chat.taps("2")
    misses(chat, 2)
    return chat


def misses(chat: Chat, days: int) -> None:
    """Routines come on so many days, and nothing is done."""
    for _ in range(days):
        chat.waits(days=1)
        with chat.database.begin() as db:
            db.add(
                Delivery(
                    subscriber_id=chat.person, epoch=9, date=chat.now.date(), due=chat.now,
                    state="sent", settled_at=chat.now,
                )
            )  # fmt: skip
    chat.waits(days=1)


def test_two_missed_days_are_followed_by_one_question(away: Chat) -> None:
    assert ASKED in away.types("/today")
    away.taps("I forgot")
    assert ASKED not in away.types("/today")


def test_one_missed_day_is_nobodys_business(chat: Chat) -> None:
    chat.subscribes()
    chat.begins(3)
    while "Done" in chat.labels():
        chat.taps("Done")
    chat.taps("2")
    misses(chat, 1)
    assert ASKED not in chat.types("/today")


def test_days_on_which_nothing_came_are_not_missed(chat: Chat) -> None:
    chat.subscribes()
    chat.begins(3)
    chat.taps("Stop")
    chat.waits(days=5)
    assert ASKED not in chat.types("/today")


def test_forgot_leads_to_another_time(away: Chat) -> None:
    away.types("/today")
    assert "better time" in away.taps("I forgot")
    away.taps("20:30")
    with away.database.look() as db:
        schedule = db.get(Schedule, away.person)
        assert schedule is not None
        assert schedule.wall_time == "20:30"


def test_no_time_makes_today_one_minute_and_may_stay_so(away: Chat) -> None:
    away.types("/today")
    away.taps("No time")
    assert "About 1 minute" in away.taps("Show today")
    away.waits(days=1)
    assert "About 1 minute" not in away.types("/today")


def test_it_hurts_brings_easier_moves_and_asks_how_much(away: Chat) -> None:
    before = away.types("/today")
    assert "How much does it hurt now" in away.taps("It hurts")
    assert "0" in away.labels()
    away.taps("4")
    after = away.types("/today")
    assert before != after


def test_bored_brings_other_strength_moves(away: Chat) -> None:
    before = set(strength_moves(away))
    away.types("/today")
    away.taps("bored")
    assert set(strength_moves(away)) != before


def strength_moves(chat: Chat) -> list[str]:
    """The strength moves of the next three days, as /today would plan them now."""
    with chat.database.look() as db:
        work = Work(db, chat.library, chat.words, chat.now)
        person = subscribers.find(work, chat.person)
        assert person is not None
        me, state = plans.state_of(work, person, chat.now.date())
        found = []
        for ahead in range(3):
            day = chat.now.date() + timedelta(days=ahead)
            plan = planner.plan(me, state, day, 10, chat.library.exercises)
            found += [item.exercise for item in plan.items if item.slot in slots.STRENGTH]
        return found


def test_ill_leads_to_a_pause(away: Chat) -> None:
    away.types("/today")
    away.taps("ill")
    away.taps("3 days")
    with away.database.look() as db:
        schedule = db.get(Schedule, away.person)
        assert schedule is not None
        assert (schedule.status, schedule.paused_for) == ("paused", "ill")


def test_fine_now_leads_to_two_days_a_week_or_to_the_end(away: Chat) -> None:
    away.types("/today")
    away.taps("fine now")
    away.taps("do less")
    assert "Tuesday, Friday" in away.taps("Two days a week")
    with away.database.look() as db:
        schedule = db.get(Schedule, away.person)
        assert schedule is not None
        assert schedule.weekdays == [1, 4]


def test_an_answer_on_a_card_of_another_day_changes_nothing(away: Chat) -> None:
    away.types("/today")
    data = away.data("No time")
    away.waits(days=1)
    shown = "".join(screen.text for screen in away.presses(data).screens)
    assert "About 1 minute" not in shown


def test_after_an_answer_the_question_waits_for_the_next_session_and_two_more_misses(
    away: Chat,
) -> None:
    away.types("/today")
    away.taps("I forgot")
    misses(away, 2)
    assert ASKED not in away.types("/today")
    away.taps("Just 1 minute")
    away.taps("Done")
    away.taps("Done")
    away.taps("1")
    misses(away, 2)
    assert ASKED in away.types("/today")


@pytest.mark.parametrize("data", ["1:missed:nothing:1", "1:missed:ill", "1:missed"])
def test_a_forged_answer_is_an_old_button(away: Chat, data: str) -> None:
    assert away.presses(data).toast
