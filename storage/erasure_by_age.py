"""Erasure by age: finds who has not been here for long, and words that are too old to keep."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, delete, or_, update
from sqlmodel import Session, col, exists, select

from storage.tables import DELIVERY_STATES, Delivery, Inbox, Pain, Schedule, Subscriber, Verdict

Who = Sequence[tuple[int, int]]
_CAN_BE_TOLD = ("active", "paused", "stopped")
_TRIED = ("sent", "unknown", "failed")


def unseen_since(
    db: Session, instant: datetime, limit: int, *, told: datetime, tried: datetime
) -> Who:
    """Number and chat of people who were last here at `instant` or before, longest ago first.

    Only those who had their farewell until `told`, for whom one was due until `tried` and never
    went out, or who cannot have one.
    """
    wanted = select(Subscriber.id, Subscriber.chat_id).where(
        col(Subscriber.seen_at) <= instant,
        or_(~_reachable(), _farewell(_TRIED, told), _farewell(DELIVERY_STATES, tried)),
    )
    return db.exec(wanted.order_by(col(Subscriber.seen_at)).limit(limit)).all()


def untold_since(
    db: Session, instant: datetime, limit: int
) -> Sequence[tuple[Subscriber, Schedule]]:
    """Who was last here at `instant` or before, can be told so, and has not been yet."""
    wanted = (
        select(Subscriber, Schedule)
        .join(Schedule, col(Schedule.subscriber_id) == col(Subscriber.id))
        .where(col(Subscriber.seen_at) <= instant, col(Subscriber.consent_at).is_not(None))
        .where(_reachable(), ~_farewell((*_TRIED, "waiting", "sending")))
    )
    return db.exec(wanted.order_by(col(Subscriber.seen_at)).limit(limit)).all()


def _reachable() -> ColumnElement[bool]:
    """A person with a schedule whose routines are neither blocked nor on hold."""
    plan = exists().where(
        col(Schedule.subscriber_id) == col(Subscriber.id),
        col(Schedule.status).in_(_CAN_BE_TOLD),
    )
    return and_(plan.correlate(Subscriber), col(Subscriber.hold_level).is_(None))


def _farewell(states: Sequence[str], until: datetime | None = None) -> ColumnElement[bool]:
    """A farewell in one of the states since the person was last here, due until an instant."""
    conditions = [
        col(Delivery.subscriber_id) == col(Subscriber.id),
        col(Delivery.kind) == "check_in",
        col(Delivery.slot) == 0,
        col(Delivery.state).in_(states),
        col(Delivery.due) > col(Subscriber.seen_at),
    ]
    if until is not None:
        conditions.append(col(Delivery.due) <= until)
    return exists().where(*conditions).correlate(Subscriber)


def blocked_since(db: Session, instant: datetime, limit: int) -> Who:
    """Number and chat of people who block the bot and got nothing from it since `instant`."""
    reached = exists().where(
        col(Delivery.subscriber_id) == col(Subscriber.id),
        col(Delivery.state) == "sent",
        col(Delivery.due) > instant,
    )
    wanted = (
        select(Subscriber.id, Subscriber.chat_id)
        .join(Schedule, col(Schedule.subscriber_id) == col(Subscriber.id))
        .where(Schedule.status == "blocked", col(Subscriber.seen_at) <= instant, ~reached)
    )
    return db.exec(wanted.order_by(col(Subscriber.seen_at)).limit(limit)).all()


def strangers_since(db: Session, instant: datetime, limit: int) -> Who:
    """Number and chat of people who never agreed and were last here at `instant` or before."""
    wanted = select(Subscriber.id, Subscriber.chat_id).where(
        col(Subscriber.consent_at).is_(None), col(Subscriber.seen_at) <= instant
    )
    return db.exec(wanted.order_by(col(Subscriber.seen_at)).limit(limit)).all()


def blank_notes(db: Session, instant: datetime, limit: int) -> int:
    """Take the words of `instant` and before out of up to `limit` scores and verdicts each."""
    scores = select(Pain.id).where(col(Pain.note).is_not(None), col(Pain.at) <= instant)
    verdicts = select(Verdict.id).where(col(Verdict.words).is_not(None), col(Verdict.at) <= instant)
    blank_scores = update(Pain).where(col(Pain.id).in_(scores.limit(limit)))
    blank_verdicts = update(Verdict).where(col(Verdict.id).in_(verdicts.limit(limit)))
    return _run(db, blank_scores.values(note=None)) + _run(db, blank_verdicts.values(words=None))


def drop_verdicts(db: Session, instant: datetime, limit: int) -> int:
    """Remove up to `limit` verdicts of `instant` and before; returns how many."""
    old = select(Verdict.id).where(col(Verdict.at) <= instant).limit(limit)
    return _run(db, delete(Verdict).where(col(Verdict.id).in_(old)))


def everybody(db: Session) -> list[tuple[int, int, datetime]]:
    """Number, chat and first moment of everybody about whom anything is stored."""
    people = db.exec(select(Subscriber.id, Subscriber.chat_id, Subscriber.joined_at)).all()
    known = {person for person, _, _ in people}
    waiting = select(col(Inbox.person_id), Inbox.received_at).where(
        col(Inbox.person_id).is_not(None)
    )
    others = {who: at for who, at in db.exec(waiting).all() if who is not None and who not in known}
    return [*people, *((who, who, at) for who, at in others.items())]


def _run(db: Session, statement: Any) -> int:
    found: int = db.exec(statement, execution_options={"synchronize_session": False}).rowcount
    return found
