"""Somebody who says that it hurts gets the same plan with easier moves where there are some."""

from datetime import date

from bot.coach import easier, planner, slots
from bot.coach.facts import Kind, Plan, Profile
from bot.coach.replay import replay
from content.model import Library

MONDAY = date(2026, 11, 23)


def made(library: Library, minutes: int = 15) -> tuple[Plan, Plan]:
    """A strength day as planned, and made lighter."""
    me = Profile(MONDAY, 2)
    state = replay(me, (), MONDAY, library.exercises)
    plan = planner.plan(me, state, MONDAY, minutes, library.exercises)
    assert plan.kind is Kind.STRENGTH
    return plan, easier.lighter(me, state, MONDAY, plan, library.exercises)


def test_a_strength_move_gives_way_to_an_easier_one(library: Library) -> None:
    plan, light = made(library)
    swapped = [
        (old.exercise, new.exercise)
        for old, new in zip(plan.items, light.items, strict=True)
        if old.exercise != new.exercise
    ]
    assert swapped
    assert light.why[0] == easier.WHY


def test_the_plan_gets_no_longer_and_keeps_its_slots(library: Library) -> None:
    plan, light = made(library)
    assert light.total <= plan.total
    assert light.total == sum(item.seconds for item in light.items)
    assert [item.slot for item in light.items] == [item.slot for item in plan.items]


def test_no_move_stands_in_it_twice(library: Library) -> None:
    _, light = made(library)
    names = [item.exercise for item in light.items]
    assert len(names) == len(set(names))


def test_stretches_stay_as_they_are(library: Library) -> None:
    plan, light = made(library)
    pairs = zip(plan.items, light.items, strict=True)
    assert all(old == new for old, new in pairs if old.slot not in slots.STRENGTH)


def test_where_nothing_is_easier_the_plan_stays(library: Library) -> None:
    me = Profile(MONDAY, 7)
    state = replay(me, (), MONDAY, library.exercises)
    plan = planner.plan(me, state, MONDAY, 10, library.exercises)
    assert easier.lighter(me, state, MONDAY, plan, library.exercises) == plan
