"""Preferences: time, zone, weekdays, stop and resume; each change moves the next routine."""

from datetime import time
from typing import Any

from bot.services import plans, schedules, subscribers
from bot.services.person import Person
from bot.services.work import Work
from storage.tables import Schedule

FIRST_HOUR = time(8)


def _schedule(work: Work, person: Person) -> Schedule:
    """The stored schedule; somebody new gets a stopped one until an hour is chosen."""
    found = work.db.get(Schedule, person.id)
    if found is None:
        found = Schedule(
            subscriber_id=person.id,
            zone="UTC",
            wall_time=f"{FIRST_HOUR:%H:%M}",
            status="stopped",
        )
        work.db.add(found)
        work.db.flush()
    return found


def _change(work: Work, person: Person, **changes: Any) -> Person:
    schedules.reschedule(work, _schedule(work, person), **changes)
    return subscribers.look_again(work, person)


def set_zone(work: Work, person: Person, name: str) -> Person:
    """Set where the person's clock is; during the first minute the hour is asked next."""
    row = subscribers.row_of(work, person.id)
    if row.stage == "zone":
        row.stage = "hour"
    return _change(work, subscribers.asked(work, person), zone_name=name)


def set_time(work: Work, person: Person, wall: time) -> Person:
    """Set the time of day. The first time ends the first minute and starts deliveries."""
    row = subscribers.row_of(work, person.id)
    first = row.stage == "hour"
    if first:
        row.stage = "ready"
    status = "active" if first else None
    return _change(work, subscribers.asked(work, person), wall_time=wall, status=status)


def set_days(work: Work, person: Person, days: frozenset[int]) -> Person:
    """Set the weekdays, 0 = Monday, at least one."""
    plans.forget(work, person)
    return _change(work, person, weekdays=days)


def stop(work: Work, person: Person) -> Person:
    """End deliveries at once; nothing else about the person changes."""
    schedules.cancel_waiting(work, person.id)
    if work.db.get(Schedule, person.id) is None:
        return person
    return _change(work, person, status="stopped")


def resume(work: Work, person: Person) -> Person:
    """Start deliveries again from the next due instant; nothing is caught up."""
    return _change(work, person, status="active")


def block(work: Work, person: Person) -> None:
    """The person blocked the bot: nothing more is sent, nothing is forgotten."""
    schedule = work.db.get(Schedule, person.id)
    if schedule is not None and schedule.status in ("active", "paused"):
        schedules.cancel_waiting(work, person.id)
        _change(work, person, status="blocked")


def unblock(work: Work, person: Person) -> Person:
    """The person came back: deliveries go on, if blocking was what stopped them."""
    schedule = work.db.get(Schedule, person.id)
    if schedule is None or schedule.status != "blocked":
        return person
    return _change(work, person, status="active")
