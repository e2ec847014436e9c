"""Preferences: time, zone, weekdays, pause, stop; each change moves the next routine."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from bot.coach.zones import zone
from bot.services import nudges, plans, schedules, subscribers
from bot.services.person import Person
from bot.services.work import Work
from storage import notes
from storage.tables import Schedule

FIRST_HOUR = time(8)
LENGTHS = (1, 5, 10, 15)  # minutes
LONGEST_PAUSE = 90  # days
PAUSED_FOR = ("ill", "holiday")


@dataclass(frozen=True, slots=True)
class Choices:
    """What only the settings show: things at hand, notes, quiet hours, and a pause under way.

    `paused_until` is the first date that may have a routine again, on the person's calendar.
    Quiet hours of the same time twice are none.
    """

    kit: frozenset[str]
    notes: bool
    quiet_from: time
    quiet_to: time
    paused_until: date | None
    paused_for: str | None


def choices(work: Work, person: Person) -> Choices:
    """The choices of one subscriber. A pause that is over counts as none."""
    row = subscribers.row_of(work, person.id)
    plan = work.db.get(Schedule, person.id)
    return Choices(
        kit=frozenset(row.kit),
        notes=row.notes,
        quiet_from=time.fromisoformat(row.quiet_from),
        quiet_to=time.fromisoformat(row.quiet_to),
        paused_until=_paused_until(plan, work.now),
        paused_for=plan.paused_for if plan else None,
    )


def _paused_until(plan: Schedule | None, now: datetime) -> date | None:
    if plan is None or plan.status != "paused" or plan.paused_until is None:
        return None
    return plan.paused_until.astimezone(zone(plan.zone)).date() if plan.paused_until > now else None


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
    found = _change(work, subscribers.asked(work, person), zone_name=name)
    nudges.replan(work, person.id)
    return found


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


def set_minutes(work: Work, person: Person, minutes: int) -> Person:
    """Set how long a routine is, in minutes. ValueError for any length but 1, 5, 10 and 15."""
    if minutes not in LENGTHS:
        raise ValueError(f"a routine lasts 1, 5, 10 or 15 minutes, not {minutes}")
    subscribers.row_of(work, person.id).minutes = minutes
    plans.forget(work, person)
    return subscribers.look_again(work, person)


def toggle_thing(work: Work, person: Person, thing: str) -> Person:
    """Switch one thing to exercise with on or off; `thing` is a word of the content's kit."""
    row = subscribers.row_of(work, person.id)
    row.kit = sorted({*row.kit} ^ {thing})
    plans.forget(work, person)
    return subscribers.look_again(work, person)


def set_quiet(work: Work, person: Person, start: time, end: time) -> None:
    """Set between which times of day nothing but the routine may come; equal times: no such."""
    row = subscribers.row_of(work, person.id)
    row.quiet_from, row.quiet_to = f"{start:%H:%M}", f"{end:%H:%M}"
    nudges.replan(work, person.id)


def keep_notes(work: Work, person: Person) -> None:
    """From now on the person's own words may be kept. They gave their consent before."""
    subscribers.row_of(work, person.id).notes = person.consent_given


def drop_notes(work: Work, person: Person) -> int:
    """Keep no words from now on, and erase all that were kept; returns how many."""
    subscribers.row_of(work, person.id).notes = False
    return notes.erase(work.db, person.id)


def last_pause_end(work: Work, person: Person) -> date:
    """The latest date on which a pause may end: the 91st day from the first it keeps free."""
    return pause_end(work, person, LONGEST_PAUSE)


def pause_end(work: Work, person: Person, days: int) -> date:
    """The date on which a pause of so many days from now ends; `days` from 1 to 90."""
    first = schedules.first_day_off(work, _schedule(work, person))
    return first + timedelta(days=days)


def pause(work: Work, person: Person, until: date, why: str | None = None) -> Person:
    """No routine before the date `until` on the person's calendar; then they come again.

    Today's plan stays, so that /today goes on working. See `schedules.pause`.
    """
    schedules.pause(work, _schedule(work, person), until, why)
    return subscribers.look_again(work, person)


def stop(work: Work, person: Person) -> Person:
    """End deliveries at once; nothing else about the person changes."""
    schedules.cancel_waiting(work, person.id)
    if work.db.get(Schedule, person.id) is None:
        return person
    return _change(work, person, status="stopped")


def note_reason(work: Work, person: Person, reason: str) -> None:
    """Keep why somebody stopped; it is told to the operator as a count alone."""
    subscribers.row_of(work, person.id).stopped_for = reason


def resume(work: Work, person: Person) -> Person:
    """Start deliveries again from the next due instant; nothing is caught up."""
    subscribers.row_of(work, person.id).stopped_for = None
    return _change(work, person, status="active")


def block(work: Work, person: Person) -> None:
    """The person blocked the bot: nothing more is sent, nothing is forgotten."""
    schedule = work.db.get(Schedule, person.id)
    if schedule is not None and schedule.status in ("active", "paused"):
        schedules.cancel_waiting(work, person.id)
        _change(work, person, status="blocked", **_pause_of(schedule))


def unblock(work: Work, person: Person) -> Person:
    """The person came back: deliveries go on, if blocking was what stopped them."""
    schedule = work.db.get(Schedule, person.id)
    if schedule is None or schedule.status != "blocked":
        return person
    if schedule.paused_until is not None and schedule.paused_until > work.now:
        return _change(work, person, status="paused", **_pause_of(schedule))
    return _change(work, person, status="active")


def _pause_of(schedule: Schedule) -> dict[str, Any]:
    """A pause under way, so that blocking and coming back leaves it as it is."""
    return {"paused_until": schedule.paused_until, "paused_for": schedule.paused_for}
