"""PURE: who gets a routine at all, and what to do instead of a move that hurts."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from bot.coach import gaps, situation
from bot.coach.facts import Gate, Item, Plan, Profile
from bot.coach.state import State
from content.model import Exercise

FRESH_DAYS = 3
SCREEN_DAYS = 28


def gate(profile: Profile, state: State, d: date) -> Gate | None:
    """The first reason for no routine on d, None when there is none (section 2).

    Sources: NHS 111 Wales and AFP 2017 for G2, Leeds NHS and Robertson 2017 for G3; the 28 and
    14 days of G1 and the three days after a strain are our choice.
    """
    if not profile.adult:
        return Gate.UNDER_18
    if profile.flags & {"hip_replacement", "surgery"} and not profile.cleared:
        return Gate.CLEARANCE
    if "pregnant" in profile.flags and not profile.midwife_ok:
        return Gate.MIDWIFE
    if profile.strain and 0 <= (d - profile.strain).days < FRESH_DAYS:
        return Gate.FRESH_INJURY
    return Gate.ASK_RED_FLAGS if _screen_is_due(profile, state, d) else None


def swap(
    profile: Profile,
    state: State,
    d: date,
    exercise_id: str,
    plan: Plan,
    exercises: Mapping[str, Exercise],
) -> Item | None:
    """The easier move to offer for one that hurts; None means leave it out today (rule P2).

    Walks `regress_to` past moves not allowed or already in the plan. The easier move keeps the
    slot and takes no more sets than the one it replaces. Raises ValueError when `exercise_id`
    is not in the plan. Not to be offered after tingling, numbness or giving way.
    """
    hurting = next((item for item in plan.items if item.exercise == exercise_id), None)
    if hurting is None:
        raise ValueError(f"{exercise_id} is not in the plan of {plan.date}")
    today = situation.read(profile, state, d, plan.minutes, exercises)
    used = {item.exercise for item in plan.items}
    for name in _easier(exercise_id, exercises):
        if name in today.allowed and name not in used:
            return today.dose(name, hurting.slot, hurting.sets)
    return None


def _screen_is_due(profile: Profile, state: State, d: date) -> bool:
    """G1: never asked, too long ago, asked again, or away for 14 days since."""
    if state.all_no is None or state.ask_again:
        return True
    back_since = gaps.reached_two_weeks(profile, state, d)
    away = back_since is not None and state.all_no < back_since
    return away or d - state.all_no > timedelta(days=SCREEN_DAYS)


def _easier(name: str, exercises: Mapping[str, Exercise]) -> Iterator[str]:
    """The chain of easier moves below one, each once, ending at a floor."""
    seen = {name}
    while not exercises[name].floor_of_chain:
        easier = exercises[name].regress_to
        if easier is None or easier in seen:
            return
        seen.add(easier)
        yield easier
        name = easier
