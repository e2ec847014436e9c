"""The album: a picture at once or not at all, uploaded once, drawn once, and never in the way."""

import asyncio
from pathlib import Path

import pytest

from bot.coach.facts import Item
from bot.services import album as albums
from bot.services import pictures
from bot.services.album import Album, Drawing
from bot.services.pictures import ANIMATION, PHOTO, Picture, Ready
from bot.services.work import Worker
from content.model import Library

BOT, OTHER_BOT = 1, 2
PLANK = Picture("clip", ("plank",), 1, 20)
DAY = Picture("strip", ("plank", "bird-dog"))


class Artist:
    """Draws at once, and counts."""

    def __init__(self) -> None:
        self.drawn: list[Drawing] = []

    async def __call__(self, wanted: Drawing) -> bytes:
        self.drawn.append(wanted)
        return b"drawn"


@pytest.fixture
def artist() -> Artist:
    return Artist()


@pytest.fixture
def album(worker: Worker, tmp_path: Path, artist: Artist) -> Album:
    return Album(worker, tmp_path / "pictures", BOT, draw=artist, patience=60.0)


async def test_a_missing_clip_is_not_waited_for_but_there_the_next_time(
    album: Album, artist: Artist
) -> None:
    assert await album.find(PLANK) is None
    assert await album.find(PLANK) is None
    await album.draw_wanted()
    assert len(artist.drawn) == 1
    found = await album.find(PLANK)
    assert found is not None
    assert (found.kind, found.file) == (ANIMATION, b"drawn")
    assert found.name.endswith(".mp4")


async def test_what_was_drawn_once_is_found_after_a_restart(
    album: Album, worker: Worker, tmp_path: Path
) -> None:
    await album.find(PLANK)
    await album.draw_wanted()
    again = Artist()
    next_album = Album(worker, tmp_path / "pictures", BOT, draw=again, patience=60.0)
    assert await next_album.find(PLANK) is not None
    await next_album.draw_wanted()
    assert again.drawn == []


async def test_a_name_is_kept_for_its_bot_alone(
    album: Album, worker: Worker, tmp_path: Path
) -> None:
    await album.find(PLANK)
    await album.draw_wanted()
    ready = await album.find(PLANK)
    assert ready is not None
    await album.learned(ready, "file-7")
    for bot, file in ((BOT, "file-7"), (OTHER_BOT, b"drawn")):
        fresh = Album(worker, tmp_path / "pictures", bot, patience=60.0)
        await fresh.open()
        found = await fresh.find(PLANK)
        assert found is not None
        assert found.file == file


async def test_a_refused_name_is_forgotten_and_gives_way_to_the_bytes_then_to_words(
    album: Album, worker: Worker, tmp_path: Path
) -> None:
    await album.find(PLANK)
    await album.draw_wanted()
    ready = await album.find(PLANK)
    assert ready is not None
    await album.learned(ready, "file-7")
    named = await album.find(PLANK)
    assert named is not None
    bytes_again = await album.refused(named)
    assert bytes_again == ready
    assert await album.refused(bytes_again) is None
    fresh = Album(worker, tmp_path / "pictures", BOT, patience=60.0)
    await fresh.open()
    assert await fresh.find(PLANK) == ready


async def test_a_refused_name_without_a_file_leaves_the_words(album: Album) -> None:
    assert await album.refused(Ready("gone", ANIMATION, "file-1")) is None


async def test_a_strip_is_worth_a_moments_wait_once_the_album_draws(album: Album) -> None:
    assert await album.find(DAY) is None
    drawing = asyncio.create_task(album.serve())
    other = Picture("strip", ("bird-dog", "plank"))
    await asyncio.sleep(0)
    found = await album.find(other)
    drawing.cancel()
    assert found is not None
    assert found.kind == PHOTO


async def test_a_strip_that_takes_too_long_leaves_the_words(worker: Worker, tmp_path: Path) -> None:
    async def never(_wanted: Drawing) -> bytes:
        await asyncio.Event().wait()
        raise AssertionError("nobody waits that long")

    slow = Album(worker, tmp_path, BOT, draw=never, patience=0.05)
    drawing = asyncio.create_task(slow.serve())
    await asyncio.sleep(0)
    assert await slow.find(DAY) is None
    drawing.cancel()


async def test_a_drawing_that_fails_stops_nothing(
    worker: Worker, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async def fails(wanted: Drawing) -> bytes:
        if albums.kind_of(wanted) == ANIMATION:
            raise RuntimeError("the process ended")
        return b"drawn"

    album = Album(worker, tmp_path, BOT, draw=fails)
    await album.find(PLANK)
    await album.find(DAY)
    await album.draw_wanted()
    assert await album.find(PLANK) is None
    assert await album.find(DAY) is not None
    assert "could not be drawn" in caplog.text


@pytest.mark.parametrize("picture", [Picture("clip", ("nothing",)), Picture("strip", ("nothing",))])
async def test_a_picture_of_nothing_is_words(album: Album, picture: Picture) -> None:
    assert await album.find(picture) is None


async def test_some_time_after_the_start_every_clip_is_drawn_and_what_was_asked_for_first(
    worker: Worker, library: Library, tmp_path: Path
) -> None:
    waits: list[float] = []
    enough = asyncio.Event()
    with_pose = [one for one in library.exercises.values() if one.pose]
    artist = Artist()

    async def draws(wanted: Drawing) -> bytes:
        if len(artist.drawn) == len(with_pose):
            enough.set()
        return await artist(wanted)

    async def pause(seconds: float) -> None:
        waits.append(seconds)

    album = Album(worker, tmp_path, BOT, draw=draws, pause=pause)
    await album.find(DAY)
    running = asyncio.create_task(album.run())
    async with asyncio.timeout(20):
        await enough.wait()
    running.cancel()
    assert set(waits) == {albums.ASKED_AFTER, albums.WARM_AFTER}
    strips = [one for one in artist.drawn if albums.kind_of(one) == PHOTO]
    clips = [one for one in artist.drawn if albums.kind_of(one) == ANIMATION]
    moves = [library.exercises[id_] for id_ in DAY.exercises]
    assert strips[0] == albums.drawing(DAY, library)
    assert clips[:2] == [albums.drawing(pictures.usual(one), library) for one in moves]


async def test_the_real_artist_draws_in_another_process(worker: Worker, tmp_path: Path) -> None:
    album = Album(worker, tmp_path, BOT)
    await album.find(DAY)
    await album.draw_wanted()
    album.close()
    found = await album.find(DAY)
    assert found is not None
    assert isinstance(found.file, bytes)
    assert found.file.startswith(b"\x89PNG")


def test_a_picture_is_stored_and_read_back() -> None:
    stored = {"kind": "clip", "exercises": ["plank"], "sides": 1, "seconds": 20}
    assert pictures.read(stored) == PLANK


def test_the_seconds_in_the_ring_are_those_of_the_dose(library: Library) -> None:
    assert pictures.usual(library.exercises["glute-bridge"]).seconds == 3
    assert pictures.usual(library.exercises["plank"]).seconds == 10
    assert pictures.usual(library.exercises["standing-march"]).seconds == 0
    planks = pictures.variants(library.exercises["plank"])
    assert [one.seconds for one in planks] == [10, 15, 20, 30]


@pytest.mark.parametrize("seconds", [15, 60, 150])
def test_the_walk_has_one_clip_however_long_it_is(library: Library, seconds: int) -> None:
    walk = Item("WU1", "easy-cardio", 1, 1, seconds, 1, seconds)
    assert pictures.clip_of(walk) == pictures.usual(library.exercises["easy-cardio"])
