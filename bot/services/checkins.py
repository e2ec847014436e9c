"""Check-ins: the one silent message of a hold, and nothing else while it lasts."""

from datetime import date, datetime, time, timedelta

from bot.coach import quiet
from bot.coach import schedule as rules
from bot.coach.zones import UnknownZone, zone
from bot.services.work import Work
from storage import deliveries
from storage.tables import Schedule, Subscriber

KIND = "check_in"
ENDED = "hold over"
CRISIS = "crisis"
SUBSCRIBED = ("active", "paused")


def begin(work: Work, row: Subscriber) -> datetime | None:
    """Plan the one check-in of a hold that has just begun; returns when it comes.

    Medical: "have you been seen?" on the next date at the person's own time. Crisis: one line
    when its 48 hours are over. Never in quiet hours, and none for somebody without routines.
    """
    plan = work.db.get(Schedule, row.id)
    if plan is None or plan.status not in SUBSCRIBED:
        return None
    try:
        day, due = _due(work, row, plan)
    except UnknownZone:
        return None
    wanted = {
        "subscriber_id": row.id,
        "epoch": plan.epoch,
        "kind": KIND,
        "date": day,
        "slot": deliveries.free_slot(work.db, row.id, plan.epoch, KIND, day),
        "due": due,
        "rev": plan.rev,
        "state": "waiting",
    }
    deliveries.add(work.db, [wanted])
    return due


def waits(work: Work, subscriber_id: int) -> bool:
    """Whether a check-in is still to come."""
    return any(row.kind == KIND for row in deliveries.waiting_of(work.db, subscriber_id))


def cancel(work: Work, subscriber_id: int) -> None:
    """Take back a check-in that waits: its hold is over, or another has taken its place."""
    for row in deliveries.waiting_of(work.db, subscriber_id):
        if row.kind == KIND:
            deliveries.drop(work.db, row, "cancelled", ENDED, work.now)


def obstacle(person: Subscriber, plan: Schedule, now: datetime) -> str | None:
    """Why a check-in must not be sent now, None when its hold stands and it may go."""
    if plan.status not in SUBSCRIBED:
        return "not active"
    if person.hold_level is None:
        return ENDED
    early = person.hold_level == CRISIS and (person.hold_until is None or person.hold_until > now)
    return "hold changed" if early else None


def _due(work: Work, row: Subscriber, plan: Schedule) -> tuple[date, datetime]:
    place = zone(plan.zone)
    if row.hold_level == CRISIS and row.hold_until is not None:
        wanted = row.hold_until
    else:
        wanted = _next_day(work.now, plan)
    hours = time.fromisoformat(row.quiet_from), time.fromisoformat(row.quiet_to)
    due = quiet.after_quiet(wanted, place, *hours)
    return due.astimezone(place).date(), due


def _next_day(now: datetime, plan: Schedule) -> datetime:
    """The person's own time on the next date of their calendar that has it."""
    place = zone(plan.zone)
    found = rules.next_due(
        zone=place,
        wall=time.fromisoformat(plan.wall_time),
        weekdays=quiet.EVERY_DAY,
        after=now,
        not_before_date=now.astimezone(place).date() + timedelta(days=1),
    )
    return found.instant if found else now + timedelta(days=1)
