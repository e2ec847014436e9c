"""Results that come while one transaction runs share the next; one that fails harms no other."""

import asyncio
from collections.abc import AsyncIterator
from typing import cast

import pytest
from sqlalchemy import event

from bot.chat.together import Together
from bot.clock import Clock
from bot.services.work import Work, Worker
from content.model import Library
from content.words import Words
from storage.database import Database
from storage.tables import Meta


class Bench:
    """A worker on a real database, whose commits are counted."""

    def __init__(self, database: Database) -> None:
        self.worker = Worker(database, cast("Library", None), cast("Words", None), Clock())
        self.together = Together(self.worker)
        self.commits = 0
        event.listen(database.engine, "commit", self._committed)

    def _committed(self, _connection: object) -> None:
        self.commits += 1

    async def write(self, key: str) -> str:
        def service(work: Work) -> str:
            if key == "bad":
                raise ValueError("this one cannot be written")
            work.db.add(Meta(key=key, value="written"))
            work.db.flush()
            return key

        return await self.together.run(service)

    async def kept(self) -> set[str]:
        def read(work: Work) -> set[str]:
            rows = work.db.connection().exec_driver_sql("SELECT key FROM meta")
            return {row[0] for row in rows}

        return await self.worker.look(read)


@pytest.fixture
async def bench(database: Database) -> AsyncIterator[Bench]:
    made = Bench(database)
    yield made
    made.worker.close()


async def test_what_comes_while_one_is_written_shares_the_next_transaction(bench: Bench) -> None:
    names = [f"name {number}" for number in range(20)]
    found = await asyncio.gather(*(bench.write(name) for name in names))
    assert found == names
    assert set(names) <= await bench.kept()
    assert bench.commits <= 4  # two of ours, and the look


async def test_one_that_fails_learns_it_and_the_others_are_written(bench: Bench) -> None:
    work = [bench.write(name) for name in ("one", "two", "bad", "three")]
    found = await asyncio.gather(*work, return_exceptions=True)
    assert isinstance(found[2], ValueError)
    assert [one for one in found if isinstance(one, str)] == ["one", "two", "three"]
    assert {"one", "two", "three"} <= await bench.kept()


async def test_each_gets_what_its_own_work_returned(bench: Bench) -> None:
    assert await bench.write("alone") == "alone"
    assert await asyncio.gather(bench.write("a"), bench.write("b")) == ["a", "b"]


async def test_one_that_is_cancelled_does_not_stop_those_behind_it(bench: Bench) -> None:
    tasks = [asyncio.create_task(bench.write(name)) for name in ("first", "second", "third")]
    await asyncio.sleep(0)
    tasks[1].cancel()
    found = await asyncio.gather(*tasks, return_exceptions=True)
    assert (found[0], found[2]) == ("first", "third")
    assert {"first", "third"} <= await bench.kept()


async def test_one_that_is_cancelled_while_all_are_written_takes_nobody_along(bench: Bench) -> None:
    tasks = [asyncio.create_task(bench.write(name)) for name in ("first", "second", "third")]
    for _ in range(3):
        await asyncio.sleep(0)  # the first one is writing for all of them
    tasks[0].cancel()
    found = await asyncio.gather(*tasks, return_exceptions=True)
    assert found[1:] == ["second", "third"]
    assert {"second", "third"} <= await bench.kept()
