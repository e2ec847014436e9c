"""The usual way: one `JobQueue.run_daily` job for each subscriber, on the stock request class."""

import asyncio
import gc
import logging
import time
from collections.abc import Callable, Coroutine
from datetime import UTC, datetime, timedelta
from typing import Any

from telegram import InlineKeyboardButton, InlineKeyboardMarkup
from telegram.ext import Application, ApplicationBuilder, ContextTypes, JobQueue

from tests.bench import child
from tests.bench.people import FIRST
from tests.bench.telegram import TOKEN

Callback = Callable[[ContextTypes.DEFAULT_TYPE], Coroutine[Any, Any, None]]
PTB = Application[Any, Any, Any, Any, Any, Any]
ADDED_ON_TRIAL = 1000
# As long as a card of ours, with as many buttons.
TEXT = "<b>Your routine for today</b>\nAbout 10 minutes.\n\n" + "1. A move, 2 times 8, slow\n" * 18
ROWS = InlineKeyboardMarkup.from_column(
    [InlineKeyboardButton(word, callback_data=f"{word}.1") for word in ("Start", "Later", "No")]
)

NO_GRACE: dict[str, Any] = {"misfire_grace_time": None}


def build(address: str = "http://127.0.0.1:9", *, patient: bool = True) -> PTB:
    """A bot as its tutorial shows it; `patient` lets a send wait for a free connection."""
    logging.disable(logging.CRITICAL)
    builder = ApplicationBuilder().token(TOKEN).base_url(f"{address}/bot")
    return builder.pool_timeout(600).build() if patient else builder.build()


def add(queue: Any, count: int, due: int, at: datetime, callback: Callback, grace: bool) -> None:
    """A job for each subscriber: `due` of them at an instant, the others at other times of day."""
    kwargs = {} if grace else NO_GRACE
    for number in range(count):
        when = at if number < due else at + timedelta(hours=6, minutes=15 * (number % 40))
        queue.run_daily(callback, when.timetz(), chat_id=FIRST + number, job_kwargs=kwargs)


def _seconds_for(count: int) -> float:
    """How long `count` jobs surely take to be added and started, from a trial with a few."""
    queue: Any = JobQueue()
    queue.set_application(build())
    later = datetime.now(UTC) + timedelta(hours=5)
    add(queue, ADDED_ON_TRIAL, 0, later, _nothing, grace=False)  # warm
    began = time.perf_counter()
    add(queue, ADDED_ON_TRIAL, 0, later, _nothing, grace=False)
    adding = time.perf_counter() - began
    return adding * 3 * count / ADDED_ON_TRIAL + 10


async def _nothing(_context: ContextTypes.DEFAULT_TYPE) -> None:
    """A job that is never run."""


async def promote(count: int, due: int, grace: bool) -> dict[str, Any]:
    """What a start with `count` jobs takes, and seconds until the last of the due ones ran.

    `start` is in seconds, `memory` in MB, `stall`, how long the loop stood still, in ms.
    """
    ran: list[float] = []
    stalled: list[float] = []

    async def job(_context: ContextTypes.DEFAULT_TYPE) -> None:
        ran.append(time.time())

    application = build()
    at = _whole_second(_seconds_for(count))
    gc.collect()
    memory, began = child.resident(), time.perf_counter()
    add(application.job_queue, count, due, at, job, grace)
    await application.job_queue.start()  # type: ignore[union-attr]
    started = time.perf_counter() - began
    gc.collect()
    memory = child.resident() - memory
    watching = asyncio.create_task(child.stalls(stalled))
    late = time.time() - at.timestamp()
    await _until_quiet(ran, due, at)
    watching.cancel()
    await application.job_queue.stop(wait=False)  # type: ignore[union-attr]
    last = max(ran, default=at.timestamp())
    return {"seconds": last - at.timestamp(), "ran": len(ran), "stall": max(stalled),
            "ready_before": -late, "start": started, "memory": memory}  # fmt: skip


def _whole_second(ahead: float) -> datetime:
    return datetime.now(UTC).replace(microsecond=0) + timedelta(seconds=int(ahead) + 1)


async def _until_quiet(ran: list[float], due: int, at: datetime) -> None:
    """Wait until all ran, or nothing more has happened for a while."""
    await asyncio.sleep(max(0.0, at.timestamp() + 2 - time.time()))
    seen, quiet = -1, 0
    while len(ran) < due and quiet < 30:  # jobs that were lost set no event
        quiet = quiet + 1 if len(ran) == seen else 0
        seen = len(ran)
        await asyncio.sleep(0.1)


async def send(address: str, due: int, patient: bool, at_once: int) -> dict[str, Any]:
    """All due send at once, or `at_once` at a time: processor time, and when they were due."""
    done: list[float] = []
    gate = asyncio.Semaphore(at_once or due)

    async def job(context: ContextTypes.DEFAULT_TYPE) -> None:
        try:
            chat: Any = context.job.chat_id if context.job else 0
            async with gate:
                await context.bot.send_message(chat, TEXT, parse_mode="HTML", reply_markup=ROWS)
        finally:
            done.append(time.time())

    application = build(address, patient=patient)
    await application.initialize()
    at = _whole_second(_seconds_for(due))
    add(application.job_queue, due, due, at, job, grace=False)
    await application.job_queue.start()  # type: ignore[union-attr]
    before = child.cpu()
    await _until_quiet(done, due, at)
    found = {"due": at.timestamp(), "cpu": child.cpu() - before, "ended": max(done, default=0.0)}
    await application.job_queue.stop(wait=False)  # type: ignore[union-attr]
    await application.shutdown()
    return found
