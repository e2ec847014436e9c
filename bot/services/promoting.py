"""Promoting: turn schedules that came due into deliveries that wait, or are skipped."""

import logging
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from bot.coach import schedule as rules
from bot.coach.zones import UnknownZone, zone
from bot.services import broadcasts, nudges
from bot.services.schedules import A_MOMENT, move_on, set_next, zone_is_known
from bot.services.work import Work
from storage import deliveries, schedules
from storage.schedules import DueSchedule
from storage.tables import Schedule

log = logging.getLogger("unpinch.delivery")

PROMOTE = 500
ROWS = 500  # about so many in one transaction, so that nobody waits long for it
REMEMBERED = timedelta(days=31)

# Zone, clock time, weekdays, next date and instant of a schedule, and whether it is held.
Alike = tuple[object, ...]


@dataclass(slots=True)
class _Step:
    """What all schedules that are alike bring: the same dates, then the same next moment."""

    dates: tuple[dict[str, Any], ...]
    values: dict[str, Any]
    people: list[int] = field(default_factory=list)


def promote(work: Work, limit: int = PROMOTE) -> int:
    """Turn up to `limit` due schedules into rows, waiting or skipped; returns how many schedules.

    After a long outage one schedule brings many rows, so the rows of one call are limited, too.
    A schedule whose pause is over becomes active first, and one that a clock years ahead has moved
    far away comes back. Each moves on to its first occurrence
    after now; a date that already has its row gets no second one.
    """
    for paused in schedules.take(work.db, schedules.awake(work.now), work.now, limit):
        _wake(work, paused)
    for lost in schedules.take(work.db, schedules.astray(work.now), work.now, limit):
        if zone_is_known(lost):
            move_on(lost, work.now, None)
    work.db.flush()
    plans = schedules.take_due(work.db, work.now, limit)
    held = schedules.held(work.db, [plan.subscriber_id for plan in plans])
    alike: dict[Alike, _Step] = {}
    rows: list[dict[str, Any]] = []
    moved = 0
    while moved < len(plans) and len(rows) < ROWS:
        plan = plans[moved]
        moved += 1
        if not _has_a_clock(work, plan):
            continue
        step = _step_of(work, plan, plan.subscriber_id in held, alike)
        step.people.append(plan.subscriber_id)
        rows += _rows(plan, step)
    made = deliveries.add(work.db, rows)
    for step in alike.values():
        schedules.move(work.db, step.people, step.values)
    if rows:
        log.info("promoted schedules=%d rows=%d new=%d", moved, len(rows), made)
    return moved + nudges.promote(work) + broadcasts.feed(work)


def _wake(work: Work, plan: Schedule) -> None:
    """End a pause at its own time, also when nobody was there to see it end."""
    if not zone_is_known(plan):
        return
    ended = plan.paused_until or work.now
    plan.status, plan.paused_until, plan.paused_for = "active", None, None
    plan.rev += 1
    set_next(work, plan, after=ended - A_MOMENT)


def _has_a_clock(work: Work, plan: DueSchedule) -> bool:
    """False for a schedule in a zone that is not known; it then rests."""
    try:
        zone(plan.zone)
    except UnknownZone:
        row = work.db.get(Schedule, plan.subscriber_id, populate_existing=True)
        return row is not None and zone_is_known(row)
    return True


def _step_of(work: Work, plan: DueSchedule, held: bool, alike: dict[Alike, _Step]) -> _Step:
    """What a schedule brings, worked out once for all that are alike."""
    key = (*plan.alike, held)
    if key not in alike:
        alike[key] = _worked_out(work, schedules.one_like(plan), held=held)
    return alike[key]


def _worked_out(work: Work, plan: Schedule, *, held: bool) -> _Step:
    """Every date that came due, and the first occurrence after now."""
    _leap(work, plan)
    dates: list[dict[str, Any]] = []
    while plan.next_due is not None and plan.next_date is not None and plan.next_due <= work.now:
        dates.append(_row(work, plan, plan.next_date, plan.next_due, held=held))
        move_on(plan, plan.next_due, plan.next_date + timedelta(days=1))
    values: dict[str, Any] = {"next_date": plan.next_date, "next_due": plan.next_due}
    if dates:
        values |= {"last_due": dates[-1]["due"], "tz_version": plan.tz_version}
    return _Step(tuple(dates), values)


def _rows(plan: DueSchedule, step: _Step) -> list[dict[str, Any]]:
    """The rows for every date of one schedule that came due."""
    owner = {"subscriber_id": plan.subscriber_id, "epoch": plan.epoch, "rev": plan.rev}
    return [owner | date for date in step.dates]


def _leap(work: Work, plan: Schedule) -> None:
    """After a very long outage, leave no row for dates more than a month ago."""
    oldest = work.now - REMEMBERED
    if plan.next_due is not None and plan.next_due < oldest:
        move_on(plan, oldest, plan.next_date)


def _row(work: Work, plan: Schedule, day: date, due: datetime, *, held: bool) -> dict[str, Any]:
    reason = _why_skipped(work, plan, due, held=held)
    return {
        "date": day,
        "due": due,
        "state": "skipped" if reason else "waiting",
        "reason": reason,
        "settled_at": work.now if reason else None,
    }


def _why_skipped(work: Work, plan: Schedule, due: datetime, *, held: bool) -> str | None:
    if held:
        return "hold"
    late = rules.too_late(due, work.now, zone(plan.zone))
    return lateness(due, work.now) if late else None


def lateness(due: datetime, now: datetime) -> str:
    """The word for why a routine comes too late to be sent."""
    if now - due > timedelta(days=1):
        return "outage"
    return "late" if now - due > rules.LATE_MAX else "night"
