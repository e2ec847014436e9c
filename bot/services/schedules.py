"""Schedules: when the next routine comes, and what happens when somebody changes that."""

import logging
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.coach import schedule as rules
from bot.coach.schedule import Due
from bot.coach.zones import UnknownZone, tz_version, zone
from bot.services import checkins
from bot.services.work import Work
from storage import deliveries, facts, schedules
from storage.tables import Meta, Schedule, Subscriber

log = logging.getLogger("unpinch.delivery")

A_MOMENT = timedelta(microseconds=1)
TZ_KEY = "tz_version"
AT_A_TIME = 200
EVERY_DAY = frozenset(range(7))


def zone_is_known(plan: Schedule) -> bool:
    """False for a zone that new data no longer knows: the schedule then rests until it is set."""
    try:
        zone(plan.zone)
    except UnknownZone:
        log.warning("schedule %s is paused: its time zone is not known", plan.subscriber_id)
        plan.status, plan.paused_until = "paused", None
        plan.next_date = plan.next_due = None
        plan.rev += 1
        return False
    return True


def move_on(plan: Schedule, after: datetime, not_before: date | None) -> None:
    """Set the next occurrence strictly after an instant and not before a date."""
    found = rules.next_due(
        zone=zone(plan.zone),
        wall=time.fromisoformat(plan.wall_time),
        weekdays=frozenset(plan.weekdays),
        after=after,
        not_before_date=not_before,
    )
    plan.next_date = found.date if found else None
    plan.next_due = found.instant if found else None
    plan.tz_version = tz_version()


def set_next(work: Work, plan: Schedule, after: datetime) -> None:
    """Set the next occurrence, on a date that had no routine yet."""
    move_on(plan, after, _first_free_date(work, plan))


def _first_free_date(work: Work, plan: Schedule) -> date | None:
    """The first date that may have a routine, None when any may.

    In the zone of the last routine that is the day after its date. In another zone it is the
    day after the local date of the moment at which the last one came (fault U4).
    """
    last = deliveries.last_routine(work.db, plan.subscriber_id)
    if last is not None and last.epoch == plan.epoch:
        return last.date + timedelta(days=1)
    due = last.due if last is not None else plan.last_due
    return rules.earliest_date_after_change(due, zone(plan.zone)) if due else None


def reschedule(
    work: Work,
    schedule: Schedule,
    *,
    zone_name: str | None = None,
    wall_time: time | None = None,
    weekdays: frozenset[int] | None = None,
    status: str | None = None,
    paused_until: datetime | None = None,
    paused_for: str | None = None,
) -> Due | None:
    """Change when routines come; None leaves a part as it is. Returns the next one.

    What waits and was never tried is taken back, so today's routine comes again at the new time
    if that is still ahead. What was tried or sent counts for its date. Weekdays count from
    0 = Monday. `paused_until` and `paused_for` go with a new status; without one a pause keeps
    its last date, also in another zone. Works for a schedule just made, too.
    """
    zone_changed = zone_name is not None and zone_name != schedule.zone
    if status is not None:
        schedule.paused_until, schedule.paused_for = paused_until, paused_for
    elif zone_name is not None and zone_changed:
        schedule.paused_until = _same_date(schedule, zone_name)
    schedule.zone = zone_name or schedule.zone
    schedule.wall_time = f"{wall_time:%H:%M}" if wall_time else schedule.wall_time
    schedule.weekdays = sorted(schedule.weekdays if weekdays is None else weekdays)
    schedule.status = status or schedule.status
    schedule.rev += 1
    schedule.epoch += int(zone_changed)
    work.db.add(schedule)
    work.db.flush()
    _take_back(work, schedule)
    return _next_after_change(work, schedule)


def _begins(day: date, place: ZoneInfo) -> datetime:
    """The instant at which a calendar date begins in a zone, or the next one that exists there."""
    before = datetime.combine(day, time(0), tzinfo=UTC) - timedelta(days=2)
    found = rules.next_due(
        zone=place, wall=time(0), weekdays=EVERY_DAY, after=before, not_before_date=day
    )
    return found.instant if found else before


def _same_date(plan: Schedule, zone_name: str) -> datetime | None:
    """The end of a pause as the same calendar date in another zone."""
    if plan.paused_until is None:
        return None
    try:
        day = plan.paused_until.astimezone(zone(plan.zone)).date()
    except UnknownZone:
        return plan.paused_until
    return _begins(day, zone(zone_name))


def _next_after_change(work: Work, plan: Schedule) -> Due | None:
    if plan.status == "active":
        set_next(work, plan, work.now)
    else:
        plan.next_date, plan.next_due = None, None
    work.db.flush()
    return next_delivery(work, plan.subscriber_id)


def pause(work: Work, plan: Schedule, until: date, why: str | None = None) -> Due | None:
    """No routine for any date before `until`, a date on the person's calendar.

    The pause ends by itself: `promote` wakes the schedule when that date begins. What waits is
    taken back at once. Returns the first routine after the pause. `why` is "ill", "holiday" or
    None. A pause on top of a pause replaces it.
    """
    ends = _begins(until, zone(plan.zone))
    return reschedule(work, plan, status="paused", paused_until=ends, paused_for=why)


def first_day_off(work: Work, plan: Schedule) -> date:
    """The first date a pause that begins now can still keep free: today, or tomorrow.

    Today counts while its routine is ahead, or waits and would be taken back.
    """
    here = work.now.astimezone(zone(plan.zone)).date()
    waiting = deliveries.waiting_of(work.db, plan.subscriber_id)
    if any(row.kind == "routine" and row.date == here for row in waiting):
        return here
    free = _first_free_date(work, plan)
    due = rules.occurrence(here, time.fromisoformat(plan.wall_time), zone(plan.zone))
    is_over = due is None or due <= work.now or (free is not None and free > here)
    return here + timedelta(days=1) if is_over else here


def _take_back(work: Work, plan: Schedule) -> None:
    """Take back what the old plan left waiting; a snoozed routine stays in an active plan."""
    for row in deliveries.waiting_of(work.db, plan.subscriber_id):
        of_plan = row.kind == "routine" and row.slot == 0
        rests = plan.status == "paused" and row.kind == checkins.KIND
        if of_plan or (plan.status != "active" and not rests):
            deliveries.drop(work.db, row, "cancelled", "plan changed", work.now)
            _remember_last(work, plan)


def _remember_last(work: Work, plan: Schedule) -> None:
    """What was taken back no longer counts as the last routine, so its date is free again."""
    last = deliveries.last_routine(work.db, plan.subscriber_id)
    plan.last_due = last.due if last else None


def cancel_waiting(work: Work, subscriber_id: int, but: str = "") -> int:
    """Take back everything that waits for a person; what was tried becomes `unknown`.

    Rows of the kind `but` stay. Returns how many rows. Nothing of them is claimed after this is
    committed.
    """
    rows = [row for row in deliveries.waiting_of(work.db, subscriber_id) if row.kind != but]
    for row in rows:
        deliveries.drop(work.db, row, "cancelled", "taken back", work.now)
    plan = work.db.get(Schedule, subscriber_id)
    if rows and plan is not None:
        _remember_last(work, plan)
    return len(rows)


def leave_out(work: Work, subscriber_id: int, day: date, reason: str) -> None:
    """No routine of the plan for this date any more: it is done, or not wanted today.

    A row says so, so that a change of time later on the same day brings none either.
    """
    plan = work.db.get(Schedule, subscriber_id)
    if plan is None or plan.status != "active" or plan.next_date != day or plan.next_due is None:
        return
    row = {
        "subscriber_id": subscriber_id,
        "epoch": plan.epoch,
        "date": day,
        "due": plan.next_due,
        "rev": plan.rev,
        "state": "skipped",
        "reason": reason,
        "settled_at": work.now,
    }
    deliveries.add(work.db, [row])
    set_next(work, plan, work.now)
    work.db.flush()


def snooze(work: Work, subscriber_id: int, day: date, until: datetime) -> Due | None:
    """Bring the routine of a date (once more) at `until`; None for somebody without a schedule.

    It counts for that date. Snoozing again moves what is still waiting.
    """
    plan = work.db.get(Schedule, subscriber_id)
    if plan is None:
        return None
    _drop_snoozed(work, subscriber_id)
    again = {
        "subscriber_id": subscriber_id,
        "epoch": plan.epoch,
        "date": day,
        "slot": deliveries.free_slot(work.db, subscriber_id, plan.epoch, "routine", day),
        "due": until,
        "rev": plan.rev,
        "state": "waiting",
    }
    deliveries.add(work.db, [again])
    return Due(day, until)


def _drop_snoozed(work: Work, subscriber_id: int) -> None:
    for row in deliveries.waiting_of(work.db, subscriber_id):
        if row.kind == "routine" and row.slot > 0:
            deliveries.drop(work.db, row, "cancelled", "snoozed again", work.now)


def next_delivery(work: Work, subscriber_id: int) -> Due | None:
    """When the next routine comes: a snoozed one, the schedule's next, or None while none will.

    For a pause that ends by itself it is the first one after the pause.
    """
    plan = work.db.get(Schedule, subscriber_id)
    person = work.db.get(Subscriber, subscriber_id)
    if plan is None or person is None or person.hold_level is not None:
        return None
    found = [
        Due(row.date, row.due)
        for row in deliveries.waiting_of(work.db, subscriber_id)
        if row.kind == "routine" and row.due > work.now
    ]
    planned = _planned(work, plan)
    return min([*found, *([planned] if planned else [])], key=_instant, default=None)


def _instant(due: Due) -> datetime:
    return due.instant


def _planned(work: Work, plan: Schedule) -> Due | None:
    if plan.status == "active" and plan.next_date is not None and plan.next_due is not None:
        return Due(plan.next_date, plan.next_due)
    if plan.status != "paused" or plan.paused_until is None:
        return None
    return rules.next_due(
        zone=zone(plan.zone),
        wall=time.fromisoformat(plan.wall_time),
        weekdays=frozenset(plan.weekdays),
        after=plan.paused_until - A_MOMENT,
        not_before_date=_first_free_date(work, plan),
    )


def recompute_all(work: Work) -> int:
    """Recompute every due instant when the time zone data is not what the database was made with.

    To be run before the first claim. The date of the next routine stays, only its instant may
    change; a date that no longer exists gives way to the next one. Returns how many schedules
    were looked at, 0 when the data is the same.
    """
    known = work.db.get(Meta, TZ_KEY)
    if known is not None and known.value == tz_version():
        return 0
    plans = schedules.active(work.db)
    for number, plan in enumerate(plans, start=1):
        _recompute(plan)
        if number % AT_A_TIME == 0:
            work.db.flush()  # a server ends a transaction that says nothing for three seconds
    facts.put(work.db, TZ_KEY, tz_version())  # another replica may start just now
    work.db.flush()
    return len(plans)


def _recompute(plan: Schedule) -> None:
    if plan.next_date is None or plan.next_due is None or not zone_is_known(plan):
        return
    wall = time.fromisoformat(plan.wall_time)
    instant = rules.occurrence(plan.next_date, wall, zone(plan.zone))
    if instant is not None:
        plan.next_due, plan.tz_version = instant, tz_version()
    else:
        move_on(plan, plan.next_due, plan.next_date)
