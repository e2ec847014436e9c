"""Overdue: the deliveries that wait and should have gone out already."""

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import Session, col, select

from storage.tables import Delivery


def overdue(db: Session, now: datetime, limit: int) -> Sequence[Delivery]:
    """Up to `limit` rows that wait and were due at `now` or before, the oldest first."""
    wanted = (
        select(Delivery)
        .where(Delivery.state == "waiting", col(Delivery.due) <= now)
        .order_by(col(Delivery.due), col(Delivery.id))
        .limit(limit)
        .execution_options(populate_existing=True)
    )
    return db.exec(wanted).all()
