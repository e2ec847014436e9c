"""Another usual way: APScheduler with its jobs in a database by SQLAlchemyJobStore."""

import asyncio
import logging
import time
from datetime import UTC, datetime, timedelta
from typing import Any

from apscheduler.jobstores.sqlalchemy import SQLAlchemyJobStore  # type: ignore[import-untyped]
from apscheduler.schedulers.asyncio import AsyncIOScheduler  # type: ignore[import-untyped]
from sqlalchemy import create_engine, event

from tests.bench import child
from tests.bench.people import FIRST, url

RAN: list[float] = []
QUIET = 60.0  # seconds without a job running


async def job(_chat: int) -> None:
    """The work of one subscriber: only that it ran."""
    RAN.append(time.time())


def _scheduler(path: str) -> AsyncIOScheduler:
    engine = create_engine(url(path))
    event.listen(engine, "connect", _durable)
    stores = {"default": SQLAlchemyJobStore(engine=engine)}
    return AsyncIOScheduler(jobstores=stores, timezone="UTC")


def _durable(connection: Any, _record: Any) -> None:
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")


async def fill(path: str, count: int) -> None:
    """A store with a job for each subscriber, at other times of day than soon."""
    logging.disable(logging.CRITICAL)
    scheduler = _scheduler(path)
    scheduler.start(paused=True)
    at = datetime.now(UTC) + timedelta(hours=6)
    for number in range(count):
        scheduler.add_job(
            job, "cron", (FIRST + number,), id=str(number), hour=at.hour, minute=number % 60,
            misfire_grace_time=None,
        )  # fmt: skip
    scheduler.shutdown()


async def promote(path: str, due: int) -> dict[str, Any]:
    """Seconds from the moment at which the first `due` jobs come due until the last of them ran."""
    logging.disable(logging.CRITICAL)
    scheduler = _scheduler(path)
    stalled: list[float] = []
    scheduler.start(paused=True)
    at = datetime.now(UTC)
    for number in range(due):
        scheduler.modify_job(str(number), next_run_time=at)
    watching = asyncio.create_task(child.stalls(stalled))
    await asyncio.sleep(0.05)
    began = time.time()
    scheduler.resume()
    while len(RAN) < due and time.time() - max(RAN[-1:], default=began) < QUIET:  # noqa: ASYNC110  # jobs set no event
        await asyncio.sleep(0.05)
    watching.cancel()
    scheduler.shutdown(wait=False)
    return {"seconds": max(RAN, default=began) - began, "ran": len(RAN), "stall": max(stalled)}


async def filled_and_promoted(path: str, count: int, due: int) -> dict[str, Any]:
    """Both, one after the other."""
    await fill(path, count)
    return await promote(path, due)
