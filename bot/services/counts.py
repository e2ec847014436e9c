"""Counts: how the bot is doing, for those who run it; never a person."""

from dataclasses import dataclass
from datetime import datetime

from bot.services.work import Work
from storage import counts, stats
from storage.counts import Counts

__all__ = ["Counts", "Lag", "lag", "of_two_weeks"]


@dataclass(frozen=True, slots=True)
class Lag:
    """What waits now: open updates, and since when (UTC) the oldest; None when nothing waits.

    `late` is the most seconds that a routine of the last day came after its time.
    """

    updates: int
    oldest_update: datetime | None
    oldest_due: datetime | None
    late: float | None


def of_two_weeks(work: Work) -> Counts:
    """Sent and finished routines by day, lateness of the last day, and why people stopped."""
    return counts.read(work.db, work.now)


def lag(work: Work) -> Lag:
    """What waits now, and how late the latest routine of the last day was."""
    found = stats.read(work.db, work.now)
    late = counts.read(work.db, work.now).late
    oldest = found.oldest_update, found.oldest_due
    return Lag(found.updates, *oldest, late[-1] if late else None)
