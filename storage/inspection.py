"""Looks at a database and the place it lives in, without writing, for what would stop a start."""

import os
from pathlib import Path

from sqlalchemy import inspect

from storage.database import Database
from storage.migrate import NEWEST, current_version
from storage.tables import Subscriber


def fault_of_place(path: Path, *, must_exist: bool = False) -> str | None:
    """What keeps the SQLite file at `path` from being opened or made, as a sentence, or None.

    The file may be new, and so may its folder, unless it `must_exist`.
    """
    try:
        there = _there(path)
        return _fault_of_folder(path) or _fault_of_file(path, there=there, must_exist=must_exist)
    except OSError as error:
        return f"{path} cannot be looked at ({error.strerror}). Check the rights of its folder."


def missing_tables(database: Database) -> list[str]:
    """The tables that a database at the newest version should have and does not, by name.

    An empty or older database misses none: the next start makes them.
    """
    reading = database.engine.execution_options(unpinch_reading=True)
    with reading.begin() as connection:
        if current_version(connection) != NEWEST:
            return []
        found = inspect(connection).get_table_names()
    return sorted(Subscriber.metadata.tables.keys() - set(found))


def _fault_of_folder(path: Path) -> str | None:
    """Judge the nearest folder that is there: a new one would be made inside it."""
    # A link that leads nowhere is no folder, yet it stands in the way of one.
    nearest = next(one for one in path.absolute().parents if one.is_symlink() or _there(one))
    if not nearest.is_dir():
        return f"{nearest} is not a folder, so {path} cannot be kept in it."
    if not os.access(nearest, os.W_OK | os.X_OK):
        return f"The folder {nearest} cannot be written to. Check its owner and rights."
    return None


def _fault_of_file(path: Path, *, there: bool, must_exist: bool) -> str | None:
    if not there:
        return f"There is no database at {path}, and one must be there." if must_exist else None
    if not path.is_file():
        return f"{path} is not a file."
    if not os.access(path, os.R_OK | os.W_OK):
        return f"{path} cannot be read and written. Check its owner and rights."
    return None


def _there(path: Path) -> bool:
    """Whether something is at this path. Raises OSError when nobody may look."""
    try:
        path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    return True
