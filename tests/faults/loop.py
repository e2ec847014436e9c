"""The long loop: processes are killed and frozen while routines go out, at points drawn by a seed.

Who got what is read from the ledger of the pretend Telegram, not from the bot.
"""

import asyncio
import signal
import sqlite3
import tempfile
from collections import Counter
from contextlib import closing, suppress
from dataclasses import asdict, dataclass
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import Any

from sqlalchemy.exc import OperationalError

from bot.clock import Clock
from bot.sandbox.faults import Fault
from storage.database import open_database
from storage.migrate import migrate
from tests.delivery.town import guard
from tests.engines import Postgres
from tests.faults.band import Band, One, band

FINAL = {"sent", "failed", "skipped", "cancelled", "unknown"}
IN_A_SEND = 0.75  # of all kills and freezes
# What Telegram does to a send, with its share of all sends.
SHARES: tuple[tuple[float, dict[str, Any]], ...] = (
    (0.02, {"kind": "error", "status": 429, "retry_after": 1}),
    (0.01, {"kind": "reset"}),
    (0.01, {"kind": "reset", "applied": True}),
    (0.005, {"kind": "error", "status": 502, "html": True, "applied": True}),
    (0.005, {"kind": "half", "applied": True}),
)


@dataclass(frozen=True, slots=True)
class Record:
    """What came of one run. `copies` counts the people who got 0, 1, 2 or more messages."""

    database: str
    processes: int
    routines: int
    kills: int
    in_a_send: int
    freezes: int
    faults: int
    copies: dict[str, int]
    states: dict[str, int]
    without_a_copy: dict[str, int]
    by_itself: list[int]
    broken: list[str]

    def line(self) -> str:
        """The run as a line of the table in docs/reliability.md."""
        copies = " / ".join(str(self.copies[number]) for number in ("0", "1", "2", "3+"))
        lost = ", ".join(f"{state} {n}" for state, n in self.without_a_copy.items()) or "none"
        troubles = f"{self.kills} + {self.freezes} ({self.in_a_send})"
        return (
            f"| {self.database} | {self.processes} | {self.routines:,} | {troubles} "
            f"| {self.faults} | {copies} | {lost} |"
        )

    def facts(self) -> dict[str, Any]:
        """The run as plain values."""
        return asdict(self)


class Loop:
    """One run: `kills` deaths and `freezes` freezes spread over the time in which sends go out."""

    def __init__(self, band: Band, seed: int, kills: int, freezes: int) -> None:
        self.band = band
        self.chance = Random(seed)  # the same seed draws the same troubles
        self.plan = ["kill"] * kills + ["freeze"] * freezes
        self.chance.shuffle(self.plan)
        self.kills = self.in_a_send = self.freezes = 0
        self.people: list[int] = []
        self.by_itself: list[int] = []  # the exit codes
        self.faults: list[Fault] = []

    async def run(self, people: int, seconds: float) -> None:
        """Everything from the first start to the last final row; TimeoutError when it hangs."""
        self.people = self.band.subscribe(people)
        self._script(people)
        await self.band.start()
        async with asyncio.timeout(seconds):
            await self._until_out(1)
            for number, what in enumerate(self.plan, start=1):
                await self._until_out(people * number // (len(self.plan) + 2))
                await self._trouble(what)
            await self._all_final()

    def _script(self, people: int) -> None:
        """Draw which of the sends go wrong by themselves."""
        for share, how in SHARES:
            for place in sorted(self.chance.sample(range(people), int(people * share))):
                fault = Fault(method="sendMessage", skip=place, **how)
                self.faults.append(self.band.world.faults.add(fault))

    async def _until_out(self, number: int) -> None:
        """Wait until so many people have a message."""
        while len(self.band.copies()) < number:
            await asyncio.sleep(0.1)  # other processes work meanwhile
            await self._revive()

    async def _revive(self) -> None:
        """What a supervisor does: start again what ended by itself."""
        for one in self.band.ones:
            if (code := one.ended) is not None:
                self.by_itself.append(code)
                await one.start()

    async def _trouble(self, what: str) -> None:
        """Let one process die or freeze, mostly while it waits for Telegram's answers."""
        hold = await self._held() if self.chance.random() < IN_A_SEND else None
        await asyncio.sleep(self.chance.uniform(0, 0.3))
        victim = self.chance.choice(self.band.ones)
        if hold is not None and hold.hit:
            self.in_a_send += 1
        if what == "kill":
            self.kills += 1
            await self._kill(victim, hold)
        else:
            self.freezes += 1
            await self._freeze(victim, hold)

    async def _held(self) -> Fault:
        """From now on Telegram holds every answer; returns when it holds some."""
        fault = Fault(
            "hold", method="sendMessage", count=None,
            applied=self.chance.random() < 0.5, release=asyncio.Event(),
        )  # fmt: skip
        self.band.world.faults.script.insert(0, fault)
        with suppress(TimeoutError):
            async with asyncio.timeout(5):
                while fault.hit < 8 * len(self.band.ones):  # noqa: ASYNC110  # others work
                    await asyncio.sleep(0.02)
        return fault

    def _let_go(self, hold: Fault | None) -> None:
        if hold is not None and hold.release is not None:
            hold.count = hold.hit
            hold.release.set()

    async def _kill(self, victim: One, hold: Fault | None) -> None:
        code = await victim.ends(signal.SIGKILL)
        if code != -signal.SIGKILL:
            self.by_itself.append(code)
        died = Clock().now()
        self._let_go(hold)
        if len(self.band.ones) == 1:  # it finds at its start what it held long ago
            await asyncio.to_thread(self.band.let_leases_run_out, died)
        await victim.start()
        await self._expire(died)

    async def _freeze(self, victim: One, hold: Fault | None) -> None:
        """Freeze it until its lease is over for the others, then let it go on."""
        victim.signals(signal.SIGSTOP)
        frozen = Clock().now()
        await self._expire(frozen)
        await asyncio.sleep(self.chance.uniform(0.5, 6.5))
        self._let_go(hold)
        await asyncio.sleep(self.chance.uniform(0, 1))
        victim.signals(signal.SIGCONT)

    async def _expire(self, before: Any) -> None:
        """With several processes: the others need not wait 90 s for the lease of this one."""
        if len(self.band.ones) == 1:
            return
        await asyncio.sleep(1)
        with suppress(OperationalError):  # a frozen process may hold a lock for some seconds
            await asyncio.to_thread(self.band.let_leases_run_out, before)

    async def _is_final(self) -> bool:
        rows = await asyncio.to_thread(self.band.rows)
        return len(rows) == len(self.people) and all(row.state in FINAL for row in rows)

    async def _all_final(self) -> None:
        while not await self._is_final():
            await self._revive()
            await self._expire(Clock().now() - timedelta(seconds=20))
            await asyncio.sleep(1)

    def record(self, database: str) -> Record:
        """What came of it, and every promise that was broken."""
        rows = self.band.rows()
        copies = self.band.copies()
        each = Counter(min(copies[person], 3) for person in self.people)
        empty = Counter(row.state for row in rows if not copies[row.subscriber_id])
        return Record(
            database=database,
            processes=len(self.band.ones),
            routines=len(self.people),
            kills=self.kills,
            in_a_send=self.in_a_send,
            freezes=self.freezes,
            faults=sum(fault.hit for fault in self.faults),
            copies={"0": each[0], "1": each[1], "2": each[2], "3+": each[3]},
            states=dict(Counter(row.state for row in rows)),
            without_a_copy=dict(empty),
            by_itself=self.by_itself,
            broken=[*self._broken(), *self._leaks(), *self._damage()],
        )

    def _broken(self) -> list[str]:
        """Each row against the ledger."""
        found = []
        copies = self.band.copies()
        early = {line["chat_id"]: line["time"] for line in reversed(self.band.world.ledger.lines)}
        for row in self.band.rows():
            here = copies[row.subscriber_id]
            if here > 2:
                found.append(f"delivery {row.id}: {here} copies")
            if here > max(row.copies_possible, 0):
                found.append(f"delivery {row.id}: {here} copies, {row.copies_possible} counted")
            if row.state not in FINAL:
                found.append(f"delivery {row.id}: still {row.state}")
            if row.state == "sent" and not here:
                found.append(f"delivery {row.id}: sent without a copy")
            if here and early[row.subscriber_id] < row.due.isoformat():
                found.append(f"delivery {row.id}: a copy before it was due")
        return found

    def _leaks(self) -> list[str]:
        """The secret half of the token in what the processes wrote."""
        secret = self.band.world.token.partition(":")[2]
        return [
            f"{one.log.name} shows the token"
            for one in self.band.ones
            if one.log.exists() and secret in one.log.read_text(errors="replace")
        ]

    def _damage(self) -> list[str]:
        """What SQLite itself says about its file."""
        if not self.band.url.startswith("sqlite"):
            return []
        with closing(sqlite3.connect(self.band.url.removeprefix("sqlite:///"))) as opened:
            said = opened.execute("PRAGMA integrity_check").fetchone()[0]
        return [] if said == "ok" else [said]


def prepare(url: str) -> None:
    """Make the tables, and let the database refuse every step of a row that is not on the list."""
    opened = open_database(url)
    migrate(opened)
    guard(opened)
    opened.close()


async def _run(
    url: str, many: int, people: int, seed: int, kills: int, freezes: int, seconds: float,
    patient: str | None = None,
) -> Record:  # fmt: skip
    prepare(patient or url)
    with tempfile.TemporaryDirectory() as folder:
        async with band(Path(folder), url, many, patient) as here:
            loop = Loop(here, seed, kills, freezes)
            try:
                await loop.run(people, seconds)
            except TimeoutError:
                return loop.record(_name(url))
            return loop.record(_name(url))


def _name(url: str) -> str:
    return "SQLite" if url.startswith("sqlite") else "PostgreSQL"


async def on_sqlite(
    people: int, seed: int = 1, kills: int = 10, freezes: int = 4, seconds: float = 1200
) -> Record:
    """One process on SQLite that is killed, frozen and started again."""
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/loop.db"
        return await _run(url, 1, people, seed, kills, freezes, seconds)


async def on_postgresql(
    people: int, seed: int = 1, kills: int = 10, freezes: int = 5,
    seconds: float = 1200, replicas: int = 4,
) -> Record:  # fmt: skip
    """Several replicas on one PostgreSQL server."""
    server = Postgres()
    try:
        url = server.fresh()
        patient = server.patient(url)
        return await _run(url, replicas, people, seed, kills, freezes, seconds, patient)
    finally:
        server.stop()
