"""Nudge rows: who wants a break at the desk or a weekly note, and whose is due."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, and_, literal_column
from sqlmodel import Session, col, select

from storage.tables import Nudge

# The word of the index `nudge_next_due`: SQLite uses it only for a question that repeats it.
_ACTIVE: ColumnElement[bool] = literal_column("active")


def of(db: Session, subscriber_id: int, kind: str) -> Nudge | None:
    """What one person chose of this kind, switched on or not."""
    return db.get(Nudge, (subscriber_id, kind), populate_existing=True)


def all_of(db: Session, subscriber_id: int) -> Sequence[Nudge]:
    """Everything one person chose."""
    return db.exec(select(Nudge).where(col(Nudge.subscriber_id) == subscriber_id)).all()


def due(now: datetime) -> ColumnElement[bool]:
    """The condition of those whose next moment has come."""
    return and_(_ACTIVE, col(Nudge.next_due) <= now)


def exists(db: Session, condition: ColumnElement[bool]) -> bool:
    """True when some row fulfils the condition."""
    return db.exec(select(col(Nudge.kind)).where(condition).limit(1)).first() is not None


def take(db: Session, now: datetime, limit: int) -> list[Nudge]:
    """Up to `limit` due rows, the earliest first, locked against other senders."""
    wanted = (
        select(Nudge)
        .where(due(now))
        .order_by(col(Nudge.next_due), col(Nudge.subscriber_id))
        .limit(limit)
        .with_for_update(skip_locked=True)
        .execution_options(populate_existing=True)
    )
    return list(db.exec(wanted))
