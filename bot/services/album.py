"""The album: a picture as its name at Telegram or as bytes, at once or not at all.

Whatever is missing is drawn in a process of its own, so that neither a slow drawing nor one that
crashes ever keeps the words waiting. Strips, which are waited for, have one process; clips, which
take seconds and are not, have another, so that no strip ever stands behind a clip.
"""

import asyncio
import logging
import os
from collections.abc import Awaitable, Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

from bot.services import pictures
from bot.services.artist import Artist
from bot.services.pictures import ANIMATION, ENDINGS, PHOTO, Picture, Ready
from bot.services.printer import Printer
from bot.services.work import Worker
from content.figures import clip, strip
from content.figures.clip import Clip
from content.figures.making import drawn
from content.figures.strip import Strip
from content.model import Library
from storage import pictures as kept

log = logging.getLogger("unpinch.pictures")

PATIENCE = 1.0  # seconds in which a picture must be at hand, or the words go alone
SHORT_LIST = 4  # strips on the list; behind more of them nobody waits
# Seconds after the start: of what is asked for, and of clips that nobody has asked for yet. What is
# due at the start goes first.
ASKED_AFTER, WARM_AFTER = 20.0, 20.0
# Seconds until an idle process ends. Strips are asked for on every day, by somebody who waits.
STRIPS_IDLE, CLIPS_IDLE = 26 * 3600.0, 60.0

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
        self.draw = draw  # in place of the processes
        self._pause = pause
        self.patience = patience
        self._names: dict[str, str] = {}
        self._artists = {PHOTO: Artist(), ANIMATION: Artist()}
        self._printers = {PHOTO: Printer(idle=STRIPS_IDLE), ANIMATION: Printer(idle=CLIPS_IDLE)}

    async def open(self) -> None:
        """Read what was uploaded before."""
        self._names = await self._worker.look(lambda work: kept.known(work.db, self._bot_id))

    async def find(self, picture: Picture) -> Ready | None:
        """The picture if it is at hand; else None, and it is drawn for the next time.

        A strip, which takes a tenth of a second, is waited for.
        """
        try:
            async with asyncio.timeout(self.patience):
                return await self._find(picture, drawing(picture, self._worker.library))
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

    async def _find(self, picture: Picture, wanted: Drawing) -> Ready | None:
        key = key_of(wanted)
        name = self._names.get(key)
        if name is not None:
            return Ready(key, kind_of(wanted), name)
        found = await asyncio.to_thread(_read, self._path(wanted))
        if found is not None:
            return Ready(key, kind_of(wanted), found)
        artist = self._artists[kind_of(wanted)]
        artist.ask(key, partial(self._make, wanted))
        self._expect(picture)
        if not artist.serves or not isinstance(wanted, Strip) or artist.waiting > SHORT_LIST:
            return None
        await artist.done(key)
        found = await asyncio.to_thread(_read, self._path(wanted))
        return Ready(key, kind_of(wanted), found) if found is not None else None

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
        """Draw what is asked for, and some time after the start whatever may be."""
        async with asyncio.TaskGroup() as group:
            group.create_task(self._serve_after(ASKED_AFTER))
            group.create_task(self._warm_after(WARM_AFTER))

    async def _serve_after(self, seconds: float) -> None:
        await self._pause(seconds)
        await self.serve()

    async def _warm_after(self, seconds: float) -> None:
        """Put all clips on the shelf, those of a first routine before the others.

        One strip as well: then the process that draws them runs before anybody waits for it.
        """
        await self._pause(seconds)
        library = self._worker.library
        self._shelve(pictures.CALM)
        can = pictures.by_need(library)
        for picture in [*(pictures.usual(one) for one in can), *pictures.of_breaks(library)]:
            self._shelve(picture)
        for picture in [each for one in can for each in pictures.variants(one)]:
            self._shelve(picture)

    def _expect(self, picture: Picture) -> None:
        """Whoever is shown a strip soon starts its first move: their clips come next."""
        if picture.kind == "strip":
            for id_ in reversed(picture.exercises):
                self._shelve(pictures.usual(self._worker.library.exercises[id_]), soon=True)

    def _shelve(self, picture: Picture, *, soon: bool = False) -> None:
        wanted = drawing(picture, self._worker.library)
        make = partial(self._make, wanted)
        self._artists[kind_of(wanted)].shelve(key_of(wanted), make, soon=soon)

    async def serve(self) -> None:
        """Draw whatever is on the lists, from now on; a strip is worth a moment's wait."""
        async with asyncio.TaskGroup() as group:
            for artist in self._artists.values():
                group.create_task(artist.serve())

    async def draw_wanted(self) -> None:
        """Draw everything that was asked for; one that fails is left out until the next start."""
        for artist in self._artists.values():
            await artist.draw_asked()

    async def _make(self, wanted: Drawing) -> None:
        path = self._path(wanted)
        if not await asyncio.to_thread(path.exists):
            draw = self.draw or self._drawn_elsewhere
            await asyncio.to_thread(_write, path, await draw(wanted))

    async def _drawn_elsewhere(self, wanted: Drawing) -> bytes:
        return await self._printers[kind_of(wanted)].draw(partial(drawn, wanted))

    def close(self) -> None:
        """Let go of the drawing processes; what they were at is lost."""
        for printer in self._printers.values():
            printer.rest()

    def _path(self, wanted: Drawing) -> Path:
        return self._folder / f"{key_of(wanted)}.{ENDINGS[kind_of(wanted)]}"


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


def _read(path: Path) -> bytes | None:
    return path.read_bytes() if path.exists() else None


def _write(path: Path, content: bytes) -> None:
    """Write a whole file or none."""
    path.parent.mkdir(parents=True, exist_ok=True)
    half = path.with_suffix(f".{os.getpid()}.half")
    half.write_bytes(content)
    half.replace(path)
