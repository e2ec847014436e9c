"""Brings a database to the shape this program knows, and refuses one that is newer."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from sqlalchemy import Connection, inspect

from storage import snapshot
from storage.database import Database, DatabaseError, open_database
from storage.trouble import DamagedDatabase, damaged, plain_words

if TYPE_CHECKING:
    from alembic.config import Config

log = logging.getLogger("unpinch")

# The version this program brings a database to. Written down, so that a start which has nothing
# to change need not load Alembic, 10 MB; a test asks the migrations whether it is right.
NEWEST = "0004"
READ_AT_ONCE = 16_000_000  # bytes of a file that is checked before anything else is done
MIGRATING = 5_702_887  # the number by which replicas know that one of them changes the tables


class NewerDatabase(DatabaseError):
    """The database was made by a newer version of this program."""

    exit_code = 70


def current_version(connection: Connection) -> str | None:
    """The version the database is at, None for an empty one."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    found: str | None = connection.exec_driver_sql(
        "SELECT version_num FROM alembic_version"
    ).scalar()
    return found


def migrate(database: Database, *, keep_copy: bool = True) -> str:
    """Bring the database to the newest version inside one transaction; returns the version.

    A SQLite file that is older is copied first, unless `keep_copy` is False. Raises NewerDatabase
    when the database is ahead of this program (nothing is written), DamagedDatabase when the file
    or a part of it cannot be read, DatabaseError when it, or the copy, cannot be written.
    """
    with plain_words(database), _loose(database) as connection, connection.begin():
        _wait_for_others(database, connection)
        if not is_large(database):
            _refuse_damage(database, connection)
        found = _known_version(connection)
        if found != NEWEST:
            if is_large(database):
                _refuse_damage(database, connection)
            if keep_copy and found is not None:
                _keep_copy(database, found)
            _change_tables(connection)
            _refuse_strays(database, connection)
    return NEWEST


def _change_tables(connection: Connection) -> None:
    from alembic import command

    config = _config()
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def _config() -> "Config":
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", "storage:migrations")
    config.set_main_option("path_separator", "os")
    return config


def _keep_copy(database: Database, found: str) -> None:
    """A file as it is before its tables change; a server makes its own backups."""
    if database.path is not None:
        made = snapshot.take_before_change(database.path, found)
        log.info("the database is of version %s: kept a copy of it as %s", found, made)


def _wait_for_others(database: Database, connection: Connection) -> None:
    """Replicas that start together change the tables one after the other, without haste."""
    if database.is_sqlite:
        return
    for name in ("statement_timeout", "lock_timeout", "idle_in_transaction_session_timeout"):
        connection.exec_driver_sql(f"SET LOCAL {name} = 0")
    connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({MIGRATING})")


@contextmanager
def _loose(database: Database) -> Iterator[Connection]:
    """A connection on which a table can be made anew: rows that point at it stay.

    SQLite changes a table by copying it and dropping the old one, and with foreign keys on,
    dropping it takes everybody's rows along. The switch has no effect inside a transaction.
    """
    with database.engine.connect() as connection:
        if not database.is_sqlite:
            yield connection
            return
        cursor = connection.connection.cursor()
        cursor.execute("PRAGMA foreign_keys = OFF")
        try:
            yield connection
        finally:
            cursor.execute("PRAGMA foreign_keys = ON")
            cursor.close()


def _refuse_strays(database: Database, connection: Connection) -> None:
    """After a change: no row may point at one that is not there."""
    if database.is_sqlite and connection.exec_driver_sql("PRAGMA foreign_key_check").first():
        raise DamagedDatabase(
            f"Rows of {database.path} belong to nobody, so it was not brought up to date. "
            "Put a backup in its place; nothing in it was changed."
        )


def _refuse_damage(database: Database, connection: Connection) -> None:
    if database.is_sqlite and not _is_whole(connection):
        raise damaged(database)


def _is_whole(connection: Connection) -> bool:
    return bool(connection.exec_driver_sql("PRAGMA quick_check(1)").scalar() == "ok")


def is_large(database: Database) -> bool:
    """True for a file of which reading every page takes so long that no start can wait for it."""
    path = database.path
    return path is not None and path.exists() and path.stat().st_size > READ_AT_ONCE


def check_large(database: Database) -> None:
    """Read every page of a large file, in a thread beside a bot that already works.

    Raises DamagedDatabase. It takes about a second for each 30 MB; a smaller file was read at the
    start.
    """
    if not is_large(database):
        return
    address = database.engine.url.render_as_string(hide_password=False)
    aside = open_database(address, make_folder=False)  # the others keep their connections
    reading = aside.engine.execution_options(unpinch_reading=True)
    try:
        with plain_words(database), reading.begin() as connection:
            whole = _is_whole(connection)
    finally:
        aside.close()
    if not whole:
        raise DamagedDatabase(
            f"Parts of {database.path} cannot be read. Put a backup in its place."
        )


def check_version(database: Database) -> None:
    """Look, without writing, whether this program can work with the database.

    Raises like `migrate`; an older database is fine, the next start brings it up to date.
    """
    reading = database.engine.execution_options(unpinch_reading=True)
    with plain_words(database), reading.begin() as connection:
        _refuse_damage(database, connection)
        _known_version(connection)


def _known_version(connection: Connection) -> str | None:
    found = current_version(connection)
    if found not in {None, NEWEST} and found not in known_versions():
        raise NewerDatabase(
            f"The database is version {found}, this program knows {NEWEST}. "
            "Install the newer program; nothing was changed."
        )
    return found


def known_versions() -> list[str]:
    """Every version there are migrations for, the newest first."""
    from alembic.script import ScriptDirectory

    scripts = ScriptDirectory.from_config(_config())
    return [script.revision for script in scripts.walk_revisions()]
