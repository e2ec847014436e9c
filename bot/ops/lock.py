"""The lock beside a SQLite file: one process at a time may work on it."""

import fcntl
import os
from pathlib import Path
from typing import IO

from storage.database import DatabaseError


class InUse(DatabaseError):
    """Another process already works on this database."""

    exit_code = 73


def take_lock(database: Path | None) -> IO[str] | None:
    """Take the lock of a SQLite file, None where none is needed; keep what is returned open.

    The system lets go of the lock when the process ends, however it ends. Raises InUse when
    another process holds it, DatabaseError when the lock file cannot be written.
    """
    if database is None:
        return None
    path = database.with_name(database.name + ".lock")
    try:
        held = path.open("a", encoding="ascii")
    except OSError as error:
        raise DatabaseError(
            f"The lock {path} cannot be written ({error.strerror}) by user id {os.getuid()}. "
            "Change the owner or the rights of the folder."
        ) from error
    try:
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        held.close()
        raise InUse(
            f"Another Unpinch already uses {database} (lock {path}). Stop that one first."
        ) from None
    return held
