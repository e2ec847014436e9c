"""Nudges: breaks at the desk and the weekly note: chosen, moved on, and turned into deliveries."""

import logging
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any

from bot.coach import breaks
from bot.coach import schedule as rules
from bot.coach.breaks import Hours
from bot.coach.zones import UnknownZone, zone
from bot.services.work import Work
from storage import deliveries
from storage import nudges as rows
from storage.tables import Nudge, Schedule, Subscriber

log = logging.getLogger("unpinch.delivery")

BREAK, WEEKLY = "break", "weekly"
OFFICE = Hours(frozenset(range(5)), time(9), time(17), 60)
SUNDAY, EVENING = 6, time(18)
A_MOMENT = timedelta(microseconds=1)
MEETING = timedelta(minutes=30)
PROMOTE = 100


def hours(work: Work, person_id: int) -> Hours | None:
    """When breaks come; None while they are switched off."""
    row = rows.of(work.db, person_id, BREAK)
    return _hours(row) if row is not None and row.active else None


def last_hours(work: Work, person_id: int) -> Hours:
    """The hours chosen last, also while breaks are off; usual office hours at first."""
    row = rows.of(work.db, person_id, BREAK)
    return _hours(row) if row is not None else OFFICE


def choose_breaks(work: Work, person_id: int, chosen: Hours) -> datetime | None:
    """Switch breaks on at these hours; returns the instant of the next, None if none ever comes."""
    row = _row(work, person_id, BREAK)
    row.weekdays = sorted(chosen.weekdays)
    row.wall_from, row.wall_to = f"{chosen.begins:%H:%M}", f"{chosen.ends:%H:%M}"
    row.every_minutes = chosen.every
    return _switch_on(work, row)


def weekly(work: Work, person_id: int) -> tuple[int, time] | None:
    """Weekday (0 = Monday) and time of day of the weekly note; None while it is off."""
    row = rows.of(work.db, person_id, WEEKLY)
    if row is None or not row.active or not row.weekdays:
        return None
    return row.weekdays[0], time.fromisoformat(row.wall_from)


def choose_weekly(work: Work, person_id: int, weekday: int, wall: time) -> datetime | None:
    """Switch the weekly note on; returns the instant of the next one."""
    row = _row(work, person_id, WEEKLY)
    row.weekdays, row.wall_from = [weekday], f"{wall:%H:%M}"
    return _switch_on(work, row)


def switch_off(work: Work, person_id: int, kind: str) -> None:
    """Send no more of this kind; what was chosen is kept for the next time."""
    row = rows.of(work.db, person_id, kind)
    if row is not None:
        row.active, row.next_due, row.muted_until = False, None, None
    for waiting in deliveries.waiting_of(work.db, person_id):
        if waiting.kind == kind:
            deliveries.drop(work.db, waiting, "cancelled", "not wanted", work.now)
    work.db.flush()


def rest(work: Work, person_id: int, length: timedelta = MEETING) -> datetime | None:
    """No break for a while, half an hour by default; returns when the next one comes."""
    row = rows.of(work.db, person_id, BREAK)
    if row is None or not row.active:
        return None
    row.muted_until = work.now + length
    return plan_next(work, row, row.muted_until - A_MOMENT)


def enough(work: Work, person_id: int) -> datetime | None:
    """No break on this working day any more; returns when the next one comes."""
    row, place = rows.of(work.db, person_id, BREAK), _place(work, person_id)
    if row is None or not row.active or place is None:
        return None
    day, instant = _working_day(work, row), work.now
    coming = breaks.breaks(_hours(row), place, instant, _quiet(work, person_id))
    found = next((one for one in coming if one.date > day), None)
    row.muted_until = found.instant - A_MOMENT if found else None
    return plan_next(work, row, row.muted_until or instant)


def replan(work: Work, person_id: int) -> None:
    """Find the next moments anew: the zone or the quiet hours have changed."""
    for row in rows.all_of(work.db, person_id):
        if row.active:
            plan_next(work, row, max(work.now, row.muted_until or work.now))


def promote(work: Work, limit: int = PROMOTE) -> int:
    """Turn what is due into deliveries, and move each on; returns how many were looked at.

    Only the latest of several missed breaks is sent, and none that is late by more than half its
    interval: nobody needs two breaks at once.
    """
    due = rows.take(work.db, work.now, limit)
    wanted = [made for row in due for made in _made(work, row)]
    deliveries.add(work.db, wanted)
    for row in due:
        if row.kind == WEEKLY and row.next_date is not None:
            row.next_date += timedelta(days=1)  # this date has had its note, in any zone
        plan_next(work, row, work.now)
    work.db.flush()
    return len(due)


def plan_next(work: Work, row: Nudge, after: datetime) -> datetime | None:
    """Set the next moment strictly after an instant; None when there is none."""
    place = _place(work, row.subscriber_id)
    row.next_due, row.next_slot = None, 0
    if place is None or not row.active:
        return None
    if row.kind == WEEKLY:
        coming = rules.next_due(
            zone=place, wall=time.fromisoformat(row.wall_from), weekdays=frozenset(row.weekdays),
            after=after, not_before_date=row.next_date,
        )  # fmt: skip
        if coming is not None:
            row.next_date, row.next_due = coming.date, coming.instant
    else:
        found = breaks.next_break(_hours(row), place, after, _quiet(work, row.subscriber_id))
        if found is not None:
            row.next_date, row.next_slot, row.next_due = found.date, found.slot, found.instant
    work.db.flush()
    return row.next_due


def is_late(work: Work, subscriber_id: int, due: datetime) -> bool:
    """Whether a break that waits has been overtaken by the time, or is not wanted any more."""
    row = rows.of(work.db, subscriber_id, BREAK)
    if row is None or not row.active or row.every_minutes is None:
        return True
    muted = row.muted_until is not None and row.muted_until > work.now
    return muted or breaks.too_late(due, work.now, row.every_minutes)


def _made(work: Work, row: Nudge) -> Iterable[dict[str, Any]]:
    """The delivery of a due row, none where it comes too late or nobody gets routines now."""
    plan = work.db.get(Schedule, row.subscriber_id)
    if plan is None or plan.status != "active" or row.next_due is None or row.next_date is None:
        return
    day, slot, due = row.next_date, row.next_slot, row.next_due
    if row.kind == BREAK:
        latest = _latest_break(work, row, due)
        if latest is None:
            return
        day, slot, due = latest
    yield {
        "subscriber_id": row.subscriber_id, "epoch": plan.epoch, "kind": row.kind, "date": day,
        "slot": slot, "due": due, "rev": plan.rev, "state": "waiting",
    }  # fmt: skip


def _latest_break(work: Work, row: Nudge, due: datetime) -> tuple[date, int, datetime] | None:
    """The last break that has come due, if it is not too late for it."""
    place = _place(work, row.subscriber_id)
    if place is None or row.every_minutes is None:
        return None
    # An outage may be long: only what could still be sent is looked at.
    after = max(due, work.now - timedelta(minutes=row.every_minutes)) - A_MOMENT
    latest = None
    for one in breaks.breaks(_hours(row), place, after, _quiet(work, row.subscriber_id)):
        if one.instant > work.now:
            break
        latest = one
    if latest is None or breaks.too_late(latest.instant, work.now, row.every_minutes):
        return None
    return latest.date, latest.slot, latest.instant


def _row(work: Work, person_id: int, kind: str) -> Nudge:
    row = rows.of(work.db, person_id, kind)
    if row is None:
        row = Nudge(subscriber_id=person_id, kind=kind, active=False, wall_from="09:00")
        work.db.add(row)
    return row


def _switch_on(work: Work, row: Nudge) -> datetime | None:
    row.active, row.muted_until, row.next_date = True, None, None
    work.db.flush()
    return plan_next(work, row, work.now)


def _hours(row: Nudge) -> Hours:
    ends = row.wall_to or row.wall_from
    return Hours(
        frozenset(row.weekdays),
        time.fromisoformat(row.wall_from),
        time.fromisoformat(ends),
        row.every_minutes or OFFICE.every,
    )


def _working_day(work: Work, row: Nudge) -> date:
    """The date to which the hours of now belong; those across midnight belong to the first."""
    place = _place(work, row.subscriber_id)
    local = work.now.astimezone(place)
    mine = _hours(row)
    late_half = mine.ends <= mine.begins and local.time() < mine.begins
    return local.date() - timedelta(days=1) if late_half else local.date()


def _place(work: Work, person_id: int) -> Any:
    plan = work.db.get(Schedule, person_id)
    try:
        return zone(plan.zone) if plan is not None else None
    except UnknownZone:
        return None


def _quiet(work: Work, person_id: int) -> tuple[time, time]:
    row = work.db.get(Subscriber, person_id)
    if row is None:
        return time(0), time(0)
    return time.fromisoformat(row.quiet_from), time.fromisoformat(row.quiet_to)


def coming(work: Work, person_id: int, kind: str = BREAK) -> datetime | None:
    """When the next one of a kind comes; None while it is switched off."""
    row = rows.of(work.db, person_id, kind)
    return row.next_due if row is not None and row.active else None
