"""The printer draws in another process, which ends when nobody has needed it for a while."""

import asyncio
import multiprocessing
import os
import signal
from collections.abc import AsyncIterator
from concurrent.futures import BrokenExecutor
from datetime import date
from functools import partial

import pytest

from bot.services.printer import Printer
from content.charts import bars

MONDAY = date(2026, 11, 23)


def process() -> bytes:
    return str(os.getpid()).encode()


def fails() -> bytes:
    raise ValueError("no ink")


def dies() -> bytes:
    os.kill(os.getpid(), signal.SIGKILL)
    return b""


@pytest.fixture
async def printer() -> AsyncIterator[Printer]:
    made = Printer()
    yield made
    made.rest()


async def ended(number: int) -> None:
    for child in multiprocessing.active_children():
        if child.pid == number:
            await asyncio.to_thread(child.join, 60)
            assert child.exitcode is not None


async def test_a_chart_is_drawn_elsewhere_and_looks_the_same(printer: Printer) -> None:
    draw = partial(bars.draw, [("Sent", [(MONDAY, 3)]), ("Finished", [(MONDAY, 2)])])
    assert await printer.draw(draw) == draw()
    assert int(await printer.draw(process)) != os.getpid()


async def test_one_process_draws_everything_that_comes_soon_after(printer: Printer) -> None:
    assert await printer.draw(process) == await printer.draw(process)


async def test_an_idle_process_ends_and_the_next_drawing_starts_another() -> None:
    printer = Printer(idle=0.05)
    first = int(await printer.draw(process))
    await ended(first)
    assert int(await printer.draw(process)) != first
    printer.rest()


async def test_what_drawing_raises_reaches_whoever_asked(printer: Printer) -> None:
    with pytest.raises(ValueError, match="no ink"):
        await printer.draw(fails)
    assert await printer.draw(process)


async def test_a_process_that_dies_costs_one_drawing(printer: Printer) -> None:
    with pytest.raises(BrokenExecutor):
        await printer.draw(dies)
    assert await printer.draw(process)
