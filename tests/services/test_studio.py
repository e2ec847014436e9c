"""The studio: a film is made once, joined from kept stretches, and never in the way of others."""

import asyncio
import os
import signal
from pathlib import Path

import av
import pytest

from bot.services.album import Album
from bot.services.pictures import VIDEO, Ready
from bot.services.studio import MOST_WAITING, STRETCHES, Crew, Studio, TooBusy, tidy
from bot.services.work import Worker
from content.film import making, shooting
from content.film.scene import Scene
from content.film.script import Script
from content.film.times import Timing
from content.model import Library

BOT = 1


@pytest.fixture
def album(worker: Worker, tmp_path: Path) -> Album:
    return Album(worker, tmp_path, BOT)


def a_scene(library: Library, seconds: float = 2.0, title: str = "Plank") -> Scene:
    pose = library.exercises["plank"].pose
    assert pose is not None
    return Scene(pose, False, "work", Timing(seconds), "Go", title, "2 seconds")


@pytest.fixture
def script(library: Library) -> Script:
    """Six seconds in three stretches, the first and the last the same."""
    first, second = a_scene(library), a_scene(library, title="Plank again")
    return Script((first, second, first), ((0.0, "start"), (4.0, "end")))


class Makes:
    """Makes films at once, and counts them."""

    def __init__(self) -> None:
        self.made: list[Script] = []
        self.gate = asyncio.Event()
        self.gate.set()

    async def __call__(self, script: Script, stretches: Path, to: Path) -> None:
        await self.gate.wait()
        stretches.mkdir(parents=True, exist_ok=True)
        self.made.append(script)
        to.write_bytes(b"film")


async def test_a_film_is_made_of_stretches_that_are_kept(
    album: Album, script: Script, tmp_path: Path
) -> None:
    studio = Studio(album, tmp_path)
    ready = await studio.film(script)
    assert (ready.key, ready.kind) == (script.key, VIDEO)
    assert len(list((tmp_path / STRETCHES).iterdir())) == 2
    with av.open(str(tmp_path / ready.name), "r") as file:
        assert (file.duration or 0) / 1e6 == pytest.approx(script.seconds, abs=0.1)
        assert [stream.type for stream in file.streams] == ["video", "audio"]
    assert ready.file == (tmp_path / ready.name).read_bytes()
    studio.close()


async def test_kept_stretches_are_joined_without_being_drawn_again(
    album: Album, script: Script, tmp_path: Path
) -> None:
    await Studio(album, tmp_path).film(script)
    before = {path: path.read_bytes() for path in (tmp_path / STRETCHES).iterdir()}
    written = {path: path.stat().st_ino for path in before}
    other = Script((script.scenes[1], script.scenes[0]), ())
    studio = Studio(album, tmp_path)
    assert isinstance((await studio.film(other)).file, bytes)
    assert {path: path.stat().st_ino for path in (tmp_path / STRETCHES).iterdir()} == written
    studio.close()


async def test_a_film_that_was_sent_goes_by_its_name_and_its_file_is_let_go(
    album: Album, script: Script, tmp_path: Path
) -> None:
    makes = Makes()
    studio = Studio(album, tmp_path, make=makes)
    ready = await studio.film(script)
    await studio.sent(ready, "file-1")
    assert not (tmp_path / ready.name).exists()
    assert await studio.film(script) == Ready(script.key, VIDEO, "file-1")
    assert len(makes.made) == 1


async def test_a_name_that_telegram_lost_is_made_again_once(
    album: Album, script: Script, tmp_path: Path
) -> None:
    makes = Makes()
    studio = Studio(album, tmp_path, make=makes)
    await studio.sent(await studio.film(script), "file-1")
    again = await studio.refused(await studio.film(script), script)
    assert again == Ready(script.key, VIDEO, b"film")
    assert await studio.refused(again, script) is None
    assert len(makes.made) == 2


async def test_a_drawing_that_fails_is_told_and_leaves_no_half_file(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks(*_arguments: object, **_more: object) -> None:
        raise OSError("no space left on device")

    monkeypatch.setattr(shooting, "draw", breaks)
    with pytest.raises(RuntimeError, match="no space left"):
        making.draw([(a_scene(library), tmp_path / "a.mp4")])
    assert list(tmp_path.iterdir()) == []


async def test_a_process_that_dies_is_told_and_the_next_film_has_a_new_one(
    script: Script, tmp_path: Path
) -> None:
    crew = Crew()
    with pytest.raises(Exception, match="terminated abruptly"):
        await crew._run(os._exit, 1)
        await crew.make(script, tmp_path / STRETCHES, tmp_path / "film.mp4")
    crew.rest()
    await crew.make(script, tmp_path / STRETCHES, tmp_path / "film.mp4")
    assert (tmp_path / "film.mp4").exists()
    crew.rest()


async def test_a_bot_that_stops_does_not_wait_for_a_drawing(script: Script, tmp_path: Path) -> None:
    crew = Crew()
    task = asyncio.create_task(crew._run(signal.pause))
    while crew._pool is None or not crew._pool._processes:
        await asyncio.wait([task], timeout=0)
    workers = list(crew._pool._processes.values())
    crew.end()
    with pytest.raises(Exception, match="terminated abruptly|cancelled"):
        await task
    for worker in workers:
        await asyncio.to_thread(worker.join, 60)
        assert worker.exitcode == -signal.SIGTERM
    await crew.make(script, tmp_path / STRETCHES, tmp_path / "film.mp4")
    crew.rest()


async def test_a_film_that_takes_too_long_is_given_up(
    album: Album, script: Script, tmp_path: Path
) -> None:
    makes = Makes()
    makes.gate.clear()
    studio = Studio(album, tmp_path, make=makes, patience=0.05)
    with pytest.raises(TimeoutError):
        await studio.film(script)


async def test_behind_too_many_others_nobody_waits(
    album: Album, library: Library, tmp_path: Path
) -> None:
    makes = Makes()
    makes.gate.clear()
    studio = Studio(album, tmp_path, make=makes)
    scripts = [Script((a_scene(library, title=f"{n}"),), ()) for n in range(MOST_WAITING + 1)]
    waiting = [asyncio.create_task(studio.film(one)) for one in scripts[:-1]]
    await asyncio.wait(waiting, timeout=0)
    with pytest.raises(TooBusy):
        await studio.film(scripts[-1])
    makes.gate.set()
    assert len({ready.key for ready in await asyncio.gather(*waiting)}) == MOST_WAITING


def test_old_films_go_and_of_too_many_stretches_those_not_used_for_longest(tmp_path: Path) -> None:
    kept = tmp_path / STRETCHES
    kept.mkdir()
    for number in range(5):
        path = kept / f"{number}.mp4"
        path.write_bytes(bytes(100))
        os.utime(path, (1000 + number, 1000 + number))
    fresh, old = tmp_path / "guided-new.mp4", tmp_path / "guided-old.mp4"
    for path, at in ((fresh, 200_000), (old, 1000)):
        path.write_bytes(b"film")
        os.utime(path, (at, at))
    (tmp_path / "clip.mp4").write_bytes(b"clip")
    tidy(tmp_path, keep=fresh, most=250)
    assert sorted(path.name for path in kept.iterdir()) == ["3.mp4", "4.mp4"]
    assert sorted(path.name for path in tmp_path.glob("*.mp4")) == ["clip.mp4", "guided-new.mp4"]


def test_a_film_is_another_one_when_a_word_a_tone_or_the_order_is_another(library: Library) -> None:
    one, two = a_scene(library), a_scene(library, title="Tábua")
    scripts = [
        Script((one, two), ()),
        Script((two, one), ()),
        Script((one, one), ()),
        Script((one, two), ((1.0, "end"),)),
    ]
    assert len({script.key for script in scripts}) == 4
