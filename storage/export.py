"""Export: reads every stored row of one person, table by table."""

from typing import Any

from sqlalchemy import Table
from sqlalchemy import select as pick
from sqlmodel import Session, SQLModel

Rows = dict[str, list[dict[str, Any]]]

# The columns that say whose a row is; the subscriber itself is found by its own id.
_OWNERS = ("subscriber_id", "person_id")
# An update as Telegram gave it, and a reply under way: both are blanked when it is answered.
_PASSING = {"inbox": ("body", "reply")}


def rows_of(db: Session, subscriber_id: int) -> Rows:
    """Every row of one person by table name, oldest first; a table without any has an empty list.

    A table that is added one day is read too, as long as it names its person.
    """
    found: Rows = {}
    for table in SQLModel.metadata.sorted_tables:
        owner = owner_of(table)
        if owner is not None:
            found[table.name] = _read(db, table, owner, subscriber_id)
    return found


def owner_of(table: Table) -> str | None:
    """The column that says whose a row is; None for a table that is about nobody."""
    if table.name == "subscriber":
        return "id"
    return next((name for name in _OWNERS if name in table.columns), None)


def _read(db: Session, table: Table, owner: str, subscriber_id: int) -> list[dict[str, Any]]:
    passing = _PASSING.get(table.name, ())
    columns = [column for column in table.columns if column.name not in passing]
    wanted = pick(*columns).where(table.columns[owner] == subscriber_id)
    rows = db.connection().execute(wanted.order_by(*table.primary_key.columns))
    return [dict(row) for row in rows.mappings()]
