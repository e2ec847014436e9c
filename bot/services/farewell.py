"""Farewell: the one silent message before somebody who left long ago is forgotten. H6.

It goes as a check-in with place 0, which no hold ever takes; those of holds begin with 1.
"""

from calendar import monthrange
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.coach import quiet
from bot.coach import schedule as rules
from bot.coach.zones import UnknownZone, zone
from bot.services.work import Work
from storage import deliveries, erasure_by_age
from storage.tables import Schedule, Subscriber

KIND, SLOT = "check_in", 0
INACTIVE_MONTHS = 24
NOTICE = timedelta(days=14)
AT_LAST = timedelta(days=30)  # after the first try, though no message went out in that time
AHEAD = NOTICE + timedelta(days=2)  # it waits for the person's own hour
REACHABLE = ("active", "paused", "stopped")


def plan(work: Work, limit: int) -> int:
    """Plan the message for up to `limit` people who are soon forgotten; returns for how many.

    Once for each absence. None for those who cannot be reached, or whose routines are on hold:
    nothing but its check-in comes while a hold lasts.
    """
    found = erasure_by_age.untold_since(work.db, _edge(work.now), limit)
    return deliveries.add(work.db, [_row(work, person, plan) for person, plan in found])


def obstacle(person: Subscriber, plan: Schedule, now: datetime) -> str | None:
    """Why the message must not be sent any more, None when it may go."""
    if plan.status not in REACHABLE:
        return "not active"
    if person.hold_level is not None:
        return "hold"
    return "came back" if person.seen_at > _edge(now) else None


def forgotten_after(due: datetime) -> datetime:
    """The instant before which nobody is forgotten whose message was due at this one."""
    return due + NOTICE


def months_before(now: datetime, months: int) -> datetime:
    """The same day and time so many calendar months ago; the last of the month where it is none."""
    year, month = divmod(now.year * 12 + now.month - 1 - months, 12)
    return now.replace(year=year, month=month + 1, day=min(now.day, monthrange(year, month + 1)[1]))


def _edge(now: datetime) -> datetime:
    """Whoever was last here at this instant or before is about to be forgotten."""
    return months_before(now + AHEAD, INACTIVE_MONTHS)


def _row(work: Work, person: Subscriber, plan: Schedule) -> dict[str, object]:
    place = _place(plan)
    hours = time.fromisoformat(person.quiet_from), time.fromisoformat(person.quiet_to)
    due = quiet.after_quiet(_own_hour(work.now, plan, place), place, *hours)
    return {
        "subscriber_id": person.id, "epoch": plan.epoch, "kind": KIND, "slot": SLOT, "due": due,
        "date": due.astimezone(place).date(), "rev": plan.rev, "state": "waiting",
    }  # fmt: skip


def _own_hour(now: datetime, plan: Schedule, place: ZoneInfo) -> datetime:
    found = rules.next_due(
        zone=place,
        wall=time.fromisoformat(plan.wall_time),
        weekdays=quiet.EVERY_DAY,
        after=now,
    )
    return found.instant if found else now


def _place(plan: Schedule) -> ZoneInfo:
    try:
        return zone(plan.zone)
    except UnknownZone:
        return zone("UTC")
