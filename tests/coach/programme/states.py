"""States made by hand, for what a rule does at the very edge of its numbers."""

from dataclasses import replace
from typing import Any

from bot.coach import ladders, slots
from bot.coach.facts import Done, Item, Kind
from bot.coach.state import Session, Setting, State, Verdict, opening
from tests.coach.programme.people import ana, on
from tests.coach.programme.table import EXERCISES

SETTING = Setting(ana, EXERCISES)
BRIDGE, CLAM = "glute-bridge", "clamshell"


def fresh(**facts: Any) -> State:
    """Ana's state on her first day, with other facts."""
    return replace(opening(SETTING), **facts)


def move(name: str = BRIDGE, slot: str = slots.GLUTE, step: int = 1) -> Item:
    """A move of a plan at a step of its ladder."""
    return ladders.planned(EXERCISES[name], slot, step, 2, short=False)


def held(
    number: int, verdict: Verdict | None = None, pain: int | None = 1, **facts: Any
) -> Session:
    """A whole session of a day number, a stretch day unless another kind is given."""
    kind = facts.pop("kind", Kind.STRETCH)
    known = {"counts_as": kind, "done": Done.ALL, "hurts": {}, "items": ()}
    return Session(date=on(number), kind=kind, pain=pain, verdict=verdict, **known | facts)


def settled(*numbers: int, pain: int = 1) -> tuple[Session, ...]:
    """Sessions with the verdict settled."""
    return tuple(held(number, Verdict.SETTLED, pain) for number in numbers)
