"""Guided sessions: one row each, with its own copy of the plan."""

from datetime import date, datetime
from typing import Any

from sqlmodel import Session as Transaction
from sqlmodel import col, select

from storage.remembering import remembered
from storage.tables import Session


def add(
    db: Transaction,
    subscriber_id: int,
    *,
    date: date,
    delivery_id: int | None,
    plan: dict[str, Any],
    at: datetime,
) -> Session:
    """Write a new open session."""
    row = Session(
        subscriber_id=subscriber_id,
        date=date,
        delivery_id=delivery_id,
        plan=plan,
        started_at=at,
        outcomes=[],
    )
    db.add(row)
    db.flush()
    return row


def owned(db: Transaction, session_id: int, subscriber_id: int) -> Session | None:
    """The session, only if it belongs to this subscriber."""
    row = db.get(Session, session_id)
    return row if row is not None and row.subscriber_id == subscriber_id else None


def of(db: Transaction, subscriber_id: int) -> list[Session]:
    """Every session of one subscriber, oldest first."""
    wanted = select(Session).where(Session.subscriber_id == subscriber_id)
    in_order = wanted.order_by(col(Session.id))
    return remembered(db, "sessions", subscriber_id, lambda: list(db.exec(in_order)))


def unfinished(db: Transaction, subscriber_id: int) -> list[Session]:
    """The sessions that are not finished, oldest first."""
    wanted = select(Session).where(
        Session.subscriber_id == subscriber_id, Session.state != "finished"
    )
    return list(db.exec(wanted.order_by(col(Session.id))))


def of_delivery(db: Transaction, delivery_id: int) -> Session | None:
    """The session begun from this delivery."""
    return db.exec(select(Session).where(Session.delivery_id == delivery_id)).first()
