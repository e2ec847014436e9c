"""Backups by themselves: when it is time, never twice, and a failure stops nothing."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.ops.backup_rounds import AGAIN, BackupRounds, newest_of
from bot.ops.metrics import render
from storage.database import Database
from storage.snapshot import check_file
from storage.stats import read

START = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)
DAY = timedelta(hours=24)


class Hands:
    """A clock that stands where it is put."""

    def __init__(self) -> None:
        self.instant = START

    def now(self) -> datetime:
        return self.instant


def rounds_of(database: Database, folder: Path, hands: Hands, keep: int = 3) -> BackupRounds:
    assert database.path is not None
    return BackupRounds(database.path, folder, every=DAY, keep=keep, now=hands.now)


async def test_the_first_comes_at_once_and_the_next_when_its_time_has_come(
    database: Database, tmp_path: Path
) -> None:
    hands = Hands()
    rounds = rounds_of(database, tmp_path / "backups", hands)
    first = await rounds.round()
    assert first is not None
    check_file(first)
    hands.instant = START + DAY - timedelta(seconds=1)
    assert await rounds.round() is None
    hands.instant = START + DAY
    assert await rounds.round() is not None


async def test_a_restart_takes_none_too_soon(database: Database, tmp_path: Path) -> None:
    hands = Hands()
    await rounds_of(database, tmp_path / "backups", hands).round()
    hands.instant += timedelta(hours=1)
    again = rounds_of(database, tmp_path / "backups", hands)
    assert await again.round() is None
    assert again.standing().newest == START


async def test_the_oldest_are_dropped(database: Database, tmp_path: Path) -> None:
    hands = Hands()
    rounds = rounds_of(database, tmp_path / "backups", hands, keep=2)
    for _ in range(5):
        await rounds.round()
        hands.instant += DAY
    kept = sorted((tmp_path / "backups").iterdir())
    assert len(kept) == 2
    assert newest_of(database.path or Path(), tmp_path / "backups") == START + 4 * DAY


async def test_a_failure_is_known_and_tried_again_ten_minutes_later(
    database: Database, tmp_path: Path
) -> None:
    hands, blocked = Hands(), tmp_path / "backups"
    blocked.write_text("a file where the folder should be")
    rounds = rounds_of(database, blocked, hands)
    assert await rounds.round() is None
    assert "No backup could be written" in (rounds.trouble or "")
    blocked.unlink()
    hands.instant += AGAIN - timedelta(seconds=1)
    assert await rounds.round() is None
    hands.instant += timedelta(seconds=1)
    assert await rounds.round() is not None
    assert rounds.trouble is None


async def test_the_figures_tell_the_age_and_a_failure(database: Database, tmp_path: Path) -> None:
    hands = Hands()
    rounds = rounds_of(database, tmp_path / "backups", hands)
    await rounds.round()
    with database.look() as db:
        found = read(db, START)
    hands.instant += timedelta(hours=2)
    said = render(found, hands.now(), rounds.standing()).decode()
    assert "unpinch_backup_age_seconds 7200.0" in said
    assert "unpinch_backup_failed 0.0" in said
    assert "unpinch_backup" not in render(found, hands.now()).decode()
