"""Restore: the backup is back, nobody erased comes back, and nothing is sent a second time."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import cast

import pytest
from alembic import command
from sqlmodel import select

from bot.ops.backup import take_backup
from bot.ops.restore import NoBackup, Restored, restore
from bot.services import erasure
from bot.services.work import Work
from content.model import Library
from content.words import Words
from storage.database import Database, Transaction, open_database
from storage.facts import put
from storage.migrate import NEWEST, NewerDatabase, _config, migrate
from storage.tables import Delivery, Meta, Schedule, Subscriber
from storage.trouble import DamagedDatabase

NIGHT = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)
MORNING = NIGHT + timedelta(hours=6)
ANA, BO, CY = 101, 202, 303


def work_at(now: datetime) -> Callable[[Transaction], Work]:
    return lambda db: Work(db, cast("Library", None), cast("Words", None), now)


def place(database: Database) -> Path:
    assert database.path is not None
    return database.path


def joins(database: Database, person: int, now: datetime, due: datetime) -> None:
    with database.begin() as db:
        db.add(Subscriber(id=person, chat_id=person, joined_at=now, seen_at=now))
        db.flush()
        plan = Schedule(subscriber_id=person, zone="UTC", wall_time=f"{due:%H:%M}")
        plan.next_date, plan.next_due = due.date(), due
        db.add(plan)


def is_deleted(database: Database, person: int, now: datetime) -> None:
    with database.begin() as db:
        erasure.take_out(work_at(now)(db), person, person)


@pytest.fixture
def backup(database: Database, tmp_path: Path) -> Path:
    """A backup of the night, with three people whose routines come at 04:00, 05:00 and 12:00."""
    for person, hours in ((ANA, 1), (BO, 2), (CY, 9)):
        joins(database, person, NIGHT - timedelta(days=30), NIGHT + timedelta(hours=hours))
    return take_backup(place(database), tmp_path / "backups", NIGHT)


def restored(database: Database, backup: Path, now: datetime = MORNING) -> Restored:
    path = place(database)
    database.close()
    return restore(path, backup, now, work_at(now))


def rows(database: Database) -> dict[int, list[tuple[str, str | None]]]:
    with database.look() as db:
        found: dict[int, list[tuple[str, str | None]]] = {}
        for row in db.exec(select(Delivery)):
            found.setdefault(row.subscriber_id, []).append((row.state, row.reason))
    return found


def test_what_came_due_before_the_restore_is_skipped_and_the_rest_still_comes(
    database: Database, backup: Path
) -> None:
    done = restored(database, backup)
    assert rows(database) == {ANA: [("skipped", "late")], BO: [("skipped", "restore")]}
    assert done.forgotten == 0
    with database.look() as db:
        plans = {plan.subscriber_id: plan.next_due for plan in db.exec(select(Schedule))}
    assert plans[CY] == NIGHT + timedelta(hours=9)
    assert plans[ANA] == NIGHT + timedelta(hours=25)


def test_what_was_under_way_in_the_backup_is_not_tried_again(
    database: Database, tmp_path: Path
) -> None:
    joins(database, ANA, NIGHT - timedelta(days=3), NIGHT + timedelta(hours=9))
    with database.begin() as db:
        db.add(
            Delivery(
                subscriber_id=ANA, epoch=0, date=NIGHT.date(), due=NIGHT, state="sending",
                copies_possible=1, attempts=1, token="t", claimed_at=NIGHT,
            )
        )  # fmt: skip
    backup = take_backup(place(database), tmp_path / "backups", NIGHT)
    restored(database, backup)
    assert rows(database)[ANA] == [("unknown", "restore")]


def test_who_was_erased_after_the_backup_stays_erased(database: Database, backup: Path) -> None:
    is_deleted(database, BO, NIGHT + timedelta(hours=1))
    done = restored(database, backup)
    assert done.forgotten == 1
    with database.look() as db:
        assert sorted(db.exec(select(Subscriber.id))) == [ANA, CY]


def test_who_was_erased_and_came_back_before_the_backup_stays(
    database: Database, tmp_path: Path
) -> None:
    joins(database, ANA, NIGHT - timedelta(days=9), MORNING)
    is_deleted(database, ANA, NIGHT - timedelta(days=5))
    joins(database, ANA, NIGHT - timedelta(days=1), MORNING)
    backup = take_backup(place(database), tmp_path / "backups", NIGHT)
    assert restored(database, backup).forgotten == 0
    with database.look() as db:
        assert list(db.exec(select(Subscriber.id))) == [ANA]


def test_the_former_file_is_kept_aside_with_all_that_stood_in_it(
    database: Database, backup: Path
) -> None:
    with database.begin() as db:
        put(db, "fact", "after the backup")
    done = restored(database, backup)
    aside = done.aside
    assert aside is not None
    with closing(sqlite3.connect(aside)) as kept:
        wanted = "SELECT value FROM meta WHERE key = 'fact'"
        assert kept.execute(wanted).fetchone() == ("after the backup",)
    with database.look() as db:
        assert db.get(Meta, "fact") is None
    assert not list(place(database).parent.glob("*restoring*"))


def test_an_older_backup_is_brought_to_the_newest_shape(database: Database, tmp_path: Path) -> None:
    old = open_database(f"sqlite:///{tmp_path}/old.db")
    with old.engine.begin() as connection:
        config = _config()
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
    old.close()
    done = restored(database, tmp_path / "old.db")
    assert done.version == NEWEST
    assert rows(database) == {}


@pytest.mark.parametrize(
    ("make", "error"),
    [
        (lambda path: None, NoBackup),
        (lambda path: path.write_text("hello" * 1000), DamagedDatabase),
        (lambda path: _other(path, "CREATE TABLE diary (words)"), NoBackup),
        (lambda path: _newer(path), NewerDatabase),
    ],
    ids=["missing", "no database", "another program's", "newer"],
)
def test_what_is_no_backup_is_refused_and_the_database_stays_as_it_was(
    database: Database, tmp_path: Path, make: Callable[[Path], None], error: type[Exception]
) -> None:
    with database.begin() as db:
        put(db, "fact", "here")
    make(tmp_path / "b.db")
    with pytest.raises(error):
        restored(database, tmp_path / "b.db")
    with database.look() as db:
        assert db.get_one(Meta, "fact").value == "here"
    assert not list(tmp_path.glob("*before-restore*"))
    assert not list(tmp_path.glob("*restoring*"))


def _other(path: Path, statement: str) -> None:
    with closing(sqlite3.connect(path)) as made:
        made.execute(statement)
        made.commit()


def _newer(path: Path) -> None:
    opened = open_database(f"sqlite:///{path}")
    migrate(opened)
    opened.close()
    _other(path, "UPDATE alembic_version SET version_num = '9999'")


def test_a_damaged_database_is_kept_aside_too(database: Database, backup: Path) -> None:
    database.close()
    place(database).write_bytes(b"SQLite format 3\0" + b"\xff" * 8000)
    done = restored(database, backup)
    assert done.aside is not None
    assert done.aside.read_bytes().endswith(b"\xff")
    with database.look() as db:
        assert len(db.exec(select(Subscriber)).all()) == 3


def test_a_backup_comes_into_a_place_where_nothing_was(
    database: Database, backup: Path, tmp_path: Path
) -> None:
    done = restore(tmp_path / "new.db", backup, MORNING, work_at(MORNING))
    assert done.aside is None
    assert done.version == NEWEST
