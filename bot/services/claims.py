"""Claims: one delivery for one process, its copy counted before it can leave."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from sqlalchemy import ColumnElement

from bot.coach import schedule as rules
from bot.coach.zones import UnknownZone, zone
from bot.services import broadcasts, checkins, farewell, limiter, nudges, silence
from bot.services.promoting import lateness
from bot.services.reports import report
from bot.services.work import Work
from storage import announcements, deliveries, schedules, send_clock
from storage import nudges as nudge_rows
from storage.tables import MAX_COPIES, Delivery, Schedule, SendClock, Subscriber

EVIDENCE_WAIT = timedelta(seconds=30)
LEASE = timedelta(seconds=90)
LOOK_AT = 8


class Waiting(StrEnum):
    """Why nothing may be claimed now."""

    IDLE = "idle"
    SLOT = "slot"
    REST = "rest"
    TRIAL = "trial"
    PROBE = "probe"


@dataclass(frozen=True, slots=True)
class Claim:
    """One delivery that this process alone may try to send once, at `slot` or a little later.

    `living` is the living message of the chat at that time.
    """

    delivery_id: int
    token: str
    subscriber_id: int
    chat_id: int
    kind: str
    date: date
    due: datetime
    slot: datetime
    trial: bool
    living: int | None = None


@dataclass(frozen=True, slots=True)
class Wait:
    """Nothing may be sent now. `until` is when to ask again; `chat_id` whom to probe with."""

    why: Waiting
    until: datetime | None = None
    chat_id: int | None = None


def anything_due(work: Work) -> bool:
    """True when a sender has something to do; a plain read, so that idle ticks write nothing."""
    open_rows = deliveries.may_go(work.now), deliveries.stuck(work.now - LEASE)
    astray = schedules.astray(work.now)
    return deliveries.any_exists(
        work.db, *open_rows, *_promotable(work), astray, announcements.running()
    )


def anything_to_promote(work: Work) -> bool:
    """True when a schedule or a nudge came due, or a pause is over."""
    return deliveries.any_exists(work.db, *_promotable(work))


def _promotable(work: Work) -> tuple[ColumnElement[bool], ...]:
    now = work.now
    return schedules.due(now), schedules.awake(now), nudge_rows.due(now)


def reconcile_at_start(work: Work) -> int:
    """Settle what a dead process left in flight as unknown; returns how many rows.

    Only for a process that holds the lock of the database: then nobody else is sending.
    """
    return _lost(work, deliveries.sending(work.db))


def _lost(work: Work, rows: list[Delivery]) -> int:
    for row in rows:
        since = row.claimed_at or work.now
        state = deliveries.unknown(
            work.db, row.id, row.token or "", not_before=since + EVIDENCE_WAIT, now=work.now
        )
        report(row.id, state or "late", "sender lost")
    return len(rows)


def claim(work: Work, *, rate: float = limiter.RATE) -> Claim | Wait:
    """Claim one delivery to be sent once the transaction is committed, or say how long to wait.

    The copy is counted before it can leave, so no order of crashes leads to a third one.
    `rate` is the number of sends per second.
    """
    clock = send_clock.locked(work.db)
    if until := limiter.resting_until(clock, work.now):
        return Wait(Waiting.REST, until)
    _lost(work, deliveries.sending(work.db, deliveries.stuck(work.now - LEASE)))
    if until := limiter.slot_opens(clock, work.now):
        return Wait(Waiting.SLOT, until)
    if limiter.needs_probe(clock):
        chat = deliveries.next_chat(work.db, work.now)
        return Wait(Waiting.IDLE) if chat is None else Wait(Waiting.PROBE, chat_id=chat)
    if clock.on_trial and deliveries.sending(work.db):
        return Wait(Waiting.TRIAL)
    return _first_ready(work, clock, rate)


def _first_ready(work: Work, clock: SendClock, rate: float) -> Claim | Wait:
    rows = _ready(work)
    for row in rows:
        if not _withdrawn(work, row):
            return _take(work, clock, row, rate)
    return Wait(Waiting.SLOT, work.now) if len(rows) == LOOK_AT else Wait(Waiting.IDLE)


def _ready(work: Work) -> list[Delivery]:
    """What may be tried now. An announcement goes only when no routine waits or is due."""
    rows = deliveries.waiting_now(work.db, work.now, LOOK_AT)
    if rows or schedules.exists(work.db, schedules.due(work.now)):
        return rows
    return deliveries.news_now(work.db, work.now, LOOK_AT)


def _withdrawn(work: Work, row: Delivery) -> bool:
    """True when the row must not be sent any more; it is then settled."""
    why = _obstacle(work, row)
    if why is None:
        return False
    state, reason = why
    final = deliveries.drop(work.db, row, state, reason, work.now)
    report(row.id, final, reason)
    return True


def _obstacle(work: Work, row: Delivery) -> tuple[str, str] | None:
    """The state and reason for not sending a row now, None when it may go."""
    plan = work.db.get(Schedule, row.subscriber_id, populate_existing=True)
    person = work.db.get(Subscriber, row.subscriber_id)
    if person is None or plan is None:
        return "cancelled", "not active"
    if row.kind == checkins.KIND:
        one = farewell if row.slot == farewell.SLOT else checkins
        reason = one.obstacle(person, plan, work.now)
        return ("cancelled", reason) if reason else _used_up(work, row, plan)
    if plan.status != "active":
        return "cancelled", "not active"
    if person.hold_level is not None:
        return "skipped", "hold"
    if row.slot == 0 and row.kind == "routine" and (row.epoch, row.rev) != (plan.epoch, plan.rev):
        return "cancelled", "plan changed"
    if row.kind == broadcasts.KIND and (why := broadcasts.obstacle(work, person, plan, row)):
        return "cancelled", why
    if quiet := silence.obstacle(work, person, row):
        return "skipped", quiet
    return _used_up(work, row, plan)


def _used_up(work: Work, row: Delivery, plan: Schedule) -> tuple[str, str] | None:
    if row.copies_possible >= MAX_COPIES:
        return "skipped", "copies"  # becomes unknown: it was attempted
    return _lateness(work, row, plan)


def _lateness(work: Work, row: Delivery, plan: Schedule) -> tuple[str, str] | None:
    if row.kind == nudges.BREAK and nudges.is_late(work, row.subscriber_id, row.due):
        return "skipped", "late"
    try:
        late = rules.too_late(row.due, work.now, zone(plan.zone))
    except UnknownZone:
        return "cancelled", "zone unknown"
    return ("skipped", lateness(row.due, work.now)) if late else None


def _take(work: Work, clock: SendClock, row: Delivery, rate: float) -> Claim | Wait:
    token = f"{row.id}.{row.attempts + 1}"
    person = work.db.get(Subscriber, row.subscriber_id)
    if row.id is None or person is None or not deliveries.begin(work.db, row, token, work.now):
        return Wait(Waiting.SLOT, work.now)
    return Claim(
        delivery_id=row.id,
        token=token,
        subscriber_id=row.subscriber_id,
        chat_id=person.chat_id,
        kind=row.kind,
        date=row.date,
        due=row.due,
        slot=limiter.take_slot(clock, work.now, rate),
        trial=clock.on_trial,
        living=person.living_message_id,
    )
