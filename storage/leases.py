"""Turns and leases of stored updates, where several processes work on one database server."""

from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy import func, update
from sqlmodel import Session, col, select

from storage.inbox import Stored, stored_of
from storage.tables import Inbox

REPLY_LEASE = timedelta(seconds=30)


def take_turn(db: Session, row: Stored, mine: Collection[int]) -> bool:
    """Whether this transaction may handle an update now; if so, nobody else handles that person.

    No, while another transaction handles an update of the same person, while an earlier one is
    new, and while another process owes the person a reply (`mine` are the replies that this one
    sends). The server lets go of the turn at the end of the transaction, however it ends. A row
    lock alone would not do: an update that is stored a moment later has no row to lock yet.
    """
    if row.person_id is not None and not _alone(db, row.person_id):
        return False
    wanted = (
        select(Inbox.update_id)
        .where(col(Inbox.update_id) == row.update_id, col(Inbox.state) == "new")
        .with_for_update(skip_locked=True)
    )
    return db.exec(wanted).first() is not None and not _others_first(db, row, mine)


def _alone(db: Session, person_id: int) -> bool:
    return bool(db.scalar(select(func.pg_try_advisory_xact_lock(person_id))))


def _others_first(db: Session, row: Stored, mine: Collection[int]) -> bool:
    if row.person_id is None:
        return False
    theirs = select(Inbox.update_id, Inbox.state).where(
        col(Inbox.person_id) == row.person_id, col(Inbox.state).in_(("new", "handled"))
    )
    return any(
        number not in mine if state == "handled" else number < row.update_id
        for number, state in db.exec(theirs)
    )


def renew(db: Session, mine: Collection[int], now: datetime) -> None:
    """Say that this process still sends these replies."""
    if mine:
        db.execute(
            update(Inbox)
            .where(col(Inbox.update_id).in_(mine), col(Inbox.state) == "handled")
            .values(handled_at=now)
        )


def take_over(db: Session, mine: Collection[int], now: datetime) -> list[Stored]:
    """Take the replies nobody has spoken for in thirty seconds, oldest update first."""
    taken = db.execute(
        update(Inbox)
        .where(
            col(Inbox.state) == "handled",
            col(Inbox.handled_at) < now - REPLY_LEASE,
            col(Inbox.update_id).not_in(mine),
        )
        .values(handled_at=now)
        .returning(col(Inbox.update_id))
        .execution_options(synchronize_session=False)
    ).scalars()
    wanted = select(Inbox).where(col(Inbox.update_id).in_(list(taken)))
    return [stored_of(row) for row in db.exec(wanted.order_by(col(Inbox.update_id)))]
