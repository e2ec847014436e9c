"""Offers: the dates on which a routine reached one person, or was left out by them."""

from datetime import date, datetime

from sqlmodel import Session, col, or_, select

from storage.tables import Delivery

LEFT_OUT = "not today"


def dates(db: Session, subscriber_id: int) -> frozenset[date]:
    """Every such date. What we skipped, and what may not have arrived, is none."""
    wanted = select(col(Delivery.date)).where(
        col(Delivery.subscriber_id) == subscriber_id,
        col(Delivery.kind) == "routine",
        or_(col(Delivery.state) == "sent", col(Delivery.reason) == LEFT_OUT),
    )
    return frozenset(db.exec(wanted))


def sent_since(db: Session, subscriber_id: int, since: datetime) -> frozenset[date]:
    """The dates of the routines that were sent after an instant."""
    wanted = select(col(Delivery.date)).where(
        col(Delivery.subscriber_id) == subscriber_id,
        col(Delivery.kind) == "routine",
        col(Delivery.state) == "sent",
        col(Delivery.settled_at) > since,
    )
    return frozenset(db.exec(wanted))


def left_on(db: Session, subscriber_id: int, day: date) -> int:
    """How many messages left us for one date, also on their way; breaks at the desk apart."""
    wanted = select(col(Delivery.id)).where(
        col(Delivery.subscriber_id) == subscriber_id,
        col(Delivery.kind) != "break",
        col(Delivery.date) == day,
        col(Delivery.state).in_(("sending", "sent", "unknown")),
    )
    return len(db.exec(wanted).all())
