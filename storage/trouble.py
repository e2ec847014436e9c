"""Trouble with a database, from the driver's own words, in a sentence that says what to do."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DatabaseError as DriverError

from storage.database import Database, DatabaseError


class DamagedDatabase(DatabaseError):
    """The file is not a database, or parts of it cannot be read."""

    exit_code = 65


class SilentServer(DatabaseError):
    """The database server does not answer, or does not let us in."""

    exit_code = 69


@contextmanager
def plain_words(database: Database) -> Iterator[None]:
    """Say in plain words, as a DatabaseError, what the driver found wrong with the database."""
    try:
        yield
    except DriverError as error:
        found = _trouble(database, str(error.orig).lower())
        if found is None:
            raise
        raise found from error


def damaged(database: Database) -> DamagedDatabase:
    """The error for a file that cannot be read as a database."""
    return DamagedDatabase(
        f"{database.path} is not a database that can be read. Put a backup in its place; "
        "nothing in it was changed."
    )


def _trouble(database: Database, text: str) -> DatabaseError | None:
    """What is wrong, from the driver's own words; None when they tell nothing."""
    if not database.is_sqlite:
        return _trouble_of_server(database, text)
    if "not a database" in text or "malformed" in text:
        return damaged(database)
    for words, sentence in _FILE.items():
        if words in text:
            return DatabaseError(f"{database.path} {sentence}")
    return None


def _trouble_of_server(database: Database, text: str) -> DatabaseError | None:
    place = database.engine.url.render_as_string(hide_password=True)
    for words, sentence in _SERVER.items():
        if words in text:
            return SilentServer(f"The database server of {place} {sentence}")
    return None


_FILE = {
    "locked": "is in use by another program. Close that one first.",
    "full": "cannot grow: the disk is full. Make room and start again; nothing is lost.",
    "disk i/o": "cannot be read or written: the disk reports an error. Check the disk.",
    "readonly": "cannot be written to. Check the owner and rights of the file and its folder.",
    "unable to open": "cannot be opened. Check the owner and rights of the file and its folder.",
}
_SERVER = {
    "failed to resolve": "has a name nobody knows. Check the host in UNPINCH_DATABASE_URL.",
    "refused": "does not answer. Start it, or check host and port in UNPINCH_DATABASE_URL.",
    "no such file": "does not answer. Start it, or check the host in UNPINCH_DATABASE_URL.",
    "timeout": "does not answer in time. Check host, port and firewall.",
    "authentication": "does not accept the name or password in UNPINCH_DATABASE_URL.",
    "no password supplied": "wants a password; write it into UNPINCH_DATABASE_URL.",
    "does not exist": "knows no such database or user. Make it, or check UNPINCH_DATABASE_URL.",
    "permission denied": "does not let this user do that. Make the user the database's owner.",
    "starting up": "is still starting. Try again in a moment.",
    "too many clients": "has no connection left. Raise max_connections or run fewer programs.",
}
