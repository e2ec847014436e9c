"""Backup: whole, while others write, and never more than are kept."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.ops.backup import KEEP, take_backup
from storage.database import Database, DatabaseError, open_database
from storage.facts import put
from storage.migrate import check_version
from storage.snapshot import check_file
from storage.tables import Meta
from storage.trouble import DamagedDatabase

NOW = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)


def path_of(database: Database) -> Path:
    assert database.path is not None
    return database.path


def fact(path: Path) -> str | None:
    opened = open_database(f"sqlite:///{path}")
    check_version(opened)
    with opened.look() as db:
        row = db.get(Meta, "fact")
    opened.close()
    return row.value if row else None


def test_a_backup_holds_what_was_committed_and_nothing_that_was_not(
    database: Database, tmp_path: Path
) -> None:
    """It is taken beside an open writing transaction and does not wait for it."""
    with database.begin() as db:
        put(db, "fact", "committed")
    with database.begin() as db:
        put(db, "fact", "under way")
        made = take_backup(path_of(database), tmp_path / "backups", NOW)
    assert fact(made) == "committed"


def test_a_backup_can_be_read_by_its_owner_only(database: Database, tmp_path: Path) -> None:
    made = take_backup(path_of(database), tmp_path / "backups", NOW)
    assert made.stat().st_mode & 0o077 == 0
    assert made.parent.stat().st_mode & 0o077 == 0


def test_only_the_newest_backups_stay(database: Database, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    made = [
        take_backup(path_of(database), folder, NOW + timedelta(days=day)) for day in range(KEEP + 3)
    ]
    assert sorted(folder.iterdir()) == made[-KEEP:]


def test_other_files_in_the_folder_are_left_alone(database: Database, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    folder.mkdir()
    (folder / "mine.db").touch()
    for day in range(3):
        take_backup(path_of(database), folder, NOW + timedelta(days=day), keep=1)
    assert len(list(folder.iterdir())) == 2
    assert (folder / "mine.db").exists()


def test_a_folder_that_cannot_be_made_is_a_plain_sentence(
    database: Database, tmp_path: Path
) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(DatabaseError, match="No backup could be written"):
        take_backup(path_of(database), tmp_path / "file" / "backups", NOW)


def test_a_damaged_database_makes_no_backup_and_drops_none(
    database: Database, tmp_path: Path
) -> None:
    folder = tmp_path / "backups"
    good = take_backup(path_of(database), folder, NOW, keep=1)
    broken = tmp_path / path_of(database).name
    database.close()
    broken.write_bytes(b"SQLite format 3\0" + b"\xff" * 8000)
    with pytest.raises(DatabaseError):
        take_backup(broken, folder, NOW + timedelta(days=1), keep=1)
    assert list(folder.iterdir()) == [good]


def test_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.db").write_text("hello")
    with pytest.raises(DamagedDatabase):
        check_file(tmp_path / "a.db")
    with closing(sqlite3.connect(tmp_path / "b.db")) as made:
        made.execute("CREATE TABLE a (b)")
    check_file(tmp_path / "b.db")
