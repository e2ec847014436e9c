"""What all tests share: the packaged zones, the library, fresh databases, a clock."""

import logging
import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.coach.zones import use_packaged_zones

os.environ.setdefault("PTB_TIMEDELTA", "1")
use_packaged_zones()

from content.loader import load_library  # noqa: E402  # zones first
from content.model import Library  # noqa: E402
from content.words import Words  # noqa: E402
from storage.database import Database, open_database  # noqa: E402
from tests.engines import Postgres, fresh_sqlite  # noqa: E402

MONDAY_TEN = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)


@pytest.fixture(scope="session")
def library() -> Library:
    """The library of the product."""
    return load_library()


@pytest.fixture(scope="session")
def words(library: Library) -> Words:
    """The words of the product."""
    return Words(library.phrases)


@pytest.fixture(autouse=True)
def logging_as_before() -> Iterator[None]:
    """A test that starts the program sets up its logs; the next test finds them as they were."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    """A fresh SQLite database in a folder of its own."""
    opened = open_database(fresh_sqlite(tmp_path / "test.db"))
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """A PostgreSQL server for the whole run, started by the first test that needs it."""
    server = Postgres()
    yield server
    server.stop()


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a fresh database with all tables, once for each engine."""
    if request.param == "sqlite":
        yield fresh_sqlite(tmp_path / "town.db")
        return
    server: Postgres = request.getfixturevalue("postgres")
    found = server.fresh()
    yield server.patient(found)
    server.drop(found)
