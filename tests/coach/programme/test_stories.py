"""Half a year of different people: who gets where, and when."""

from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

import pytest

from bot.coach import kinds
from bot.coach.facts import Day, Kind, Profile, Weekly
from bot.coach.planner import plan
from bot.coach.replay import advance
from bot.coach.state import Setting, State, opening
from content.model import Phase
from tests.coach.programme.people import ana, bo, changed, cy, session, steady, told
from tests.coach.programme.table import EXERCISES

HALF_A_YEAR = 182


def walk_through(profile: Profile, days: list[Day]) -> list[State]:
    """The state at the end of every day."""
    setting, state, states = Setting(profile, EXERCISES), None, []
    for day in days:
        state = advance(state or opening(setting), day, setting)
        states.append(state)
    return states


def first_day(states: list[State], phase: Phase) -> int | None:
    return next((n for n, state in enumerate(states, 1) if state.phase is phase), None)


def strength_dates(states: list[State]) -> list[int]:
    return sorted(
        {(s.date - ana.start).days for st in states for s in st.sessions if s.kind is Kind.STRENGTH}
    )


@pytest.mark.rule("4.3", "4.4", "3.1")
def test_a_steady_person_reaches_strength_on_day_15_and_maintain_on_day_85() -> None:
    states = walk_through(bo, steady(HALF_A_YEAR))
    assert first_day(states, Phase.STRENGTH) == 15
    assert first_day(states, Phase.MAINTAIN) == 85
    assert states[-1].phase is Phase.MAINTAIN


@pytest.mark.rule("W")
def test_a_person_who_never_answers_mornings_gets_there_through_weekly_answers() -> None:
    weekly = [
        replace(day, weekly=Weekly(2) if number % 7 == 0 else None)
        for number, day in enumerate(steady(HALF_A_YEAR, morning=None), 1)
    ]
    assert first_day(walk_through(bo, weekly), Phase.MAINTAIN) is not None


@pytest.mark.rule("3.2")
def test_a_person_who_answers_nothing_stays_in_mobility_at_the_first_steps() -> None:
    states = walk_through(bo, steady(HALF_A_YEAR, morning=None))
    assert {state.phase for state in states} == {Phase.MOBILITY}
    assert states[-1].steps == opening(Setting(bo, EXERCISES)).steps


@pytest.mark.rule("D7", "D1", "4.2", "4.5")
def test_steady_pain_of_7_stays_in_settle_with_card_d7_until_a_clinicians_ok() -> None:
    days = steady(60, morning=7, peak=4)
    states = walk_through(cy, days)
    assert {state.phase for state in states} == {Phase.SETTLE}
    cards = [(n, state.card) for n, state in enumerate(states, 1) if state.card]
    assert cards[:3] == [(15, "D7"), (23, "D1"), (31, "D7")]
    states = walk_through(cy, changed(days, 40, clinician_ok=True))
    assert states[39].phase is Phase.MOBILITY
    assert states[59].phase is Phase.MOBILITY


@pytest.mark.rule("4.1")
def test_pain_that_eases_leaves_settle_after_three_good_sessions() -> None:
    days = [told(n, session(2), morning=7 if n == 1 else 4) for n in range(1, 10)]
    assert first_day(walk_through(cy, days), Phase.MOBILITY) == 4


@pytest.mark.rule("D6", "P7", "4.1")
def test_a_flare_every_25_days_goes_round_the_phases_and_shows_card_d6() -> None:
    days = steady(HALF_A_YEAR)
    for number in range(25, HALF_A_YEAR, 25):
        days = changed(days, number, sessions=(session(7),))
    states = walk_through(bo, days)
    assert {state.phase for state in states} >= {Phase.SETTLE, Phase.MOBILITY, Phase.STRENGTH}
    assert "D6" in states[-1].cards


@pytest.mark.rule("5.6")
def test_strength_never_falls_on_two_days_in_a_row() -> None:
    flaring = changed(steady(HALF_A_YEAR), 60, sessions=(session(8),))
    for profile in (
        ana,
        bo,
        replace(bo, alternate=True),
        replace(bo, strength_days=frozenset({0, 5})),
    ):
        dates = strength_dates(walk_through(profile, flaring))
        assert len(dates) > 8
        assert all(later - sooner > 1 for sooner, later in pairwise(dates))


@pytest.mark.rule("5.9")
def test_every_fourth_week_of_the_strength_phase_is_light() -> None:
    states = walk_through(bo, steady(60))
    light = [s.date for s in states[-1].sessions if s.deload]
    began = next(state.since for state in states if state.phase is Phase.STRENGTH)
    assert {(d - began).days // 7 + 1 for d in light} == {4}
    state = next(s for s in states if kinds.deloads(s, s.day))
    monday = state.day + timedelta(days=-state.day.weekday() % 7)
    given = plan(bo, state, monday, 15, EXERCISES)
    assert given.kind is Kind.STRENGTH
    assert "deload" in given.why
    assert {item.sets for item in given.items if item.slot in ("GLUTE", "ABD", "FLEX")} == {1}
