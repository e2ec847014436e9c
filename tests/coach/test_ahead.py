"""Looking ahead: the planner asked for days that have not come yet."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest

from bot.coach import ahead, planner
from bot.coach.facts import Day, Done, Kind, Plan, Profile, SessionFact
from bot.coach.replay import replay
from bot.coach.state import Setting, State
from content.loader import load_library

EXERCISES = load_library().exercises
MONDAY = date(2026, 11, 23)
BO = Profile(start=MONDAY, usual=2)


def week(who: Profile, *, done: bool = True, minutes: int = 10) -> tuple[State, tuple[Plan, ...]]:
    """The state of Monday evening, nothing done, and the six days after it."""
    state = replay(who, [Day(MONDAY, red_flags="no")], MONDAY, EXERCISES)
    days = {MONDAY + timedelta(days=step): done for step in range(1, 7)}
    return state, ahead.plans(who, state, days, minutes, EXERCISES)


def test_each_day_is_what_the_planner_says_once_the_days_before_are_done() -> None:
    _, foreseen = week(BO)
    told = [Day(MONDAY, red_flags="no")]
    for plan in foreseen:
        state = replay(BO, told, plan.date, EXERCISES)
        assert planner.plan(BO, state, plan.date, 10, EXERCISES) == plan
        fact = SessionFact(minutes=10, done=Done.ALL, kind=plan.kind, items=plan.items)
        told.append(Day(plan.date, sessions=(fact,)))


def test_strength_never_comes_on_two_days_in_a_row() -> None:
    _, foreseen = week(BO)
    kinds = [plan.kind for plan in foreseen]
    assert Kind.STRENGTH in kinds
    assert (Kind.STRENGTH, Kind.STRENGTH) not in pairwise(kinds)


def test_days_off_stay_free_and_change_nothing() -> None:
    some = Profile(start=MONDAY, usual=2, weekdays=frozenset({0, 3}))
    state, foreseen = week(some)
    assert [plan.kind is Kind.REST for plan in foreseen] == [True, True, False, True, True, True]
    rest = foreseen[0]
    assert ahead.done(state, rest, 10, Setting(some, EXERCISES)) == state


def test_a_pause_is_seen_as_days_without_a_session() -> None:
    _, training = week(BO)
    _, resting = week(BO, done=False)
    assert training[0] == resting[0]
    assert [plan.items for plan in training] != [plan.items for plan in resting]


@pytest.mark.parametrize("minutes", [1, 5, 10, 15])
def test_nothing_that_is_only_read_about_is_ever_planned(minutes: int) -> None:
    kit = frozenset({"band", "step", "roller", "ball", "bed"})
    for usual in (2, 7):
        _, foreseen = week(Profile(start=MONDAY, usual=usual, kit=kit), minutes=minutes)
        planned = {item.exercise for plan in foreseen for item in plan.items}
        assert planned
        assert not [id_ for id_ in planned if EXERCISES[id_].browse_only]


def test_a_day_done_after_days_without_a_session_is_a_way_back() -> None:
    state = replay(BO, [Day(MONDAY, red_flags="no")], MONDAY, EXERCISES)
    state = replace(state, last_session=MONDAY)
    days = {MONDAY + timedelta(days=step): step == 5 for step in range(1, 7)}
    found = ahead.plans(BO, state, days, 10, EXERCISES)
    back = [plan.date.day for plan in found if "welcome_back" in plan.why]
    assert back == [27, 28]  # the day that is done, and the day before on which it was offered


def test_a_day_to_come_counts_as_done_whole_with_just_what_was_planned() -> None:
    state, foreseen = week(BO)
    plan = replace(foreseen[0], kind=Kind.SETTLE, items=foreseen[0].items[:1])
    after = ahead.done(state, plan, 10, Setting(BO, EXERCISES))
    (session,) = after.sessions
    assert (session.date, session.kind, session.done) == (plan.date, Kind.SETTLE, Done.ALL)
    assert (session.items, session.pain) == (plan.items, None)
