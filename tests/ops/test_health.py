"""Health over HTTP: ready, not ready and why, and what the command line makes of it."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta

import aiohttp
import pytest

from bot.cli import health as probe
from bot.ops.health import Health, Stored
from bot.ops.listening import CannotListen, listening
from bot.settings import Settings, SettingsError, read_settings

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)


class Parts:
    """Parts of a program whose last attempts and database a test decides."""

    def __init__(self) -> None:
        self.second = 1000.0
        self.polled = 999.0
        self.waiting: datetime | None = None
        self.broken = False

    async def ask(self) -> Stored:
        if self.broken:
            raise OSError("no disk")
        return Stored(self.waiting)

    def health(self) -> Health:
        return Health(
            attempts={"polling": lambda: self.polled},
            monotonic=lambda: self.second,
            now=lambda: NOW,
            ask=self.ask,
            tz_version="2026f",
        )


@pytest.fixture
def parts() -> Parts:
    return Parts()


@asynccontextmanager
async def served(parts: Parts) -> AsyncIterator[str]:
    async with listening(parts.health().app(), "127.0.0.1:0") as address:
        yield address


async def get(url: str) -> tuple[int, dict[str, object]]:
    async with aiohttp.ClientSession() as session, session.get(url) as answer:
        return answer.status, await answer.json()


async def test_a_well_bot_is_ready(parts: Parts) -> None:
    async with served(parts) as address:
        status, found = await get(f"{address}/healthz")
    assert status == 200
    assert found == {
        "live": True,
        "ready": True,
        "reasons": [],
        "seconds_since": {"polling": 1.0},
        "oldest_waiting_seconds": None,
        "tz_version": "2026f",
    }


async def test_a_part_that_fell_silent_is_named(parts: Parts) -> None:
    parts.second += 90
    async with served(parts) as address:
        status, found = await get(f"{address}/healthz")
    assert status == 503
    assert found["reasons"] == ["polling has not tried anything for 91 seconds"]


async def test_a_database_that_does_not_answer_is_a_reason(parts: Parts) -> None:
    parts.broken = True
    async with served(parts) as address:
        status, found = await get(f"{address}/healthz")
    assert (status, found["reasons"]) == (503, ["the database gives no answer"])


async def test_the_oldest_waiting_delivery_shows_its_age(parts: Parts) -> None:
    parts.waiting = NOW - timedelta(seconds=75)
    found = await parts.health().report()
    assert found["oldest_waiting_seconds"] == 75


async def test_there_is_no_other_page(parts: Parts) -> None:
    async with (
        served(parts) as address,
        aiohttp.ClientSession() as session,
        session.get(f"{address}/metrics") as answer,
    ):
        assert answer.status == 404


async def test_an_address_in_use_is_a_sentence(parts: Parts) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        address = f"127.0.0.1:{taken.getsockname()[1]}"
        with pytest.raises(CannotListen, match="UNPINCH_LISTEN"):
            async with listening(parts.health().app(), address):
                pass


async def test_the_command_says_ready(parts: Parts, capsys: pytest.CaptureFixture[str]) -> None:
    async with served(parts) as address:
        settings = Settings(listen=address.removeprefix("http://"))
        assert await asyncio.to_thread(probe.run, settings) == 0
    assert '"ready": true' in capsys.readouterr().out


async def test_the_command_fails_when_the_bot_is_not_ready(
    parts: Parts, capsys: pytest.CaptureFixture[str]
) -> None:
    parts.broken = True
    async with served(parts) as address:
        settings = Settings(listen=address.removeprefix("http://"))
        assert await asyncio.to_thread(probe.run, settings) == 1
    assert "the database gives no answer" in capsys.readouterr().out


def test_the_command_fails_when_nobody_listens(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as freed:
        port = freed.getsockname()[1]
    assert probe.run(Settings(listen=f"127.0.0.1:{port}")) == 1
    assert "No answer at" in capsys.readouterr().out


def test_the_command_needs_an_address() -> None:
    with pytest.raises(SettingsError, match="UNPINCH_LISTEN is not set"):
        probe.run(Settings())


@pytest.mark.parametrize("value", ["8080", "here", "127.0.0.1:99999", "127.0.0.1:", "a b:80"])
def test_an_address_that_is_none_is_refused(value: str) -> None:
    with pytest.raises(SettingsError, match="UNPINCH_LISTEN: write host:port"):
        read_settings({"UNPINCH_LISTEN": value}, None)
