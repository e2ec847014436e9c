"""Properties of any weeks that could happen to anybody."""

from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.coach.facts import EVERY_DAY, Day, Done, Kind, Profile, SessionFact, Weekly
from bot.coach.replay import advance, replay
from bot.coach.state import Setting, State, opening
from tests.coach.programme.people import START, ana
from tests.coach.programme.table import EXERCISES

scores = st.none() | st.integers(0, 10)
HURTING = ("glute-bridge", "clamshell", "isometric-hip-flexion", "butterfly-stretch")

sessions = st.builds(
    SessionFact,
    minutes=st.sampled_from((1, 5, 10, 15)),
    done=st.sampled_from(Done),
    peak=scores,
    hurts=st.dictionaries(st.sampled_from(HURTING), st.integers(0, 10), max_size=2),
    pinched=st.frozensets(st.sampled_from(HURTING), max_size=1),
    gave_way=st.booleans(),
)


@st.composite
def weeks(draw: st.DrawFn) -> tuple[Day, ...]:
    """Up to five weeks with gaps, odd answers and any sessions."""
    days, d = [], START
    for _ in range(draw(st.integers(3, 35))):
        weekly = st.builds(Weekly, st.integers(0, 10), st.sampled_from((None, "better", "worse")))
        days.append(
            Day(
                d,
                morning=draw(scores),
                weekly=draw(st.none() | weekly),
                red_flags=draw(st.sampled_from((None, "no", "yes"))),
                clinician_ok=draw(st.integers(0, 9)) == 0,
                sessions=tuple(draw(st.lists(sessions, max_size=1))),
            )
        )
        d += timedelta(days=draw(st.sampled_from((1, 1, 1, 1, 2, 5, 16, 30))))
    return tuple(days)


people = st.builds(
    Profile,
    start=st.just(START),
    usual=st.integers(0, 10),
    weekdays=st.just(EVERY_DAY) | st.frozensets(st.integers(0, 6), min_size=3),
    alternate=st.booleans(),
    flags=st.frozensets(st.sampled_from(["pinch", "hernia", "hypermobile"]), max_size=2),
)

few = settings(max_examples=40, deadline=None, derandomize=True)


def states(profile: Profile, days: tuple[Day, ...]) -> list[State]:
    """The state at the end of every calendar date."""
    setting, told = Setting(profile, EXERCISES), {day.date: day for day in days}
    state, found = opening(setting), []
    for offset in range((days[-1].date - START).days + 1):
        d = START + timedelta(days=offset)
        state = advance(state, told.get(d, Day(d)), setting)
        found.append(state)
    return found


@pytest.mark.rule("5.6")
@few
@given(people, weeks())
def test_strength_is_never_done_on_two_days_in_a_row(
    profile: Profile, days: tuple[Day, ...]
) -> None:
    for state in states(profile, days):
        dates = {s.date for s in state.sessions if s.kind is Kind.STRENGTH}
        assert not any(d + timedelta(days=1) in dates for d in dates)


@pytest.mark.rule("9.1")
@few
@given(people, weeks())
def test_steps_stay_on_their_ladders(profile: Profile, days: tuple[Day, ...]) -> None:
    for state in states(profile, days):
        assert all(0 <= step <= 4 for step in state.steps.values())


@pytest.mark.rule("3.3")
@few
@given(people, weeks())
def test_replaying_twice_gives_the_same_state(profile: Profile, days: tuple[Day, ...]) -> None:
    until = days[-1].date
    assert replay(profile, days, until, EXERCISES) == replay(profile, days, until, EXERCISES)


@pytest.mark.rule("9.3")
@few
@given(people, weeks())
def test_pain_of_6_never_raises_a_step(profile: Profile, days: tuple[Day, ...]) -> None:
    sore = tuple(
        replace(day, sessions=tuple(replace(s, peak=6) for s in day.sessions), clinician_ok=False)
        for day in days
    )
    found = states(profile, sore)
    for before, after in pairwise(found):
        if after.baseline == before.baseline:
            assert all(after.steps[name] <= before.steps[name] for name in before.steps)
    assert not found[-1].raised


@pytest.mark.rule("3.2")
@few
@given(people, weeks())
def test_unknown_mornings_and_weeks_change_no_step_and_no_phase_for_the_better(
    profile: Profile, days: tuple[Day, ...]
) -> None:
    silent = tuple(replace(d, morning=None, weekly=None, clinician_ok=False) for d in days)
    found = states(profile, silent)
    assert not found[-1].raised
    assert not found[-1].topped
    assert not found[-1].strength_reached
    assert all(session.verdict is None for session in found[-1].sessions)


@pytest.mark.rule("6.6")
@few
@given(people, weeks())
def test_one_minute_days_change_nothing_for_any_other_rule(
    profile: Profile, days: tuple[Day, ...]
) -> None:
    tiny = SessionFact(1, Done.ALL, 7)
    empty = tuple(replace(day, sessions=()) for day in days)
    filled = tuple(replace(day, sessions=(tiny,)) for day in days)
    until = days[-1].date
    assert replay(profile, empty, until, EXERCISES) == replay(profile, filled, until, EXERCISES)


def test_days_before_the_start_are_ignored() -> None:
    early = Day(START - timedelta(days=3), morning=9, fell=True)
    assert replay(ana, [early], START, EXERCISES) == replay(ana, [], START, EXERCISES)
