"""Before an older database changes, a copy of it is kept; without one nothing changes. M1."""

import logging
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

import pytest
from alembic import command

from bot.ops.backup import take_backup
from storage.database import Database, DatabaseError, open_database
from storage.migrate import NEWEST, _config, migrate

ANA = 48_151_623_421
NOW = datetime(2037, 1, 1, tzinfo=UTC)
PERSON = """
INSERT INTO subscriber (id, chat_id, joined_at, seen_at, stage, asking_data, flags, modes, kit,
  hold_rules, minutes, cleared, midwife_ok)
VALUES (?, ?, '2026-11-20', '2026-11-20', 'ready', '{}', '[]', '[]', '[]', '[]', 10, 0, 0)
"""


def older(file: Path, revision: str) -> Path:
    """A database of a former version, with Ana in it."""
    opened = open_database(f"sqlite:///{file}")
    config = _config()
    with opened.engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
        connection.exec_driver_sql(PERSON, (ANA, ANA))
    opened.close()
    return file


def brought_up(file: Path, *, keep_copy: bool = True) -> None:
    opened = open_database(f"sqlite:///{file}")
    try:
        migrate(opened, keep_copy=keep_copy)
    finally:
        opened.close()


def copies(file: Path) -> list[Path]:
    return sorted((file.parent / "backups").glob("*"))


class Held(NamedTuple):
    """What a file holds."""

    version: str
    people: list[int]


def held(file: Path) -> Held:
    with closing(sqlite3.connect(file)) as opened:
        version: str = opened.execute("SELECT version_num FROM alembic_version").fetchone()[0]
        return Held(version, [row[0] for row in opened.execute("SELECT id FROM subscriber")])


@pytest.mark.parametrize("revision", ["0001", "0003"])
def test_an_older_database_is_copied_as_it_was_before_it_changes(
    tmp_path: Path, revision: str, caplog: pytest.LogCaptureFixture
) -> None:
    file = older(tmp_path / "u.db", revision)
    with caplog.at_level(logging.INFO, "unpinch"):
        brought_up(file)
    (copy,) = copies(file)
    assert copy.name.endswith(f"Z-from-{revision}.backup.db")
    assert held(copy) == (revision, [ANA])
    assert held(file) == (NEWEST, [ANA])
    assert [copy.name in record.getMessage() for record in caplog.records].count(True) == 1
    assert copy.stat().st_mode & 0o077 == 0


def test_what_stands_only_in_the_log_of_the_file_is_in_the_copy_too(tmp_path: Path) -> None:
    file = older(tmp_path / "u.db", "0003")
    with closing(sqlite3.connect(file, isolation_level=None)) as writer:
        writer.execute("PRAGMA wal_autocheckpoint = 0")
        writer.execute(PERSON, (ANA + 1, ANA + 1))
        brought_up(file)
    assert held(copies(file)[0]).people == [ANA, ANA + 1]


def test_a_new_database_and_one_of_today_are_not_copied(tmp_path: Path) -> None:
    brought_up(tmp_path / "u.db")
    brought_up(tmp_path / "u.db")
    assert copies(tmp_path / "u.db") == []


def test_without_a_wish_for_one_no_copy_is_made(tmp_path: Path) -> None:
    file = older(tmp_path / "u.db", "0003")
    brought_up(file, keep_copy=False)
    assert copies(file) == []
    assert held(file).version == NEWEST


def no_room(_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = shutil.disk_usage("/")
    full = type(usage)(usage.total, usage.total, 1000)
    monkeypatch.setattr("storage.snapshot.shutil.disk_usage", lambda _folder: full)


def in_the_way(file: Path, _monkeypatch: pytest.MonkeyPatch) -> None:
    (file.parent / "backups").touch()


def room_ends_half_way(_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_database: Path, half: Path) -> None:
        half.write_bytes(b"SQLite format 3\0")
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr("storage.snapshot._copy", full)


@pytest.mark.parametrize("obstacle", [no_room, in_the_way, room_ends_half_way])
def test_when_no_copy_can_be_made_nothing_changes_and_a_sentence_says_so(
    tmp_path: Path,
    obstacle: Callable[[Path, pytest.MonkeyPatch], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    file = older(tmp_path / "u.db", "0003")
    obstacle(file, monkeypatch)
    with pytest.raises(DatabaseError, match="no copy of it could be written.*Make room") as caught:
        brought_up(file)
    assert caught.value.exit_code == 73
    assert held(file) == ("0003", [ANA])
    assert not [one for one in copies(file) if one.is_file()]
    monkeypatch.undo()
    if (file.parent / "backups").is_file():
        (file.parent / "backups").unlink()
    brought_up(file)
    assert held(file) == (NEWEST, [ANA])


def test_of_such_copies_the_newest_two_stay_and_other_backups_are_left_alone(
    tmp_path: Path,
) -> None:
    file = older(tmp_path / "u.db", "0001")
    others = [f"u-20260{n}01T000000Z-from-000{n}.backup.db" for n in range(1, 4)]
    others += ["u-20260401T000000Z.backup.db", "v-20260101T000000Z-from-0001.backup.db"]
    (tmp_path / "backups").mkdir()
    for name in others:
        (tmp_path / "backups" / name).touch()
    brought_up(file)
    left = [one.name for one in copies(file)]
    assert left[:2] == others[2:4]
    assert left[2].endswith("-from-0001.backup.db")
    assert left[3:] == others[4:]


def test_it_goes_the_way_of_the_other_backups(tmp_path: Path) -> None:
    file = older(tmp_path / "u.db", "0003")
    brought_up(file)
    made = take_backup(file, tmp_path / "backups", NOW, keep=1)
    assert copies(file) == [made]


def test_the_copy_is_a_database_that_the_next_start_can_use(tmp_path: Path) -> None:
    file = older(tmp_path / "u.db", "0001")
    brought_up(file)
    (copy,) = copies(file)
    back = tmp_path / "again" / "u.db"
    back.parent.mkdir()
    shutil.copyfile(copy, back)
    opened: Database = open_database(f"sqlite:///{back}")
    migrate(opened)
    opened.close()
    assert held(back) == held(file)
