"""Erasure: takes one person out of every table, and their words out of the files."""

from sqlalchemy import Engine, delete, update
from sqlmodel import Session, col

from storage.announcements import forget_operator
from storage.tables import Inbox, SendClock, Subscriber


def erase(db: Session, subscriber_id: int, chat_id: int, update_id: int | None = None) -> bool:
    """Remove every row of one person; returns whether there was a person to remove.

    Rows that hang on the subscriber go with it. An update keeps only its number, so that
    Telegram telling it twice has no second effect; `update_id` is the one being answered and
    stays open for its reply. Call `scrub` after the commit.
    """
    _blank_inbox(db, subscriber_id, update_id)
    _forget_flood(db, chat_id)
    forget_operator(db, subscriber_id, chat_id)
    gone = db.exec(delete(Subscriber).where(col(Subscriber.id) == subscriber_id))
    return bool(gone.rowcount)


def scrub(engine: Engine) -> bool:
    """Empty the log beside an SQLite file, where erased words would stay readable.

    Returns False while a reader holds the log open: call it again then. Must run outside a
    transaction. Erased pages in the file itself are overwritten by `secure_delete`.
    """
    if engine.dialect.name != "sqlite":
        return True
    raw = engine.raw_connection()
    try:
        row = raw.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    finally:
        raw.close()
    return bool(row[0] == 0)


def _blank_inbox(db: Session, subscriber_id: int, update_id: int | None) -> None:
    theirs = update(Inbox).where(col(Inbox.person_id) == subscriber_id)
    others = theirs.where(col(Inbox.update_id) != update_id) if update_id is not None else theirs
    db.exec(others.values(person_id=None, body=None, reply=None, state="done"))
    db.exec(theirs.values(person_id=None, body=None, reply=None))


def _forget_flood(db: Session, chat_id: int) -> None:
    flooded = update(SendClock).where(col(SendClock.flooded_chat) == chat_id)
    db.exec(flooded.values(flooded_chat=None))
