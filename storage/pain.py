"""Pain scores: written as they come, read back in order."""

from datetime import date, datetime

from sqlmodel import Session, col, select

from storage.remembering import remembered
from storage.tables import Pain


def add(
    db: Session,
    subscriber_id: int,
    *,
    at: datetime,
    date: date,
    kind: str,
    score: int,
    note: str | None = None,
) -> Pain:
    """Write one score, 0 to 10, of kind morning, usual or note; `note` holds the words with it."""
    row = Pain(subscriber_id=subscriber_id, at=at, date=date, kind=kind, score=score, note=note)
    db.add(row)
    return row


def of(db: Session, subscriber_id: int) -> list[Pain]:
    """Every score of one subscriber, oldest first."""
    wanted = select(Pain).where(Pain.subscriber_id == subscriber_id)
    in_order = wanted.order_by(col(Pain.at), col(Pain.id))
    return remembered(db, "pain", subscriber_id, lambda: list(db.exec(in_order)))


def since(db: Session, subscriber_id: int, first: date) -> list[Pain]:
    """The scores of one subscriber for `first` and the dates after it, oldest first."""
    wanted = select(Pain).where(Pain.subscriber_id == subscriber_id, col(Pain.date) >= first)
    return list(db.exec(wanted.order_by(col(Pain.at), col(Pain.id))))


def on(db: Session, subscriber_id: int, date: date, kind: str) -> Pain | None:
    """The first score of this kind on this date."""
    wanted = select(Pain).where(
        Pain.subscriber_id == subscriber_id, Pain.date == date, Pain.kind == kind
    )
    return db.exec(wanted.order_by(col(Pain.id))).first()


def last(db: Session, subscriber_id: int, kind: str) -> Pain | None:
    """The latest score of this kind."""
    wanted = select(Pain).where(Pain.subscriber_id == subscriber_id, Pain.kind == kind)
    return db.exec(wanted.order_by(col(Pain.at).desc(), col(Pain.id).desc())).first()


def owned(db: Session, pain_id: int, subscriber_id: int) -> Pain | None:
    """The score with this number, only if it belongs to this subscriber."""
    row = db.get(Pain, pain_id)
    return row if row is not None and row.subscriber_id == subscriber_id else None


def delete(db: Session, row: Pain) -> None:
    """Take one score back, its words with it."""
    db.delete(row)
    db.flush()
