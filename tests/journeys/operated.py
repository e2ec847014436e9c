"""A sandbox with the settings of a test, for those who run the bot themselves."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from bot.cli.sandbox import Sandbox
from bot.clock import Clock
from bot.sandbox.world import World
from bot.settings import Settings
from tests.engines import fresh_sqlite


@asynccontextmanager
async def operated(folder: Path, clock: Clock, **settings: Any) -> AsyncIterator[Sandbox]:
    """A running sandbox whose first person, Ana, runs the bot; Telegram must not complain."""
    world = World(now=clock.now)
    owner = world.add_account("Ana")
    url = fresh_sqlite(folder / "operated.db")
    running = Sandbox(Settings(database_url=url, admin_ids=[owner.id], **settings), clock, world)
    await running.serve(0)
    yield running
    await running.close()
    assert running.world.check() == []
