"""Answers to safety questions: written once, never changed."""

from datetime import date, datetime

from sqlmodel import Session, col, select

from storage.tables import Answer


def add(
    db: Session, subscriber_id: int, *, at: datetime, date: date, question: str, value: str
) -> None:
    """Write one answer."""
    db.add(Answer(subscriber_id=subscriber_id, at=at, date=date, question=question, value=value))


def of(db: Session, subscriber_id: int) -> list[Answer]:
    """Every answer of one subscriber, oldest first."""
    wanted = select(Answer).where(Answer.subscriber_id == subscriber_id)
    return list(db.exec(wanted.order_by(col(Answer.at), col(Answer.id))))
