"""Promoting: turn schedules that came due into deliveries that wait, or are skipped."""

import logging
from datetime import date, datetime, timedelta
from typing import Any

from bot.coach import schedule as rules
from bot.coach.zones import zone
from bot.services.schedules import A_MOMENT, move_on, set_next, zone_is_known
from bot.services.work import Work
from storage import deliveries, schedules
from storage.tables import Schedule

log = logging.getLogger("unpinch.delivery")

PROMOTE = 100
ROWS = 500  # about so many in one transaction, so that nobody waits long for it
REMEMBERED = timedelta(days=31)


def promote(work: Work, limit: int = PROMOTE) -> int:
    """Turn up to `limit` due schedules into rows, waiting or skipped; returns how many schedules.

    After a long outage one schedule brings many rows, so the rows of one call are limited, too.
    A schedule whose pause is over becomes active first. Each moves on to its first occurrence
    after now; a date that already has its row gets no second one.
    """
    for plan in schedules.take(work.db, schedules.awake(work.now), work.now, limit):
        _wake(work, plan)
    work.db.flush()
    plans = schedules.take(work.db, schedules.due(work.now), work.now, limit)
    held = schedules.held(work.db, [plan.subscriber_id for plan in plans])
    rows: list[dict[str, Any]] = []
    moved = 0
    while moved < len(plans) and len(rows) < ROWS:
        plan = plans[moved]
        if zone_is_known(plan):
            rows += _rows(work, plan, held=plan.subscriber_id in held)
        moved += 1
    made = deliveries.add(work.db, rows)
    work.db.flush()
    if rows:
        log.info("promoted schedules=%d rows=%d new=%d", moved, len(rows), made)
    return moved


def _wake(work: Work, plan: Schedule) -> None:
    """End a pause at its own time, also when nobody was there to see it end."""
    if not zone_is_known(plan):
        return
    ended = plan.paused_until or work.now
    plan.status, plan.paused_until, plan.paused_for = "active", None, None
    plan.rev += 1
    set_next(work, plan, after=ended - A_MOMENT)


def _rows(work: Work, plan: Schedule, *, held: bool) -> list[dict[str, Any]]:
    """The rows for every date of one schedule that came due, and the schedule moved on."""
    _leap(work, plan)
    rows: list[dict[str, Any]] = []
    while plan.next_due is not None and plan.next_date is not None and plan.next_due <= work.now:
        rows.append(_row(work, plan, plan.next_date, plan.next_due, held=held))
        plan.last_due = plan.next_due
        move_on(plan, plan.next_due, plan.next_date + timedelta(days=1))
    return rows


def _leap(work: Work, plan: Schedule) -> None:
    """After a very long outage, leave no row for dates more than a month ago."""
    oldest = work.now - REMEMBERED
    if plan.next_due is not None and plan.next_due < oldest:
        move_on(plan, oldest, plan.next_date)


def _row(work: Work, plan: Schedule, day: date, due: datetime, *, held: bool) -> dict[str, Any]:
    reason = _why_skipped(work, plan, due, held=held)
    return {
        "subscriber_id": plan.subscriber_id,
        "epoch": plan.epoch,
        "date": day,
        "due": due,
        "rev": plan.rev,
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
