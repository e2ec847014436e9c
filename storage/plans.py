"""Plans of the day: one row for one subscriber and one local date."""

from datetime import date
from typing import Any

from sqlalchemy import delete
from sqlmodel import Session, col, select

from storage.tables import DayPlan


def of(db: Session, subscriber_id: int, date: date) -> DayPlan | None:
    """The plan kept for this date."""
    wanted = select(DayPlan).where(DayPlan.subscriber_id == subscriber_id, DayPlan.date == date)
    return db.exec(wanted).first()


def keep(db: Session, subscriber_id: int, date: date, body: dict[str, Any]) -> None:
    """Keep the plan of this date; the first one written stays until it is forgotten."""
    db.add(DayPlan(subscriber_id=subscriber_id, date=date, body=body))
    db.flush()


def forget(db: Session, subscriber_id: int, *dates: date) -> None:
    """Drop the plans of these dates, so that the next question makes new ones."""
    theirs = delete(DayPlan).where(col(DayPlan.subscriber_id) == subscriber_id)
    db.execute(theirs.where(col(DayPlan.date).in_(dates)))
