"""The printer: charts and pages, drawn in a process of its own that ends when it has been idle.

What plots them takes 80 MB and some seconds to load. A bot has nothing to plot for most of the day.
"""

import asyncio
import multiprocessing
from asyncio import TimerHandle
from collections.abc import Callable
from concurrent.futures import BrokenExecutor, ProcessPoolExecutor

from bot.services.child import politely

IDLE = 600.0  # seconds after which the process ends


class Printer:
    """Draws one file after the other; the next one starts a process that ended."""

    def __init__(self, *, idle: float = IDLE) -> None:
        self._idle = idle
        self._pool: ProcessPoolExecutor | None = None
        self._under_way = 0
        self._end: TimerHandle | None = None

    async def draw(self, make: Callable[[], bytes]) -> bytes:
        """What `make` returns, called in the other process; it and its values must be picklable.

        Raises what it raises, and BrokenExecutor when the process died.
        """
        loop = asyncio.get_running_loop()
        self._under_way += 1
        try:
            return await loop.run_in_executor(self._started(), make)
        except BrokenExecutor:
            self.rest()
            raise
        finally:
            self._under_way -= 1
            self._put_off(loop)

    def _started(self) -> ProcessPoolExecutor:
        if self._pool is None:
            context = multiprocessing.get_context("spawn")
            self._pool = ProcessPoolExecutor(1, mp_context=context, initializer=politely)
        return self._pool

    def _put_off(self, loop: asyncio.AbstractEventLoop) -> None:
        """Count the idle time anew."""
        if self._end is not None:
            self._end.cancel()
        self._end = loop.call_later(self._idle, self._rest_if_idle)

    def _rest_if_idle(self) -> None:
        if not self._under_way:
            self.rest()

    def rest(self) -> None:
        """End the process after what it is at."""
        if self._end is not None:
            self._end.cancel()
        if self._pool is not None:
            self._pool.shutdown(wait=False, cancel_futures=True)
            self._pool = None
