"""Kill -9: the whole program dies in a delivery and in a session, and nothing is lost.

The pretend Telegram runs in this process and keeps the ledger; the bot is a process of its own.
"""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from pathlib import Path

from sqlmodel import select

from bot.clock import Clock
from bot.sandbox.faults import Fault
from bot.sandbox.server import serve
from bot.sandbox.world import World
from storage.database import open_database
from storage.tables import Delivery, Schedule, Session
from tests.journeys.person import Person

CARD = "Your routine for"
EVIDENCE_WAIT = timedelta(seconds=30)
SLACK = timedelta(seconds=15)
CRASHED = 137


class Town:
    """A pretend Telegram, one person, and a bot process that may die."""

    def __init__(self, folder: Path, world: World, address: str) -> None:
        self.folder = folder
        self.url = f"sqlite:///{folder}/kill.db"
        self.world = world
        self.address = address
        self.ana = Person(_Stage(world), world.add_account("Ana"))  # type: ignore[arg-type]
        self.process: asyncio.subprocess.Process | None = None
        self.clock = Clock()

    async def start(self, fault: str = "") -> None:
        """Start the bot; with a fault it dies at that point as if the power had gone."""
        environment = {
            **{name: value for name, value in os.environ.items() if "UNPINCH" not in name},
            "UNPINCH_BOT_TOKEN": self.token or self.world.token,
            "UNPINCH_API_URL": self.address,
            "UNPINCH_DATABASE_URL": self.url,
            "UNPINCH_FAULT": fault,
        }
        log = (self.folder / "bot.log").open("ab")
        self.process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bot", "run", env=environment, stdout=log, stderr=log
        )
        log.close()

    async def died(self) -> int:
        assert self.process is not None
        return await asyncio.wait_for(self.process.wait(), 60)

    async def end(self, sign: signal.Signals) -> int:
        if self.process is None or self.process.returncode is not None:
            return 0
        self.process.send_signal(sign)
        return await self.died()

    def make_due(self) -> datetime:
        """Make Ana's next routine due now; returns the instant."""
        now = self.clock.now()
        database = open_database(self.url)
        with database.begin() as db:
            row = db.get(Schedule, self.ana.id)
            assert row is not None
            row.next_due, row.next_date = now, now.date()
        database.close()
        return now

    def delivery(self) -> Delivery:
        database = open_database(self.url)
        with database.look() as db:
            found = db.exec(select(Delivery)).one()
        database.close()
        return found

    @property
    def copies(self) -> list[datetime]:
        """When copies of the routine were accepted, from Telegram's own book."""
        sent = [line for line in self.world.ledger.lines if line["text"].find(CARD) >= 0]
        return [datetime.fromisoformat(line["time"]) for line in sent][self.before :]

    before = 0
    token = ""  # instead of the right one

    async def subscribed(self) -> None:
        """Ana subscribes with a bot that then stops in good order."""
        await self.start()
        await self.world.wait_for(lambda w: w.commands, timeout=60)
        await self.ana.subscribes()
        assert await self.end(signal.SIGTERM) == 0
        self.before = len(self.copies)

    async def sees_copies(self, number: int) -> None:
        await self.world.wait_for(lambda _w: len(self.copies) >= number or None, timeout=90)

    async def settles(self) -> str:
        """Start a healthy bot and wait until the delivery has its final state."""
        await self.sees_copies(1)
        assert await self.end(signal.SIGTERM) == 0
        return self.delivery().state


class _Stage:
    """What a Person needs of a sandbox when the bot runs elsewhere."""

    def __init__(self, world: World) -> None:
        self.world = world

    async def wind(self, seconds: float) -> None:
        """Another process has a clock of its own; a few quick taps do it no harm."""


@asynccontextmanager
async def town(folder: Path) -> AsyncIterator[Town]:
    """A served Telegram; at the end no process of ours is left and no token was logged."""
    folder.mkdir()
    world = World(now=Clock().now, ledger=folder / "ledger.jsonl")
    async with serve(world) as address:
        made = Town(folder, world, address)
        try:
            yield made
            log = (folder / "bot.log").read_text()
            assert world.token.partition(":")[2] not in log
            assert "Traceback" not in log
        finally:
            await made.end(signal.SIGKILL)


async def killed_at(folder: Path, point: str) -> tuple[list[datetime], str, datetime]:
    """Die at a named point of the delivery, start again: the copies, the state, the restart."""
    async with town(folder) as here:
        await here.subscribed()
        here.make_due()
        await here.start(point)
        assert await here.died() == CRASHED
        copies_before = len(here.copies)
        started = here.clock.now()
        await here.start()
        await here.sees_copies(copies_before + 1)
        return here.copies, await here.settles(), started


async def test_killed_at_any_point_of_a_delivery_it_comes_once_or_twice_and_is_settled(
    tmp_path: Path,
) -> None:
    """D1, D2, D4: before the claim commits, after it, and between answer and settling."""
    points = ("before_claim_commit", "after_claim", "after_request", "before_settle")
    found = await asyncio.gather(*(killed_at(tmp_path / point, point) for point in points))
    before, claimed, answered, settling = found

    copies, state, started = before
    assert (len(copies), state) == (1, "sent")
    assert copies[0] - started < EVIDENCE_WAIT  # nothing was in doubt, so nothing was waited for

    copies, state, started = claimed
    assert (len(copies), state) == (1, "sent")
    assert EVIDENCE_WAIT - SLACK < copies[0] - started < EVIDENCE_WAIT + 2 * SLACK

    for copies, state, _ in (answered, settling):
        assert (len(copies), state) == (2, "sent")
        assert copies[1] - copies[0] >= EVIDENCE_WAIT - timedelta(seconds=5)


async def test_killed_after_telegram_accepted_a_pressed_button_proves_the_copy(
    tmp_path: Path,
) -> None:
    """D3: kill -9 while the answer is on its way; the button is pressed before a second try."""
    async with town(tmp_path / "d3") as here:
        await here.subscribed()
        here.make_due()
        hold = Fault("hold", method="sendMessage", applied=True)
        here.world.faults.add(hold)
        await here.start()
        await here.sees_copies(1)
        assert await here.end(signal.SIGKILL) == -signal.SIGKILL
        here.world.faults.release_all()
        await here.start()
        await here.ana.taps("Start", "usually hurt")
        assert here.delivery().state == "sent"
        assert len(here.copies) == 1


async def test_killed_in_a_session_it_goes_on_at_the_step_that_was_stored(tmp_path: Path) -> None:
    async with town(tmp_path / "session") as here:
        await here.subscribed()
        await here.start()
        await here.ana.starts()
        here.world.faults.add(Fault("hold", method="editMessageText"))
        step = here.ana.with_button("Done")
        callback = here.world.press_label(here.ana.id, step.message_id, "Done")
        await here.ana.answered(callback)
        assert await here.end(signal.SIGKILL) == -signal.SIGKILL
        here.world.faults.release_all()
        await here.start()
        await here.ana.sees("2 of ")
        database = open_database(here.url)
        with database.look() as db:
            assert db.exec(select(Session)).one().step == 1
        database.close()
        assert await here.end(signal.SIGTERM) == 0


async def test_a_second_process_on_the_same_database_leaves_at_once(tmp_path: Path) -> None:
    """S1: exit code 73, and the first is not disturbed."""
    async with town(tmp_path / "two") as here:
        await here.start()
        await here.world.wait_for(lambda w: w.commands, timeout=60)
        first, here.process = here.process, None
        await here.start()
        assert await here.died() == 73
        assert "already uses" in (here.folder / "bot.log").read_text()
        here.process = first
        await here.ana.says("/start", "I'm Unpinch")
        assert await here.end(signal.SIGTERM) == 0
