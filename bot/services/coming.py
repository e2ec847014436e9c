"""Coming: the next seven days of one subscriber, planned on paper and kept nowhere."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from bot.coach import ahead, planner
from bot.coach.facts import Gate, Kind, Plan, Profile
from bot.coach.schedule import Due, occurrence
from bot.coach.state import Setting, State
from bot.coach.zones import zone
from bot.services import plans, preferences, schedules
from bot.services.person import Person
from bot.services.work import Work

DAYS = 7
DAY = timedelta(days=1)


class Is(StrEnum):
    """What one of the days is."""

    ROUTINE = "routine"
    DONE = "done"
    REST = "rest"
    PAUSED = "paused"
    TOO_LITTLE = "too_little"


@dataclass(frozen=True, slots=True)
class Coming:
    """One date: what it is, its plan, and the aware UTC instant at which the routine comes.

    `due` is None when nothing more is sent for the date, though /today has it.
    """

    date: date
    is_: Is
    plan: Plan
    due: datetime | None


@dataclass(frozen=True, slots=True)
class Week:
    """The days to come, `gate` being what is asked before the first; `days` is empty when stopped.

    `paused_until` is the first date that may have a routine again.
    """

    days: tuple[Coming, ...]
    gate: Gate | None
    paused_until: date | None


def week(work: Work, person: Person) -> Week:
    """The next seven dates on the person's calendar, today first; the plan of today alone is kept.

    Every planned day is taken as done as planned, and no day of a pause.
    """
    due = schedules.next_delivery(work, person.id)
    today = max(person.days(work.now))
    found = plans.today(work, person, on=today)
    pause = preferences.choices(work, person).paused_until
    if due is None:
        return Week((), found.gate, None)
    me, state = plans.state_of(work, person, today)
    first = found.plan or planner.plan(me, state, today, person.minutes, work.library.exercises)
    rests = pause is not None and today < pause
    finished = found.finished or state.last_session == today
    after = state if finished or rests else _done(work, person, me, state, first)
    later = {day: pause is None or day >= pause for day in _dates(today + DAY, DAYS - 1)}
    planned = ahead.plans(me, after, later, person.minutes, work.library.exercises)
    days = tuple(
        Coming(plan.date, _is(plan, pause), plan, _due(person, plan, due))
        for plan in (first, *planned)
    )
    if finished:
        days = (Coming(today, Is.DONE, first, None), *days[1:])
    return Week(days, found.gate, pause)


def _dates(first: date, count: int) -> list[date]:
    return [first + step * DAY for step in range(count)]


def _done(work: Work, person: Person, me: Profile, state: State, plan: Plan) -> State:
    return ahead.done(state, plan, person.minutes, Setting(me, work.library.exercises))


def _is(plan: Plan, pause: date | None) -> Is:
    if pause is not None and plan.date < pause:
        return Is.PAUSED
    if plan.kind is Kind.REST:
        return Is.REST
    return Is.TOO_LITTLE if plan.kind is Kind.TOO_LITTLE else Is.ROUTINE


def _due(person: Person, plan: Plan, following: Due) -> datetime | None:
    """When the routine of a date comes; what comes first is known, the others follow the hour."""
    if plan.date == following.date:
        return following.instant
    if plan.date < following.date or person.wall_time is None:
        return None
    return occurrence(plan.date, person.wall_time, zone(person.zone or "UTC"))
