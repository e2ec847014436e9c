"""Bot processes on one database, a pretend Telegram that keeps the ledger, and signals."""

import asyncio
import os
import signal
import sys
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import datetime, timedelta
from pathlib import Path

from sqlmodel import select

from bot.clock import Clock
from bot.sandbox.server import serve
from bot.sandbox.world import World
from storage.database import open_database
from storage.tables import Delivery, Schedule, Subscriber
from tests.journeys.test_replicas import SECRET, free_port

RATE = 50  # a second
LONG_AGO = timedelta(minutes=2)  # longer than any lease


class One:
    """One bot process that can be killed, frozen and started again."""

    def __init__(self, name: str, folder: Path, environment: dict[str, str]) -> None:
        self.log = folder / f"{name}.log"
        self._environment = environment
        self._process: asyncio.subprocess.Process | None = None

    async def start(self) -> None:
        """Start it; the process before must have ended."""
        kept = {name: value for name, value in os.environ.items() if "UNPINCH" not in name}
        with self.log.open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                sys.executable, "-m", "bot", "run",
                env=kept | self._environment, stdout=log, stderr=log,
            )  # fmt: skip

    @property
    def alive(self) -> bool:
        """Whether the process runs."""
        return self._process is not None and self._process.returncode is None

    @property
    def ended(self) -> int | None:
        """The exit code, None while it runs or before the first start."""
        return None if self._process is None else self._process.returncode

    def signals(self, sign: signal.Signals) -> None:
        """Send it a signal, if it still runs."""
        if self._process is not None and self._process.returncode is None:
            self._process.send_signal(sign)

    async def ends(self, sign: signal.Signals) -> int:
        """Send it a signal and wait until it is gone; returns its exit code."""
        assert self._process is not None
        self.signals(sign)
        return await asyncio.wait_for(self._process.wait(), 60)


class Band:
    """All processes on one database, and their Telegram."""

    def __init__(
        self, folder: Path, url: str, world: World, api: str, many: int, patient: str
    ) -> None:
        self.url, self.world = url, world
        self.patient = patient  # the same database for those who only look at it
        self.ones = [One(f"bot{n}", folder, self._environment(api, many)) for n in range(many)]

    def _environment(self, api: str, many: int) -> dict[str, str]:
        """The settings of one process; each of several has an address of its own."""
        found = {
            "UNPINCH_BOT_TOKEN": self.world.token,
            "UNPINCH_API_URL": api,
            "UNPINCH_DATABASE_URL": self.url,
            "UNPINCH_RATE": str(RATE),
        }
        if many == 1:
            return found
        port = free_port()
        return found | {
            "UNPINCH_WEBHOOK_URL": f"http://127.0.0.1:{port}/telegram",
            "UNPINCH_WEBHOOK_SECRET": SECRET,
            "UNPINCH_LISTEN": f"127.0.0.1:{port}",
        }

    async def start(self) -> None:
        """Start every process."""
        await asyncio.gather(*(one.start() for one in self.ones))

    def subscribe(self, people: int) -> list[int]:
        """People whose routine is due now; returns their numbers."""
        accounts = [self.world.add_account(f"P{number}") for number in range(people)]
        for account in accounts:
            account.started = True  # they have begun the chat; nothing of that is to be answered
        now = Clock().now()
        database = open_database(self.patient)
        with database.begin() as db:
            for account in accounts:
                db.add(_subscriber(account.id, now))
            db.flush()
            for account in accounts:
                db.add(Schedule(
                    subscriber_id=account.id, zone="UTC", wall_time=now.strftime("%H:%M"),
                    next_date=now.date(), next_due=now + timedelta(seconds=1),
                ))  # fmt: skip
        database.close()
        return [account.id for account in accounts]

    def rows(self) -> list[Delivery]:
        """Every delivery."""
        database = open_database(self.patient)
        with database.look() as db:
            found = list(db.exec(select(Delivery)))
        database.close()
        return found

    def let_leases_run_out(self, before: datetime) -> None:
        """What was claimed before an instant seems to have been claimed two minutes earlier."""
        database = open_database(self.patient)
        with database.begin() as db:
            for row in db.exec(select(Delivery).where(Delivery.state == "sending")):
                if row.claimed_at is not None and row.claimed_at <= before:
                    row.claimed_at -= LONG_AGO
        database.close()

    def copies(self) -> Counter[int]:
        """How many messages each person has, from Telegram's own book."""
        return Counter(line["chat_id"] for line in self.world.ledger.lines)

    async def close(self) -> None:
        """End what still runs."""
        for one in self.ones:
            one.signals(signal.SIGCONT)
        started = [one for one in self.ones if one.alive]
        await asyncio.gather(*(one.ends(signal.SIGKILL) for one in started))


def _subscriber(number: int, now: datetime) -> Subscriber:
    return Subscriber(
        id=number, chat_id=number, joined_at=now, seen_at=now, stage="ready",
        consent_version="1", consent_at=now, started_on=now.date(), cleared=True, usual=3,
    )  # fmt: skip


@asynccontextmanager
async def band(
    folder: Path, url: str, many: int, patient: str | None = None
) -> AsyncIterator[Band]:
    """Processes that are not started yet; at the end none of them is left."""
    async with AsyncExitStack() as stack:
        world = World(now=Clock().now, ledger=folder / "ledger.jsonl")
        api = await stack.enter_async_context(serve(world))
        made = Band(folder, url, world, api, many, patient or url)
        stack.push_async_callback(made.close)
        yield made
