"""Days off at the edges of their numbers: which days count, and what a fresh start keeps."""

from dataclasses import replace

import pytest

from bot.coach import gaps
from bot.coach.facts import Gate, Kind
from bot.coach.screening import gate
from bot.coach.state import State
from content.model import Phase
from tests.coach.programme.people import ana, on
from tests.coach.programme.states import BRIDGE, fresh
from tests.coach.programme.table import EXERCISES

MONDAYS = replace(ana, weekdays=frozenset({0}))


def back(number: int, **facts: object) -> State:
    """Ana on a day, her last session on day 1."""
    return gaps.applied(ana, fresh(last_session=on(1), **facts), on(number), EXERCISES)


@pytest.mark.rule("10.1")
@pytest.mark.parametrize(("weekday", "missed"), [(0, 0), (1, 3), (2, 3), (3, 3), (4, 0), (6, 0)])
def test_only_a_chosen_day_between_two_sessions_is_missed(weekday: int, missed: int) -> None:
    chosen = replace(ana, weekdays=frozenset({weekday}))  # day 1 is a Monday, day 5 a Friday
    assert gaps.length(chosen, fresh(last_session=on(1)), on(5)) == missed


@pytest.mark.rule("10.1")
def test_a_day_a_week_is_missed_only_when_it_has_passed() -> None:
    assert gaps.length(MONDAYS, fresh(last_session=on(1)), on(8)) == 0
    assert gaps.length(MONDAYS, fresh(last_session=on(1)), on(9)) == 7


@pytest.mark.rule("G1")
def test_two_weeks_off_are_reached_on_the_day_after_fourteen_days_without_a_session() -> None:
    away = fresh(last_session=on(1))
    assert gaps.reached_two_weeks(ana, away, on(15)) is None
    assert gaps.reached_two_weeks(ana, away, on(16)) == on(16)
    assert gaps.reached_two_weeks(ana, away, on(20)) == on(16)


@pytest.mark.rule("G1")
@pytest.mark.parametrize(("answered", "asks"), [(15, True), (16, False), (17, False)])
def test_an_answer_counts_once_two_weeks_off_are_reached(answered: int, asks: bool) -> None:
    away = fresh(last_session=on(1), all_no=on(answered))
    assert (gate(ana, away, on(18)) is Gate.ASK_RED_FLAGS) is asks


@pytest.mark.rule("10.2")
def test_a_week_off_forgets_bad_runs_and_a_back_off_and_less_does_not() -> None:
    hurt = {"bad_runs": {Kind.STRENGTH: 2}, "back_off_until": on(30)}
    assert back(8, **hurt) == fresh(last_session=on(1), **hurt)
    rested = back(9, **hurt)
    assert (rested.bad_runs, rested.back_off_until) == ({}, None)


@pytest.mark.rule("10.3")
def test_four_weeks_off_set_everything_of_the_programme_anew() -> None:
    grown = {"steps": dict.fromkeys(fresh().steps, 3), "topped": frozenset({BRIDGE})}
    anew = back(30, **grown, phase=Phase.STRENGTH, stated=((on(1), 4),))
    assert anew.steps == fresh(steps=gaps.start_steps(4, EXERCISES)).steps
    assert (anew.topped, anew.phase) == (frozenset(), Phase.MOBILITY)
    assert (anew.since, anew.baseline, anew.baseline_usual) == (on(30), on(30), 4)
    assert back(29, **grown).topped == frozenset({BRIDGE})


@pytest.mark.rule("10.3", "4.1")
@pytest.mark.parametrize(
    ("phase", "usual", "ended"),
    [
        (Phase.SETTLE, 3, 30), (Phase.SETTLE, 6, 5), (Phase.STRENGTH, 3, 5),
        (Phase.STRENGTH, 6, 5), (Phase.STRENGTH, 5, 5), (Phase.SETTLE, 5, 30),
    ],
)  # fmt: skip
def test_four_weeks_off_end_a_settle_only_for_those_who_leave_it(
    phase: Phase, usual: int, ended: int
) -> None:
    anew = back(30, phase=phase, stated=((on(1), usual),), settle_ended=on(5))
    assert anew.settle_ended == on(ended)
    assert anew.phase is (Phase.SETTLE if usual == 6 else Phase.MOBILITY)


@pytest.mark.rule("10.2")
@pytest.mark.parametrize(("number", "steps"), [(8, 3), (9, 2), (15, 2), (16, 1), (29, 1)])
def test_a_week_off_takes_one_step_and_two_weeks_two_from_loads_alone(
    number: int, steps: int
) -> None:
    stretch = "butterfly-stretch"
    assert back(number, steps={BRIDGE: 3, stretch: 2}).steps == {BRIDGE: steps, stretch: 2}
    assert back(number, steps={BRIDGE: 0}).steps == {BRIDGE: 0}
