"""The gate before any routine, and the easier move for one that hurts."""

from dataclasses import replace
from typing import Any

import pytest

from bot.coach.facts import Day, Gate, Profile
from bot.coach.planner import plan
from bot.coach.screening import gate, swap
from tests.coach.programme.people import ana, on, session, state_of, told
from tests.coach.programme.table import EXERCISES

SCREENED = [told(1, red_flags="no")]


def gate_of(profile: Profile, days: list[Day], number: int) -> Gate | None:
    return gate(profile, state_of(profile, days, number), on(number))


def flagged(*flags: str, **facts: Any) -> Profile:
    return replace(ana, flags=frozenset(flags), **facts)


@pytest.mark.rule("G2")
def test_a_young_person_gets_no_routine_whatever_else_is_true() -> None:
    assert gate_of(flagged("pregnant", adult=False), [], 1) is Gate.UNDER_18


@pytest.mark.rule("G3")
@pytest.mark.parametrize("flag", ["hip_replacement", "surgery"])
def test_an_operated_hip_waits_for_clearance(flag: str) -> None:
    assert gate_of(flagged(flag), SCREENED, 1) is Gate.CLEARANCE
    assert gate_of(flagged(flag, cleared=True), SCREENED, 1) is None


@pytest.mark.rule("G5")
def test_pregnancy_waits_for_the_midwifes_ok() -> None:
    assert gate_of(flagged("pregnant"), SCREENED, 1) is Gate.MIDWIFE
    assert gate_of(flagged("pregnant", midwife_ok=True), SCREENED, 1) is None


@pytest.mark.rule("G3")
def test_a_fresh_strain_rests_three_days_then_settles() -> None:
    strained = replace(ana, strain=on(1))
    found = [gate_of(strained, SCREENED, number) for number in (1, 2, 3, 4)]
    assert found == [Gate.FRESH_INJURY] * 3 + [None]
    assert plan(strained, state_of(strained, SCREENED, 4), on(4), 10, EXERCISES).kind == "settle"


@pytest.mark.rule("G1")
def test_the_questions_are_asked_first_and_again_after_28_days() -> None:
    assert gate_of(ana, [], 1) is Gate.ASK_RED_FLAGS
    worked = [*SCREENED, *(told(n, session()) for n in range(2, 30))]
    assert gate_of(ana, worked, 29) is None
    assert gate_of(ana, worked, 30) is Gate.ASK_RED_FLAGS


@pytest.mark.rule("G1")
def test_14_days_away_ask_the_questions_again_until_they_are_answered_after_that() -> None:
    days = [told(1, session(), red_flags="no"), told(10, red_flags="no")]
    assert gate_of(ana, days, 15) is None
    assert gate_of(ana, days, 16) is Gate.ASK_RED_FLAGS
    assert gate_of(ana, [*days, told(17, red_flags="no")], 20) is None


@pytest.mark.rule("G1")
@pytest.mark.parametrize(
    "fact",
    [
        told(2, session(8)),
        told(2, session(2, hurts={"clamshell": 8})),
        told(2, session(2, gave_way=True)),
        told(2, session(9, minutes=1)),
        told(2, morning=8),
        told(2, fell=True),
        told(2, red_flags="yes"),
    ],
)
def test_strong_pain_giving_way_a_fall_or_a_yes_ask_again_until_all_is_no(fact: Day) -> None:
    days = [*SCREENED, fact]
    assert gate_of(ana, days, 3) is Gate.ASK_RED_FLAGS
    assert gate_of(ana, [*days, told(3, red_flags="no")], 3) is None


@pytest.mark.rule("G1")
def test_an_answer_given_after_the_score_of_the_same_day_clears_it() -> None:
    before = [*SCREENED, told(2, morning=8, red_flags="no")]
    after = [*SCREENED, told(2, morning=8, red_flags="no", screened_last=True)]
    assert gate_of(ana, before, 2) is Gate.ASK_RED_FLAGS
    assert gate_of(ana, after, 2) is None


@pytest.mark.rule("P2")
def test_a_move_that_hurts_is_swapped_for_the_next_easier_one() -> None:
    state = state_of(ana, SCREENED, 1)
    first = plan(ana, state, on(1), 10, EXERCISES)
    bridge = next(i for i in first.items if i.slot == "GLUTE")
    easier = swap(ana, state, on(1), bridge.exercise, first, EXERCISES)
    assert easier is not None
    assert (bridge.exercise, easier.exercise) == ("glute-bridge", "pelvic-tilt")
    assert (easier.slot, easier.sets, easier.seconds) == ("GLUTE", 1, 85)


@pytest.mark.rule("P2")
def test_a_swap_walks_past_moves_that_are_blocked_or_already_there() -> None:
    kneeler = flagged("balance")
    state = state_of(kneeler, SCREENED, 1)
    first = plan(kneeler, state, on(1), 10, EXERCISES)
    stretch = next(i for i in first.items if i.slot == "STR_HF")
    assert stretch.exercise == "half-kneeling-hip-flexor-stretch"
    easier = swap(kneeler, state, on(1), stretch.exercise, first, EXERCISES)
    assert easier is not None
    assert easier.exercise == "standing-hip-flexor-stretch"
    without = replace(kneeler, never=frozenset({"standing-hip-flexor-stretch"}))
    assert swap(without, state, on(1), stretch.exercise, first, EXERCISES) is None


@pytest.mark.rule("P2")
def test_at_the_end_of_the_chain_a_move_is_left_out() -> None:
    state = state_of(ana, SCREENED, 1)
    first = plan(ana, state, on(1), 10, EXERCISES)
    assert swap(ana, state, on(1), "knee-rolls", first, EXERCISES) is None


@pytest.mark.rule("P2")
def test_a_swap_stops_at_a_declared_floor() -> None:
    state = state_of(ana, SCREENED, 1)
    first = plan(ana, state, on(1), 10, EXERCISES)
    floor = replace(EXERCISES["glute-bridge"], floor_of_chain=True)
    exercises = {**EXERCISES, "glute-bridge": floor}
    assert swap(ana, state, on(1), "glute-bridge", first, exercises) is None


def test_only_a_move_of_the_plan_can_be_swapped() -> None:
    state = state_of(ana, SCREENED, 1)
    first = plan(ana, state, on(1), 10, EXERCISES)
    with pytest.raises(ValueError, match="plank"):
        swap(ana, state, on(1), "plank", first, EXERCISES)


@pytest.mark.rule("G6")
def test_surgery_hides_what_a_new_hip_hides() -> None:
    operated = flagged("surgery", cleared=True)
    state = state_of(operated, SCREENED, 1)
    found = plan(operated, state, on(1), 15, EXERCISES)
    assert not any("hip_replacement" in EXERCISES[item.exercise].blocked_by for item in found.items)
