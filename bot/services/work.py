"""Work: one transaction, the library and one `now`; the Worker runs services off the loop."""

import asyncio
import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from bot.clock import Clock
from bot.services import marks
from bot.services.operator import NOBODY, Operator
from content.model import Library
from content.words import Words
from storage.database import Database, Transaction, server_now

log = logging.getLogger("unpinch")

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Work:
    """What a service is handed: an open transaction, the library, the words and one `now`."""

    db: Transaction
    library: Library
    words: Words
    now: datetime
    operator: Operator = NOBODY


class Worker:
    """Runs one service at a time in a thread, each whole inside one transaction.

    One thread, because SQLite has one writer; so the order in which work is handed over is the
    order in which it takes effect.
    """

    def __init__(
        self,
        database: Database,
        library: Library,
        words: Words,
        clock: Clock,
        operator: Operator = NOBODY,
    ) -> None:
        self.database = database
        self.library = library
        self.words = words
        self.clock = clock
        self.operator = operator
        self._threads = ThreadPoolExecutor(max_workers=1, thread_name_prefix="worker")

    async def run(self, service: Callable[[Work], T]) -> T:
        """Run `service` in a writing transaction; commit at its end, roll back if it raises."""
        return await asyncio.get_running_loop().run_in_executor(
            self._threads, marks.kept(self.run_here), service
        )

    async def look(self, service: Callable[[Work], T]) -> T:
        """Run `service` in a reading transaction that takes no write lock."""
        return await asyncio.get_running_loop().run_in_executor(
            self._threads, marks.kept(self.look_here), service
        )

    def run_here(self, service: Callable[[Work], T]) -> T:
        """Run `service` in this thread, in a writing transaction."""
        with self.database.begin() as db:
            return service(self._work(db))

    def look_here(self, service: Callable[[Work], T]) -> T:
        """Run `service` in this thread, in a reading transaction."""
        with self.database.look() as db:
            return service(self._work(db))

    def _work(self, db: Transaction) -> Work:
        return Work(db, self.library, self.words, self._now(db), self.operator)

    def _now(self, db: Transaction) -> datetime:
        """One clock for all replicas: that of the database server, where there is one."""
        read = server_now(db)
        return self.clock.now() if read is None else self.clock.at(read)

    def close(self) -> None:
        """Wait for the work under way and stop the thread."""
        self._threads.shutdown(wait=True)

    async def end(self, limit: float) -> None:
        """Let the work under way end, for at most `limit` seconds, while the loop goes on."""
        try:
            async with asyncio.timeout(limit):
                await asyncio.get_running_loop().run_in_executor(self._threads, _nothing)
        except TimeoutError:
            log.warning("the database did not answer for %d seconds", limit)
        finally:
            self._threads.shutdown(wait=False, cancel_futures=True)


def _nothing() -> None:
    """The last piece of work: once it has run, everything before it has."""
