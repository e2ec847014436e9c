"""The artist: one drawing after the other, first what was asked for, then what fills the shelf."""

import asyncio
import logging
from collections import OrderedDict
from collections.abc import Awaitable, Callable

log = logging.getLogger("unpinch.pictures")

Make = Callable[[], Awaitable[None]]


class Artist:
    """Makes one thing at a time, each known by a key; one that fails waits for the next start."""

    def __init__(self) -> None:
        self.serves = False
        self._asked: OrderedDict[str, Make] = OrderedDict()
        self._shelf: OrderedDict[str, Make] = OrderedDict()
        self._failed: set[str] = set()
        self._under_way = ""
        self._turn = asyncio.Lock()
        self._bell = asyncio.Event()
        self._done: dict[str, asyncio.Event] = {}

    @property
    def waiting(self) -> int:
        """How many drawings were asked for and are not begun."""
        return len(self._asked)

    def ask(self, key: str, make: Make) -> None:
        """Somebody needs this: it comes before everything that only fills the shelf."""
        if key not in self._failed and key != self._under_way:
            self._shelf.pop(key, None)
            self._asked.setdefault(key, make)
            self._bell.set()

    def shelve(self, key: str, make: Make, *, soon: bool = False) -> None:
        """Somebody may need this one day; `soon` puts it before the rest of the shelf."""
        if key in self._failed or key in self._asked or key == self._under_way:
            return
        self._shelf.setdefault(key, make)
        if soon:
            self._shelf.move_to_end(key, last=False)
        self._bell.set()

    async def done(self, key: str) -> None:
        """Wait until this was tried; at once where it is not on any list."""
        if key in self._asked or key in self._shelf or key == self._under_way:
            await self._done.setdefault(key, asyncio.Event()).wait()

    async def serve(self) -> None:
        """Draw whatever is on the lists, from now on."""
        self.serves = True
        while True:
            self._bell.clear()
            while self._asked or self._shelf:
                await self._next()
            await self._bell.wait()

    async def draw_asked(self) -> None:
        """Draw what was asked for, and come back when nothing of it is left."""
        while self._asked or self._under_way:
            await self._next(shelf=False)

    async def _next(self, *, shelf: bool = True) -> None:
        async with self._turn:
            wanted = self._asked or (self._shelf if shelf else None)
            if wanted:
                await self._make(*wanted.popitem(last=False))

    async def _make(self, key: str, make: Make) -> None:
        self._under_way = key
        try:
            await make()
        except Exception:
            self._failed.add(key)
            log.exception("a picture could not be drawn")
        finally:
            self._under_way = ""
            done = self._done.pop(key, None)
            if done is not None:
                done.set()
