"""Days without a session: nothing for a few, a softer start for more."""

from dataclasses import replace

import pytest

from bot.coach import gaps
from bot.coach.facts import Profile, Weekly
from bot.coach.state import State
from content.model import Phase
from tests.coach.programme.people import ana, bo, on, plan_of, session, state_of, steady, told
from tests.coach.programme.table import EXERCISES

TRAINED = steady(20, minutes=15)


def back_after(days_off: int, profile: Profile = bo) -> State:
    number = 21 + days_off
    state = state_of(profile, TRAINED, number)
    return gaps.applied(profile, state, on(number), EXERCISES)


@pytest.mark.rule("10.2")
@pytest.mark.parametrize(("days_off", "down"), [(6, 0), (7, 1), (13, 1), (14, 2), (27, 2)])
def test_load_comes_back_lower_the_longer_the_break(days_off: int, down: int) -> None:
    before, after = state_of(bo, TRAINED, 20), back_after(days_off)
    assert after.steps["clamshell"] == max(0, before.steps["clamshell"] - down)
    assert after.steps["butterfly-stretch"] == before.steps["butterfly-stretch"]
    assert after.topped == before.topped


@pytest.mark.rule("10.3")
def test_four_weeks_off_start_afresh_from_that_day() -> None:
    after = back_after(28)
    assert after.phase is Phase.MOBILITY
    assert after.since == after.baseline == on(49)
    assert after.topped == frozenset()
    assert after.steps["clamshell"] == 1


@pytest.mark.rule("10.3")
def test_four_weeks_off_and_sore_start_in_settle() -> None:
    days = [*TRAINED, told(48, weekly=Weekly(5)), told(49, usual=6)]
    state = gaps.applied(bo, state_of(bo, days, 49), on(49), EXERCISES)
    assert state.phase is Phase.SETTLE
    assert state.baseline_usual == 6


@pytest.mark.rule("10.2", "3.3")
def test_the_plan_sees_a_gap_as_a_copy_until_a_session_makes_it_last() -> None:
    assert state_of(bo, TRAINED, 30).steps == state_of(bo, TRAINED, 20).steps
    assert "welcome_back" in plan_of(bo, TRAINED, 30).why
    returned = state_of(bo, [*TRAINED, told(30, session())], 30)
    assert returned.steps == back_after(9).steps
    assert returned.sessions[-1].after_gap


@pytest.mark.rule("6.6")
def test_a_one_minute_day_does_not_end_a_gap() -> None:
    state = state_of(bo, [*TRAINED, told(29, session(minutes=1))], 30)
    assert gaps.length(bo, state, on(30)) == 9


@pytest.mark.rule("10.1")
def test_days_nobody_chose_are_not_missed() -> None:
    mondays = replace(ana, weekdays=frozenset({0}))
    state = state_of(mondays, [told(1, session())], 8)
    assert gaps.length(mondays, state, on(8)) == 0
    assert gaps.length(mondays, state, on(15)) == 13


@pytest.mark.rule("10.1")
def test_two_days_off_are_nothing() -> None:
    state = state_of(ana, [told(1, session())], 4)
    assert gaps.length(ana, state, on(4)) == 0
    assert gaps.length(ana, state, on(5)) == 3
