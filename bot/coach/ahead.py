"""PURE: the days to come, as they will be if each planned day is done as planned."""

from collections.abc import Mapping
from datetime import date

from bot.coach import outcomes, planner
from bot.coach.facts import Day, Done, Kind, Plan, Profile, SessionFact
from bot.coach.replay import advance
from bot.coach.state import Setting, State
from content.model import Exercise


def plans(
    profile: Profile,
    state: State,
    days: Mapping[date, bool],
    minutes: int,
    exercises: Mapping[str, Exercise],
) -> tuple[Plan, ...]:
    """The plans of the dates of `days`, in order; those marked False are not done.

    `state` is the state of the date before the first, its session included; the dates follow
    each other. Scores of days to come are unknown, so nothing is raised because of them.
    """
    setting = Setting(profile, exercises)
    found = []
    for day in sorted(days):
        state = advance(state, Day(day), setting)
        plan = planner.plan(profile, state, day, minutes, exercises)
        found.append(plan)
        if days[day]:
            state = done(state, plan, minutes, setting)
    return tuple(found)


def done(state: State, plan: Plan, minutes: int, setting: Setting) -> State:
    """The state once this plan is done whole, without a score."""
    if plan.kind in (Kind.REST, Kind.TOO_LITTLE):
        return state
    fact = SessionFact(minutes=minutes, done=Done.ALL, kind=plan.kind, items=plan.items)
    return outcomes.after(state, plan.date, fact, setting)
