"""An annoyed person: every button to a depth of four, every command with nonsense behind it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from functools import cache
from typing import cast

import pytest

from bot.chat.routes import COMMANDS
from bot.cli.sandbox import Sandbox
from bot.clock import Clock
from bot.sandbox import api
from bot.sandbox.refusal import Refusal
from bot.services.album import Drawing, drawing
from bot.services.pictures import Picture
from bot.services.work import Work
from content.figures.making import drawn
from content.figures.strip import Strip
from content.loader import load_library
from storage.database import Database
from tests.chat.talking import Chat
from tests.journeys.crawler import NONSENSE, Crawler, Ready
from tests.journeys.person import Person
from tests.journeys.test_guided import a_film, app_of


@cache
def a_clip() -> bytes:
    return drawn(drawing(Picture("clip", ("plank",)), load_library()))


@cache
def a_strip() -> bytes:
    return drawn(drawing(Picture("strip", ("plank", "bird-dog")), load_library()))


async def a_picture(wanted: Drawing) -> bytes:
    """A picture that is there at once: always of the same move."""
    return a_strip() if isinstance(wanted, Strip) else a_clip()


@pytest.fixture(autouse=True)
def pictures_at_once(sandbox: Sandbox) -> None:
    """Drawing takes all of a small machine; here every press counts, not what is drawn."""
    app_of(sandbox).studio.make = a_film
    app_of(sandbox).album.draw = a_picture


@pytest.fixture
def refusals(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every request the strict Telegram answered with 4xx."""
    found: list[str] = []
    real = api._refused

    def note(refusal: Refusal) -> object:
        found.append(f"{refusal.status} {refusal.description}")
        return real(refusal)

    monkeypatch.setattr(api, "_refused", note)
    return found


async def arrives(who: Person) -> None:
    """Somebody who has only just pressed Start."""
    await who.says("/start", "I'm Unpinch")


async def settles_in(who: Person) -> None:
    """Somebody who gets a routine each day."""
    await who.subscribes()


async def is_moving(who: Person) -> None:
    """Somebody in the middle of a session."""
    await who.subscribes()
    await who.starts()


class AtOnce(Chat):
    """A chat inside one transaction; what is answered is not sent."""

    def __init__(self, work: Work, person: int) -> None:
        a_moment_ago = work.now - timedelta(minutes=1)
        super().__init__(cast("Database", None), work.library, work.words, a_moment_ago, person)
        self._work = work

    @contextmanager
    def begun(self) -> Iterator[Work]:
        yield replace(self._work, now=self.now)


async def has_settled_in(who: Person) -> None:
    """The same as `settles_in`, without the seven answers that are the same for everybody."""
    await app_of(who.sandbox).worker.run(lambda work: AtOnce(work, who.id).subscribes())


async def has_begun(who: Person) -> None:
    """The same as `is_moving`, from the card on over HTTP."""
    await has_settled_in(who)
    await who.says("/today", "Your routine for")
    await who.starts()


def faults(crawler: Crawler, refusals: list[str]) -> list[str]:
    print(f"\nfuzz journey: {crawler.summary}, refused requests {len(refusals)}")
    slow = [f"{crawler.summary.late} answers took over a second"] if crawler.summary.is_slow else []
    return crawler.summary.faults + slow + refusals


@pytest.mark.parametrize("ready", [arrives, has_settled_in, has_begun])
async def test_every_button_leads_somewhere(
    ready: Ready,
    sandbox: Sandbox,
    clock: Clock,
    refusals: list[str],
) -> None:
    crawler = Crawler(sandbox, clock)
    for command in COMMANDS:
        await crawler.every_button(ready, f"/{command.name}")
    assert faults(crawler, refusals) == []


@pytest.mark.parametrize("ready", [arrives, settles_in, is_moving])
async def test_nonsense_behind_a_command_gets_a_sentence(
    ready: Ready, sandbox: Sandbox, clock: Clock, refusals: list[str]
) -> None:
    crawler = Crawler(sandbox, clock)
    await crawler.nonsense(ready, NONSENSE)
    assert len(NONSENSE) >= 30
    assert faults(crawler, refusals) == []
