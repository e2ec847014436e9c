"""A large file keeps nobody waiting: it is read through beside the work, damage is still found."""

import sqlite3
from pathlib import Path

import pytest

from storage import migrate as migrating
from storage.database import open_database
from storage.migrate import check_large, check_version, is_large, migrate
from storage.trouble import DamagedDatabase

PAGE = 4096


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file that counts as large, with some rows in it."""
    path = tmp_path / "large.db"
    database = open_database(f"sqlite:///{path}")
    migrate(database)
    with database.engine.begin() as connection:
        for number in range(300):
            connection.exec_driver_sql(f"INSERT INTO meta VALUES ('{number}', '{'x' * 900}')")
    database.close()
    monkeypatch.setattr(migrating, "READ_AT_ONCE", 10 * PAGE)
    return path


def damage(path: Path) -> None:
    """Write nonsense over the page of a table, as a dying disk would."""
    with sqlite3.connect(path) as db:
        (page,) = db.execute("SELECT rootpage FROM sqlite_master WHERE name = 'meta'").fetchone()
    db.close()
    with path.open("r+b") as raw:
        raw.seek((page - 1) * PAGE)
        raw.write(b"\xff" * PAGE)


def test_a_large_file_that_is_whole_passes(file: Path) -> None:
    database = open_database(f"sqlite:///{file}")
    assert is_large(database)
    migrate(database)
    check_large(database)
    database.close()


def test_a_large_file_that_is_damaged_is_found_when_it_is_read_through(file: Path) -> None:
    damage(file)
    database = open_database(f"sqlite:///{file}")
    with pytest.raises(DamagedDatabase):
        check_large(database)
    database.close()


def test_a_small_file_is_still_read_before_anything_else(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(migrating, "READ_AT_ONCE", 1_000_000_000)
    damage(file)
    database = open_database(f"sqlite:///{file}")
    with pytest.raises(DamagedDatabase):
        migrate(database)
    database.close()


def test_a_copy_is_always_read_through_before_it_is_trusted(file: Path) -> None:
    damage(file)
    database = open_database(f"sqlite:///{file}")
    with pytest.raises(DamagedDatabase):
        check_version(database)
    database.close()
