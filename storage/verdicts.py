"""Verdicts: what the safety check read, written once a message, read back for half an hour."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import delete
from sqlmodel import Session, col, select

from storage.tables import Verdict


def add(
    db: Session,
    subscriber_id: int,
    *,
    at: datetime,
    level: str,
    rules: Sequence[str],
    body: dict[str, Any],
    words: str | None,
) -> Verdict:
    """Write what was read in one message; `words` only with the person's agreement."""
    row = Verdict(
        subscriber_id=subscriber_id, at=at, level=level, rules=list(rules), body=body, words=words
    )
    db.add(row)
    return row


def since(db: Session, subscriber_id: int, instant: datetime) -> list[Verdict]:
    """The verdicts of a person from `instant` on, the latest first."""
    wanted = select(Verdict).where(Verdict.subscriber_id == subscriber_id, Verdict.at >= instant)
    return list(db.exec(wanted.order_by(col(Verdict.at).desc(), col(Verdict.id).desc())))


def last(db: Session, subscriber_id: int) -> Verdict | None:
    """The latest verdict of a person; None when there is none."""
    wanted = select(Verdict).where(Verdict.subscriber_id == subscriber_id)
    return db.exec(wanted.order_by(col(Verdict.at).desc(), col(Verdict.id).desc())).first()


def forget_before(db: Session, subscriber_id: int, instant: datetime) -> None:
    """Remove the verdicts of a person that are older than `instant`."""
    old = delete(Verdict).where(
        col(Verdict.subscriber_id) == subscriber_id, col(Verdict.at) < instant
    )
    db.exec(old)
