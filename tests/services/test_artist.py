"""The artist: one thing at a time, what was asked for first, and a failure stops nothing."""

import asyncio

import pytest

from bot.services.artist import Artist, Make

LONG = 60.0  # seconds, for a machine that is busy


class Pad:
    """Notes what was made, in order."""

    def __init__(self) -> None:
        self.made: list[str] = []

    def of(self, name: str) -> Make:
        async def make() -> None:
            self.made.append(name)

        return make


async def fails() -> None:
    raise OSError("no space left on device")


async def until_idle(artist: Artist, last: str) -> None:
    """Let the artist work until its last thing is done."""
    serving = asyncio.create_task(artist.serve())
    async with asyncio.timeout(LONG):
        await artist.done(last)
    serving.cancel()


async def test_what_is_asked_for_comes_before_the_shelf_and_in_turn() -> None:
    artist, pad = Artist(), Pad()
    for name in "abc":
        artist.shelve(name, pad.of(name))
    artist.ask("x", pad.of("x"))
    artist.ask("b", pad.of("b"))
    await until_idle(artist, "c")
    assert pad.made == ["x", "b", "a", "c"]


async def test_what_is_needed_soon_comes_before_the_rest_of_the_shelf() -> None:
    artist, pad = Artist(), Pad()
    for name in "abc":
        artist.shelve(name, pad.of(name))
    artist.shelve("c", pad.of("c"), soon=True)
    artist.ask("x", pad.of("x"))
    artist.shelve("x", pad.of("x"), soon=True)
    await until_idle(artist, "b")
    assert pad.made == ["x", "c", "a", "b"]


async def test_a_failure_is_not_tried_again_and_stops_nothing(
    caplog: pytest.LogCaptureFixture,
) -> None:
    artist, pad = Artist(), Pad()
    artist.ask("bad", fails)
    artist.ask("good", pad.of("good"))
    await artist.draw_asked()
    artist.ask("bad", pad.of("bad"))
    artist.shelve("bad", pad.of("bad"))
    await artist.draw_asked()
    assert pad.made == ["good"]
    assert "could not be drawn" in caplog.text


async def test_only_what_was_asked_for_is_drawn_when_nobody_serves() -> None:
    artist, pad = Artist(), Pad()
    artist.shelve("later", pad.of("later"))
    artist.ask("now", pad.of("now"))
    assert artist.waiting == 1
    await artist.draw_asked()
    assert pad.made == ["now"]
    assert artist.waiting == 0


async def test_whoever_waits_for_nothing_does_not_wait() -> None:
    async with asyncio.timeout(LONG):
        await Artist().done("nothing")
