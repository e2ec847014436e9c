"""Rounds: one piece of work done again and again, no oftener than every few seconds."""

import asyncio
import logging
from collections.abc import Awaitable, Callable

from bot.clock import Clock

log = logging.getLogger("unpinch")


class Rounds:
    """Does `work` at most every `every` seconds. A fault of one round is logged as `complaint`."""

    def __init__(
        self, clock: Clock, every: float, work: Callable[[], Awaitable[None]], complaint: str
    ) -> None:
        self._clock = clock
        self._every = every
        self._work = work
        self._complaint = complaint
        self._bell = asyncio.Event()
        self._next = float("-inf")

    def wake(self) -> None:
        """A second has passed; never waits."""
        self._bell.set()

    async def run(self) -> None:
        """Work until cancelled; one failed round does not end it."""
        while True:
            await self._bell.wait()
            self._bell.clear()
            try:
                await self.round()
            except Exception:
                log.exception(self._complaint)

    async def round(self) -> None:
        """Do the work, unless it was done a moment ago."""
        seconds = self._clock.monotonic()
        if seconds >= self._next:
            self._next = seconds + self._every
            await self._work()

    def rest(self, seconds: float) -> None:
        """No round for so many seconds, but at least as long as between any two."""
        self._next = self._clock.monotonic() + max(self._every, seconds)
