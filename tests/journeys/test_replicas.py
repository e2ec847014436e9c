"""Two processes on one PostgreSQL behind one webhook: one dies in a burst, and nothing is lost.

The pretend Telegram and the proxy before the replicas live in this process; the replicas do not.
"""

import asyncio
import os
import signal
import socket
import sys
from collections import Counter, defaultdict
from collections.abc import AsyncIterator, Coroutine
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import timedelta
from itertools import count
from pathlib import Path
from time import monotonic
from typing import Any

import aiohttp
from sqlmodel import select

from bot.chat.webhook import CONNECTIONS
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
SMALL = 100  # people
RATE = 50  # routines a second


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

    def __init__(
        self, folder: Path, url: str, world: World, api: str, many: int, patient: str
    ) -> None:
        self.world, self.url, self.api = world, url, api
        self.patient = patient  # the same database for those who only look at it
        self.replicas = [Replica(folder, number) for number in range(many)]
        self.http = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=30))
        self._connections = asyncio.Semaphore(CONNECTIONS)
        self._numbers = count(1)
        self._turns = count()

    async def start(self) -> None:
        environment = {
            "UNPINCH_BOT_TOKEN": self.world.token,
            "UNPINCH_API_URL": self.api,
            "UNPINCH_DATABASE_URL": self.url,
            "UNPINCH_WEBHOOK_URL": f"http://127.0.0.1:{self.replicas[0].port}{PATH}",
            "UNPINCH_WEBHOOK_SECRET": SECRET,
            "UNPINCH_RATE": str(RATE),
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
        """Post an update to the next replica until one says that it is stored.

        Like Telegram it has so many connections and no more; what comes meanwhile waits.
        """
        async with self._connections:
            while True:
                replica = self.replicas[next(self._turns) % len(self.replicas)]
                try:
                    place = f"http://127.0.0.1:{replica.port}{PATH}"
                    async with self.http.post(place, json=update, headers=HEADERS) as answer:
                        if answer.status == 200:
                            return
                except (aiohttp.ClientError, TimeoutError):
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
        made = Fleet(folder, url, world, api, many, postgres.patient(url))
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


async def until(done: Any, seconds: float, pause: float = 0.25) -> None:
    async with asyncio.timeout(seconds):
        while not await asyncio.to_thread(done):  # noqa: ASYNC110  # it looks at other processes
            await asyncio.sleep(pause)


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

    def __init__(self, fleet: Fleet, people: int) -> None:
        self.fleet = fleet
        self.people = subscribe(fleet.patient, fleet.world, people)
        self.brought: set[int] = set()
        self.wrote: dict[int, list[str]] = {person: [] for person in self.people}
        self._turn = {person: asyncio.Lock() for person in self.people}
        self._patience = 0.25 if people <= SMALL else 2.0  # seconds between two looks
        self.came = self.stored = 0.0  # updates a second

    async def _write(self, person: int) -> None:
        """One more update of somebody, stored before their next one is brought."""
        async with self._turn[person]:
            words = f"qq{len(self.wrote[person])}"
            update = self.fleet.text(person, f"/exercises {words}")
            self.wrote[person].append(words)
            self.brought.add(update["update_id"])
            await self.fleet.bring(update)

    async def each_writes(self, texts: int) -> None:
        """Everybody writes so many texts, all at once and each one after the other."""
        await asyncio.gather(*(self._write(one) for _ in range(texts) for one in self.people))

    async def some_write(self, a_second: float, writers: int) -> None:
        """So many updates a second, of so many people in turn, while routines go out.

        They come when it is time for them, however slow the answers to the former are, and for as
        long as the routines need at the least.
        """
        begun, under_way = monotonic(), set[asyncio.Task[None]]()
        many = int(len(self.people) / RATE * a_second)
        for number in range(1, many + 1):
            task = asyncio.create_task(self._write(self.people[number % writers]))
            under_way.add(task)
            task.add_done_callback(under_way.discard)
            await asyncio.sleep(max(0.0, begun + number / a_second - monotonic()))
        self.came = many / (monotonic() - begun)
        await asyncio.gather(*under_way)
        self.stored = many / (monotonic() - begun)

    def cards(self) -> Counter[int]:
        """How many routines each person got."""
        lines = self.fleet.world.ledger.lines
        return Counter(line["chat_id"] for line in lines if CARD in line["text"])

    def heard(self) -> dict[int, list[str]]:
        """Which answers each person got, in the order in which Telegram took them."""
        found: dict[int, list[str]] = defaultdict(list)
        for line in self.fleet.world.ledger.lines:
            if "“qq" in line["text"]:
                found[line["chat_id"]].append(line["text"].partition("“")[2].partition("”")[0])
        return found

    async def run(self, writes: Coroutine[Any, Any, None], *, seconds: float = 60) -> None:
        """Write, kill the first replica when some routines are out, and wait for the end."""
        some = len(self.people) // 4
        async with asyncio.timeout(seconds), asyncio.TaskGroup() as both:
            both.create_task(writes)
            await self._until(lambda: len(self.cards()) >= some or None, seconds)
            await self.fleet.replicas[0].end(signal.SIGKILL)
        await self._until(lambda: self._settled(but_lost=True), seconds)
        let_leases_run_out(self.fleet.patient)
        await self._until(self._settled, seconds)

    async def _until(self, done: Any, seconds: float) -> None:
        await until(done, seconds, pause=self._patience)

    def _settled(self, *, but_lost: bool = False) -> bool:
        """Whether nothing is open; `but_lost` leaves aside what the dead replica had in hand."""
        deliveries, stored = rows_of(self.fleet.patient)
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
        deliveries, stored = rows_of(self.fleet.patient)
        cards, heard = self.cards(), self.heard()
        copies = Counter(cards[person] for person in self.people)
        wrote = self.wrote
        return {
            "routines": len(self.people),
            "copies": dict(sorted(copies.items())),
            "states": dict(Counter(row.state for row in deliveries)),
            "updates": dict(Counter(row.state for row in stored if row.update_id in self.brought)),
            "never stored": len(self.brought - {row.update_id for row in stored}),
            "lost answers": sum(set(heard[one]) != set(wrote[one]) for one in self.people),
            "out of order": sum(list(dict.fromkeys(heard[one])) != wrote[one] for one in wrote),
        }


async def test_one_of_two_replicas_dies_in_a_burst_and_nothing_is_lost_or_out_of_order(
    tmp_path: Path, postgres: Postgres
) -> None:
    """No third copy, no routine and no update lost, and each person is answered in order."""
    async with fleet(tmp_path, postgres, 2) as here:
        burst = Burst(here, people=24)
        await burst.run(burst.each_writes(4))
        found = burst.record()
    assert found["states"] == {"sent": 24}
    assert set(found["copies"]) <= {1, 2}
    assert found["updates"] == {"done": 24 * 4}
    assert found["never stored"] == 0
    assert (found["lost answers"], found["out of order"]) == (0, 0)
