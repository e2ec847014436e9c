"""When a move grows: twice calm at the same dose, two moves at a time."""

from dataclasses import replace

import pytest

from bot.coach.facts import Day, Done
from content.model import Ladder
from tests.coach.programme.people import ana, bo, changed, on, session, state_of, steady, told
from tests.coach.programme.table import EXERCISES

START_STEPS = state_of(ana, [], 1).steps


def grown(days: list[Day], number: int) -> dict[str, int]:
    state = state_of(ana, days, number)
    return {n: s - START_STEPS[n] for n, s in state.steps.items() if s != START_STEPS[n]}


@pytest.mark.rule("9.3")
def test_a_move_grows_after_two_calm_sessions_with_it() -> None:
    assert grown(steady(2), 2) == {}
    up = grown(steady(8), 8)
    assert up
    assert set(up.values()) == {1}


@pytest.mark.rule("9.3")
def test_at_most_two_moves_grow_on_a_morning() -> None:
    for number in range(2, 40):
        before, after = (state_of(bo, steady(n, minutes=15), n).steps for n in (number - 1, number))
        assert sum(after[name] - before[name] for name in after) <= 2


@pytest.mark.rule("9.3")
def test_pain_of_3_a_part_session_or_an_unknown_peak_raise_nothing() -> None:
    for sessions in (session(3), session(done=Done.PART), session(None)):
        days = [replace(day, sessions=(sessions,)) for day in steady(14)]
        assert grown(days, 14) == {}


@pytest.mark.rule("P3", "9.3")
def test_a_move_that_hurt_3_does_not_grow_but_others_do() -> None:
    hurting = session(2, hurts={"isometric-hip-flexion": 2})
    stopped = session(3, hurts={"isometric-hip-flexion": 3})
    assert "isometric-hip-flexion" in grown([replace(d, sessions=(hurting,)) for d in steady(8)], 8)
    assert grown([replace(d, sessions=(stopped,)) for d in steady(8)], 8) == {}


@pytest.mark.rule("9.3")
def test_a_stretch_at_its_longest_hold_becomes_topped() -> None:
    state = state_of(ana, steady(6), 6)
    assert "half-kneeling-hip-flexor-stretch" in state.topped
    assert state.steps["half-kneeling-hip-flexor-stretch"] == 2


@pytest.mark.rule("10.1")
def test_the_first_session_after_three_days_off_raises_nothing() -> None:
    days = [*steady(3), *(told(n) for n in range(4, 8)), *steady(9)[7:]]
    state = state_of(ana, days, 9)
    assert state.sessions[-2].after_gap
    assert not state.sessions[-1].after_gap
    assert on(9) not in state.raised.values()


@pytest.mark.rule("9.3", "6.1")
def test_short_sessions_never_raise_a_move_whose_count_they_cut() -> None:
    for name, step in state_of(ana, steady(80, minutes=5), 80).steps.items():
        if EXERCISES[name].dose.ladder is Ladder.REPS:
            assert step <= 3
        if EXERCISES[name].dose.ladder is Ladder.ISOMETRIC:
            assert step == START_STEPS[name]


@pytest.mark.rule("9.3")
def test_settle_raises_nothing() -> None:
    sore = replace(ana, usual=6)
    days = changed(steady(3), 1, morning=6)
    assert not state_of(sore, days, 3).raised
