"""People of the tests and the days they tell about."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from bot.coach.facts import Day, Done, Plan, Profile, SessionFact
from bot.coach.planner import plan
from bot.coach.replay import replay
from bot.coach.state import State
from tests.coach.programme.table import EXERCISES

START = date(2026, 11, 23)  # a Monday

ana = Profile(START, usual=3)
"""Ana in Lisbon is new: usual pain 3, nothing special."""

bo = Profile(START, usual=3, kit=frozenset({"bed", "band", "step"}))
"""Bo in Auckland is steady and has a band and a step."""

cy = Profile(START, usual=7)
"""Cy in New York is in pain: usual pain 7."""


def on(number: int) -> date:
    """The date of a day number, 1 = the start."""
    return START + timedelta(days=number - 1)


def session(peak: int | None = 1, minutes: int = 10, **facts: Any) -> SessionFact:
    """A session done whole."""
    return SessionFact(minutes, facts.pop("done", Done.ALL), peak, **facts)


def told(number: int, *sessions: SessionFact, **facts: Any) -> Day:
    """What somebody told on a day number."""
    return Day(on(number), sessions=sessions, **facts)


def steady(last: int, morning: int | None = 2, peak: int = 1, minutes: int = 10) -> list[Day]:
    """Day 1 to `last`, each with a morning and a session, the questions answered every 14 days."""
    return [
        told(n, session(peak, minutes), morning=morning, red_flags="no" if n % 14 == 1 else None)
        for n in range(1, last + 1)
    ]


def changed(days: Iterable[Day], number: int, **facts: Any) -> list[Day]:
    """The same days with other facts on one of them."""
    return [replace(day, **facts) if day.date == on(number) else day for day in days]


def state_of(profile: Profile, days: Iterable[Day], number: int) -> State:
    """The state of a day number, before its session unless that is told."""
    return replay(profile, days, on(number), EXERCISES)


def plan_of(profile: Profile, days: Iterable[Day], number: int, minutes: int = 10) -> Plan:
    """The plan of a day number from the facts told until then."""
    state = state_of(profile, [day for day in days if day.date < on(number)], number)
    return plan(profile, state, on(number), minutes, EXERCISES)
