"""`unpinch run`: the bot on Telegram, until a signal ends it."""

import asyncio
import gc
import logging
from pathlib import Path

from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from bot import logs
from bot.app import App
from bot.clock import Clock
from bot.services import marks
from bot.settings import Settings, SettingsError

log = logging.getLogger("unpinch")


class NoDatabase(Exception):
    """A database of a former run was expected and is not there."""

    exit_code = 66


def run(settings: Settings) -> int:
    """Run until stopped; returns the exit code. Raises SettingsError without a token."""
    if not settings.token:
        raise SettingsError(
            "UNPINCH_BOT_TOKEN is not set. Ask BotFather for a token, or try `unpinch sandbox`."
        )
    logs.set_up(
        level=settings.log_level,
        form=settings.log_format,
        secret=settings.token,
        marks=marks.current,
    )
    url = settings.database(sandbox=False)
    require(settings, url)
    return asyncio.run(_run(settings, url))


async def _run(settings: Settings, url: str) -> int:
    app = App(settings, Clock(), token=settings.token, api_url=settings.api_url, url=url)
    # What is loaded now stays, and looking through it for garbage stops everything for 25 ms.
    gc.freeze()
    return await app.run()


def require(settings: Settings, url: str) -> None:
    """Refuse a missing SQLite file where one must be (UNPINCH_REQUIRE_DATABASE)."""
    try:
        address = make_url(url)
    except ArgumentError:
        return  # opening it says in plain words what is wrong
    missing = address.get_backend_name() == "sqlite" and not Path(address.database or "").exists()
    if settings.require_database and missing:
        raise NoDatabase(
            f"There is no database at {address.database}. Is the right volume mounted? "
            "For a first start run `unpinch migrate`."
        )
