"""Backups by themselves: one every so many hours while the bot runs, the oldest dropped."""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.ops.backup import take_backup
from storage.database import DatabaseError
from storage.snapshot import SUFFIX

log = logging.getLogger("unpinch")

AGAIN = timedelta(minutes=10)  # after a failure
_STAMP = "%Y%m%dT%H%M%SZ"


@dataclass(frozen=True, slots=True)
class Standing:
    """How the backups are: when the newest was taken, and what went wrong last, if it did."""

    newest: datetime | None
    trouble: str | None


class BackupRounds:
    """Takes a backup of `database` into `folder` whenever the newest is `every` old.

    What was taken is told from the names of the files, so a restart takes none too soon. A
    failure is logged and tried again ten minutes later; it never stops anything.
    """

    def __init__(
        self,
        database: Path,
        folder: Path,
        *,
        every: timedelta,
        keep: int,
        now: Callable[[], datetime],
    ) -> None:
        self._database = database
        self._folder = folder
        self._every = every
        self._keep = keep
        self._now = now
        self._failed_at: datetime | None = None
        self._trouble: str | None = None

    async def round(self) -> Path | None:
        """Take a backup in a thread if it is time for one; returns it."""
        now = self._now()
        if not self._is_time(now):
            return None
        try:
            made = await asyncio.to_thread(
                take_backup, self._database, self._folder, now, keep=self._keep
            )
        except (DatabaseError, OSError) as error:
            self._failed_at, self._trouble = now, str(error)
            log.error("the backup failed: %s", error)
            return None
        self._failed_at = self._trouble = None
        log.info("backup written: %s", made.name)
        return made

    @property
    def trouble(self) -> str | None:
        """What went wrong last, None when the last backup worked."""
        return self._trouble

    def standing(self) -> Standing:
        """How the backups are now."""
        return Standing(newest_of(self._database, self._folder), self._trouble)

    def _is_time(self, now: datetime) -> bool:
        if self._failed_at is not None and timedelta(0) <= now - self._failed_at < AGAIN:
            return False
        newest = newest_of(self._database, self._folder)
        return newest is None or now - newest >= self._every


def newest_of(database: Path, folder: Path) -> datetime | None:
    """When the newest backup of a database was taken, None without one."""
    names = (path.name for path in folder.glob(f"{database.stem}-*{SUFFIX}"))
    stamps = (name.removeprefix(f"{database.stem}-").removesuffix(SUFFIX) for name in names)
    return max((at for at in map(_instant, stamps) if at is not None), default=None)


def _instant(stamp: str) -> datetime | None:
    try:
        return datetime.strptime(stamp, _STAMP).replace(tzinfo=UTC)
    except ValueError:
        return None
