"""Brings a database to the shape this program knows, and refuses one that is newer."""

from collections.abc import Iterator
from contextlib import contextmanager

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection
from sqlalchemy.exc import DatabaseError as DriverError

from storage.database import Database, DatabaseError


class NewerDatabase(DatabaseError):
    """The database was made by a newer version of this program."""

    exit_code = 70


class DamagedDatabase(DatabaseError):
    """The file is not a database, or parts of it cannot be read."""

    exit_code = 65


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", "storage:migrations")
    config.set_main_option("path_separator", "os")
    return config


def current_version(connection: Connection) -> str | None:
    """The version the database is at, None for an empty one."""
    return MigrationContext.configure(connection).get_current_revision()


def newest_version() -> str:
    """The version this program brings a database to."""
    head = ScriptDirectory.from_config(_config()).get_current_head()
    if head is None:
        raise DatabaseError("This copy of the program has no migrations; install it again.")
    return head


def migrate(database: Database) -> str:
    """Bring the database to the newest version inside one transaction; returns the version.

    Raises NewerDatabase when the database is ahead of this program (nothing is written) and
    DamagedDatabase when the file cannot be read as a database.
    """
    with _plain_words(database), database.engine.begin() as connection:
        if _known_version(connection) != newest_version():
            config = _config()
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
    return newest_version()


def check_version(database: Database) -> None:
    """Look, without writing, whether this program can work with the database.

    Raises like `migrate`; an older database is fine, the next start brings it up to date.
    """
    reading = database.engine.execution_options(unpinch_reading=True)
    with _plain_words(database), reading.begin() as connection:
        _known_version(connection)


def _known_version(connection: Connection) -> str | None:
    scripts = ScriptDirectory.from_config(_config())
    found = current_version(connection)
    if found is not None and found not in {script.revision for script in scripts.walk_revisions()}:
        raise NewerDatabase(
            f"The database is version {found}, this program knows {newest_version()}. "
            "Install the newer program; nothing was changed."
        )
    return found


@contextmanager
def _plain_words(database: Database) -> Iterator[None]:
    """Say in plain words what the driver found wrong with the file."""
    try:
        yield
    except DriverError as error:
        text = str(error.orig).lower()
        if "not a database" in text or "malformed" in text:
            raise DamagedDatabase(
                f"{database.path} is not a database that can be read. Put a backup in its "
                "place; nothing in it was changed."
            ) from error
        if "readonly" in text or "unable to open" in text:
            raise DatabaseError(
                f"{database.path} cannot be written to. Check the owner and rights of the "
                "file and its folder."
            ) from error
        raise
