"""Counts of two weeks for the operator: what was sent and finished, how late, and who stopped."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import func
from sqlmodel import Session as Transaction
from sqlmodel import col, select

from storage.tables import Delivery, Schedule, Session, Subscriber

DAYS = 14
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Counts:
    """Numbers alone. `sent` and `finished` are by the person's own date, oldest first.

    `late` holds the seconds between due and settled of the last day's sent routines, in order.
    """

    people: int
    schedules: dict[str, int]
    held: int
    sent: tuple[tuple[date, int], ...]
    finished: tuple[tuple[date, int], ...]
    settled: dict[str, int]
    late: tuple[float, ...]
    reasons: dict[str, int]


def read(db: Transaction, now: datetime) -> Counts:
    """All counts, from the transaction `db` is in."""
    last = now.date()
    days = tuple(last - step * DAY for step in reversed(range(DAYS)))
    return Counts(
        people=db.exec(select(func.count()).select_from(Subscriber)).one(),
        schedules=_by(db, Schedule.status),
        held=sum(_by(db, Subscriber.hold_level).values()),
        sent=_sent(db, days),
        finished=_finished(db, days),
        settled=_settled(db, now - DAY),
        late=_late(db, now - DAY),
        reasons=_by(db, Subscriber.stopped_for),
    )


def _by(db: Transaction, column: str | None) -> dict[str, int]:
    value = col(column)
    found = db.exec(select(value, func.count()).where(value.is_not(None)).group_by(value))
    return {str(name): count for name, count in found}


def _sent(db: Transaction, days: tuple[date, ...]) -> tuple[tuple[date, int], ...]:
    wanted = (
        select(col(Delivery.date), func.count())
        .where(
            col(Delivery.date) >= days[0],
            col(Delivery.kind) == "routine",
            col(Delivery.state) == "sent",
        )
        .group_by(col(Delivery.date))
    )
    return _daily(Counter(dict(db.exec(wanted).all())), days)


def _finished(db: Transaction, days: tuple[date, ...]) -> tuple[tuple[date, int], ...]:
    wanted = (
        select(col(Session.date), func.count())
        .where(col(Session.date) >= days[0], col(Session.done).in_(("all", "part")))
        .group_by(col(Session.date))
    )
    return _daily(Counter(dict(db.exec(wanted).all())), days)


def _daily(found: Counter[date], days: tuple[date, ...]) -> tuple[tuple[date, int], ...]:
    return tuple((day, found[day]) for day in days)


def _settled(db: Transaction, since: datetime) -> dict[str, int]:
    """Of what was settled since then, how many ended in each state."""
    wanted = (
        select(col(Delivery.state), func.count())
        .where(col(Delivery.settled_at) >= since)
        .group_by(col(Delivery.state))
    )
    return dict(db.exec(wanted).all())


def _late(db: Transaction, since: datetime) -> tuple[float, ...]:
    wanted = select(col(Delivery.due), col(Delivery.settled_at)).where(
        col(Delivery.due) >= since,
        col(Delivery.state) == "sent",
        col(Delivery.kind) == "routine",
    )
    found = ((settled - due).total_seconds() for due, settled in db.exec(wanted) if settled)
    return tuple(sorted(found))
