"""The studio: guided videos, made in processes of their own from stretches kept beside the clips.

A stretch is drawn once and kept; a film is joined from stretches without drawing anything again,
uploaded, and then let go.
"""

import asyncio
import multiprocessing
import os
from collections.abc import Awaitable, Callable
from concurrent.futures import BrokenExecutor, ProcessPoolExecutor
from pathlib import Path
from typing import Any

from bot.services.album import Album
from bot.services.child import politely
from bot.services.pictures import VIDEO, Ready
from content.film import making, scene
from content.film.making import Stretches
from content.film.script import Script

HANDS = 2  # processes that draw
PATIENCE = 240.0  # seconds after which words with the same times are better than a film
MOST_WAITING = 20  # films on the list; behind more of them words come sooner
MOST_KEPT = 500_000_000  # bytes of stretches; of more, those not used for longest go first
OLD = 24 * 3600.0  # seconds until a film that was never fetched is let go
STRETCHES = "stretches"
FILMS = "guided-*"

Make = Callable[[Script, Path, Path], Awaitable[None]]


class TooBusy(Exception):
    """So many films are waiting that this one would come too late."""


class Studio:
    """Makes the films of one bot, one after the other."""

    def __init__(
        self, album: Album, folder: Path, *, make: Make | None = None, patience: float = PATIENCE
    ) -> None:
        self.album = album
        self._folder = folder
        self._crew = Crew()
        self.make = make or self._crew.make
        self.patience = patience
        self._turn = asyncio.Lock()
        self._waiting = 0

    async def film(self, script: Script) -> Ready:
        """The film of a script, by its name at Telegram or as bytes.

        Raises TooBusy behind too many others, TimeoutError when it takes too long, and whatever
        drawing or the disk raises.
        """
        key = script.key
        known = self.album.named(key)
        if known:
            return Ready(key, VIDEO, known)
        if self._waiting >= MOST_WAITING:
            raise TooBusy
        self._waiting += 1
        try:
            async with asyncio.timeout(self.patience), self._turn:
                return Ready(key, VIDEO, await self._made(script))
        finally:
            self._waiting -= 1
            if not self._waiting:
                self._crew.rest()

    async def _made(self, script: Script) -> bytes:
        path = self._folder / f"{script.key}.mp4"
        if not await asyncio.to_thread(path.exists):
            await self.make(script, self._folder / STRETCHES, path)
            await asyncio.to_thread(tidy, self._folder, keep=path)
        return await asyncio.to_thread(path.read_bytes)

    async def sent(self, ready: Ready, file_id: str) -> None:
        """A film arrived: from now on it is sent by its name, and its file is let go."""
        await self.album.learned(ready, file_id)
        if file_id:
            await asyncio.to_thread((self._folder / ready.name).unlink, missing_ok=True)

    async def refused(self, ready: Ready, script: Script) -> Ready | None:
        """What to send instead of a refused film: one made again for a name, else nothing."""
        await self.album.refused(ready)
        return None if isinstance(ready.file, bytes) else await self.film(script)

    def close(self) -> None:
        """End the drawing processes at once; what they were at is lost."""
        self._crew.end()


class Crew:
    """Processes that draw and join, started when there is something to do."""

    def __init__(self) -> None:
        self._pool: ProcessPoolExecutor | None = None

    async def make(self, script: Script, stretches: Path, to: Path) -> None:
        """Draw what is not kept yet and join everything into one file.

        Raises RuntimeError for what went wrong in drawing, BrokenExecutor for a process that died.
        """
        parts = [stretches / f"{scene.key(one)}.mp4" for one in script.scenes]
        missing = await asyncio.to_thread(_missing, script, parts)
        try:
            await asyncio.gather(*(self._run(making.draw, group) for group in missing))
            await self._run(making.join, script, parts, to)
        except BrokenExecutor:
            self.rest()
            raise

    async def _run(self, work: Callable[..., None], *arguments: Any) -> None:
        if self._pool is None:
            context = multiprocessing.get_context("spawn")
            self._pool = ProcessPoolExecutor(HANDS, mp_context=context, initializer=politely)
        await asyncio.get_running_loop().run_in_executor(self._pool, work, *arguments)

    def rest(self) -> None:
        """End the processes after what they are at."""
        if self._pool is not None:
            self._pool.shutdown(wait=False, cancel_futures=True)
            self._pool = None

    def end(self) -> None:
        """End the processes at once, so that a program that stops does not wait for a drawing."""
        # Python says how to do this in public from 3.14 on only.
        workers = list((self._pool._processes or {}).values()) if self._pool else []
        self.rest()
        for worker in workers:
            worker.terminate()


def _missing(script: Script, parts: list[Path]) -> list[Stretches]:
    """What has to be drawn first, each once; what is there counts as used now.

    Those that show the same figure from the same side go together.
    """
    groups: dict[str, Stretches] = {}
    for path, one in dict(zip(parts, script.scenes, strict=True)).items():
        if path.exists():
            os.utime(path)
        else:
            groups.setdefault(f"{one.other_side} {one.pose!r}", []).append((one, path))
    return list(groups.values())


def tidy(folder: Path, *, keep: Path, most: int = MOST_KEPT) -> None:
    """Let go of old films and half files, and of stretches beyond `most` bytes, oldest first."""
    now = keep.stat().st_mtime
    for path in folder.glob(FILMS):
        if path != keep and now - path.stat().st_mtime > OLD:
            path.unlink(missing_ok=True)
    found = sorted((folder / STRETCHES).iterdir(), key=lambda path: path.stat().st_mtime)
    sizes = {path: path.stat().st_size for path in found}
    over = sum(sizes.values()) - most
    for path, size in sizes.items():
        if over <= 0:
            return
        path.unlink(missing_ok=True)
        over -= size
