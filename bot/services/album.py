"""The album: a picture as its name at Telegram or as bytes, at once or not at all.

Whatever is missing is drawn in a process of its own, so that neither a slow drawing nor one that
crashes ever keeps the words waiting.
"""

import asyncio
import logging
import multiprocessing
import os
from collections import deque
from collections.abc import Awaitable, Callable
from concurrent.futures import BrokenExecutor, ProcessPoolExecutor
from dataclasses import replace
from pathlib import Path

from bot.services import pictures
from bot.services.child import politely
from bot.services.pictures import ANIMATION, ENDINGS, PHOTO, Picture, Ready
from bot.services.work import Worker
from content.figures import clip, png, strip
from content.figures.clip import Clip
from content.figures.strip import Strip
from content.model import Library
from storage import pictures as kept

log = logging.getLogger("unpinch.pictures")

PATIENCE = 1.0  # seconds in which a picture must be at hand, or the words go alone
SHORT_LIST = 4  # strips on the list; behind more of them nobody waits
WARM_AFTER = 20.0  # seconds after the start; what is due at the start goes first

Pause = Callable[[float], Awaitable[None]]
Drawing = Clip | Strip
Draw = Callable[[Drawing], Awaitable[bytes]]


class Album:
    """Finds pictures for one bot. Nothing it does raises or takes longer than a second."""

    def __init__(
        self,
        worker: Worker,
        folder: Path,
        bot_id: int,
        *,
        draw: Draw | None = None,
        pause: Pause = asyncio.sleep,
        patience: float = PATIENCE,
    ) -> None:
        self._worker = worker
        self._folder = folder
        self._bot_id = bot_id
        self._artist = Artist()
        self.draw = draw or self._artist.draw
        self._pause = pause
        self.patience = patience
        self._names: dict[str, str] = {}
        self._wanted: deque[Drawing] = deque()
        self._asked: set[str] = set()
        self._waited_for: dict[str, asyncio.Event] = {}
        self._bell = asyncio.Event()
        self._draws = False

    async def open(self) -> None:
        """Read what was uploaded before."""
        self._names = await self._worker.look(lambda work: kept.known(work.db, self._bot_id))

    async def find(self, picture: Picture) -> Ready | None:
        """The picture if it is at hand; else None, and it is drawn for the next time.

        A strip, which takes a tenth of a second, is waited for.
        """
        try:
            async with asyncio.timeout(self.patience):
                return await self._find(drawing(picture, self._worker.library))
        except TimeoutError:
            log.info("a picture came too late; the words go alone")
        except Exception:
            log.exception("a picture could not be found")
        return None

    def uploaded(self, picture: Picture) -> str:
        """What Telegram calls a picture that was sent before; empty for any other."""
        return self._names.get(key_of(drawing(picture, self._worker.library)), "")

    def named(self, key: str) -> str:
        """What Telegram calls the file of this key; empty for one that was never sent."""
        return self._names.get(key, "")

    async def _find(self, wanted: Drawing) -> Ready | None:
        key = key_of(wanted)
        name = self._names.get(key)
        if name is not None:
            return Ready(key, kind_of(wanted), name)
        found = await asyncio.to_thread(_read, self._path(wanted))
        if found is not None:
            return Ready(key, kind_of(wanted), found)
        self._ask(wanted, first=True)
        if not self._draws or not isinstance(wanted, Strip) or len(self._wanted) > SHORT_LIST:
            return None
        await self._drawn_soon(key)
        found = await asyncio.to_thread(_read, self._path(wanted))
        return Ready(key, kind_of(wanted), found) if found is not None else None

    async def _drawn_soon(self, key: str) -> None:
        """Wait until a drawing that is on the list is done; the caller sets the time."""
        done = self._waited_for.setdefault(key, asyncio.Event())
        await done.wait()

    async def learned(self, ready: Ready, file_id: str) -> None:
        """Telegram named an upload: it is never uploaded again."""
        if not file_id or self._names.get(ready.key) == file_id:
            return
        self._names[ready.key] = file_id
        try:
            await self._worker.run(
                lambda work: kept.keep(work.db, self._bot_id, ready.key, file_id)
            )
        except Exception:
            log.exception("the name of a picture could not be written down")

    async def refused(self, ready: Ready) -> Ready | None:
        """What to send instead of a refused picture: the bytes of a name, else nothing."""
        if isinstance(ready.file, bytes):
            log.warning("an uploaded picture was refused; the words go alone")
            return None
        self._names.pop(ready.key, None)
        try:
            await self._worker.run(lambda work: kept.forget(work.db, self._bot_id, ready.key))
            async with asyncio.timeout(self.patience):
                found = await asyncio.to_thread(_read, self._folder / ready.name)
        except Exception:
            log.exception("a refused picture could not be read again")
            return None
        return replace(ready, file=found) if found is not None else None

    async def run(self) -> None:
        """Draw what is missing, one after the other: first what was asked for, then all clips."""
        await self._pause(WARM_AFTER)
        library = self._worker.library
        can = [one for one in library.exercises.values() if one.pose is not None]
        for picture in [*(pictures.usual(one) for one in can), *pictures.of_breaks(library)]:
            self._ask(drawing(picture, library), first=False)
        for picture in [each for one in can for each in pictures.variants(one)]:
            self._ask(drawing(picture, library), first=False)
        await self.serve()

    async def serve(self) -> None:
        """Draw whatever is asked for, from now on; a strip is worth a moment's wait."""
        self._draws = True
        while True:
            await self.draw_wanted()
            await self._bell.wait()

    async def draw_wanted(self) -> None:
        """Draw everything that was asked for; one that fails is left out until the next start."""
        self._bell.clear()
        while self._wanted:
            wanted = self._wanted.popleft()
            await self._draw_one(wanted)
            done = self._waited_for.pop(key_of(wanted), None)
            if done is not None:
                done.set()

    async def _draw_one(self, wanted: Drawing) -> None:
        path = self._path(wanted)
        if await asyncio.to_thread(path.exists):
            return
        try:
            await asyncio.to_thread(_write, path, await self.draw(wanted))
        except Exception:
            log.exception("a picture could not be drawn")

    def close(self) -> None:
        """Let go of the drawing process; what it was at is lost."""
        self._artist.rest()

    def _ask(self, wanted: Drawing, *, first: bool) -> None:
        """Put a drawing on the list, once."""
        key = key_of(wanted)
        if key not in self._asked:
            self._asked.add(key)
            (self._wanted.appendleft if first else self._wanted.append)(wanted)
            self._bell.set()

    def _path(self, wanted: Drawing) -> Path:
        return self._folder / f"{key_of(wanted)}.{ENDINGS[kind_of(wanted)]}"


class Artist:
    """A process that draws, started when it is needed."""

    def __init__(self) -> None:
        self._pool: ProcessPoolExecutor | None = None

    async def draw(self, wanted: Drawing) -> bytes:
        """Draw in the other process; raises what drawing raised, or that the process ended."""
        if self._pool is None:
            context = multiprocessing.get_context("spawn")
            self._pool = ProcessPoolExecutor(1, mp_context=context, initializer=politely)
        try:
            return await asyncio.get_running_loop().run_in_executor(self._pool, drawn, wanted)
        except BrokenExecutor:
            self._pool = None
            raise

    def rest(self) -> None:
        """End the process after what it is at."""
        if self._pool is not None:
            self._pool.shutdown(wait=False, cancel_futures=True)
            self._pool = None


def drawing(picture: Picture, library: Library) -> Drawing:
    """What has to be drawn. Raises KeyError or ValueError for what cannot be."""
    poses = []
    for id_ in picture.exercises:
        pose = library.exercises[id_].pose
        if pose is None:
            raise ValueError(f"{id_} has no pose")
        poses.append(pose)
    if picture.kind == "strip":
        return Strip(tuple(poses))
    return Clip(poses[0], picture.sides, picture.seconds)


def key_of(wanted: Drawing) -> str:
    """The name under which a drawing is kept, here and at Telegram."""
    return strip.key(wanted) if isinstance(wanted, Strip) else clip.key(wanted)


def kind_of(wanted: Drawing) -> str:
    """What Telegram calls this kind of file."""
    return PHOTO if isinstance(wanted, Strip) else ANIMATION


def drawn(wanted: Drawing) -> bytes:
    """The file itself; RuntimeError for whatever goes wrong."""
    try:
        return png.raster(strip.draw(wanted)) if isinstance(wanted, Strip) else clip.draw(wanted)
    except BaseException as error:  # noqa: BLE001  # a panic of the library is no Exception
        raise RuntimeError(f"drawing failed: {error!r}") from None


def _read(path: Path) -> bytes | None:
    return path.read_bytes() if path.exists() else None


def _write(path: Path, content: bytes) -> None:
    """Write a whole file or none."""
    path.parent.mkdir(parents=True, exist_ok=True)
    half = path.with_suffix(f".{os.getpid()}.half")
    half.write_bytes(content)
    half.replace(path)
