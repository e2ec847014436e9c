"""Starting and stopping: half a start leaves nothing, a fault is said in one line, signals end."""

import asyncio
import logging
import signal
import threading
from pathlib import Path

import aiohttp
import pytest

from bot.app import App
from bot.cli.sandbox import Sandbox
from bot.clock import Clock
from bot.sandbox.faults import Fault
from bot.settings import Settings
from tests.journeys.person import Person
from tests.journeys.test_kill import Town, town


def refuse_the_token(sandbox: Sandbox) -> None:
    sandbox.world.faults.add(Fault("error", method="getMe", status=401, count=2))


def threads() -> int:
    """The worker threads that stay; one that was told to end is given the time for it."""
    workers = [one for one in threading.enumerate() if one.name.startswith("worker")]
    for one in workers:
        one.join(5)
    return sum(one.is_alive() for one in workers)


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[aiohttp.ClientSession]:
    """Every HTTP session that is opened from now on."""
    found: list[aiohttp.ClientSession] = []
    real = aiohttp.ClientSession.__init__

    def note(session: aiohttp.ClientSession, *args: object, **more: object) -> None:
        real(session, *args, **more)  # type: ignore[arg-type]
        found.append(session)

    monkeypatch.setattr(aiohttp.ClientSession, "__init__", note)
    return found


async def test_a_start_that_fails_half_way_leaves_nothing_and_the_next_one_works(
    sandbox: Sandbox, ana: Person, opened: list[aiohttp.ClientSession]
) -> None:
    await sandbox.stop_bot()
    assert threads() == 0
    refuse_the_token(sandbox)
    with pytest.raises(Exception, match="does not accept"):
        await sandbox.start_bot()
    assert threads() == 0
    assert len(opened) == 2
    assert all(session.closed for session in opened)
    await sandbox.start_bot()
    await ana.says("/start", "I'm Unpinch")


async def test_one_passing_refusal_does_not_fail_a_start(sandbox: Sandbox, ana: Person) -> None:
    await sandbox.stop_bot()
    sandbox.world.faults.add(Fault("error", method="getMe", status=404, count=1))
    await sandbox.start_bot()
    await ana.says("/start", "I'm Unpinch")


async def test_a_menu_that_cannot_be_set_does_not_fail_a_start(
    tmp_path: Path, clock: Clock, sandbox: Sandbox, caplog: pytest.LogCaptureFixture
) -> None:
    sandbox.world.faults.add(
        Fault("error", method="setMyCommands", status=429, retry_after=30, count=1)
    )
    settings = Settings(database_url=f"sqlite:///{tmp_path}/other.db")
    await sandbox.stop_bot()
    bot = App(
        settings, clock, token=sandbox.world.token, api_url=sandbox.address,
        url=settings.database(sandbox=True),
    )  # fmt: skip
    await bot.start()
    await bot.stop()
    assert "menu could not be set" in caplog.text


async def test_a_step_of_stopping_that_fails_leaves_no_lock_and_no_thread(
    sandbox: Sandbox, ana: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    bot = sandbox._bot
    assert bot is not None

    async def broken() -> bool:
        raise OSError("disk I/O error")

    monkeypatch.setattr(bot._sender, "stop", broken)
    monkeypatch.setattr(bot._handler, "round", broken)
    await sandbox.restart()
    assert threads() == 1
    await ana.says("/start", "I'm Unpinch")


async def test_stopping_twice_is_stopping_once(sandbox: Sandbox) -> None:
    bot = sandbox._bot
    assert bot is not None
    await bot.stop()
    await bot.stop()
    assert threads() == 0


async def test_the_sandbox_says_when_the_bot_ended_by_itself(
    sandbox: Sandbox, caplog: pytest.LogCaptureFixture
) -> None:
    bot = sandbox._bot
    assert bot is not None
    with caplog.at_level(logging.WARNING):
        bot.end(75)
        assert sandbox._watching is not None
        await sandbox._watching
    assert "ended by itself with code 75; press Restart" in caplog.text


async def test_work_that_hangs_does_not_hang_the_stop(
    sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.app.STOP_DATABASE", 0.01)
    bot = sandbox._bot
    assert bot is not None
    begun, free = threading.Event(), threading.Event()

    def hang(_work: object) -> None:
        begun.set()
        free.wait(30)

    for step in ("_stop_tasks", "_finish_replies"):
        monkeypatch.setattr(bot, step, bot._post.stop)
    work = asyncio.create_task(bot.worker.look(hang))
    await asyncio.to_thread(begun.wait, 5)
    try:
        await asyncio.wait_for(bot.stop(), 20)
    finally:
        free.set()
    await work
    for task in bot._tasks:
        task.cancel()
    await asyncio.gather(*bot._tasks, return_exceptions=True)


async def logged(here: Town, words: str) -> None:
    """Wait until the program has written these words."""
    log = here.folder / "bot.log"
    async with asyncio.timeout(30):
        while words not in log.read_text():
            await asyncio.to_thread(threading.Event().wait, 0.05)


async def test_a_refused_token_is_one_sentence_and_code_78(tmp_path: Path) -> None:
    async with town(tmp_path / "refused") as here:
        here.world.faults.add(Fault("error", method="getMe", status=401, count=None))
        await here.start()
        assert await here.died() == 78
        log = (here.folder / "bot.log").read_text()
        assert "does not accept UNPINCH_BOT_TOKEN" in log


async def test_a_signal_while_it_starts_ends_it_in_good_order(tmp_path: Path) -> None:
    async with town(tmp_path / "starting") as here:
        here.world.faults.add(Fault("error", method="getMe", status=502, count=None))
        await here.start()
        await logged(here, "did not answer well")
        assert await here.end(signal.SIGTERM) == 0
        here.world.faults.clear()
        await here.start()
        await here.ana.says("/start", "I'm Unpinch")
        assert await here.end(signal.SIGTERM) == 0


async def test_a_database_of_another_bot_is_left_as_it_is_without_asking_telegram(
    tmp_path: Path,
) -> None:
    async with town(tmp_path / "other") as here:
        await here.start()
        await here.ana.says("/start", "I'm Unpinch")
        assert await here.end(signal.SIGTERM) == 0
        asked = Fault("error", method="getMe", status=401, count=None)
        here.world.faults.add(asked)
        here.token = "4711:another-token"
        await here.start()
        assert await here.died() == 78
        assert asked.hit == 0
        assert "belongs to another bot" in (here.folder / "bot.log").read_text()
