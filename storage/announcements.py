"""Announcements: one message of the operator to many, and who still has to get it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any

from sqlalchemy import ColumnElement, and_, func, literal_column, not_, update
from sqlalchemy import exists as exists_in_sql
from sqlalchemy import select as pick
from sqlmodel import Session, col, select

from storage import facts
from storage.tables import Announcement, Delivery, Meta, Schedule, Subscriber

KIND = "announcement"
OPEN = ("sending", "paused")
# The words of the index `delivery_open`: SQLite uses it only for a question that repeats them.
_OPEN_ROWS = col(Delivery.state).in_([literal_column("'waiting'"), literal_column("'sending'")])
# The words of the index `delivery_once`, for the same reason.
_COUNTS = col(Delivery.state) != literal_column("'cancelled'")


@dataclass(frozen=True, slots=True)
class Recipient:
    """Somebody who has not got an announcement yet, and what decides when they may."""

    id: int
    epoch: int
    rev: int
    zone: str
    quiet_from: time
    quiet_to: time


def running() -> ColumnElement[bool]:
    """The condition that some announcement is being sent."""
    return col(Announcement.state) == "sending"


def get(db: Session, number: int) -> Announcement | None:
    """The announcement as the database has it now."""
    return db.get(Announcement, number, populate_existing=True)


def draft(db: Session, words: str, by: int, now: datetime) -> int:
    """Keep words that nobody has got; the former draft of the same operator goes."""
    drop_drafts(db, by)
    row = Announcement(words=words, made_at=now, made_by=by, reached=0)
    db.add(row)
    db.flush()
    return row.id or 0


def drop_drafts(db: Session, by: int) -> None:
    """Forget the words of one operator's drafts; a number is never used again."""
    db.execute(
        update(Announcement)
        .where(col(Announcement.made_by) == by, col(Announcement.state) == "draft")
        .values(words="", state="cancelled")
        .execution_options(synchronize_session=False)
    )


def open_one(db: Session) -> Announcement | None:
    """The announcement that is being sent or rests; there is one at most."""
    wanted = select(Announcement).where(col(Announcement.state).in_(OPEN)).limit(1)
    return db.exec(wanted.execution_options(populate_existing=True)).first()


def take_running(db: Session) -> Announcement | None:
    """The announcement that is being sent, locked against other senders."""
    wanted = (
        select(Announcement)
        .where(running())
        .limit(1)
        .with_for_update(skip_locked=True)
        .execution_options(populate_existing=True)
    )
    return db.exec(wanted).first()


def move(db: Session, number: int, when: Sequence[str], state: str, **values: Any) -> bool:
    """Change the state of an announcement if it is one of `when`; True when it was."""
    changed = db.execute(
        update(Announcement)
        .where(col(Announcement.id) == number, col(Announcement.state).in_(when))
        .values(state=state, **values)
        .execution_options(synchronize_session=False)
    )
    return bool(changed.rowcount == 1)  # type: ignore[attr-defined]  # an UPDATE counts its rows


def told(db: Session) -> list[Announcement]:
    """Announcements with a message that shows an operator how far they are."""
    wanted = select(Announcement).where(col(Announcement.message_id).is_not(None))
    return list(db.exec(wanted.execution_options(populate_existing=True)))


def tell_in(db: Session, number: int, chat_id: int | None, message_id: int | None) -> None:
    """Keep the message that shows how far an announcement is; None when it needs no more edits."""
    db.execute(
        update(Announcement)
        .where(col(Announcement.id) == number)
        .values(chat_id=chat_id, message_id=message_id)
        .execution_options(synchronize_session=False)
    )


def forget_operator(db: Session, person_id: int, chat_id: int) -> None:
    """Take an operator who erases everything out of what they once sent."""
    drop_drafts(db, person_id)
    db.execute(update(Announcement).where(col(Announcement.made_by) == person_id).values(made_by=0))
    theirs = update(Announcement).where(col(Announcement.chat_id) == chat_id)
    db.execute(theirs.values(chat_id=None, message_id=None))


def _wanted(*more: ColumnElement[bool]) -> ColumnElement[bool]:
    """The condition of people who may get news at all.

    A pause, a stop and a block each mean "no messages". Nobody on hold is written to: after a
    crisis or a warning sign the one thing they hear from us is the check-in of that hold.
    """
    return and_(
        col(Schedule.status) == "active",
        col(Subscriber.stage) == "ready",
        col(Subscriber.announcements),
        col(Subscriber.hold_level).is_(None),
        *more,
    )


def count(db: Session) -> int:
    """How many people would get an announcement that begins now."""
    joined = select(func.count()).select_from(Subscriber).join(
        Schedule, col(Schedule.subscriber_id) == col(Subscriber.id)
    )  # fmt: skip
    return db.exec(joined.where(_wanted())).one()


def _left(row: Announcement) -> ColumnElement[bool]:
    """The condition of people who were here when it began and have no delivery of it yet."""
    made = exists_in_sql().where(
        col(Delivery.subscriber_id) == col(Subscriber.id),
        _COUNTS,
        col(Delivery.kind) == KIND,
        col(Delivery.slot) == row.id,
    )
    return _wanted(col(Subscriber.joined_at) <= row.made_at, not_(made))


def next_people(db: Session, row: Announcement, limit: int) -> list[Recipient]:
    """Up to `limit` people behind `reached` who have no delivery of this announcement yet."""
    wanted = (
        pick(
            col(Subscriber.id), col(Schedule.epoch), col(Schedule.rev), col(Schedule.zone),
            col(Subscriber.quiet_from), col(Subscriber.quiet_to),
        )
        .join(Schedule, col(Schedule.subscriber_id) == col(Subscriber.id))
        .where(_left(row), col(Subscriber.id) > row.reached)
        .order_by(col(Subscriber.id))
        .limit(limit)
    )  # fmt: skip
    return [
        Recipient(id_, epoch, rev, zone, time.fromisoformat(begins), time.fromisoformat(ends))
        for id_, epoch, rev, zone, begins, ends in db.execute(wanted)
    ]


def anyone_left(db: Session, row: Announcement) -> bool:
    """Whether somebody still has to get a delivery."""
    wanted = (
        select(col(Subscriber.id))
        .join(Schedule, col(Schedule.subscriber_id) == col(Subscriber.id))
        .where(_left(row))
        .limit(1)
    )
    return db.exec(wanted).first() is not None


def _of(number: int | None) -> ColumnElement[bool]:
    return and_(col(Delivery.kind) == KIND, col(Delivery.slot) == number)


def under_way(db: Session, number: int | None) -> int:
    """How many of its deliveries wait or are in flight."""
    wanted = select(func.count()).select_from(Delivery).where(_OPEN_ROWS, _of(number))
    return db.exec(wanted).one()


def take_back(db: Session, number: int, reason: str, now: datetime) -> int:
    """Take back every delivery of it that waits and was never tried; returns how many."""
    never_tried = _OPEN_ROWS, col(Delivery.state) == "waiting", col(Delivery.copies_possible) == 0
    changed = db.execute(
        update(Delivery)
        .where(*never_tried, _of(number))
        .values(state="cancelled", reason=reason, settled_at=now)
        .execution_options(synchronize_session=False)
    )
    return int(changed.rowcount)  # type: ignore[attr-defined]  # an UPDATE counts its rows


def mark_first(db: Session, number: int) -> None:
    """Note where the deliveries of an announcement begin, so that counting them is quick."""
    newest = db.exec(select(func.max(Delivery.id))).one()
    facts.put(db, f"announcement.{number}.first", str(newest or 0))


def tally(db: Session, number: int) -> dict[str, int]:
    """How many of its deliveries are in each state, those taken back apart."""
    mark = db.get(Meta, f"announcement.{number}.first")
    # Ids of rows that were erased since may come again, so the mark alone does not decide.
    first = max(0, int(mark.value) - 1_000) if mark else 0
    wanted = (
        select(col(Delivery.state), func.count())
        .where(col(Delivery.id) > first, _of(number), _COUNTS)
        .group_by(col(Delivery.state))
    )
    return dict(db.exec(wanted).all())


def rests_until(db: Session, number: int) -> datetime | None:
    """When the next round over those who are left begins; None when one is under way."""
    mark = db.get(Meta, f"announcement.{number}.again", populate_existing=True)
    return datetime.fromisoformat(mark.value) if mark and mark.value else None


def rest(db: Session, number: int, until: datetime | None) -> None:
    """Let the next round begin at an instant, or at once."""
    facts.put(db, f"announcement.{number}.again", until.isoformat() if until else "")


def waits_for_routine(db: Session, subscriber_id: int, now: datetime) -> bool:
    """Whether a routine that is due has not reached this person yet."""
    wanted = select(col(Delivery.id)).where(
        col(Delivery.subscriber_id) == subscriber_id,
        _COUNTS,
        col(Delivery.state).in_(("waiting", "sending")),
        col(Delivery.kind) == "routine",
        col(Delivery.due) <= now,
    )
    return db.exec(wanted.limit(1)).first() is not None
