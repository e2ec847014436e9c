"""Backups of a SQLite database: taken while the bot runs, the oldest dropped."""

import sqlite3
from datetime import datetime
from pathlib import Path

from storage import snapshot
from storage.database import DatabaseError
from storage.snapshot import SUFFIX

KEEP = 7


def take_backup(database: Path, folder: Path, now: datetime, *, keep: int = KEEP) -> Path:
    """Copy the database as it stands at one moment into `folder`, which is made if need be.

    The newest `keep` backups of this database stay. Raises DatabaseError when that is not
    possible; what could not be finished leaves nothing behind.
    """
    made = folder / f"{database.stem}-{now:%Y%m%dT%H%M%SZ}{SUFFIX}"
    try:
        snapshot.take(database, made)
    except (OSError, sqlite3.Error) as error:
        raise DatabaseError(f"No backup could be written to {folder} ({error}).") from error
    _prune(database, folder, keep)
    return made


def _prune(database: Path, folder: Path, keep: int) -> None:
    """Names sort by time."""
    for old in sorted(folder.glob(f"{database.stem}-*{SUFFIX}"))[:-keep]:
        old.unlink()
