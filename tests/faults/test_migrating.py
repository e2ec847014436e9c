"""Migrations that are killed, and two that begin at one moment. M1, M3."""

import subprocess
import sys
import threading
from pathlib import Path

import pytest
from sqlalchemy import text

from storage.database import open_database
from storage.migrate import check_version, migrate
from tests.engines import Postgres

# Dies as if the power had gone, before the statement of that number.
DIES = """
import os, sys
from sqlalchemy import event
from storage.database import open_database
from storage.migrate import migrate
opened, left = open_database("sqlite:///" + sys.argv[1]), [int(sys.argv[2])]
@event.listens_for(opened.engine, "before_cursor_execute")
def count(*_):
    left[0] -= 1
    if left[0] < 0:
        os._exit(137)
migrate(opened)
"""


@pytest.mark.parametrize("statements", [3, 12, 30, 60])
def test_killed_at_any_moment_of_a_migration_the_next_start_finishes_it(
    tmp_path: Path, statements: int
) -> None:
    file = tmp_path / "half.db"
    died = subprocess.run(
        [sys.executable, "-c", DIES, str(file), str(statements)],
        check=False, cwd=Path(__file__).parents[2], capture_output=True,
    )  # fmt: skip
    assert died.returncode == 137
    opened = open_database(f"sqlite:///{file}")
    with opened.look() as db:
        tables = db.connection().execute(text("SELECT name FROM sqlite_master")).scalars().all()
    assert [name for name in tables if "alembic" not in name] == []  # all of it or nothing
    migrate(opened)
    check_version(opened)
    with opened.look() as db:
        assert db.connection().execute(text("PRAGMA integrity_check")).scalar_one() == "ok"
    opened.close()


def test_two_that_start_at_one_moment_migrate_once(postgres: Postgres) -> None:
    url = postgres.empty()
    failed: list[BaseException] = []
    both = threading.Barrier(2)

    def start() -> None:
        opened = open_database(postgres.patient(url))
        both.wait()
        try:
            migrate(opened)
            check_version(opened)
        except BaseException as error:  # noqa: BLE001  # shown below
            failed.append(error)
        opened.close()

    threads = [threading.Thread(target=start) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    postgres.drop(url)
