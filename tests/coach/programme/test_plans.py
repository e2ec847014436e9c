"""Properties of every plan, whoever asks and whatever was before."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.coach import slots
from bot.coach.facts import Item, Kind, Plan, Profile
from bot.coach.planner import plan
from bot.coach.state import Setting, State, opening
from content.model import Phase
from tests.coach.programme.people import START, ana
from tests.coach.programme.table import EXERCISES

FLAGS = sorted({flag for move in EXERCISES.values() for flag in move.blocked_by} - {"ALWAYS"})
LADDERED = sorted(opening(Setting(ana, EXERCISES)).steps)

minutes = st.sampled_from(slots.MINUTES)
profiles = st.builds(
    Profile,
    start=st.just(START),
    usual=st.integers(0, 10),
    flags=st.frozensets(st.sampled_from(FLAGS), max_size=4),
    modes=st.frozensets(st.sampled_from(["no_floor", "no_kneeling", "desk", "bed"]), max_size=2),
    kit=st.frozensets(st.sampled_from(["bed", "band", "step", "roller", "ball"])),
    weekdays=st.frozensets(st.integers(0, 6), min_size=3),
    alternate=st.booleans(),
    long_hold=st.booleans(),
    never=st.frozensets(st.sampled_from(sorted(EXERCISES)), max_size=3),
    cleared=st.just(True),
    midwife_ok=st.just(True),
)


@st.composite
def states(draw: st.DrawFn, profile: Profile) -> State:
    """Any state a person could be in, reached or not."""
    steps = {name: draw(st.integers(0, 2)) for name in LADDERED}
    return replace(
        opening(Setting(profile, EXERCISES)),
        phase=draw(st.sampled_from(Phase)),
        steps=steps,
        topped=draw(st.frozensets(st.sampled_from(LADDERED))),
        benched={
            name: START + timedelta(days=draw(st.integers(1, 60)))
            for name in draw(st.lists(st.sampled_from(LADDERED), max_size=4))
        },
        strength_count=draw(st.integers(0, 60)),
        back_off_until=draw(st.none() | st.dates(START, START + timedelta(days=40))),
    )


@st.composite
def cases(draw: st.DrawFn) -> tuple[Profile, State, Plan]:
    profile = draw(profiles)
    state = draw(states(profile))
    d = START + timedelta(days=draw(st.integers(0, 55)))
    return profile, state, plan(profile, state, d, draw(minutes), EXERCISES)


quick = settings(max_examples=200, deadline=None, derandomize=True)


def moves(given_plan: Plan) -> list[Item]:
    return [item for item in given_plan.items if item.slot != slots.WU1]


@pytest.mark.rule("6.3", "G6")
@quick
@given(cases())
def test_no_plan_holds_a_move_that_is_blocked_locked_benched_or_never_wanted(
    case: tuple[Profile, State, Plan],
) -> None:
    profile, state, found = case
    flags = profile.flags | profile.modes
    if found.kind is Kind.BED:
        flags -= {"no_floor"}
    for item in moves(found):
        move = EXERCISES[item.exercise]
        assert not flags & move.blocked_by
        assert found.phase_today in move.phases
        assert move.unlocked_by is None or move.unlocked_by in state.topped
        assert found.date >= state.benched.get(item.exercise, found.date)
        assert item.exercise not in profile.never
        assert found.kind is Kind.BED or move.kit <= profile.kit


@quick
@given(cases())
def test_no_plan_holds_a_move_twice(case: tuple[Profile, State, Plan]) -> None:
    names = [item.exercise for item in case[2].items]
    assert len(names) == len(set(names))


@pytest.mark.rule("6.4")
@quick
@given(cases())
def test_every_routine_warms_up_first_and_has_two_moves(
    case: tuple[Profile, State, Plan],
) -> None:
    found = case[2]
    if found.kind in (Kind.REST, Kind.TOO_LITTLE):
        assert found.items == ()
        return
    if found.kind is not Kind.BED:
        assert found.items[0].exercise == "easy-cardio"
    if found.kind is not Kind.ONE:
        assert sum(item.slot not in slots.WARM_UP for item in found.items) >= 2


@pytest.mark.rule("6.4")
@quick
@given(cases())
def test_a_plan_is_never_more_than_a_tenth_too_long(case: tuple[Profile, State, Plan]) -> None:
    found = case[2]
    assert found.total == sum(item.seconds for item in found.items)
    if found.kind is Kind.ONE:
        assert 58 <= found.total <= 65
    elif found.kind is Kind.BED:
        assert found.total <= 320
    else:
        assert 10 * found.total <= 11 * 60 * found.minutes


@pytest.mark.rule("6.4")
@quick
@given(cases())
def test_a_plan_is_a_tenth_too_short_only_when_nothing_more_is_allowed(
    case: tuple[Profile, State, Plan],
) -> None:
    found = case[2]
    budget = 60 * found.minutes
    if found.kind not in (Kind.STRENGTH, Kind.STRETCH, Kind.SETTLE):
        return
    if 10 * found.total >= 9 * budget:
        assert "shorter_than_asked" not in found.why
        return
    rest = sum(item.seconds for item in moves(found))
    longest = slots.WALK_SECONDS[found.minutes][1]
    assert 10 * (rest + 15 + longest) < 9 * budget
    rounded = 15 * ((2 * (budget - rest - 15) + 15) // 30)
    assert found.items[0].hold == min(rounded, budget // 2) // 15 * 15


@pytest.mark.rule("3.3")
@quick
@given(profiles.flatmap(lambda p: st.tuples(st.just(p), states(p))), st.integers(0, 55), minutes)
def test_the_same_facts_give_the_same_plan(
    person: tuple[Profile, State], day: int, asked: int
) -> None:
    profile, state = person
    d = START + timedelta(days=day)
    first, second = (plan(profile, state, d, asked, EXERCISES) for _ in range(2))
    assert first == second


def test_a_length_nobody_offers_is_refused() -> None:
    state = opening(Setting(ana, EXERCISES))
    with pytest.raises(ValueError, match="not 7"):
        plan(ana, state, START, 7, EXERCISES)
