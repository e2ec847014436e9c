"""PURE: the same plan with an easier move wherever there is one."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from bot.coach import screening, slots
from bot.coach.facts import Plan, Profile
from bot.coach.state import State
from content.model import Exercise

WHY = "easier_asked"


def lighter(
    profile: Profile, state: State, d: date, plan: Plan, exercises: Mapping[str, Exercise]
) -> Plan:
    """The plan of d for somebody who says that it hurts, without a score (our choice).

    Each strength move gives way to its `regress_to`, as in rule P2, but is not benched, because
    nobody said which one hurt. The plan gets no longer than it was, and stays as it is where no
    easier move is left.
    """
    before = plan.items
    for item in plan.items:
        if item.slot not in slots.STRENGTH:
            continue
        easier = screening.swap(profile, state, d, item.exercise, plan, exercises)
        if easier is not None and easier.seconds <= item.seconds:
            items = tuple(easier if one is item else one for one in plan.items)
            plan = replace(plan, items=items)
    if plan.items == before:
        return plan
    total = sum(item.seconds for item in plan.items)
    return replace(plan, total=total, why=(WHY, *plan.why))
