"""The album while it fills its shelf: what a person needs now never stands behind the rest."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.coach import slots
from bot.services import album as albums
from bot.services import pictures
from bot.services.album import Album, Drawing
from bot.services.pictures import ANIMATION, PHOTO, Picture
from bot.services.work import Worker
from content.figures.clip import Clip
from content.model import Library

DAY = Picture("strip", ("plank", "bird-dog"))
BRIDGE, PLANK = Picture("clip", ("glute-bridge",), 1, 3), Picture("clip", ("plank",), 1, 20)
LONG = 60.0  # seconds, for a machine that is busy


class Hand:
    """Draws strips at once, and each clip when it may."""

    def __init__(self) -> None:
        self.drawn: list[Drawing] = []
        self.may = asyncio.Event()
        self.begun, self.four = asyncio.Event(), asyncio.Event()

    async def __call__(self, wanted: Drawing) -> bytes:
        if isinstance(wanted, Clip):
            self.begun.set()
            await self.may.wait()
        self.drawn.append(wanted)
        if len(self.clips()) == 4:
            self.four.set()
        return b"drawn"

    def clips(self) -> list[Drawing]:
        return [one for one in self.drawn if albums.kind_of(one) == ANIMATION]


@pytest.fixture
def hand() -> Hand:
    return Hand()


async def at_once(_seconds: float) -> None:
    """A pause that is over at once."""


@pytest.fixture
async def album(worker: Worker, tmp_path: Path, hand: Hand) -> AsyncIterator[Album]:
    """An album that fills its shelf and is stuck at the first clip until the hand may go on."""
    made = Album(worker, tmp_path, 1, draw=hand, pause=at_once, patience=LONG)
    running = asyncio.create_task(made.run())
    async with asyncio.timeout(LONG):
        await hand.begun.wait()
    yield made
    running.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await running


async def test_a_strip_comes_with_its_card_while_the_shelf_is_filled(
    album: Album, hand: Hand
) -> None:
    found = await album.find(DAY)
    assert found is not None
    assert (found.kind, found.file) == (PHOTO, b"drawn")
    assert hand.clips() == []


async def test_one_strip_is_drawn_before_anybody_waits_for_one(
    album: Album, hand: Hand, library: Library
) -> None:
    assert await album.find(DAY) is not None
    drawn = [one for one in hand.drawn if albums.kind_of(one) == PHOTO]
    assert drawn == [albums.drawing(one, library) for one in (pictures.CALM, DAY)]


async def test_a_clip_that_is_asked_for_comes_before_the_shelf(
    album: Album, hand: Hand, library: Library
) -> None:
    assert await album.find(PLANK) is None
    hand.may.set()
    await album.draw_wanted()
    assert hand.clips()[1] == albums.drawing(PLANK, library)
    assert await album.find(PLANK) is not None


async def test_the_clips_of_a_strip_are_drawn_next_in_their_order(
    album: Album, hand: Hand, library: Library
) -> None:
    await album.find(DAY)
    await album.find(PLANK)
    hand.may.set()
    async with asyncio.timeout(LONG):
        await hand.four.wait()
    usual = [pictures.usual(library.exercises[id_]) for id_ in DAY.exercises]
    expected = [albums.drawing(one, library) for one in (PLANK, *usual)]
    assert hand.clips()[1:4] == expected


async def test_a_clip_is_never_waited_for(worker: Worker, tmp_path: Path, hand: Hand) -> None:
    album = Album(worker, tmp_path, 1, draw=hand, patience=LONG)
    serving = asyncio.create_task(album.serve())
    async with asyncio.timeout(LONG / 2):
        assert await album.find(BRIDGE) is None
    serving.cancel()


async def test_a_crash_over_the_shelf_delays_nothing_that_is_asked_for(
    worker: Worker, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    crashed = asyncio.Event()

    async def crashes(wanted: Drawing) -> bytes:
        if albums.kind_of(wanted) == ANIMATION:
            crashed.set()
            raise RuntimeError("the process ended")
        return b"drawn"

    album = Album(worker, tmp_path, 1, draw=crashes, pause=at_once, patience=LONG)
    running = asyncio.create_task(album.run())
    async with asyncio.timeout(LONG):
        await crashed.wait()
    assert await album.find(DAY) is not None
    await album.find(BRIDGE)
    await album.draw_wanted()
    assert await album.find(BRIDGE) is None
    running.cancel()
    assert "could not be drawn" in caplog.text


async def test_a_strip_that_crashes_leaves_the_words_at_once(
    worker: Worker, tmp_path: Path
) -> None:
    async def crashes(_wanted: Drawing) -> bytes:
        raise RuntimeError("the process ended")

    album = Album(worker, tmp_path, 1, draw=crashes, patience=LONG)
    serving = asyncio.create_task(album.serve())
    await asyncio.sleep(0)
    async with asyncio.timeout(LONG / 2):
        assert await album.find(DAY) is None
    serving.cancel()


async def test_the_files_may_be_deleted_and_are_drawn_again(album: Album, tmp_path: Path) -> None:
    assert await album.find(DAY) is not None
    for path in tmp_path.glob("*.png"):
        path.unlink()
    assert await album.find(DAY) is not None


def test_what_a_first_routine_takes_is_drawn_first(library: Library) -> None:
    order = [one.id for one in pictures.by_need(library)]
    assert set(order[: len(slots.SETTLE_MOVES)]) == set(slots.SETTLE_MOVES)
    firsts = {ids[0] for ids in (*slots.LISTS.values(), *slots.STRETCH_GROUPS)}
    assert firsts <= set(order[:20])
    assert (
        len(order)
        == len(set(order))
        == sum(one.pose is not None for one in library.exercises.values())
    )
