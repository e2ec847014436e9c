"""The letter that promises a video: the chat goes on meanwhile, and the promise is kept."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from bot.chat.letters import Letter, Post, pack, unpack
from bot.chat.screens import Reply, Screen, say
from bot.clock import Clock
from bot.services.outcomes import Outcome, Refused, Sent, Why
from bot.services.work import Worker
from content.model import Library
from content.words import Words
from storage import inbox
from storage.database import Database
from storage.tables import Inbox
from tests.conftest import MONDAY_TEN

PROMISE = Reply((Screen("Step"), Screen("Making it", living=False, film=3)))


class Telegram:
    """Notes every message; answers as told, then always Sent."""

    def __init__(self) -> None:
        self.sent: list[str] = []
        self.answers: list[Outcome] = []

    async def send(self, chat_id: int, screen: Screen, *, routine: bool = False) -> Outcome:
        self.sent.append(screen.text)
        return self.answers.pop(0) if self.answers else Sent(len(self.sent))

    async def strip_buttons(self, chat_id: int, message_id: int) -> Outcome:
        return Sent(message_id)


class Cinema:
    """Shows films once its doors are open, and notes them."""

    def __init__(self) -> None:
        self.shown: list[tuple[int, int, int]] = []
        self.asked = asyncio.Event()
        self.doors = asyncio.Event()

    async def show(self, person: int, chat: int, session: int) -> None:
        self.asked.set()
        await self.doors.wait()
        self.shown.append((person, chat, session))


class Bench:
    """A post with one owed letter."""

    def __init__(self, worker: Worker) -> None:
        self.worker, self.telegram, self.cinema = worker, Telegram(), Cinema()
        self.post = self.a_post()

    def a_post(self) -> Post:
        return Post(self.worker, self.telegram, show_film=self.cinema.show)  # type: ignore[arg-type]

    async def owes(self, number: int, reply: Reply) -> None:
        """Store an update that was handled, and hand over its letter."""
        letter = Letter(number, 7, 7, reply)
        await self.worker.run(lambda work: inbox.store(work.db, [(number, 7, "{}")], MONDAY_TEN))
        await self.worker.run(lambda work: inbox.take(work.db, number, pack(letter), MONDAY_TEN))
        self.post.send(letter)

    def row(self, number: int) -> tuple[str, str]:
        with self.worker.database.look() as db:
            found = db.get(Inbox, number)
            assert found is not None
            return found.state, found.reply or ""


@pytest.fixture
async def bench(database: Database, library: Library, words: Words) -> AsyncIterator[Bench]:
    worker = Worker(database, library, words, Clock())
    yield Bench(worker)
    worker.close()


async def test_the_chat_goes_on_while_the_video_is_made(bench: Bench) -> None:
    await bench.owes(1, PROMISE)
    await bench.cinema.asked.wait()
    await bench.owes(2, say("Next step"))
    await bench.post.finish()
    assert bench.telegram.sent == ["Step", "Making it", "Next step"]
    assert bench.cinema.shown == []
    assert bench.post.holds(1)
    bench.cinema.doors.set()
    await bench.post.finish_films()
    assert bench.cinema.shown == [(7, 7, 3)]
    assert bench.row(1)[0] == "done"
    assert not bench.post.holds(1)


async def test_a_stop_leaves_the_video_owed_but_not_the_words_that_came(bench: Bench) -> None:
    await bench.owes(1, PROMISE)
    await bench.cinema.asked.wait()
    await bench.post.stop()
    state, left = bench.row(1)
    assert state == "handled"
    assert "Making it" not in left
    bench.post = bench.a_post()
    bench.cinema.doors.set()
    bench.post.send(unpack(left))
    await bench.post.finish()
    await bench.post.finish_films()
    assert bench.telegram.sent == ["Step", "Making it"]
    assert bench.cinema.shown == [(7, 7, 3)]
    assert bench.row(1)[0] == "done"


async def test_who_has_blocked_the_bot_gets_no_video(bench: Bench) -> None:
    bench.telegram.answers = [Refused(Why.BLOCKED)]
    bench.cinema.doors.set()
    await bench.owes(1, PROMISE)
    await bench.post.finish()
    assert bench.cinema.shown == []
    assert bench.row(1)[0] == "done"
