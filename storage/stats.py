"""Counts over everybody for the operator: never a name, an id or a word of anyone."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, literal_column
from sqlmodel import Session, col, select

from storage.tables import Delivery, Inbox, Schedule, Subscriber

OPEN_DELIVERY = ("waiting", "sending")
# The words of the index `delivery_open`: SQLite uses it only for a question that repeats them.
_OPEN = col(Delivery.state).in_([literal_column(f"'{state}'") for state in OPEN_DELIVERY])
OPEN_UPDATE = ("new", "handled")


@dataclass(frozen=True, slots=True)
class Stats:
    """Counts at one instant; `oldest_due` and `oldest_update` are UTC, None when none waits.

    `deliveries` counts the open ones by state: those that have ended are too many to count again
    and again.
    """

    deliveries: dict[str, int]
    schedules: dict[str, int]
    holds: dict[str, int]
    updates: int
    oldest_due: datetime | None
    oldest_update: datetime | None


def read(db: Session, now: datetime) -> Stats:
    """All counts, from the transaction `db` is in; deliveries not due yet are not the oldest."""
    return Stats(
        deliveries=_open_deliveries(db),
        schedules=_counted(db, Schedule.status),
        holds=_counted(db, Subscriber.hold_level),
        updates=_open_updates(db),
        oldest_due=_oldest_due(db, now),
        oldest_update=_oldest_update(db),
    )


def _counted(db: Session, column: str | None) -> dict[str, int]:
    """How many rows hold each value of a column; rows without one are left out."""
    value = col(column)
    found = db.exec(select(value, func.count()).where(value.is_not(None)).group_by(value))
    return {str(name): count for name, count in found}


def _open_deliveries(db: Session) -> dict[str, int]:
    state = col(Delivery.state)
    return dict(db.exec(select(state, func.count()).where(_OPEN).group_by(state)).all())


def _open_updates(db: Session) -> int:
    state = col(Inbox.state)
    return db.exec(select(func.count()).select_from(Inbox).where(state.in_(OPEN_UPDATE))).one()


def _oldest_due(db: Session, now: datetime) -> datetime | None:
    due = col(Delivery.due)
    oldest = select(due).where(_OPEN, due <= now).order_by(due).limit(1)
    return db.exec(oldest).first()


def _oldest_update(db: Session) -> datetime | None:
    """Update ids grow with time, so the lowest open one has waited longest."""
    oldest = select(Inbox.received_at).where(col(Inbox.state).in_(OPEN_UPDATE))
    return db.exec(oldest.order_by(col(Inbox.update_id)).limit(1)).first()
