"""Two processes on one PostgreSQL behind one webhook: one dies in a burst, and nothing is lost.

The pretend Telegram and the proxy before the replicas live in this process; the replicas do not.
"""

import asyncio
import os
import signal
import socket
import sys
from collections import Counter, defaultdict
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import timedelta
from itertools import count
from pathlib import Path
from typing import Any

import aiohttp
from sqlmodel import select

from bot.clock import Clock
from bot.sandbox.server import serve
from bot.sandbox.world import World
from storage.database import open_database
from storage.tables import Delivery, Inbox, Schedule, Subscriber
from tests.engines import Postgres

SECRET = "the-secret-of-this-very-town"  # of a town that lives for seconds
HEADERS = {"X-Telegram-Bot-Api-Secret-Token": SECRET}
CARD = "Before the next routine"  # these people have not been asked for their warning signs
PATH = "/telegram"


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        found: int = taken.getsockname()[1]
        return found


class Replica:
    """One bot process with its own address."""

    def __init__(self, folder: Path, number: int) -> None:
        self.port = free_port()
        self.log = folder / f"replica{number}.log"
        self.process: asyncio.subprocess.Process | None = None

    async def start(self, environment: dict[str, str]) -> None:
        mine = {
            **{name: value for name, value in os.environ.items() if "UNPINCH" not in name},
            **environment,
            "UNPINCH_LISTEN": f"127.0.0.1:{self.port}",
        }
        with self.log.open("ab") as log:
            self.process = await asyncio.create_subprocess_exec(
                sys.executable, "-m", "bot", "run", env=mine, stdout=log, stderr=log
            )

    async def end(self, sign: signal.Signals) -> int:
        assert self.process is not None
        if self.process.returncode is None:
            self.process.send_signal(sign)
        return await asyncio.wait_for(self.process.wait(), 60)


class Fleet:
    """Replicas on one database, and the line that brings them updates in turn."""

    def __init__(self, folder: Path, url: str, world: World, api: str, many: int) -> None:
        self.world, self.url, self.api = world, url, api
        self.replicas = [Replica(folder, number) for number in range(many)]
        self.http = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=30))
        self._numbers = count(1)
        self._turns = count()

    async def start(self) -> None:
        environment = {
            "UNPINCH_BOT_TOKEN": self.world.token,
            "UNPINCH_API_URL": self.api,
            "UNPINCH_DATABASE_URL": self.url,
            "UNPINCH_WEBHOOK_URL": f"http://127.0.0.1:{self.replicas[0].port}{PATH}",
            "UNPINCH_WEBHOOK_SECRET": SECRET,
            "UNPINCH_RATE": "50",
        }
        await asyncio.gather(*(one.start(environment) for one in self.replicas))
        await asyncio.gather(*(self._ready(one) for one in self.replicas))

    async def _ready(self, replica: Replica) -> None:
        async with asyncio.timeout(60):
            while True:
                assert replica.process is not None
                assert replica.process.returncode is None, replica.log.read_text()
                try:
                    async with self.http.get(f"http://127.0.0.1:{replica.port}/healthz") as answer:
                        if answer.status == 200:
                            return
                except aiohttp.ClientError:
                    pass
                await asyncio.sleep(0.1)

    def text(self, person: int, words: str) -> dict[str, Any]:
        """An update in which somebody writes."""
        who = {"id": person, "is_bot": False, "first_name": "Bo", "language_code": "en"}
        chat = {"id": person, "type": "private", "first_name": "Bo"}
        number = next(self._numbers)
        message = {"message_id": number, "date": 1, "from": who, "chat": chat, "text": words}
        return {"update_id": number, "message": message}

    async def bring(self, update: dict[str, Any]) -> None:
        """Post an update to the next replica until one says that it is stored."""
        async with asyncio.timeout(60):
            while True:
                replica = self.replicas[next(self._turns) % len(self.replicas)]
                try:
                    place = f"http://127.0.0.1:{replica.port}{PATH}"
                    async with self.http.post(place, json=update, headers=HEADERS) as answer:
                        if answer.status == 200:
                            return
                except aiohttp.ClientError:
                    pass
                await asyncio.sleep(0.05)

    async def close(self) -> None:
        await asyncio.gather(*(one.end(signal.SIGKILL) for one in self.replicas))
        await self.http.close()


@asynccontextmanager
async def fleet(folder: Path, postgres: Postgres, many: int) -> AsyncIterator[Fleet]:
    """Running replicas; at the end none is left and no secret stands in any log."""
    async with AsyncExitStack() as stack:
        url = postgres.fresh()
        stack.callback(postgres.drop, url)
        world = World(now=Clock().now, ledger=folder / "ledger.jsonl")
        api = await stack.enter_async_context(serve(world))
        made = Fleet(folder, url, world, api, many)
        stack.push_async_callback(made.close)
        await made.start()
        yield made
        for replica in made.replicas:
            assert SECRET not in replica.log.read_text()


def subscribe(url: str, world: World, people: int) -> list[int]:
    """People with a routine that is due now; returns their numbers."""
    numbers = [world.add_account(f"P{n}").id for n in range(people)]
    for number in numbers:
        world.say(number, "hello")  # a chat is begun by the person
    now = Clock().now()
    database = open_database(url)
    with database.begin() as db:
        for number in numbers:
            db.add(Subscriber(
                id=number, chat_id=number, joined_at=now, seen_at=now, stage="ready",
                consent_version="1", consent_at=now, started_on=now.date(), cleared=True, usual=3,
            ))  # fmt: skip
            db.flush()
            db.add(Schedule(
                subscriber_id=number, zone="UTC", wall_time=now.strftime("%H:%M"),
                next_date=now.date(), next_due=now + timedelta(seconds=1),
            ))  # fmt: skip
    database.close()
    return numbers


def rows_of(url: str) -> tuple[list[Delivery], list[Inbox]]:
    database = open_database(url)
    with database.look() as db:
        found = list(db.exec(select(Delivery))), list(db.exec(select(Inbox)))
    database.close()
    return found


async def until(done: Any, seconds: float) -> None:
    async with asyncio.timeout(seconds):
        while not await asyncio.to_thread(done):  # noqa: ASYNC110  # it looks at other processes
            await asyncio.sleep(0.25)


def let_leases_run_out(url: str) -> None:
    """As if two minutes had passed since the death of a replica."""
    ago = timedelta(minutes=2)
    database = open_database(url)
    with database.begin() as db:
        for sending in db.exec(select(Delivery).where(Delivery.state == "sending")):
            assert sending.claimed_at is not None
            sending.claimed_at -= ago
        for owed in db.exec(select(Inbox).where(Inbox.state == "handled")):
            assert owed.handled_at is not None
            owed.handled_at -= ago
    database.close()


class Burst:
    """Routines that are due at once while people write, and a replica that dies in between."""

    def __init__(self, fleet: Fleet, people: int, texts: int) -> None:
        self.fleet = fleet
        self.texts = texts
        self.people = subscribe(fleet.url, fleet.world, people)
        self.started = Clock().now()
        self.brought: set[int] = set()

    async def _writes(self, person: int, pause: float) -> None:
        for number in range(self.texts):
            update = self.fleet.text(person, f"/exercises qq{number}")
            self.brought.add(update["update_id"])
            await self.fleet.bring(update)
            await asyncio.sleep(pause)

    def cards(self) -> Counter[int]:
        lines = self.fleet.world.ledger.lines
        return Counter(line["chat_id"] for line in lines if CARD in line["text"])

    def heard(self) -> dict[int, list[str]]:
        """Which answers each person got, in the order in which Telegram took them."""
        found: dict[int, list[str]] = defaultdict(list)
        for line in self.fleet.world.ledger.lines:
            if "“qq" in line["text"]:
                found[line["chat_id"]].append(line["text"].partition("“")[2].partition("”")[0])
        return found

    async def run(self, *, pause: float = 0.0, seconds: float = 60) -> None:
        """Write, kill the first replica when some routines are out, and wait for the end."""
        writing = asyncio.gather(*(self._writes(one, pause) for one in self.people))
        some = len(self.people) // 4
        await until(lambda: len(self.cards()) >= some or None, seconds)
        await self.fleet.replicas[0].end(signal.SIGKILL)
        await writing
        await until(lambda: self._settled(but_lost=True), seconds)
        let_leases_run_out(self.fleet.url)
        await until(self._settled, seconds)

    def _settled(self, *, but_lost: bool = False) -> bool:
        """Whether nothing is open; `but_lost` leaves aside what the dead replica had in hand."""
        deliveries, stored = rows_of(self.fleet.url)
        if len(deliveries) < len(self.people):
            return False
        rows = [row.state for row in deliveries] + [row.state for row in stored]
        if not but_lost:
            return not {"waiting", "sending", "new", "handled"} & set(rows)
        open_to = {row.person_id for row in stored if row.state == "handled"}
        new = [row for row in stored if row.state == "new" and row.person_id not in open_to]
        return "waiting" not in rows and not new and rows.count("sending") <= 8

    def record(self) -> dict[str, Any]:
        """What came of it, from Telegram's own book and from the rows."""
        deliveries, stored = rows_of(self.fleet.url)
        cards = self.cards()
        copies = Counter(cards[person] for person in self.people)
        expected = [f"qq{number}" for number in range(self.texts)]
        heard = self.heard()
        return {
            "routines": len(self.people),
            "copies": dict(sorted(copies.items())),
            "states": dict(Counter(row.state for row in deliveries)),
            "updates": dict(Counter(row.state for row in stored if row.update_id in self.brought)),
            "lost answers": sum(set(heard[one]) != set(expected) for one in self.people),
            "out of order": sum(list(dict.fromkeys(heard[one])) != expected for one in self.people),
        }


async def test_one_of_two_replicas_dies_in_a_burst_and_nothing_is_lost_or_out_of_order(
    tmp_path: Path, postgres: Postgres
) -> None:
    """No third copy, no routine and no update lost, and each person is answered in order."""
    async with fleet(tmp_path, postgres, 2) as here:
        burst = Burst(here, people=24, texts=4)
        await burst.run()
        found = burst.record()
    assert found["states"] == {"sent": 24}
    assert set(found["copies"]) <= {1, 2}
    assert found["updates"] == {"done": 24 * 4}
    assert (found["lost answers"], found["out of order"]) == (0, 0)
