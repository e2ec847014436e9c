"""A wish moves a move one turn ahead, in the warm-up and the stretches alone."""

from dataclasses import replace

import pytest

from bot.coach import picking, situation, slots
from bot.coach.situation import Situation
from tests.coach.programme.people import ana, on
from tests.coach.programme.states import fresh
from tests.coach.programme.table import EXERCISES

SWINGS, HAMSTRING = "leg-swings", "supine-hamstring-stretch"


def today(*likes: str, number: int = 1) -> Situation:
    me = replace(ana, likes=frozenset(likes))
    return situation.read(me, fresh(), on(number), 15, EXERCISES)


def picked(found: Situation, slot: str) -> str:
    item = picking.fill(found, slot, 2, ())
    assert item is not None
    return item.exercise


@pytest.mark.rule("6.2")
@pytest.mark.parametrize("slot", [slots.WU2, slots.STR2])
def test_a_liked_move_comes_one_day_before_its_turn_and_on_its_turn(slot: str) -> None:
    usual = [picked(today(number=n), slot) for n in range(1, 4)]
    assert len(set(usual)) == 3
    assert [picked(today(usual[1], number=n), slot) for n in (1, 2)] == [usual[1], usual[1]]
    assert picked(today(usual[2], number=1), slot) == usual[0]


@pytest.mark.rule("6.2")
def test_among_liked_moves_the_turn_stays_as_it_was() -> None:
    usual = [picked(today(number=n), slots.WU2) for n in range(1, 4)]
    assert picked(today(*usual[:2], number=1), slots.WU2) == usual[0]
    assert picked(today(*usual[1:], number=1), slots.WU2) == usual[1]


@pytest.mark.rule("6.2")
def test_three_stretches_of_a_day_only_change_places_by_a_wish() -> None:
    places = (slots.STR2, slots.STR3, slots.STR4)
    usual = [picked(today(), slot) for slot in places]
    second = [picked(today(usual[1]), slot) for slot in places]
    assert second == [usual[1], usual[0], usual[2]]
    third = [picked(today(usual[2]), slot) for slot in places]
    assert third == [usual[0], usual[2], usual[1]]


@pytest.mark.rule("6.2")
@pytest.mark.parametrize("slot", [slots.GLUTE, slots.ABD, slots.CTRL, slots.MOB])
def test_a_wish_changes_no_strength_and_no_control_move(slot: str) -> None:
    usual = picked(today(), slot)
    assert picked(today(*slots.LISTS[slot]), slot) == usual
    others = [name for name in slots.LISTS[slot] if name != usual]
    assert picked(today(*others), slot) == usual
