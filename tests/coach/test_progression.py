"""Growing by one step at the edges of the rule, on sessions made by hand."""

from dataclasses import replace

import pytest

from bot.coach import progression, slots
from bot.coach.facts import Done, Kind
from bot.coach.state import Session, Setting, State, Verdict
from content.model import Phase
from tests.coach.programme.people import ana, on
from tests.coach.programme.states import BRIDGE, CLAM, SETTING, fresh, held, move
from tests.coach.programme.table import EXERCISES

LIFT, STAND = "side-lying-hip-abduction", "sit-to-stand"


def calm(number: int, *items: object, **facts: object) -> Session:
    """A whole, settled session with pain of 2 that held these moves, the bridge by default."""
    known = {"items": items or (move(),), "verdict": Verdict.SETTLED, "pain": 2}
    return held(number, **known | facts)


def grown(
    *sessions: Session, number: int = 10, setting: Setting = SETTING, **facts: object
) -> State:
    """The state after the last of these sessions was settled on a day."""
    steps = {BRIDGE: 1, CLAM: 1, LIFT: 1, STAND: 1, "half-kneeling-hip-flexor-stretch": 1}
    state = fresh(**{"sessions": sessions, "steps": steps} | facts)
    return progression.advance(state, len(sessions) - 1, on(number), setting)


@pytest.mark.rule("9.3")
def test_two_calm_sessions_raise_a_move_by_one_step_on_the_day_of_judging() -> None:
    state = grown(calm(5), calm(9))
    assert state.steps[BRIDGE] == 2
    assert state.raised == {BRIDGE: on(10)}


@pytest.mark.rule("9.3")
@pytest.mark.parametrize("which", [0, 1])
@pytest.mark.parametrize(
    "fact",
    [
        {"pain": 3}, {"pain": None}, {"done": Done.PART}, {"verdict": Verdict.HOLD},
        {"verdict": None}, {"hurts": {BRIDGE: 3}}, {"counts_as": Kind.SETTLE},
        {"items": (move(step=0),)}, {"items": (move(step=2),)},
        {"items": (replace(move(), count=7),)}, {"items": (move(slot=slots.WU2),)},
    ],
    ids=str,
)  # fmt: skip
def test_both_sessions_must_be_calm_and_whole_at_the_present_dose(which: int, fact: dict) -> None:
    sessions = [calm(5), calm(9)]
    sessions[which] = replace(sessions[which], **fact)
    assert grown(*sessions).raised == {}


@pytest.mark.rule("9.3")
@pytest.mark.parametrize(("fact", "grows"), [("deload", False), ("after_gap", False)])
def test_light_weeks_and_the_first_session_after_days_off_raise_nothing(
    fact: str, grows: bool
) -> None:
    assert bool(grown(calm(5), replace(calm(9), **{fact: True})).raised) is grows
    assert grown(replace(calm(5), **{fact: True}), calm(9)).raised == {BRIDGE: on(10)}


@pytest.mark.rule("9.3")
def test_a_score_of_2_for_the_move_still_lets_it_grow() -> None:
    assert grown(calm(5, hurts={BRIDGE: 2}), calm(9, hurts={BRIDGE: 2})).raised


@pytest.mark.rule("9.3")
def test_fewer_sets_do_not_matter() -> None:
    assert grown(calm(5, replace(move(), sets=1)), calm(9, replace(move(), sets=1))).raised


@pytest.mark.rule("9.3")
@pytest.mark.parametrize(("number", "grows"), [(29, True), (30, False)])
def test_the_earlier_session_counts_for_28_days(number: int, grows: bool) -> None:
    assert bool(grown(calm(1), calm(number), number=number + 1).raised) is grows


@pytest.mark.rule("9.3")
def test_the_latest_earlier_session_with_the_move_decides_and_others_are_passed_over() -> None:
    between = calm(7, move(CLAM, slots.ABD), pain=5)
    assert grown(calm(5), between, calm(9)).raised
    assert grown(calm(3), calm(5, hurts={BRIDGE: 3}), calm(9)).raised == {}
    warm = calm(7, move(slot=slots.WU2), pain=5)
    assert grown(calm(5), warm, calm(9)).raised


@pytest.mark.rule("9.3")
@pytest.mark.parametrize(("raised", "grows"), [(5, True), (6, False)])
def test_after_a_step_up_both_sessions_must_come_later(raised: int, grows: bool) -> None:
    after = grown(calm(5), calm(9), raised={BRIDGE: on(raised)})
    assert (after.raised[BRIDGE] == on(10)) is grows


@pytest.mark.rule("9.3")
def test_two_moves_grow_those_that_waited_longest_first_never_grown_before_all() -> None:
    items = (move(), move(CLAM, slots.ABD), move(LIFT, slots.ABD), move(STAND, slots.GLUTE))
    fresh_ones = grown(calm(5, *items), calm(9, *items))
    assert {*fresh_ones.raised} == {BRIDGE, CLAM}
    waited = {BRIDGE: on(4), CLAM: on(3), LIFT: on(2)}
    after = grown(calm(5, *items), calm(9, *items), raised=waited)
    assert {name for name, day in after.raised.items() if day == on(10)} == {STAND, LIFT}


@pytest.mark.rule("9.3", "9.2")
def test_a_move_at_its_cap_stays_and_does_not_take_the_place_of_another() -> None:
    items = (
        move(step=2), move(CLAM, slots.ABD), move(LIFT, slots.ABD),
    )  # fmt: skip
    steps = {BRIDGE: 2, CLAM: 1, LIFT: 1}
    after = grown(calm(5, *items), calm(9, *items), steps=steps)
    assert after.steps == {BRIDGE: 2, CLAM: 2, LIFT: 2}
    strong = grown(calm(5, *items), calm(9, *items), steps=steps, phase=Phase.STRENGTH)
    assert strong.steps == {BRIDGE: 3, CLAM: 2, LIFT: 1}


@pytest.mark.rule("9.3")
def test_at_the_top_of_its_ladder_a_move_is_topped_beside_two_that_grow() -> None:
    stretch = "half-kneeling-hip-flexor-stretch"
    items = (
        move(stretch, slots.STR_HF, 2), move(CLAM, slots.ABD), move(LIFT, slots.ABD),
    )  # fmt: skip
    steps = {stretch: 2, CLAM: 1, LIFT: 1}
    after = grown(calm(5, *items), calm(9, *items), steps=steps, topped=frozenset({STAND}))
    assert after.topped == {stretch, STAND}
    assert after.steps == {stretch: 2, CLAM: 2, LIFT: 2}
    assert stretch not in after.raised


@pytest.mark.rule("9.1", "9.3")
def test_with_long_holds_the_same_stretch_has_one_more_step() -> None:
    stretch = "half-kneeling-hip-flexor-stretch"
    item = move(stretch, slots.STR_HF, 2)
    longer = replace(ana, long_hold=True)
    after = grown(
        calm(5, item), calm(9, item), setting=Setting(longer, EXERCISES), steps={stretch: 2}
    )
    assert after.steps == {stretch: 3}
    assert after.topped == frozenset()


@pytest.mark.rule("9.3")
def test_a_move_without_a_ladder_never_grows() -> None:
    fixed = next(m for m in EXERCISES.values() if m.dose.ladder.value == "F")
    item = replace(move(), exercise=fixed.id, step=None)
    state = grown(calm(5, item), calm(9, item), steps={})
    assert (state.raised, state.topped) == ({}, frozenset())


@pytest.mark.rule("P6", "9.3")
def test_while_a_back_off_runs_a_load_above_the_gentle_dose_does_not_grow() -> None:
    assert grown(calm(5), calm(9), back_off_until=on(10)).raised == {}


@pytest.mark.rule("P6", "9.2", "9.3")
def test_while_a_back_off_runs_in_strength_moves_grow_no_further_than_mobility_lets_them() -> None:
    items = (move(step=2), move(CLAM, slots.ABD))
    eased = {"phase": Phase.STRENGTH, "back_off_until": on(10), "steps": {BRIDGE: 2, CLAM: 1}}
    assert grown(calm(5, *items), calm(9, *items), **eased).steps == {BRIDGE: 2, CLAM: 2}


@pytest.mark.rule("P6", "9.3")
def test_while_a_back_off_runs_no_stretch_is_topped() -> None:
    stretch = "half-kneeling-hip-flexor-stretch"
    item = move(stretch, slots.STR_HF, 2)
    facts = {"steps": {stretch: 2}, "back_off_until": on(10)}
    assert grown(calm(5, item), calm(9, item), **facts).topped == frozenset()
    assert grown(calm(5, item), calm(9, item), number=11, **facts).topped == {stretch}
