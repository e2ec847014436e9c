"""The database: opened with care, migrated in one step, and refused in plain words."""

import sqlite3
from datetime import UTC, datetime
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import text
from sqlalchemy.exc import StatementError
from sqlmodel import SQLModel

from storage import tables
from storage.database import Database, DatabaseError, NotADatabaseUrl, open_database
from storage.migrate import (
    DamagedDatabase,
    NewerDatabase,
    check_version,
    migrate,
    newest_version,
)

NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)


def subscriber(number: int = 1) -> tables.Subscriber:
    return tables.Subscriber(id=number, chat_id=number, joined_at=NOW, seen_at=NOW)


def test_the_migrations_make_exactly_the_tables_of_the_code(database: Database) -> None:
    with database.engine.connect() as connection:
        context = MigrationContext.configure(connection)
        assert compare_metadata(context, SQLModel.metadata) == []


def test_migrating_twice_changes_nothing(database: Database) -> None:
    assert migrate(database) == migrate(database) == newest_version()


def test_times_come_back_aware_and_in_utc(database: Database) -> None:
    with database.begin() as db:
        db.add(subscriber())
    with database.look() as db:
        row = db.get(tables.Subscriber, 1)
        assert row is not None
        assert row.joined_at == NOW
        assert row.joined_at.tzinfo is UTC


def test_a_time_without_a_zone_is_not_stored(database: Database) -> None:
    row = subscriber()
    row.seen_at = datetime(2026, 11, 23)
    with pytest.raises(StatementError, match="without a zone"), database.begin() as db:
        db.add(row)


def test_a_transaction_that_raises_leaves_nothing(database: Database) -> None:
    with pytest.raises(RuntimeError), database.begin() as db:
        db.add(subscriber())
        db.flush()
        raise RuntimeError
    with database.look() as db:
        assert db.get(tables.Subscriber, 1) is None


def test_what_is_confirmed_is_on_the_disk(database: Database) -> None:
    with database.engine.connect() as connection:
        found = {
            name: connection.execute(text(f"PRAGMA {name}")).scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys", "secure_delete")
        }
    assert found == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "secure_delete": 1}


def test_a_writer_takes_the_lock_at_its_first_word(database: Database) -> None:
    assert database.path is not None
    other = sqlite3.connect(database.path, timeout=0)
    with database.begin() as db:
        db.get(tables.Subscriber, 1)  # only a read, yet nobody else may write now
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            other.execute("BEGIN IMMEDIATE")
    other.close()


def test_a_reader_does_not_take_it(database: Database) -> None:
    assert database.path is not None
    other = sqlite3.connect(database.path, timeout=0)
    with database.look() as db:
        db.get(tables.Subscriber, 1)
        other.execute("BEGIN IMMEDIATE")
        other.execute("ROLLBACK")
    other.close()


def test_rows_of_a_subscriber_go_with_the_subscriber(database: Database) -> None:
    with database.begin() as db:
        db.add(subscriber())
        db.flush()
        db.add(tables.Pain(subscriber_id=1, at=NOW, date=NOW.date(), kind="note", score=3))
    with database.begin() as db:
        db.delete(db.get(tables.Subscriber, 1))
    with database.look() as db:
        assert db.connection().execute(text("SELECT count(*) FROM pain")).scalar() == 0


@pytest.mark.parametrize("score", [-1, 11])
def test_a_score_outside_0_to_10_is_refused_by_the_database(database: Database, score: int) -> None:
    with pytest.raises(Exception, match="CHECK"), database.begin() as db:
        db.add(subscriber())
        db.flush()
        db.add(tables.Pain(subscriber_id=1, at=NOW, date=NOW.date(), kind="note", score=score))


def test_a_newer_database_is_refused_and_left_alone(database: Database) -> None:
    with database.begin() as db:
        db.connection().execute(text("UPDATE alembic_version SET version_num = '9999'"))
    for use in (migrate, check_version):
        with pytest.raises(NewerDatabase, match="version 9999") as caught:
            use(database)
        assert caught.value.exit_code == 70
    with database.look() as db:
        assert db.connection().execute(text("SELECT * FROM alembic_version")).scalar() == "9999"


def test_a_file_that_is_no_database_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "letter.db"
    path.write_text("Dear reader, " * 500)
    before = path.read_bytes()
    opened = open_database(f"sqlite:///{path}")
    with pytest.raises(DamagedDatabase, match="not a database"):
        migrate(opened)
    opened.close()
    assert path.read_bytes() == before


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(DatabaseError, match="cannot be made"):
        open_database(f"sqlite:///{tmp_path}/file/data/unpinch.db")


def test_an_address_that_is_none_is_named() -> None:
    with pytest.raises(NotADatabaseUrl, match="address"):
        open_database("somewhere")
