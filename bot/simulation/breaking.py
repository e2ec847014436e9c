"""Planners that break one rule on purpose, to show that its check catches it."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from itertools import cycle

from bot.coach import planner
from bot.coach.facts import Item, Kind, Plan, Profile
from bot.coach.situation import active_flags
from bot.coach.state import State
from content.model import Exercise

Moves = Mapping[str, Exercise]
Planner = Callable[[Profile, State, date, int, Moves], Plan]
Change = Callable[[Plan, Profile, State, Moves], Plan]
SORE_FROM = 6
RESTS = (Kind.REST, Kind.TOO_LITTLE)


def broken_planner(name: str) -> Planner:
    """The planner with one fault. Raises KeyError for a fault nobody made."""
    change = _unsteady() if name == "unsteady" else CHANGES[name]

    def plan(profile: Profile, state: State, d: date, minutes: int, exercises: Moves) -> Plan:
        found = planner.plan(profile, state, d, minutes, exercises)
        return found if found.kind in RESTS else change(found, profile, state, exercises)

    return plan


def _with_items(plan: Plan, items: tuple[Item, ...]) -> Plan:
    return replace(plan, items=items, total=sum(item.seconds for item in items))


def _blocked(plan: Plan, profile: Profile, _state: State, exercises: Moves) -> Plan:
    """The last move becomes one that a limit of the person forbids."""
    flags = active_flags(profile, plan.date)
    bad = next((m.id for m in exercises.values() if flags & m.blocked_by), None)
    if bad is None:
        return plan
    return replace(plan, items=(*plan.items[:-1], replace(plan.items[-1], exercise=bad)))


def _adjacent(plan: Plan, _profile: Profile, _state: State, _exercises: Moves) -> Plan:
    """Every day is a strength day."""
    return replace(plan, kind=Kind.STRENGTH) if plan.kind is Kind.STRETCH else plan


def _too_long(plan: Plan, _profile: Profile, _state: State, _exercises: Moves) -> Plan:
    """The last move takes five minutes more."""
    longer = replace(plan.items[-1], seconds=plan.items[-1].seconds + 300)
    return _with_items(plan, (*plan.items[:-1], longer))


def _too_short(plan: Plan, _profile: Profile, _state: State, _exercises: Moves) -> Plan:
    """Every move takes half its time and nobody says so."""
    items = tuple(replace(item, seconds=item.seconds // 2) for item in plan.items)
    return replace(_with_items(plan, items), why=())


def _no_warm_up(plan: Plan, _profile: Profile, _state: State, _exercises: Moves) -> Plan:
    return _with_items(plan, plan.items[1:])


def _too_few(plan: Plan, _profile: Profile, _state: State, _exercises: Moves) -> Plan:
    """Only the warm-up is left."""
    return _with_items(plan, plan.items[:1])


def _doubled(plan: Plan, _profile: Profile, _state: State, _exercises: Moves) -> Plan:
    return _with_items(plan, (*plan.items, plan.items[-1]))


def _two_up(plan: Plan, _profile: Profile, state: State, _exercises: Moves) -> Plan:
    """Every move goes up a step."""
    return replace(plan, items=tuple(_raised(item, state) for item in plan.items))


def _raised(item: Item, state: State) -> Item:
    return item if item.step is None else replace(item, step=state.steps[item.exercise] + 1)


def _sore(plan: Plan, profile: Profile, state: State, exercises: Moves) -> Plan:
    """Moves go up after a session that hurt 6 or more."""
    last = state.sessions[-1].pain if state.sessions else None
    hurt = last is not None and last >= SORE_FROM
    return _two_up(plan, profile, state, exercises) if hurt else plan


def _unsteady() -> Change:
    """The same question gets the two sides in turn as the first side."""
    sides: Iterator[str] = cycle(("left", "right", "right", "left"))

    def change(plan: Plan, _profile: Profile, _state: State, _exercises: Moves) -> Plan:
        return replace(plan, first_side=next(sides))

    return change


CHANGES: dict[str, Change] = {
    "blocked": _blocked,
    "adjacent": _adjacent,
    "too-long": _too_long,
    "too-short": _too_short,
    "warm-up": _no_warm_up,
    "too-few": _too_few,
    "doubled": _doubled,
    "two-up": _two_up,
    "sore": _sore,
}
FAULTS = (*CHANGES, "unsteady")
"""The names of all faults, those of the checks they break."""
