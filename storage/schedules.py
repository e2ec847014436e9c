"""Schedule rows: whose routine is due, and who comes back from a pause by themselves."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, not_, update
from sqlmodel import Session, col, select

from storage.deliveries import PUNCTUAL
from storage.tables import Schedule, Subscriber

_COLUMNS = (
    "subscriber_id", "epoch", "rev", "zone", "wall_time", "weekdays", "next_date", "next_due",
)  # fmt: skip

FARTHEST = timedelta(days=30)  # a plan has a day in each week


def due(now: datetime) -> ColumnElement[bool]:
    """The condition of schedules whose next routine is due at `now`."""
    return and_(col(Schedule.status) == "active", col(Schedule.next_due) <= now)


def awake(now: datetime) -> ColumnElement[bool]:
    """The condition of paused schedules whose pause is over at `now`."""
    return and_(col(Schedule.status) == "paused", col(Schedule.paused_until) <= now)


def astray(now: datetime) -> ColumnElement[bool]:
    """The condition of schedules that wait for a day no plan can reach: the clock was set back."""
    return and_(col(Schedule.status) == "active", col(Schedule.next_due) > now + FARTHEST)


def exists(db: Session, condition: ColumnElement[bool]) -> bool:
    """True when some schedule fulfils the condition."""
    wanted = select(col(Schedule.subscriber_id)).where(condition).limit(1)
    return db.exec(wanted).first() is not None


def take(db: Session, condition: ColumnElement[bool], now: datetime, limit: int) -> list[Schedule]:
    """Up to `limit` schedules, locked against other senders: punctual ones, then the earliest."""
    wanted = (
        select(Schedule)
        .where(condition)
        .order_by(
            col(Schedule.next_due) < now - PUNCTUAL,
            col(Schedule.next_due),
            col(Schedule.subscriber_id),
        )
        .limit(limit)
        .with_for_update(skip_locked=True)
        .execution_options(populate_existing=True)
    )
    return list(db.exec(wanted))


@dataclass(frozen=True, slots=True)
class DueSchedule:
    """One schedule that came due."""

    subscriber_id: int
    epoch: int
    rev: int
    zone: str
    wall_time: str
    weekdays: tuple[int, ...]
    next_date: date | None
    next_due: datetime

    @property
    def alike(self) -> tuple[str, str, tuple[int, ...], date | None, datetime]:
        """All that decides which dates it brings and when the next one comes."""
        return self.zone, self.wall_time, self.weekdays, self.next_date, self.next_due


def take_due(db: Session, now: datetime, limit: int) -> list[DueSchedule]:
    """Up to `limit` due schedules, locked against other senders: punctual ones, then the rest."""
    long_ago = col(Schedule.next_due) < now - PUNCTUAL
    found = _take_due(db, and_(due(now), not_(long_ago)), limit)
    if len(found) < limit:
        found += _take_due(db, and_(due(now), long_ago), limit - len(found))
    return found


def _take_due(db: Session, condition: ColumnElement[bool], limit: int) -> list[DueSchedule]:
    """In the order of the index. Plain columns: an object for each would take most of the time."""
    wanted = (
        select(*(getattr(Schedule, name) for name in _COLUMNS))
        .where(condition)
        .order_by(col(Schedule.next_due))
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    return [
        DueSchedule(person, epoch, rev, zone, wall, tuple(days), day, at)
        for person, epoch, rev, zone, wall, days, day, at in db.execute(wanted)
    ]


def one_like(plan: DueSchedule) -> Schedule:
    """A schedule to reckon with, which no database knows."""
    return Schedule(
        subscriber_id=plan.subscriber_id, zone=plan.zone, wall_time=plan.wall_time,
        weekdays=list(plan.weekdays), next_date=plan.next_date, next_due=plan.next_due,
    )  # fmt: skip


def move(db: Session, people: Sequence[int], values: dict[str, Any]) -> None:
    """Set the same values for the schedules of some people."""
    statement = update(Schedule).where(col(Schedule.subscriber_id).in_(people)).values(**values)
    db.execute(statement.execution_options(synchronize_session=False))


def held(db: Session, subscriber_ids: Sequence[int]) -> frozenset[int]:
    """Those of the given people whose routines are on hold for their safety."""
    wanted = select(col(Subscriber.id)).where(
        col(Subscriber.id).in_(subscriber_ids), col(Subscriber.hold_level).is_not(None)
    )
    return frozenset(db.exec(wanted))


def active(db: Session) -> list[Schedule]:
    """Every schedule that delivers."""
    return list(db.exec(select(Schedule).where(col(Schedule.status) == "active")))


def stop(db: Session, subscriber_id: int, status: str) -> None:
    """Let a schedule deliver nothing more, `status` says why."""
    values: dict[str, Any] = {"status": status, "next_date": None, "next_due": None}
    db.exec(
        update(Schedule)
        .where(col(Schedule.subscriber_id) == subscriber_id)
        .values(**values, rev=col(Schedule.rev) + 1)
    )
