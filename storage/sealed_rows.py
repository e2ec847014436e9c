"""Sealed rows: finds words that are plain or of an old key, and seals them with the newest."""

from dataclasses import dataclass

from sqlalchemy import select as pick
from sqlalchemy import update
from sqlmodel import Session

from storage.sealing import MARK, Sealer, as_stored, sealer_of
from storage.tables import Pain, Verdict

# Each table with words of people, and the column they are in.
COLUMNS = (
    (Pain.__table__, Pain.__table__.c.note),  # type: ignore[attr-defined]  # SQLModel hides it
    (Verdict.__table__, Verdict.__table__.c.words),  # type: ignore[attr-defined]
)


@dataclass(frozen=True, slots=True)
class Place:
    """How far one has come: the table, and the number of the last row looked at."""

    table: int = 0
    id: int = 0


FIRST = Place()


def seal_anew(db: Session, after: Place, limit: int) -> Place | None:
    """Look at up to `limit` rows beyond a place; returns the next place, None at the end.

    Without a key there is nothing to do. Words that no key opens stay as they are.
    """
    sealer = sealer_of(db.get_bind().engine)
    if sealer is None or after.table >= len(COLUMNS):
        return None
    table, column = COLUMNS[after.table]
    wanted = pick(table.c.id, as_stored(column).label("stored")).where(
        table.c.id > after.id, column.is_not(None)
    )
    rows = db.connection().execute(wanted.order_by(table.c.id).limit(limit)).all()
    for number, stored in rows:
        words = _words(sealer, stored)
        if words is not None:
            change = update(table).where(table.c.id == number).values({column.name: words})
            db.connection().execute(change)
    return Place(after.table, rows[-1].id) if rows else Place(after.table + 1)


def _words(sealer: Sealer, stored: str) -> str | None:
    """The words that have to be sealed anew, None when they are as they should be, or locked."""
    if not stored.startswith(MARK):
        return stored
    sealed = stored.removeprefix(MARK)
    return None if sealer.is_newest(sealed) else sealer.unseal(sealed)
