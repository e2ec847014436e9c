"""A sandbox of its own for each journey: the real application, HTTP, SQLite, a wound clock."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.cli.sandbox import Sandbox
from bot.clock import Clock
from bot.sandbox.world import World
from bot.settings import Settings
from content.model import Library
from tests.engines import fresh_sqlite
from tests.journeys.person import Person

MONDAY_TEN = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)


@pytest.fixture
def clock() -> Clock:
    """A clock that runs on from a Monday morning."""
    return Clock(MONDAY_TEN - Clock().now())


@pytest.fixture
async def sandbox(
    tmp_path: Path, clock: Clock, library: Library, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Sandbox]:
    """The running sandbox; at the end Telegram must have nothing to complain about.

    All of them share one library, which takes a second to read and to compile.
    """
    monkeypatch.setattr("bot.app.load_library", lambda: library)
    settings = Settings(database_url=fresh_sqlite(tmp_path / "journey.db"))
    running = Sandbox(settings, clock, World(now=clock.now))
    await running.serve(0)
    yield running
    await running.close()
    assert running.world.check() == []


@pytest.fixture
def ana(sandbox: Sandbox) -> Person:
    """Ana, who is new here."""
    return Person(sandbox, next(iter(sandbox.world.accounts.values())))


@pytest.fixture
def bo(sandbox: Sandbox) -> Person:
    """Bo, a second person."""
    return Person(sandbox, sandbox.world.add_account("Bo"))
