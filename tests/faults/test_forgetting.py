"""Killed in the middle of an erasure: all of a person is left, or nothing. H7."""

import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlmodel import SQLModel, select

from storage import tables
from storage.database import Database

ANA = 7
NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)
DIES = """
import os, sys
from sqlalchemy import event
from storage.database import open_database
from storage.erasure import erase
opened, left = open_database("sqlite:///" + sys.argv[1]), [int(sys.argv[2])]
@event.listens_for(opened.engine, "before_cursor_execute")
def count(_connection, _cursor, statement, *_):
    if statement.startswith(("DELETE", "UPDATE")):
        left[0] -= 1
        if left[0] < 0:
            os._exit(137)
with opened.begin() as db:
    erase(db, 7, 7)
"""


def parts_of(database: Database) -> int:
    """How many rows there are about Ana."""
    with database.look() as db:
        return sum(
            len(db.exec(select(table)).all())
            for table in (tables.Subscriber, tables.Schedule, tables.Delivery)
        )


def store(database: Database) -> None:
    rows: list[SQLModel] = [
        tables.Schedule(subscriber_id=ANA, zone="UTC", wall_time="07:00"),
        tables.Delivery(
            subscriber_id=ANA, epoch=0, date=NOW.date(), due=NOW, rev=1, state="waiting"
        ),
    ]
    with database.begin() as db:
        db.add(tables.Subscriber(id=ANA, chat_id=ANA, joined_at=NOW, seen_at=NOW))
        db.flush()
        for row in rows:
            db.add(row)


@pytest.mark.parametrize("statements", [0, 1, 2, 4])
def test_killed_at_any_statement_of_an_erasure_all_of_a_person_is_left_or_nothing(
    database: Database, statements: int
) -> None:
    store(database)
    died = subprocess.run(
        [sys.executable, "-c", DIES, str(database.path), str(statements)],
        check=False, cwd=Path(__file__).parents[2], capture_output=True,
    )  # fmt: skip
    assert died.returncode in (0, 137), died.stderr
    assert parts_of(database) == (3 if died.returncode == 137 else 0)
