"""Delivery rows: every change of state is one conditional UPDATE, so none can happen twice."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, func, literal_column, not_, or_, update
from sqlalchemy import exists as exists_in_sql
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, col, select

from storage.tables import MAX_COPIES, Delivery, Subscriber

PUNCTUAL = timedelta(minutes=10)
NEWS = "announcement"  # the kind that lets everything else go first
AT_ONCE = 500  # rows in one INSERT
_FRESH = {"copies_possible": 0, "attempts": 0, "bugs": 0, "slot": 0, "kind": "routine"}
SET_BACK = timedelta(minutes=5)
# The words of the index `delivery_open`: SQLite uses it only for a question that repeats them.
_OPEN = col(Delivery.state).in_([literal_column("'waiting'"), literal_column("'sending'")])


def add(db: Session, rows: Sequence[dict[str, Any]]) -> int:
    """Insert rows; those whose (person, epoch, kind, date, slot) is taken are passed over.

    Returns how many were new. One statement takes only so many values, so it may be several.
    """
    parts = (rows[first : first + AT_ONCE] for first in range(0, len(rows), AT_ONCE))
    return sum(_add(db, part) for part in parts)


def _add(db: Session, rows: Sequence[dict[str, Any]]) -> int:
    insert = sqlite.insert if db.get_bind().dialect.name == "sqlite" else postgresql.insert
    table = Delivery.__table__  # type: ignore[attr-defined]  # SQLModel hides it from types
    # psycopg does not say how many rows of such an INSERT were new; the rows themselves do.
    made = insert(table).on_conflict_do_nothing().returning(table.c.id)
    return len(db.execute(made, [_FRESH | row for row in rows]).all())


def waiting_now(db: Session, now: datetime, limit: int) -> list[Delivery]:
    """Rows that may be tried now: the punctual ones first, then the oldest. No announcements.

    Without that order a backlog would make today's punctual people late.
    """
    ready, long_ago = may_go(now), col(Delivery.due) < now - PUNCTUAL
    promised = and_(ready, col(Delivery.kind) != NEWS)
    found = _ready(db, and_(promised, not_(long_ago)), limit)
    if len(found) < limit:
        found += _ready(db, and_(promised, long_ago), limit - len(found))
    return found


def news_now(db: Session, now: datetime, limit: int) -> list[Delivery]:
    """Announcements that may be tried now, the oldest first."""
    return _ready(db, and_(may_go(now), col(Delivery.kind) == NEWS), limit)


def _ready(db: Session, condition: ColumnElement[bool], limit: int) -> list[Delivery]:
    """The oldest rows that fulfil a condition, locked; in the order of the index."""
    wanted = (
        select(Delivery)
        .where(condition)
        .order_by(col(Delivery.due), col(Delivery.id))
        .limit(limit)
        .with_for_update(skip_locked=True)
        .execution_options(populate_existing=True)
    )
    return list(db.exec(wanted))


def oldest_waiting(db: Session, now: datetime) -> datetime | None:
    """When the oldest row that is due and not yet tried was due; None when nothing waits."""
    wanted = select(func.min(Delivery.due)).where(
        _OPEN, col(Delivery.state) == "waiting", col(Delivery.due) <= now
    )
    return db.exec(wanted).one()


def may_go(now: datetime) -> ColumnElement[bool]:
    """The condition under which a row may be tried at `now`.

    A row that was claimed in the future waits for an instant of a clock that was since set back.
    """
    return and_(
        _OPEN,
        col(Delivery.state) == "waiting",
        col(Delivery.due) <= now,
        or_(
            col(Delivery.not_before).is_(None),
            col(Delivery.not_before) <= now,
            col(Delivery.claimed_at) > now + SET_BACK,
        ),
    )


def stuck(claimed_before: datetime) -> ColumnElement[bool]:
    """The condition of rows whose sender has not been heard of since `claimed_before`."""
    return and_(_OPEN, col(Delivery.state) == "sending", col(Delivery.claimed_at) <= claimed_before)


def exists(db: Session, condition: ColumnElement[bool]) -> bool:
    """True when some row fulfils the condition."""
    return db.exec(select(col(Delivery.id)).where(condition).limit(1)).first() is not None


def any_exists(db: Session, *conditions: ColumnElement[bool]) -> bool:
    """True when some row, of whatever tables, fulfils one of the conditions: one question."""
    found = or_(*(exists_in_sql().where(condition) for condition in conditions))
    return bool(db.execute(select(found)).scalar_one())


def sending(db: Session, condition: ColumnElement[bool] | None = None) -> list[Delivery]:
    """Rows in flight, all or those that fulfil the condition."""
    wanted = select(Delivery).where(_OPEN, col(Delivery.state) == "sending")
    if condition is not None:
        wanted = wanted.where(condition)
    return list(db.exec(wanted.execution_options(populate_existing=True)))


def begin(db: Session, row: Delivery, token: str, now: datetime) -> bool:
    """Waiting -> sending; the copy that may now leave is counted before it can leave."""
    return _move(
        db,
        row.id,
        (col(Delivery.state) == "waiting", col(Delivery.copies_possible) < MAX_COPIES),
        state="sending",
        token=token,
        claimed_at=now,
        copies_possible=col(Delivery.copies_possible) + 1,
        attempts=col(Delivery.attempts) + 1,
        not_before=None,
        reason=None,
    )


def mine(token: str) -> ColumnElement[bool]:
    """The condition that a row is still in the hands of the claim with this token."""
    return and_(col(Delivery.state) == "sending", col(Delivery.token) == token)


def arrived(db: Session, delivery_id: int, token: str, message_id: int, now: datetime) -> bool:
    """Sending -> sent, with the message that Telegram gave back."""
    return _move(
        db,
        delivery_id,
        (mine(token),),
        state="sent",
        message_id=message_id,
        reason=None,
        settled_at=now,
    )


def name_message(db: Session, delivery_id: int, token: str, message_id: int) -> bool:
    """Keep the message of a row that a pressed button had already proved to be sent."""
    return _move(
        db,
        delivery_id,
        (
            col(Delivery.state) == "sent",
            col(Delivery.token) == token,
            col(Delivery.message_id).is_(None),
        ),
        message_id=message_id,
    )


def not_sent(
    db: Session,
    delivery_id: int,
    token: str,
    *,
    not_before: datetime | None,
    reason: str,
    bugs: int = 0,
) -> bool:
    """Sending -> waiting after a certain "not sent": the copy counted by the claim is taken back.

    `bugs` is how many of our own faults are added to the row's count.
    """
    return _move(
        db,
        delivery_id,
        (mine(token),),
        state="waiting",
        copies_possible=col(Delivery.copies_possible) - 1,
        not_before=not_before,
        reason=reason,
        bugs=col(Delivery.bugs) + bugs,
    )


def refused(db: Session, delivery_id: int, token: str, reason: str, now: datetime) -> bool:
    """Sending -> failed after a refusal for good."""
    return _move(
        db,
        delivery_id,
        (mine(token),),
        state="failed",
        copies_possible=col(Delivery.copies_possible) - 1,
        reason=reason,
        settled_at=now,
    )


def unknown(
    db: Session, delivery_id: int | None, token: str, *, not_before: datetime, now: datetime
) -> str | None:
    """Sending -> waiting for one more attempt, or unknown for good when both were used.

    Returns the new state, None when the row is no longer in the hands of this claim.
    """
    again = _move(
        db,
        delivery_id,
        (mine(token), col(Delivery.copies_possible) < MAX_COPIES),
        state="waiting",
        not_before=not_before,
        unknown_at=now,
        reason="unknown",
    )
    if again:
        return "waiting"
    ended = _move(
        db,
        delivery_id,
        (mine(token),),
        state="unknown",
        unknown_at=now,
        reason="unknown",
        settled_at=now,
    )
    return "unknown" if ended else None


def drop(db: Session, row: Delivery, state: str, reason: str, now: datetime) -> str:
    """Take a waiting row back as `skipped` or `cancelled`; an attempted one becomes `unknown`.

    Returns the state it has now. An attempted row keeps its date, so that no changed plan can
    lead to a third copy.
    """
    final = state if row.copies_possible == 0 else "unknown"
    _move(
        db,
        row.id,
        (
            col(Delivery.state) == "waiting",
            col(Delivery.copies_possible) == row.copies_possible,
        ),
        state=final,
        reason=reason,
        settled_at=now,
    )
    return final


def proved(db: Session, delivery_id: int, subscriber_id: int | None, now: datetime) -> bool:
    """A button of an attempted row was pressed: it arrived, whatever we believed."""
    owner = () if subscriber_id is None else (col(Delivery.subscriber_id) == subscriber_id,)
    return _move(
        db,
        delivery_id,
        (
            col(Delivery.state).in_(("waiting", "sending", "unknown")),
            col(Delivery.copies_possible) > 0,
            *owner,
        ),
        state="sent",
        reason="pressed",
        settled_at=now,
    )


def waiting_of(db: Session, subscriber_id: int) -> list[Delivery]:
    """What is waiting for one person, the earliest first."""
    wanted = (
        select(Delivery)
        .where(col(Delivery.subscriber_id) == subscriber_id, col(Delivery.state) == "waiting")
        .order_by(col(Delivery.due), col(Delivery.id))
        .execution_options(populate_existing=True)
    )
    return list(db.exec(wanted))


def last_routine(db: Session, subscriber_id: int) -> Delivery | None:
    """The latest routine of the plan (not a snoozed one) that was not cancelled."""
    wanted = (
        select(Delivery)
        .where(
            col(Delivery.subscriber_id) == subscriber_id,
            col(Delivery.kind) == "routine",
            col(Delivery.slot) == 0,
            col(Delivery.state) != "cancelled",
        )
        .order_by(col(Delivery.due).desc(), col(Delivery.id).desc())
        .limit(1)
        .execution_options(populate_existing=True)
    )
    return db.exec(wanted).first()


def failed_before(db: Session, row: Delivery, reason: str) -> bool:
    """True when the last settled delivery of an earlier date failed for the same reason."""
    wanted = (
        select(Delivery)
        .where(
            col(Delivery.subscriber_id) == row.subscriber_id,
            col(Delivery.date) < row.date,
            col(Delivery.state).in_(("sent", "failed", "unknown")),
        )
        .order_by(col(Delivery.date).desc(), col(Delivery.id).desc())
        .limit(1)
    )
    former = db.exec(wanted).first()
    return former is not None and (former.state, former.reason) == ("failed", reason)


def free_slot(db: Session, subscriber_id: int, epoch: int, kind: str, day: date) -> int:
    """The next number for one more delivery of this kind on this date."""
    wanted = select(func.max(col(Delivery.slot))).where(
        col(Delivery.subscriber_id) == subscriber_id,
        col(Delivery.epoch) == epoch,
        col(Delivery.kind) == kind,
        col(Delivery.date) == day,
    )
    taken: int | None = db.exec(wanted).one()
    return 1 if taken is None else taken + 1


def get(db: Session, delivery_id: int) -> Delivery | None:
    """The row as the database has it now."""
    return db.get(Delivery, delivery_id, populate_existing=True)


def next_chat(db: Session, now: datetime) -> int | None:
    """The chat of the row that would be tried next, to ask Telegram about it first."""
    rows = waiting_now(db, now, 1) or news_now(db, now, 1)
    person = db.get(Subscriber, rows[0].subscriber_id) if rows else None
    return person.chat_id if person is not None else None


def move_chat(db: Session, subscriber_id: int, chat_id: int) -> bool:
    """Give a person the new id of their chat; False when another row already has it."""
    taken = db.exec(select(Subscriber).where(col(Subscriber.chat_id) == chat_id)).first()
    person = db.get(Subscriber, subscriber_id)
    if person is None or taken not in (None, person):
        return False
    person.chat_id, person.living_message_id = chat_id, None  # its messages count anew
    db.flush()
    return True


def _move(
    db: Session, delivery_id: int | None, when: tuple[ColumnElement[bool], ...], **values: Any
) -> bool:
    """Change one row if it still fulfils every condition; True when it did."""
    statement = (
        update(Delivery)
        .where(col(Delivery.id) == delivery_id, *when)
        .values(**values)
        .execution_options(synchronize_session=False)
    )
    return _count(db.exec(statement)) == 1


def _count(result: Any) -> int:
    return int(result.rowcount)
