"""Verdicts, runs, flares and the weekly answer at the edges of their numbers."""

from dataclasses import replace

import pytest

from bot.coach import slots, verdicts
from bot.coach.facts import Kind, Weekly
from bot.coach.state import State, Verdict
from content.model import Phase
from tests.coach.programme.people import on, told
from tests.coach.programme.states import BRIDGE, CLAM, SETTING, fresh, held, move, settled

HOLD = "half-kneeling-hip-flexor-stretch"


def week(state: State, number: int, answer: Weekly, waiting: bool = False) -> State:
    return verdicts.after_week(state, on(number), answer, waiting, SETTING)


def verdict_after_week(state: State, number: int, waiting: bool = False) -> list[Verdict | None]:
    return [s.verdict for s in week(state, number, Weekly(3), waiting).sessions]


@pytest.mark.rule("W")
def test_a_week_settles_calm_sessions_of_seven_days_that_nobody_judged() -> None:
    sessions = (
        held(1), held(2, pain=3), held(3, pain=4), held(4, pain=None), held(5, Verdict.BAD),
        held(8),
    )  # fmt: skip
    assert verdict_after_week(fresh(sessions=sessions), 9) == [
        None, Verdict.SETTLED, None, None, Verdict.BAD, Verdict.SETTLED,
    ]  # fmt: skip


@pytest.mark.rule("W")
def test_a_week_settles_nothing_when_it_was_worse_than_usual() -> None:
    after = week(fresh(sessions=(held(2),)), 5, Weekly(4))
    assert after.sessions[0].verdict is None
    assert after.stated[-1] == (on(5), 4)


@pytest.mark.rule("W")
def test_yesterday_is_left_to_the_morning_that_was_told_today() -> None:
    state = fresh(sessions=(held(3), held(4)))
    assert verdict_after_week(state, 5, waiting=True) == [Verdict.SETTLED, None]
    assert verdict_after_week(state, 5) == [Verdict.SETTLED, Verdict.SETTLED]


@pytest.mark.rule("W")
def test_a_settled_week_ends_a_bad_run_of_its_kind_alone() -> None:
    runs = {Kind.STRETCH: 2, Kind.STRENGTH: 1}
    after = week(fresh(sessions=(held(3),), bad_runs=runs), 5, Weekly(3))
    assert after.bad_runs == {Kind.STRETCH: 0, Kind.STRENGTH: 1}


@pytest.mark.rule("W", "D2", "D3")
def test_the_last_two_weeks_and_the_last_word_on_daily_life_are_kept() -> None:
    state = fresh()
    answers = [Weekly(3, "worse", "same"), Weekly(3, "better", "more"), Weekly(3, None, "less")]
    for number, answer in zip((7, 14, 21), answers, strict=True):
        state = week(state, number, answer)
    assert state.weeklies == tuple(answers[1:])
    assert state.function == "better"


@pytest.mark.rule("W", "9.3")
def test_a_week_raises_for_the_latest_of_its_sessions() -> None:
    sessions = (held(3, items=(move(),)), held(5, items=(move(),)))
    after = week(fresh(sessions=sessions, steps={BRIDGE: 1}), 7, Weekly(3))
    assert after.raised == {BRIDGE: on(7)}
    assert after.steps == {BRIDGE: 2}


@pytest.mark.rule("W", "9.3")
def test_a_week_raises_nothing_when_a_later_session_hurt_a_lot() -> None:
    calm, sore = held(3, items=(move(),)), held(5, pain=6, items=(move(),))
    after = week(fresh(sessions=(calm, sore), steps={BRIDGE: 1}), 7, Weekly(3))
    assert after.sessions[0].verdict is Verdict.SETTLED
    assert after.raised == {}
    assert after.steps == {BRIDGE: 1}


@pytest.mark.rule("W")
def test_only_the_last_two_weeks_count_for_asking_for_a_score() -> None:
    sessions = tuple(held(n) for n in (1, 3, 5, 7, 9))
    assert verdicts.needs_a_score(fresh(sessions=sessions), on(15))
    assert not verdicts.needs_a_score(fresh(sessions=sessions), on(16))
    judged = (*sessions, *settled(10))
    assert not verdicts.needs_a_score(fresh(sessions=judged), on(15))


def bad_morning(state: State, number: int) -> State:
    return verdicts.after_morning(state, told(number, morning=5), SETTING)


@pytest.mark.rule("P6")
def test_two_bad_mornings_need_not_be_in_a_row_when_another_kind_of_day_lies_between() -> None:
    sessions = (held(2, Verdict.BAD, kind=Kind.STRENGTH), *settled(4), held(6, kind=Kind.STRENGTH))
    state = fresh(sessions=sessions, bad_runs={Kind.STRENGTH: 1})
    assert bad_morning(state, 7).back_off_until == on(9)
    other = replace(state, bad_runs={Kind.STRETCH: 1})
    assert bad_morning(other, 7).back_off_until is None


@pytest.mark.rule("P6")
def test_a_back_off_rests_the_strength_moves_that_have_an_easier_one() -> None:
    items = (move(BRIDGE), move("clamshell", slots.ABD), move(HOLD, slots.STR_HF, 2))
    session = held(6, kind=Kind.STRENGTH, items=items)
    state = fresh(sessions=(session,), bad_runs={Kind.STRENGTH: 1})
    rested = bad_morning(state, 7).benched
    easier = {name for name in (BRIDGE, CLAM) if SETTING.exercises[name].regress_to}
    assert rested == dict.fromkeys(easier, on(14))
    assert SETTING.exercises[HOLD].regress_to  # it has an easier one, but it is a stretch


@pytest.mark.rule("P6", "P2")
def test_a_back_off_never_brings_a_rested_move_back_earlier() -> None:
    session = held(6, kind=Kind.STRENGTH, items=(move(BRIDGE),))
    state = fresh(sessions=(session,), bad_runs={Kind.STRENGTH: 1}, benched={BRIDGE: on(20)})
    assert bad_morning(state, 7).benched == {BRIDGE: on(20)}


@pytest.mark.rule("P6")
def test_in_settle_a_bad_morning_lowers_nothing_and_three_forget_the_run() -> None:
    state = fresh(
        phase=Phase.SETTLE, sessions=(held(6, kind=Kind.SETTLE, items=(move(),)),),
        bad_runs={Kind.SETTLE: 1},
    )  # fmt: skip
    after = bad_morning(state, 7)
    assert (after.no_strength_until, after.back_off_until) == (None, None)
    assert after.steps == state.steps
    assert after.bad_runs == {Kind.SETTLE: 2}
    third = bad_morning(replace(state, bad_runs={Kind.SETTLE: 2}), 7)
    assert third.bad_runs == {}


@pytest.mark.rule("P6")
def test_one_morning_counts_once_for_two_sessions_of_one_kind() -> None:
    twice = fresh(sessions=(held(6), held(6)))
    assert bad_morning(twice, 7).bad_runs == {Kind.STRETCH: 1}
    both = fresh(sessions=(held(6), held(6, kind=Kind.STRENGTH)))
    assert bad_morning(both, 7).bad_runs == {Kind.STRETCH: 1, Kind.STRENGTH: 1}


@pytest.mark.rule("P7")
@pytest.mark.parametrize(
    ("usual", "yesterday", "today", "flares"),
    [
        (3, None, 7, True), (3, None, 6, False), (3, 6, 6, True), (3, 5, 6, False),
        (3, 6, 5, False), (7, None, 7, False), (7, None, 8, True), (6, 6, 6, False),
        (6, 6, 7, True), (5, 6, 6, True),
    ],
)  # fmt: skip
def test_a_flare_is_7_once_or_6_twice_and_always_above_usual(
    usual: int, yesterday: int | None, today: int, flares: bool
) -> None:
    before = fresh(stated=((on(1), usual),))
    if yesterday is not None:
        before = verdicts.after_morning(before, told(6, morning=yesterday), SETTING)
    after = verdicts.after_morning(before, told(7, morning=today), SETTING)
    assert (after.phase is Phase.SETTLE) is flares


@pytest.mark.rule("P8")
def test_soreness_makes_hold_of_a_bad_morning_and_nothing_of_a_calm_one() -> None:
    state = fresh(sessions=(held(6),))
    sore = verdicts.after_morning(state, told(7, morning=5, muscle_soreness=True), SETTING)
    assert sore.sessions[0].verdict is Verdict.HOLD
    calm = verdicts.after_morning(state, told(7, morning=3, muscle_soreness=True), SETTING)
    assert calm.sessions[0].verdict is Verdict.SETTLED


@pytest.mark.rule("P7")
def test_each_of_the_two_mornings_is_held_against_its_own_usual() -> None:
    before = fresh(stated=((on(1), 6), (on(7), 5)), mornings=((on(6), 6),))
    assert verdicts.after_morning(before, told(7, morning=6), SETTING).phase is Phase.MOBILITY
    lower = replace(before, stated=((on(1), 5),))
    assert verdicts.after_morning(lower, told(7, morning=6), SETTING).phase is Phase.SETTLE
