"""Snapshot: an SQLite database as it stands at one moment, in a file of its own."""

import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from storage.database import DatabaseError
from storage.trouble import DamagedDatabase

FOLDER = "backups"  # beside the database
SUFFIX = ".backup.db"
KEPT = 2  # copies from before a change of the tables
_FROM = "-from-"


def take(database: Path, made: Path) -> Path:
    """Copy the database into the file `made`, whose folder is made if need be; returns it.

    The copy is checked, synced to the disk and only then given its name, so what could not be
    finished leaves nothing behind. Raises OSError, sqlite3.Error or DamagedDatabase.
    """
    half = made.with_suffix(".part")
    made.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        _copy(database, half)
        check_file(half)
        _sync(half)
        half.replace(made)
    finally:
        half.unlink(missing_ok=True)
    return made


def take_before_change(database: Path, revision: str) -> Path:
    """The copy that is kept from before the tables change, named after their old revision.

    It lies among the backups and is dropped like one of them; of its own kind the newest two
    stay. Raises DatabaseError when there is no room for it, or it cannot be written.
    """
    folder = database.parent / FOLDER
    made = folder / f"{database.stem}-{_stamp()}{_FROM}{revision}{SUFFIX}"
    try:
        _refuse_a_full_disk(database)
        take(database, made)
    except (OSError, sqlite3.Error) as error:
        raise DatabaseError(
            f"{database} must be brought up to date, and no copy of it could be written to "
            f"{folder} first ({error}). Make room there, or give the folder to the user of the "
            "bot, and start again; nothing was changed."
        ) from error
    for old in sorted(folder.glob(f"{database.stem}-*{_FROM}*{SUFFIX}"))[:-KEPT]:
        old.unlink()
    return made


def check_file(path: Path) -> None:
    """Raise DamagedDatabase unless the file is a whole database."""
    try:
        with closing(_reading(path)) as opened:
            fit = opened.execute("PRAGMA integrity_check(1)").fetchone() == ("ok",)
    except sqlite3.Error:
        fit = False
    if not fit:
        raise DamagedDatabase(f"{path} is not a database that can be read. Take another backup.")


def _stamp() -> str:
    """The moment on SQLite's own clock: nobody hands a start the time. Names sort by it."""
    with closing(sqlite3.connect(":memory:")) as memory:
        found: str = memory.execute("SELECT strftime('%Y%m%dT%H%M%SZ', 'now')").fetchone()[0]
    return found


def _refuse_a_full_disk(database: Path) -> None:
    """Raise OSError unless a second file of this size, log included, has room beside it."""
    log = database.with_name(f"{database.name}-wal")
    needed = sum(part.stat().st_size for part in (database, log) if part.exists())
    free = shutil.disk_usage(database.parent).free
    if free < needed:
        raise OSError(f"it needs {needed:,} bytes, and {free:,} are free")


def _copy(database: Path, target: Path) -> None:
    """One transaction of reading: writers go on beside it."""
    target.unlink(missing_ok=True)
    os.close(os.open(target, os.O_CREAT | os.O_WRONLY, 0o600))  # health data: nobody else reads it
    with closing(_reading(database)) as source, closing(sqlite3.connect(target)) as copy:
        source.backup(copy)
        copy.execute("PRAGMA journal_mode = DELETE")  # one file, without a log beside it


def _reading(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)


def _sync(path: Path) -> None:
    with path.open("rb") as written:
        os.fsync(written.fileno())
