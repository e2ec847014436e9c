"""A plan says which phase it is of, when it is too little, and when it is shorter than asked."""

from dataclasses import replace

import pytest

from bot.coach import planner, slots
from bot.coach.facts import Kind, Plan, Profile
from bot.coach.state import State
from content.model import Phase
from tests.coach.programme.people import ana, on
from tests.coach.programme.states import fresh
from tests.coach.programme.table import EXERCISES


def planned(me: Profile, state: State | None = None, minutes: int = 10) -> Plan:
    return planner.plan(me, state or fresh(), on(2), minutes, EXERCISES)


@pytest.mark.rule("3.1", "P6")
def test_a_plan_tells_the_phase_and_the_gentler_one_of_easier_days() -> None:
    eased = planned(ana, fresh(back_off_until=on(3)))
    assert (eased.phase, eased.phase_today) == (Phase.MOBILITY, Phase.SETTLE)
    strong = planned(ana, fresh(phase=Phase.STRENGTH))
    assert (strong.phase, strong.phase_today) == (Phase.STRENGTH, Phase.STRENGTH)


@pytest.mark.rule("6.4")
def test_two_moves_are_a_routine_and_one_is_too_little() -> None:
    bed = replace(ana, modes=frozenset({"bed"}), never=frozenset(slots.BED_MOVES[2:]))
    assert [one.exercise for one in planned(bed).items] == list(slots.BED_MOVES[:2])
    one = planned(replace(bed, never=frozenset(slots.BED_MOVES[1:])))
    assert (one.kind, one.items, one.total, one.why) == (Kind.TOO_LITTLE, (), 0, ("too_little",))


@pytest.mark.rule("6.4")
def test_where_moves_run_out_the_plan_is_shorter_and_says_so() -> None:
    kept = {slots.WALK, "standing-hip-flexor-stretch", "pelvic-tilt"}
    found = planned(replace(ana, never=frozenset(EXERCISES) - kept), minutes=15)
    assert found.total < 0.9 * 15 * 60
    assert found.why == ("stretch_day", "shorter_than_asked")
    assert planned(ana, minutes=15).why == ("stretch_day",)
