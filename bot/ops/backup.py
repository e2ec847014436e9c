"""Backups of a SQLite database: taken while the bot runs, the oldest dropped."""

import os
import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path

from storage.database import DatabaseError
from storage.trouble import DamagedDatabase

KEEP = 7
SUFFIX = ".backup.db"


def take_backup(database: Path, folder: Path, now: datetime, *, keep: int = KEEP) -> Path:
    """Copy the database as it stands at one moment into `folder`, which is made if need be.

    The copy is checked, synced to the disk and only then given its name. The newest `keep`
    backups of this database stay. Raises DatabaseError when that is not possible; what could
    not be finished leaves nothing behind.
    """
    made = folder / f"{database.stem}-{now:%Y%m%dT%H%M%SZ}{SUFFIX}"
    half = made.with_suffix(".part")
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        try:
            _copy(database, half)
            check_file(half)
            _sync(half)
            half.replace(made)
        finally:
            half.unlink(missing_ok=True)
    except (OSError, sqlite3.Error) as error:
        raise DatabaseError(f"No backup could be written to {folder} ({error}).") from error
    _prune(database, folder, keep)
    return made


def _copy(database: Path, target: Path) -> None:
    """One transaction of reading: writers go on beside it."""
    target.unlink(missing_ok=True)
    os.close(os.open(target, os.O_CREAT | os.O_WRONLY, 0o600))  # health data: nobody else reads it
    with (
        closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as source,
        closing(sqlite3.connect(target)) as copy,
    ):
        source.backup(copy)
        copy.execute("PRAGMA journal_mode = DELETE")  # one file, without a log beside it


def check_file(path: Path) -> None:
    """Raise DamagedDatabase unless the file is a whole database."""
    try:
        with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as opened:
            fit = opened.execute("PRAGMA integrity_check(1)").fetchone() == ("ok",)
    except sqlite3.Error:
        fit = False
    if not fit:
        raise DamagedDatabase(f"{path} is not a database that can be read. Take another backup.")


def _sync(path: Path) -> None:
    with path.open("rb") as written:
        os.fsync(written.fileno())


def _prune(database: Path, folder: Path, keep: int) -> None:
    """Names sort by time."""
    for old in sorted(folder.glob(f"{database.stem}-*{SUFFIX}"))[:-keep]:
        old.unlink()
