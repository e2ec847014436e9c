"""Work of ours that is measured in a process of its own, see `child.run`."""

import asyncio
import gc
import logging
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import event

from bot.clock import Clock
from bot.coach.zones import use_packaged_zones
from bot.ops.lock import take_lock
from bot.services import deliveries, schedules
from bot.services.work import Work, Worker
from content.loader import load_library
from content.words import Words
from storage.database import Database, open_database
from storage.migrate import migrate
from tests.bench import child
from tests.bench.people import url


def _worker(database: Database) -> Worker:
    logging.disable(logging.CRITICAL)
    use_packaged_zones()
    library = load_library()
    worker = Worker(database, library, Words(library.phrases), Clock())
    gc.freeze()  # as `unpinch run` does
    return worker


async def promote(path: str) -> dict[str, Any]:
    """Promote all that is due, step by step, as the sender does; times are in seconds and ms."""
    database = open_database(url(path))
    worker = _worker(database)
    commits: list[float] = []
    event.listen(database.engine, "commit", lambda _connection: commits.append(time.time()))
    stalled: list[float] = []
    steps: list[float] = []
    gc.collect()
    watching = asyncio.create_task(child.stalls(stalled))
    await asyncio.sleep(0.05)
    began = time.perf_counter()
    done = more = await worker.run(deliveries.promote)
    steps.append(time.perf_counter() - began)
    while more:
        step = time.perf_counter()
        more = await worker.run(deliveries.promote)
        steps.append(time.perf_counter() - step)
        done += more
    seconds = time.perf_counter() - began
    watching.cancel()
    rows = await worker.look(_waiting)
    worker.close()
    return {"seconds": seconds, "promoted": rows, "stall": max(stalled, default=0.0),
            "longest": max(steps) * 1000, "commits": len(commits), "schedules": done}  # fmt: skip


def _waiting(work: Work) -> int:
    found = work.db.connection().exec_driver_sql("SELECT COUNT(*) FROM delivery")
    return int(found.scalar_one())


def start(path: str) -> dict[str, Any]:
    """Seconds from a closed file until the first look for what is due is over; memory it took."""
    database = open_database(url(path))
    worker = _worker(database)
    gc.collect()
    memory, began = child.resident(), time.perf_counter()
    lock = take_lock(Path(path))
    migrate(database)
    migrated = time.perf_counter()
    worker.run_here(schedules.recompute_all)
    worker.run_here(deliveries.reconcile_at_start)
    worker.look_here(deliveries.anything_due)
    seconds = time.perf_counter() - began
    gc.collect()
    found = {"seconds": seconds, "memory": child.resident() - memory,
             "migrate": migrated - began, "at": datetime.now(UTC).timestamp()}  # fmt: skip
    worker.close()
    if lock is not None:
        lock.close()
    return found
