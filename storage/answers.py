"""Answers to safety questions: written once, never changed."""

from datetime import date, datetime

from sqlmodel import Session, col, select

from storage.remembering import remembered
from storage.tables import Answer


def add(
    db: Session, subscriber_id: int, *, at: datetime, date: date, question: str, value: str
) -> None:
    """Write one answer."""
    db.add(Answer(subscriber_id=subscriber_id, at=at, date=date, question=question, value=value))


def of(db: Session, subscriber_id: int) -> list[Answer]:
    """Every answer of one subscriber, oldest first."""
    wanted = select(Answer).where(Answer.subscriber_id == subscriber_id)
    in_order = wanted.order_by(col(Answer.at), col(Answer.id))
    return remembered(db, "answers", subscriber_id, lambda: list(db.exec(in_order)))


def last(db: Session, subscriber_id: int, question: str) -> Answer | None:
    """The latest answer of one subscriber to one question, None when there is none."""
    wanted = select(Answer).where(
        Answer.subscriber_id == subscriber_id, Answer.question == question
    )
    return db.exec(wanted.order_by(col(Answer.at).desc(), col(Answer.id).desc()).limit(1)).first()
