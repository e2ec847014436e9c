"""The database: opened with care, migrated in one step, and refused in plain words."""

import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.operations import Operations
from sqlalchemy import Column, Connection, Integer, text
from sqlalchemy.exc import IntegrityError, OperationalError, StatementError
from sqlmodel import SQLModel

from storage import tables
from storage.database import Database, DatabaseError, NotADatabaseUrl, open_database
from storage.migrate import (
    NEWEST,
    NewerDatabase,
    check_version,
    known_versions,
    migrate,
)
from storage.trouble import DamagedDatabase, SilentServer, plain_words
from tests.engines import Postgres

NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)


def subscriber(number: int = 1) -> tables.Subscriber:
    return tables.Subscriber(id=number, chat_id=number, joined_at=NOW, seen_at=NOW)


def test_the_migrations_make_exactly_the_tables_of_the_code(database: Database) -> None:
    with database.engine.connect() as connection:
        context = MigrationContext.configure(connection)
        assert compare_metadata(context, SQLModel.metadata) == []


def test_the_newest_version_is_that_of_the_last_migration() -> None:
    assert known_versions()[0] == NEWEST


def test_migrating_twice_changes_nothing(database: Database) -> None:
    assert migrate(database) == migrate(database) == NEWEST


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


@pytest.mark.parametrize("url", ["somewhere", "foo://x", "mysql://a:secret@h/d"])
def test_an_address_nobody_can_open_is_refused_in_a_sentence(url: str) -> None:
    with pytest.raises(NotADatabaseUrl, match="unpinch.db") as caught:
        open_database(url)
    assert "secret" not in str(caught.value)


def test_no_error_shows_what_was_to_be_stored(database: Database) -> None:
    with pytest.raises(IntegrityError) as caught, database.begin() as db:
        db.add(tables.Inbox(update_id=1, received_at=NOW, state="canary", tries=0, body="canary"))
    assert "canary" not in str(caught.value)


def test_changing_a_table_by_copying_it_keeps_the_rows_that_point_at_it(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    with database.begin() as db:
        db.add(subscriber())
        db.flush()
        db.add(tables.Pain(subscriber_id=1, at=NOW, date=NOW.date(), kind="note", score=3))
    upgraded_by(monkeypatch, add_a_column)
    migrate(database)
    with database.look() as db:
        assert db.connection().execute(text("SELECT count(*) FROM pain")).scalar() == 1
    with database.engine.connect() as connection:
        assert connection.execute(text("PRAGMA foreign_keys")).scalar() == 1


def test_a_migration_that_leaves_rows_of_nobody_is_undone(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    with database.begin() as db:
        db.add(subscriber())
        db.flush()
        db.add(tables.Pain(subscriber_id=1, at=NOW, date=NOW.date(), kind="note", score=3))
    upgraded_by(monkeypatch, lambda connection: connection.execute(text("DELETE FROM subscriber")))
    with pytest.raises(DamagedDatabase, match="belong to nobody"):
        migrate(database)
    with database.look() as db:
        assert db.get(tables.Subscriber, 1) is not None


def add_a_column(connection: Connection) -> None:
    context = MigrationContext.configure(connection, opts={"render_as_batch": True})
    with Operations(context).batch_alter_table("subscriber", recreate="always") as batch:
        batch.add_column(Column("more", Integer()))


def upgraded_by(monkeypatch: pytest.MonkeyPatch, change: Callable[[Connection], object]) -> None:
    """Make this change the next migration."""

    def upgrade(config: Config, _to: str) -> None:
        change(config.attributes["connection"])

    monkeypatch.setattr(command, "upgrade", upgrade)
    monkeypatch.setattr("storage.migrate._known_version", lambda _connection: "older")


@pytest.mark.parametrize("damage", [b"Z" * 4096 * 20, bytes(40)], ids=["pages", "a few bytes"])
def test_damage_in_the_middle_of_the_file_is_found_at_the_start(
    database: Database, damage: bytes
) -> None:
    with database.begin() as db:
        for number in range(1, 400):
            db.add(subscriber(number))
    database.close()
    assert database.path is not None
    with sqlite3.connect(database.path) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    with database.path.open("r+b") as file:
        file.seek(4096 * 30)
        file.write(damage)
    for use in (migrate, check_version):
        with pytest.raises(DamagedDatabase) as caught:
            use(database)
        assert caught.value.exit_code == 65


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("database is locked", "in use by another program"),
        ("database or disk is full", "disk is full"),
        ("disk I/O error", "reports an error"),
        ("attempt to write a readonly database", "cannot be written"),
    ],
)
def test_trouble_with_the_file_is_told_in_plain_words(
    database: Database, words: str, said: str
) -> None:
    with pytest.raises(DatabaseError, match=said) as caught, plain_words(database):
        raise OperationalError("", None, sqlite3.OperationalError(words))
    assert caught.value.exit_code == 73


def test_a_full_disk_is_told_by_the_real_driver(database: Database) -> None:
    with pytest.raises(DatabaseError, match="disk is full"), plain_words(database):  # noqa: SIM117  # the words are said outside the transaction
        with database.begin() as db:
            db.connection().exec_driver_sql("PRAGMA max_page_count = 1")
            for number in range(1, 2000):
                db.add(subscriber(number))
            db.flush()


def test_a_migrated_postgresql_has_exactly_the_tables_of_the_code(postgres: Postgres) -> None:
    opened = open_database(postgres.fresh())
    with opened.engine.connect() as connection:
        context = MigrationContext.configure(connection)
        assert compare_metadata(context, SQLModel.metadata) == []
    opened.close()


@pytest.mark.parametrize(
    ("host", "said"), [("127.0.0.1:1", "does not answer"), ("unpinch.invalid", "nobody knows")]
)
def test_a_server_that_is_not_there_is_told_without_its_password(host: str, said: str) -> None:
    opened = open_database(f"postgresql+psycopg://ana:canary@{host}/d")
    with pytest.raises(SilentServer, match=said) as caught:
        migrate(opened)
    assert "canary" not in str(caught.value)
    opened.close()


def test_a_database_the_server_does_not_have_is_told(postgres: Postgres) -> None:
    opened = open_database(postgres.address("nowhere"))
    with pytest.raises(SilentServer, match="knows no such database"):
        migrate(opened)
    opened.close()
