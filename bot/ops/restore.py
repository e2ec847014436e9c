"""Restore: puts a backup in the place of an SQLite database whose bot does not run.

The present file is kept aside. The copy is brought to the newest shape, forgets again whoever
was erased since, and skips everything that came due before now: nobody can tell which of it was
sent after the backup was taken.
"""

import os
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bot.services import broadcasts, deliveries, erasure
from bot.services.work import Work
from storage import deliveries as rows
from storage import erasure_list
from storage.database import DatabaseError, Transaction, open_database
from storage.migrate import migrate
from storage.overdue import overdue
from storage.snapshot import check_file

REASON = "restore"
ASIDE = ".before-restore.db"
BESIDE = ("-wal", "-shm")
MANY = 1000
PAGES = 1024  # copied between two looks at how far it is


class NoBackup(DatabaseError):
    """The file to be restored is not there, or is not a backup of this program."""

    exit_code = 66


@dataclass(frozen=True, slots=True)
class Restored:
    """What a restore did: where the former file lies, who was forgotten again, what was skipped."""

    aside: Path | None
    version: str
    forgotten: int
    skipped: int


# Makes the work of a service from an open transaction.
Begin = Callable[[Transaction], Work]
Tell = Callable[[int], None]


def restore(
    database: Path, backup: Path, now: datetime, begin: Begin, tell: Tell = lambda _: None
) -> Restored:
    """Put `backup` in the place of `database`, whose lock the caller holds.

    `tell` hears how many of 100 parts of the file were copied just now.
    Everything is done to a copy first, so what goes wrong leaves the present file as it was.
    Raises NoBackup for a file that is none, DamagedDatabase, NewerDatabase, or DatabaseError
    when it cannot be written.
    """
    _refuse_strangers(backup)
    half = database.with_name(database.name + ".restoring")
    try:
        _copy(backup, half, tell)
        version, forgotten, skipped = _prepare(half, erasure_list.path_beside(database), begin)
        aside = _swap(half, database, now)
    except (OSError, sqlite3.Error) as error:
        raise DatabaseError(
            f"{backup} could not be restored ({error}). The database is as it was."
        ) from error
    finally:
        _remove(half)
    return Restored(aside, version, forgotten, skipped)


def _refuse_strangers(backup: Path) -> None:
    """Only a whole database with our own tables goes on."""
    if not backup.is_file():
        raise NoBackup(f"There is no file {backup}.")
    check_file(backup)
    with closing(sqlite3.connect(f"file:{backup}?mode=ro", uri=True)) as opened:
        wanted = (
            "SELECT count(*) FROM sqlite_master WHERE name IN ('alembic_version', 'subscriber')"
        )
        if opened.execute(wanted).fetchone() != (2,):
            raise NoBackup(f"{backup} is a database, but not one of Unpinch.")


def _copy(backup: Path, target: Path, tell: Tell) -> None:
    """A copy that only its owner can read; a log beside the backup is taken in."""
    _remove(target)
    os.close(os.open(target, os.O_CREAT | os.O_WRONLY, 0o600))
    with (
        closing(sqlite3.connect(f"file:{backup}?mode=ro", uri=True)) as source,
        closing(sqlite3.connect(target)) as copy,
    ):
        source.backup(copy, pages=PAGES, progress=_parts(tell))


def _parts(tell: Tell) -> Callable[[int, int, int], None]:
    """What SQLite tells its progress to: pages that are left, of how many."""
    told = 0

    def heard(_status: int, left: int, of: int) -> None:
        nonlocal told
        done = 100 * (of - left) // max(1, of)
        tell(done - told)
        told = done

    return heard


def _prepare(half: Path, erased: Path, begin: Begin) -> tuple[str, int, int]:
    """Migrate the copy, forget again, skip what is overdue; returns version and both counts."""
    listed = erasure_list.path_beside(half)
    if erased.exists():
        shutil.copyfile(erased, listed)
    opened = open_database(f"sqlite:///{half}")
    try:
        version = migrate(opened, keep_copy=False)
        with opened.begin() as db:
            forgotten = erasure.replay(begin(db))
        with opened.begin() as db:
            skipped = skip_overdue(begin(db))
        with closing(sqlite3.connect(half)) as last:
            last.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        opened.close()
        listed.unlink(missing_ok=True)
    return version, forgotten, skipped


def skip_overdue(work: Work) -> int:
    """Skip, with the reason `restore`, all that came due until now; returns how many rows.

    What was under way or tried before becomes `unknown`, so no third copy can leave. A message to
    everybody that was on its way ends: nobody can tell whom it reached since.
    """
    deliveries.reconcile_at_start(work)
    broadcasts.call_off(work)
    while deliveries.promote(work):
        pass
    done = 0
    while waiting := overdue(work.db, work.now, MANY):
        for row in waiting:
            rows.drop(work.db, row, "skipped", REASON, work.now)
        done += len(waiting)
    return done


def _swap(half: Path, database: Path, now: datetime) -> Path | None:
    """Keep the present file aside, then put the copy in its place in one step."""
    aside = _keep_aside(database, now) if database.exists() else None
    for end in BESIDE:
        Path(f"{database}{end}").unlink(missing_ok=True)
    _sync(half)
    half.replace(database)
    _sync(database.parent)
    return aside


def _keep_aside(database: Path, now: datetime) -> Path:
    """A second name for the present file; its log, if one cannot be taken in, goes with it."""
    aside = database.with_name(f"{database.stem}-{now:%Y%m%dT%H%M%SZ}{ASIDE}")
    _take_in_log(database)
    aside.unlink(missing_ok=True)
    aside.hardlink_to(database)
    for end in BESIDE:
        log = Path(f"{database}{end}")
        if log.exists():
            log.replace(f"{aside}{end}")
    return aside


def _take_in_log(database: Path) -> None:
    """Move what stands in the log into the file; a damaged file stays as it is."""
    try:
        with closing(sqlite3.connect(database)) as opened:
            opened.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    except sqlite3.Error:
        return


def _sync(path: Path) -> None:
    opened = os.open(path, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def _remove(path: Path) -> None:
    for end in ("", *BESIDE):
        Path(f"{path}{end}").unlink(missing_ok=True)
