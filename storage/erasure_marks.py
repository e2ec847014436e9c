"""The erasure list inside the database, which every replica knows and a move takes along.

The file of `erasure_list` outlives a restore, but lies on one machine. `share` lets each know
what the other knows.
"""

from datetime import UTC, datetime

from sqlalchemy import ColumnElement, delete
from sqlmodel import Session, col, select

from storage import facts
from storage.erasure_list import KEPT, ErasureList, Marks, later, mark_of
from storage.tables import Meta

KEY = "erasure key"
ERASED = "erased "  # and the mark


def add(db: Session, person_id: int, now: datetime, key: bytes) -> bytes:
    """Put a person on the list in the database, and drop what is over 400 days old.

    `key` makes the marks from now on if there was none before; returns the key that counts.
    """
    found = _adopt(db, key)
    _put(db, {mark_of(found, person_id): now.astimezone(UTC)})
    old = (now - KEPT).astimezone(UTC).isoformat()
    db.exec(delete(Meta).where(_is_mark(), col(Meta.value) <= old))
    return found


def key_of(db: Session) -> bytes | None:
    """The key of the marks in the database, None before the first erasure."""
    found = db.exec(select(Meta.value).where(col(Meta.key) == KEY)).first()
    return bytes.fromhex(found) if found else None


def marks_of(db: Session) -> dict[str, datetime]:
    """Every mark in the database, with the instant of its erasure."""
    rows = db.exec(select(Meta.key, Meta.value).where(_is_mark())).all()
    return {name.removeprefix(ERASED): datetime.fromisoformat(at) for name, at in rows}


def share(db: Session, beside: ErasureList) -> None:
    """Let the database and the file know the same erasures.

    A file under another key was made for another database: marks of two keys cannot be
    compared, so both stay as they are and both count. Raises OSError when the file cannot be
    written.
    """
    key = _adopt(db, beside.key) if beside.marks else key_of(db)
    if key is None or (mine := beside.under(key)).key != key:
        return
    inside = marks_of(db)
    _put(db, later(mine.marks, inside))
    mine.take(inside)


def _adopt(db: Session, key: bytes) -> bytes:
    """Keep a key where there is none; returns the one that counts, of whoever came first."""
    facts.put_first(db, KEY, key.hex())
    found = key_of(db)
    return key if found is None else found


def _put(db: Session, marks: Marks) -> None:
    for mark, at in marks.items():
        facts.put(db, f"{ERASED}{mark}", at.isoformat())


def _is_mark() -> ColumnElement[bool]:
    return col(Meta.key).startswith(ERASED, autoescape=True)
