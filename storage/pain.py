"""Pain scores: written as they come, read back in order."""

from datetime import date, datetime

from sqlmodel import Session, col, select

from storage.tables import Pain


def add(
    db: Session, subscriber_id: int, *, at: datetime, date: date, kind: str, score: int
) -> Pain:
    """Write one score, 0 to 10, of kind morning, usual or note."""
    row = Pain(subscriber_id=subscriber_id, at=at, date=date, kind=kind, score=score)
    db.add(row)
    return row


def of(db: Session, subscriber_id: int) -> list[Pain]:
    """Every score of one subscriber, oldest first."""
    wanted = select(Pain).where(Pain.subscriber_id == subscriber_id)
    return list(db.exec(wanted.order_by(col(Pain.at), col(Pain.id))))


def on(db: Session, subscriber_id: int, date: date, kind: str) -> Pain | None:
    """The first score of this kind on this date."""
    wanted = select(Pain).where(
        Pain.subscriber_id == subscriber_id, Pain.date == date, Pain.kind == kind
    )
    return db.exec(wanted.order_by(col(Pain.id))).first()
