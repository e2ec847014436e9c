"""Export, the way back: writes the rows of one person from values that JSON can hold."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import Column, Date, Integer, Table
from sqlalchemy.exc import IntegrityError, StatementError
from sqlmodel import Session

from storage.export import owner_of
from storage.sealing import LOCKED
from storage.tables import Subscriber
from storage.types import Instant

Values = Mapping[str, Any]


class NotARow(ValueError):
    """Values that do not make a row; the text names the table and the column."""


def tables() -> dict[str, Table]:
    """The tables that are about somebody, parents before those that hang on them."""
    ordered = Subscriber.metadata.sorted_tables
    return {table.name: table for table in ordered if owner_of(table) is not None}


def owner(table: Table, row: Values) -> object:
    """Whose row it says it is."""
    return row.get(owner_of(table) or "")


def write(db: Session, table: Table, row: Values) -> int | None:
    """Insert one row; a number of its own is given anew and returned, None where it has none.

    Columns that the row does not name get what the table gives. Raises NotARow.
    """
    values = {name: _value(table, name, found) for name, found in row.items()}
    numbered = _numbered(table)
    if numbered is not None:
        values.pop(numbered.name, None)
    for column in table.columns:
        if column is not numbered and column.name not in values and not _may_lack(column):
            raise NotARow(f"{table.name}: {column.name} is missing")
    try:
        found = db.connection().execute(table.insert().values(values)).inserted_primary_key
    except (IntegrityError, StatementError, OverflowError) as error:
        raise NotARow(f"{table.name}: a value is not allowed") from error
    return int(found[0]) if numbered is not None and found is not None else None


def _numbered(table: Table) -> Column[Any] | None:
    """The column that is counted up by the database."""
    column = table.columns.get("id")
    is_counted = column is not None and isinstance(column.type, Integer)
    return column if is_counted and table.autoincrement_column is column else None


def _may_lack(column: Column[Any]) -> bool:
    return bool(column.nullable or column.default is not None or column.server_default is not None)


def _value(table: Table, name: str, found: Any) -> Any:
    column = table.columns.get(name)
    if column is None:
        raise NotARow(f"{table.name}: there is no {name}")
    if found == LOCKED:
        return None  # its key was not at hand when the file was made
    if found is None or not isinstance(column.type, Instant | Date):
        return found
    try:
        if isinstance(column.type, Instant):
            return datetime.fromisoformat(found).astimezone(UTC)
        return date.fromisoformat(found)
    except (TypeError, ValueError):
        raise NotARow(f"{table.name}: {name} is not a time") from None
