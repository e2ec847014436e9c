"""The file of an SQLite database: locked, full, written through. S2, S3, S8, S9."""

import asyncio
import sqlite3
import subprocess
import sys
import threading
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import event, text

from bot.services import deliveries
from storage.database import Database
from tests.delivery.town import ANA, Town
from tests.engines import fresh_sqlite


@pytest.fixture
async def town(tmp_path: Path) -> AsyncIterator[Town]:
    made = Town(fresh_sqlite(tmp_path / "disk.db"))
    made.join(ANA)
    made.at("07:00")
    yield made
    made.check()
    made.close()


@contextmanager
def locked(town: Town) -> Iterator[sqlite3.Connection]:
    """Another program writes to the file and does not come to an end."""
    assert town.database.path is not None
    other = sqlite3.connect(town.database.path, isolation_level=None, check_same_thread=False)
    other.execute("BEGIN IMMEDIATE")
    try:
        yield other
    finally:
        if other.in_transaction:
            other.execute("ROLLBACK")
        other.close()


def impatient(town: Town) -> None:
    """Give up on a lock at once instead of after the ten seconds of the product."""
    with town.database.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA busy_timeout = 50")


async def test_a_file_locked_for_a_moment_is_waited_for(town: Town) -> None:
    with locked(town) as other:
        threading.Timer(0.3, lambda: other.execute("ROLLBACK")).start()
        await asyncio.to_thread(town.do, deliveries.promote)
    await town.tick()
    assert town.copies(ANA) == 1


async def test_a_file_locked_for_good_sends_nothing_until_it_is_free(town: Town) -> None:
    impatient(town)
    with locked(town), pytest.raises(Exception, match="locked"):
        await town.sender.round()
    assert town.telegram.asked == []
    await town.tick()
    assert (town.copies(ANA), town.states(ANA)) == (1, ["sent"])


async def test_a_full_disk_during_a_claim_sends_nothing_and_goes_on_when_there_is_room(
    town: Town,
) -> None:
    town.do(deliveries.promote)
    full = True

    @event.listens_for(town.database.engine, "before_cursor_execute")
    def no_room(_connection: object, cursor: sqlite3.Cursor, statement: str, *_: object) -> None:
        if full and statement.startswith("UPDATE delivery"):
            raise sqlite3.OperationalError("database or disk is full")

    with pytest.raises(Exception, match="full"):
        await town.sender.round()
    assert town.telegram.asked == []
    assert [(row.state, row.copies_possible) for row in town.rows(ANA)] == [("waiting", 0)]
    full = False
    town.clock.wind(timedelta(seconds=5))
    await town.tick()
    assert (town.copies(ANA), town.states(ANA)) == (1, ["sent"])


WRITES = """
import sys
from storage.database import open_database
from storage import facts
opened = open_database("sqlite:///" + sys.argv[1])
for number in range(3):
    with opened.begin() as db:
        facts.put(db, f"fact {number}", "stored")
    print("confirmed", flush=True)
import os
os._exit(137)
"""


def test_every_confirmed_row_was_written_through_to_the_disk(database: Database) -> None:
    """FULL in WAL mode: SQLite waits for the disk at each commit. It dies and nothing is lost."""
    with database.engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA synchronous").scalar_one() == 2
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar_one() == "wal"
    died = subprocess.run(
        [sys.executable, "-c", WRITES, str(database.path)],
        capture_output=True, text=True, check=False, cwd=Path(__file__).parents[2],
    )  # fmt: skip
    assert (died.returncode, died.stdout.count("confirmed")) == (137, 3)
    with database.engine.connect() as connection:
        found = connection.execute(text("SELECT count(*) FROM meta WHERE key LIKE 'fact %'"))
        assert found.scalar_one() == 3


def test_one_connection_writes_and_check_points(database: Database) -> None:
    """An SQLite older than 3.51.3 may lose its log when two connections check point at once."""
    with database.begin() as writer, database.look() as reader:
        writer.connection().exec_driver_sql("UPDATE send_clock SET on_trial = 0")
        connection = reader.connection()
        connection.exec_driver_sql("PRAGMA busy_timeout = 50")
        with pytest.raises(Exception, match="locked|readonly|read-only"):
            connection.exec_driver_sql("UPDATE send_clock SET on_trial = 1")
