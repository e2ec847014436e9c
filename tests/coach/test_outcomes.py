"""What a session leaves behind, at the edges of the numbers."""

from dataclasses import replace

import pytest

from bot.coach import outcomes
from bot.coach.facts import Done, Kind, SessionFact
from bot.coach.state import State
from content.model import Phase
from tests.coach.programme.people import ana, on, session
from tests.coach.programme.states import BRIDGE, CLAM, SETTING, fresh, move
from tests.coach.programme.table import EXERCISES


def after(state: State, number: int, fact: SessionFact) -> State:
    return outcomes.after(state, on(number), fact, SETTING)


def did(peak: int | None = 1, **facts: object) -> SessionFact:
    """A stretch session with a bridge in it."""
    return session(peak, **{"kind": Kind.STRETCH, "items": (move(),)} | facts)


@pytest.mark.rule("P2")
@pytest.mark.parametrize(
    ("fact", "back"),
    [
        ({"hurts": {BRIDGE: 5}}, None), ({"hurts": {BRIDGE: 6}}, 13),
        ({"pinched": frozenset({BRIDGE})}, 13),
        ({"hurts": {BRIDGE: 0}, "pinched": frozenset({BRIDGE})}, 13),
    ],
)  # fmt: skip
def test_6_or_a_pinch_takes_a_step_and_seven_days(fact: dict, back: int | None) -> None:
    state = after(fresh(steps={BRIDGE: 2, CLAM: 2}, benched={CLAM: on(9)}), 5, did(**fact))
    assert state.benched == {CLAM: on(9)} | ({BRIDGE: on(back)} if back else {})
    assert state.steps == {BRIDGE: 1 if back else 2, CLAM: 2}


@pytest.mark.rule("P2")
def test_the_first_step_has_none_below_it() -> None:
    assert after(fresh(steps={BRIDGE: 0}), 5, did(hurts={BRIDGE: 6})).steps == {BRIDGE: 0}


@pytest.mark.rule("G1")
@pytest.mark.parametrize(
    ("fact", "asks"),
    [
        (did(7), False), (did(8), True), (did(2, hurts={BRIDGE: 8}), True),
        (did(2, gave_way=True), True), (did(None), False),
        (did(1, minutes=1, kind=Kind.ONE), False),
        (did(8, minutes=1, kind=Kind.ONE), True), (did(8, done=Done.NONE), True),
    ],
)  # fmt: skip
def test_8_or_giving_way_asks_the_warning_signs_again(fact: SessionFact, asks: bool) -> None:
    assert after(fresh(), 5, fact).ask_again is asks
    assert after(fresh(ask_again=True), 5, fact).ask_again


@pytest.mark.rule("P7")
@pytest.mark.parametrize(("fact", "phase"), [
    (did(6), Phase.MOBILITY), (did(7), Phase.SETTLE), (did(2, hurts={BRIDGE: 7}), Phase.SETTLE),
    (did(9, minutes=1, kind=Kind.ONE), Phase.MOBILITY), (did(9, done=Done.NONE), Phase.MOBILITY),
])  # fmt: skip
def test_7_in_a_session_is_a_flare_unless_it_was_one_minute(
    fact: SessionFact, phase: Phase
) -> None:
    assert after(fresh(), 5, fact).phase is phase


def test_the_pain_of_a_session_is_the_highest_score_given() -> None:
    assert outcomes.pain_of(did(3, hurts={BRIDGE: 5, CLAM: 1})) == 5
    assert outcomes.pain_of(did(4, hurts={BRIDGE: 2})) == 4
    assert outcomes.pain_of(did(0)) == 0
    assert outcomes.pain_of(did(None, hurts={BRIDGE: 2})) == 2
    assert outcomes.pain_of(did(None)) is None


@pytest.mark.rule("6.6")
def test_a_minute_or_nothing_done_is_no_session_for_any_rule() -> None:
    for fact in (did(1, minutes=1, kind=Kind.ONE), did(1, done=Done.NONE)):
        assert after(fresh(), 5, fact) == fresh()


@pytest.mark.rule("6.2", "4.4")
def test_strength_days_are_counted_twice_over_for_lists_and_for_the_phase() -> None:
    state = after(fresh(strength_count=4, phase_strength=2), 5, did(kind=Kind.STRENGTH))
    assert (state.strength_count, state.phase_strength, state.last_session) == (5, 3, on(5))
    assert state.sessions[-1].counts_as is Kind.STRENGTH
    stretched = after(state, 6, did())
    assert (stretched.strength_count, stretched.phase_strength) == (5, 3)
    assert stretched.last_session == on(6)


@pytest.mark.rule("P6")
@pytest.mark.parametrize(
    ("phase", "kind", "counts"),
    [
        (Phase.MOBILITY, Kind.BED, Kind.STRETCH), (Phase.SETTLE, Kind.BED, Kind.SETTLE),
        (Phase.MOBILITY, Kind.STRENGTH, Kind.STRENGTH), (Phase.SETTLE, Kind.SETTLE, Kind.SETTLE),
        (Phase.MOBILITY, Kind.REST, Kind.STRETCH),
    ],
)  # fmt: skip
def test_a_session_in_bed_counts_by_the_phase_of_its_day(
    phase: Phase, kind: Kind, counts: Kind
) -> None:
    assert after(fresh(phase=phase), 5, did(kind=kind)).sessions[-1].counts_as is counts


@pytest.mark.rule("5.9")
def test_only_a_strength_day_of_the_fourth_week_is_light() -> None:
    strong = fresh(phase=Phase.STRENGTH, since=on(1), last_session=on(22))
    assert after(strong, 23, did(kind=Kind.STRENGTH)).sessions[-1].deload
    assert not after(strong, 23, did(kind=Kind.STRETCH)).sessions[-1].deload
    assert not after(strong, 21, did(kind=Kind.STRENGTH)).sessions[-1].deload


@pytest.mark.rule("10.1", "10.2")
def test_a_session_after_days_off_says_so_and_makes_the_gap_last() -> None:
    state = fresh(last_session=on(1), steps={BRIDGE: 3})
    soon = after(state, 4, did())
    assert (soon.sessions[-1].after_gap, soon.steps) == (False, {BRIDGE: 3})
    assert after(state, 5, did()).sessions[-1].after_gap
    week = after(state, 9, did())
    assert (week.sessions[-1].after_gap, week.steps) == (True, {BRIDGE: 2})


@pytest.mark.rule("3.2")
def test_moves_that_are_not_in_the_library_any_more_are_passed_over() -> None:
    gone = replace(move(), exercise="no-longer-there")
    assert after(fresh(), 5, did(items=(gone, move()))).sessions[-1].items == (move(),)


@pytest.mark.rule("3.3")
def test_what_a_fact_leaves_open_is_what_was_planned_for_the_day() -> None:
    state = after(fresh(), 1, session(1))
    assert state.sessions[-1].kind is Kind.STRENGTH
    assert {item.exercise for item in state.sessions[-1].items} > {BRIDGE}
    rests = replace(ana, weekdays=frozenset({1}))
    setting = replace(SETTING, profile=rests)
    minute = outcomes.after(fresh(), on(1), session(9, minutes=1), setting)
    assert (minute.sessions, minute.ask_again) == ((), True)
    off = outcomes.after(fresh(), on(1), did(kind=None), setting)
    assert off.sessions[-1].kind is Kind.REST
    assert EXERCISES[BRIDGE].id in {item.exercise for item in off.sessions[-1].items}


@pytest.mark.rule("P6", "5.2")
def test_a_bed_day_in_a_back_off_counts_as_settle_up_to_its_last_day() -> None:
    eased = fresh(back_off_until=on(5))
    assert after(eased, 5, did(kind=Kind.BED)).sessions[-1].counts_as is Kind.SETTLE
    assert after(eased, 6, did(kind=Kind.BED)).sessions[-1].counts_as is Kind.STRETCH
