"""Updates as Telegram gave them: stored before they are confirmed, handled exactly once."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, func, literal_column, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, col, select

from storage.tables import Inbox

BODY_LIVES = timedelta(hours=24)
ID_LIVES = timedelta(days=8)
# The words of the index `inbox_open`: SQLite uses it only for a question that repeats them.
_OPEN = col(Inbox.state).in_([literal_column("'new'"), literal_column("'handled'")])


@dataclass(frozen=True, slots=True)
class Stored:
    """One stored update: its id, whose it is, and its body or the reply still to be sent."""

    update_id: int
    person_id: int | None
    received_at: datetime
    state: str
    tries: int
    body: str | None
    reply: str | None


def store(db: Session, updates: Iterable[tuple[int, int | None, str]], now: datetime) -> None:
    """Store (update id, person id, body) as they came; ids seen before are passed over."""
    rows = [
        {"update_id": number, "person_id": person, "body": body, "received_at": now}
        for number, person, body in updates
    ]
    if not rows:
        return
    insert = sqlite.insert if db.get_bind().dialect.name == "sqlite" else postgresql.insert
    statement = insert(Inbox).values([{**row, "state": "new", "tries": 0} for row in rows])
    db.execute(statement.on_conflict_do_nothing(index_elements=["update_id"]))


def new_rows(db: Session, limit: int = 20) -> list[Stored]:
    """Updates that have not taken effect: everybody's first before anybody's second, by age.

    So one person's flood delays the others by one round, not by its length.
    """
    age = (col(Inbox.received_at), col(Inbox.update_id))
    turn = func.row_number().over(partition_by=col(Inbox.person_id), order_by=col(Inbox.update_id))
    new = select(Inbox.update_id).where(_OPEN, col(Inbox.state) == "new")
    # Only numbers are put in order: the bodies of a backlog would be copied with every question.
    numbers = list(db.exec(new.order_by(turn, *age).limit(limit)))
    rows = db.exec(select(Inbox).where(col(Inbox.update_id).in_(numbers))) if numbers else ()
    found = {row.update_id: stored_of(row) for row in rows}
    return [found[number] for number in numbers if number in found]


def owed_rows(db: Session) -> list[Stored]:
    """All updates that took effect and whose reply is not sent yet, oldest first."""
    wanted = (
        select(Inbox)
        .where(_OPEN, col(Inbox.state) == "handled")
        .order_by(col(Inbox.received_at), col(Inbox.update_id))
    )
    return [stored_of(row) for row in db.exec(wanted)]


def stored_of(row: Inbox) -> Stored:
    """A row of the table as a value."""
    return Stored(
        row.update_id,
        row.person_id,
        row.received_at,
        row.state,
        row.tries,
        row.body,
        row.reply,
    )


def take(db: Session, update_id: int, reply: str | None, now: datetime) -> bool:
    """Mark an update handled, blank its body and keep the reply; False if it was before."""
    changed = db.execute(
        update(Inbox)
        .where(col(Inbox.update_id) == update_id, col(Inbox.state) == "new")
        .values(state="handled" if reply else "done", body=None, reply=reply, handled_at=now)
    )
    return bool(changed.rowcount == 1)  # type: ignore[attr-defined]


def is_new(db: Session, update_id: int) -> bool:
    """True when the update is stored and has not taken effect."""
    row = db.get(Inbox, update_id)
    return row is not None and row.state == "new"


def is_owed(db: Session, update_id: int) -> bool:
    """True while the reply to an update is still to be sent."""
    row = db.get(Inbox, update_id)
    return row is not None and row.state == "handled"


def still_owes(db: Session, update_id: int, reply: str) -> None:
    """A part of the reply went out; this much is left. Nothing for one that is no longer owed."""
    row = db.get(Inbox, update_id)
    if row is not None and row.state == "handled" and row.reply is not None:
        row.reply = reply


def replied(db: Session, update_id: int) -> None:
    """The reply went out (or cannot): nothing of the update stays but its id."""
    db.execute(
        update(Inbox).where(col(Inbox.update_id) == update_id).values(state="done", reply=None)
    )


def failed_once(db: Session, update_id: int) -> int:
    """Count one failed handling; returns how often it failed so far."""
    row = db.get(Inbox, update_id)
    if row is None:
        return 0
    row.tries += 1
    return row.tries


def give_up(db: Session, update_id: int, now: datetime) -> None:
    """Stop trying to handle an update; its body is blanked."""
    db.execute(
        update(Inbox)
        .where(col(Inbox.update_id) == update_id)
        .values(state="failed", body=None, reply=None, handled_at=now)
    )


def clean(db: Session, now: datetime) -> None:
    """Blank bodies older than a day, drop ids older than eight days."""
    old = now - BODY_LIVES
    db.execute(
        update(Inbox)
        .where(col(Inbox.received_at) < old, col(Inbox.state).in_(("new", "handled")))
        .values(state="failed", body=None, reply=None, handled_at=now)
    )
    db.execute(delete(Inbox).where(col(Inbox.received_at) < now - ID_LIVES))
