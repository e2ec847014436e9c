"""Copying: every row of one database into an empty one, each compared before it counts."""

from collections.abc import Callable, Generator
from contextlib import closing
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

from sqlalchemy import ColumnElement, Connection, String, Table, collate, func, text
from sqlalchemy import select as pick

from storage.database import Database, DatabaseError
from storage.migrate import migrate
from storage.sealing import as_stored
from storage.tables import Subscriber
from storage.trouble import plain_words

CHUNK = 500  # rows in one statement
TABLES = Subscriber.metadata  # all of them, since they are declared together


class NotEmpty(DatabaseError):
    """The database to be filled holds rows already."""


class Busy(DatabaseError):
    """Another program is connected to the database."""


class Differs(DatabaseError):
    """A row did not arrive as it was; nothing was kept."""

    exit_code = 65


@dataclass(frozen=True, slots=True)
class Copied:
    """How many rows of one table were copied and found to be the same."""

    table: str
    rows: int


def count(database: Database) -> int:
    """How many rows there are in all tables, the database being of the newest shape."""
    with _reading(database) as connection:
        return sum(_rows(table, connection) for table in TABLES.sorted_tables)


def copy(source: Database, target: Database, tell: Callable[[int], None]) -> list[Copied]:
    """Copy every row into `target` and compare each; all or nothing.

    Both have the newest shape and are locked or without other programs. `tell` hears how many
    rows were copied just now. Raises NotEmpty, Differs, or DatabaseError in plain words.
    """
    with plain_words(target), _reading(source) as old, target.engine.begin() as new:
        _be_patient(source, old)
        _be_patient(target, new)
        _refuse_rows(target, new)
        done = [_copy(table, old, new, tell) for table in TABLES.sorted_tables]
        if not target.is_sqlite:
            _set_counters(new)
    return done


def prepare(database: Database) -> None:
    """Bring a database to the newest shape. Raises Busy when a server has another program on it."""
    with plain_words(database), database.engine.connect() as connection:
        _refuse_company(database, connection)
    migrate(database)
    database.engine.dispose()


def _reading(database: Database) -> Any:
    return database.engine.execution_options(unpinch_reading=True).begin()


def _rows(table: Table, connection: Connection) -> int:
    found: int = connection.execute(pick(func.count()).select_from(table)).scalar_one()
    return found


def _be_patient(database: Database, connection: Connection) -> None:
    """A long copy is no frozen replica: the server's limits are lifted for this transaction."""
    if database.is_sqlite:
        return
    for name in ("statement_timeout", "lock_timeout", "idle_in_transaction_session_timeout"):
        connection.exec_driver_sql(f"SET LOCAL {name} = 0")


def _refuse_company(database: Database, connection: Connection) -> None:
    if database.is_sqlite:
        return  # its lock file says whether it is in use
    others = connection.execute(
        text(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() "
            "AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
        )
    ).scalar_one()
    if others:
        raise Busy(
            f"{others} other connections to {_place(database)} are open. Stop every replica first."
        )


def _refuse_rows(database: Database, connection: Connection) -> None:
    full = [t.name for t in TABLES.sorted_tables if _rows(t, connection)]
    if full:
        raise NotEmpty(
            f"{_place(database)} is not empty: it holds rows of {', '.join(full)}. "
            "Choose an empty database; nothing was changed."
        )


def _place(database: Database) -> str:
    return database.engine.url.render_as_string(hide_password=True)


def _copy(table: Table, old: Connection, new: Connection, tell: Callable[[int], None]) -> Copied:
    done = 0
    for part in _parts(table, old):
        new.execute(table.insert(), part)
        done += len(part)
        tell(len(part))
    _compare(table, old, new)
    return Copied(table.name, done)


def _compare(table: Table, old: Connection, new: Connection) -> None:
    """Row by row and column by column, in the order of their keys."""
    with closing(_parts(table, old)) as one, closing(_parts(table, new)) as other:
        same = all(sent == arrived for sent, arrived in zip_longest(one, other))
    if not same:
        raise Differs(f"Rows of {table.name} did not arrive as they were. Nothing was kept.")


def _parts(table: Table, connection: Connection) -> Generator[list[dict[str, Any]], None, None]:
    """The rows in parts, by their keys; sealed words are moved as they are stored."""
    columns = [as_stored(column).label(column.name) for column in table.columns]
    keys = [_in_order(column, connection) for column in table.primary_key.columns]
    wanted = pick(*columns).order_by(*keys).execution_options(yield_per=CHUNK)
    with connection.execute(wanted) as found:
        for part in found.mappings().partitions():
            yield [dict(row) for row in part]


def _in_order(column: ColumnElement[Any], connection: Connection) -> ColumnElement[Any]:
    """Text is put in order by its bytes, on every database."""
    if not isinstance(column.type, String):
        return column
    return collate(column, "BINARY" if connection.dialect.name == "sqlite" else "C")


def _set_counters(connection: Connection) -> None:
    """A server goes on counting after the highest number that was copied."""
    for table in TABLES.sorted_tables:
        for column in table.primary_key.columns:
            if column is table.autoincrement_column:
                connection.exec_driver_sql(
                    f"SELECT setval(pg_get_serial_sequence('\"{table.name}\"', '{column.name}'), "  # noqa: S608  # names of our own
                    f'greatest(coalesce(max("{column.name}"), 0), 1), max("{column.name}") '
                    f'IS NOT NULL) FROM "{table.name}"'
                )
