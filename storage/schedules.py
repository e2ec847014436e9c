"""Schedule rows: whose routine is due, and who comes back from a pause by themselves."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, update
from sqlmodel import Session, col, select

from storage.deliveries import PUNCTUAL
from storage.tables import Schedule, Subscriber


def due(now: datetime) -> ColumnElement[bool]:
    """The condition of schedules whose next routine is due at `now`."""
    return and_(col(Schedule.status) == "active", col(Schedule.next_due) <= now)


def awake(now: datetime) -> ColumnElement[bool]:
    """The condition of paused schedules whose pause is over at `now`."""
    return and_(col(Schedule.status) == "paused", col(Schedule.paused_until) <= now)


def exists(db: Session, condition: ColumnElement[bool]) -> bool:
    """True when some schedule fulfils the condition."""
    wanted = select(col(Schedule.subscriber_id)).where(condition).limit(1)
    return db.exec(wanted).first() is not None


def take(db: Session, condition: ColumnElement[bool], now: datetime, limit: int) -> list[Schedule]:
    """Up to `limit` schedules, locked against other senders: punctual ones, then the earliest."""
    wanted = (
        select(Schedule)
        .where(condition)
        .order_by(
            col(Schedule.next_due) < now - PUNCTUAL,
            col(Schedule.next_due),
            col(Schedule.subscriber_id),
        )
        .limit(limit)
        .with_for_update(skip_locked=True)
        .execution_options(populate_existing=True)
    )
    return list(db.exec(wanted))


def held(db: Session, subscriber_ids: Sequence[int]) -> frozenset[int]:
    """Those of the given people whose routines are on hold for their safety."""
    wanted = select(col(Subscriber.id)).where(
        col(Subscriber.id).in_(subscriber_ids), col(Subscriber.hold_level).is_not(None)
    )
    return frozenset(db.exec(wanted))


def active(db: Session) -> list[Schedule]:
    """Every schedule that delivers."""
    return list(db.exec(select(Schedule).where(col(Schedule.status) == "active")))


def stop(db: Session, subscriber_id: int, status: str) -> None:
    """Let a schedule deliver nothing more, `status` says why."""
    values: dict[str, Any] = {"status": status, "next_date": None, "next_due": None}
    db.exec(
        update(Schedule)
        .where(col(Schedule.subscriber_id) == subscriber_id)
        .values(**values, rev=col(Schedule.rev) + 1)
    )
