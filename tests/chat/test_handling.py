"""Handling: each update takes effect once, in order, whatever comes twice or cannot be read."""

import json
from collections.abc import AsyncIterator
from datetime import datetime
from pathlib import Path

import pytest

from bot.chat.handling import Handler
from bot.chat.letters import Letter, Post, letter_to, pack, unpack
from bot.chat.screens import Button, Place, Reply, Screen
from bot.chat.send import Outcome, Refused, Sent, Why
from bot.chat.visit import Did, Visit
from bot.clock import Clock
from bot.services.work import Worker
from content.model import Library
from content.words import Words
from storage import inbox
from storage.database import Database
from storage.inbox import Stored
from storage.tables import Inbox, Subscriber
from tests.conftest import MONDAY_TEN


class Telegram:
    """Notes what is sent; answers from a script, then with success."""

    def __init__(self, *answers: Outcome) -> None:
        self.answers = list(answers)
        self.calls: list[tuple[str, int, str]] = []
        self.number = 100

    def _next(self) -> Outcome:
        self.number += 1
        return self.answers.pop(0) if self.answers else Sent(self.number)

    async def send(self, chat_id: int, screen: Screen, *, routine: bool = False) -> Outcome:
        self.calls.append(("send", chat_id, screen.text))
        return self._next()

    async def edit(self, chat_id: int, message_id: int, screen: Screen) -> Outcome:
        self.calls.append(("edit", chat_id, screen.text))
        outcome = self._next()
        return Sent(message_id) if isinstance(outcome, Sent) else outcome

    async def answer(self, callback_id: str, toast: str = "", *, alert: bool = False) -> bool:
        self.calls.append(("answer", 0, toast))
        return True

    async def strip_buttons(self, chat_id: int, message_id: int) -> Outcome:
        self.calls.append(("strip", chat_id, str(message_id)))
        return Sent(message_id)


def read(row: Stored, now: datetime) -> Visit | None:
    """A stored update in the short form of these tests."""
    body = json.loads(row.body or "{}")
    if body.get("broken"):
        raise ValueError("cannot be read")
    if not body:
        return None
    return Visit(row.update_id, Did(body["did"]), now, body.get("who", 7), body.get("who", 7),
                 text=body.get("text", ""), command=body.get("command", ""),
                 data=body.get("data", ""), message_id=body.get("message"),
                 callback_id=body.get("callback"))  # fmt: skip


class Bench:
    """A handler on a real database with a noted Telegram."""

    def __init__(self, database: Database, library: Library, words: Words, *answers: Outcome):
        self.database = database
        self.telegram = Telegram(*answers)
        self.pauses: list[float] = []
        self.worker = Worker(database, library, words, Clock(MONDAY_TEN - Clock().now()))
        self.start()

    def start(self) -> None:
        self.post = Post(self.worker, self.telegram, pause=self._pause)  # type: ignore[arg-type]
        self.handler = Handler(self.worker, self.post, read)

    async def _pause(self, seconds: float) -> None:
        self.pauses.append(seconds)

    def store(self, *updates: tuple[int, dict[str, object]]) -> None:
        with self.database.begin() as db:
            rows = [(number, 7, json.dumps(body)) for number, body in updates]
            inbox.store(db, rows, MONDAY_TEN)

    async def work(self) -> None:
        while await self.handler.round():
            pass
        await self.post.finish()

    def state(self, number: int) -> tuple[str, str | None, str | None]:
        with self.database.look() as db:
            row = db.get(Inbox, number)
            assert row is not None
            return row.state, row.body, row.reply

    @property
    def sent(self) -> list[str]:
        return [text for call, _, text in self.telegram.calls if call == "send"]


@pytest.fixture
async def bench(database: Database, library: Library, words: Words) -> AsyncIterator[Bench]:
    made = Bench(database, library, words)
    yield made
    made.worker.close()


START = {"did": "command", "command": "start"}


async def test_an_update_is_answered_blanked_and_done(bench: Bench) -> None:
    bench.store((1, START))
    await bench.work()
    assert "I'm Unpinch" in bench.sent[0]
    assert bench.state(1) == ("done", None, None)


async def test_the_same_update_twice_takes_effect_once(bench: Bench) -> None:
    bench.store((1, START))
    await bench.work()
    bench.store((1, START))
    await bench.work()
    assert len(bench.sent) == 1


async def test_an_update_nobody_can_read_does_not_hold_up_the_next(bench: Bench) -> None:
    bench.store((1, {"broken": True}), (2, START))
    await bench.work()
    assert bench.state(1) == ("failed", None, None)
    assert len(bench.sent) == 1


async def test_a_fault_of_ours_is_tried_three_times_and_then_said(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    from bot.chat import routes

    calls = []

    def broken(visit: Visit, work: object) -> Reply:
        calls.append(visit)
        raise RuntimeError("a fault")

    monkeypatch.setattr(routes, "answer", broken)
    bench.store((1, START))
    await bench.work()
    assert len(calls) == 3
    assert "did not save this" in bench.sent[0]
    assert "fault" not in bench.sent[0]


async def test_a_reply_that_was_not_sent_before_a_crash_is_sent_after_it(bench: Bench) -> None:
    bench.store((1, START))
    row = bench.worker.look_here(lambda work: inbox.open_rows(work.db))[0]
    await bench.worker.run(lambda work: bench.handler._effect(work, row))
    assert bench.state(1)[0] == "handled"
    assert bench.sent == []
    bench.start()  # as after a kill: nothing of the old process is left
    await bench.work()
    assert len(bench.sent) == 1
    assert bench.state(1) == ("done", None, None)


async def test_a_tap_is_answered_before_its_screen_is_shown(bench: Bench) -> None:
    bench.store(
        (1, START), (2, {"did": "press", "data": "1:consent", "message": 101, "callback": "c"})
    )
    await bench.work()
    assert [call for call, _, _ in bench.telegram.calls][1:] == ["answer", "edit"]


async def test_a_message_that_cannot_be_edited_is_sent_anew(
    database: Database, library: Library, words: Words
) -> None:
    bench = Bench(database, library, words, Sent(101), Refused(Why.LOST))
    bench.store(
        (1, START), (2, {"did": "press", "data": "1:consent", "message": 101, "callback": "c"})
    )
    await bench.work()
    assert [call for call, _, _ in bench.telegram.calls] == [
        "send",
        "answer",
        "edit",
        "send",
        "strip",
    ]
    bench.worker.close()


async def test_a_doubtful_send_is_repeated_once_and_a_refused_one_waits(
    database: Database, library: Library, words: Words
) -> None:
    bench = Bench(
        database, library, words, Refused(Why.UNKNOWN), Refused(Why.UNKNOWN), Sent(5),
        Refused(Why.FLOOD, retry_after=9), Sent(6),
    )  # fmt: skip
    bench.store((1, START))
    await bench.work()
    assert len(bench.sent) == 2  # at most twice
    bench.telegram.answers.pop(0)
    bench.store((2, START))
    await bench.work()
    assert 9 in bench.pauses
    bench.worker.close()


async def test_somebody_who_blocked_the_bot_gets_no_second_screen(
    database: Database, library: Library, words: Words
) -> None:
    bench = Bench(database, library, words, Refused(Why.BLOCKED))
    bench.store((1, START))
    await bench.work()
    assert bench.state(1)[0] == "done"
    bench.worker.close()


async def test_the_former_living_message_loses_its_buttons(bench: Bench) -> None:
    bench.store((1, START), (2, START))
    await bench.work()
    assert ("strip", 7, "101") in bench.telegram.calls
    with bench.database.look() as db:
        row = db.get(Subscriber, 7)
        assert row is not None
        assert row.living_message_id == 102


async def test_two_people_are_answered_each_in_order(bench: Bench) -> None:
    unknown = {"did": "text", "text": "banana"}
    bench.store((1, START), (2, START | {"who": 8}), (3, unknown), (4, unknown | {"who": 8}))
    await bench.work()
    for who in (7, 8):
        texts = [
            text for call, chat, text in bench.telegram.calls if call == "send" and chat == who
        ]
        assert "I'm Unpinch" in texts[0]
        assert "didn't understand" in texts[1]


def test_a_letter_comes_back_as_it_was_stored() -> None:
    screen = Screen("<b>x</b>", ((Button("a", "1:b", "success"),), ()), Place.NEW, keep=True)
    visit = Visit(9, Did.PRESS, MONDAY_TEN, 7, 8, message_id=4, callback_id="c")
    letter = letter_to(visit, Reply((screen, Screen("y")), toast="t", alert=True))
    assert unpack(pack(letter)) == letter
    assert isinstance(letter, Letter)
    assert letter.pressed == 4


def test_an_old_tap_gets_no_toast() -> None:
    visit = Visit(9, Did.PRESS, MONDAY_TEN, 7, 8, message_id=4, callback_id="c", old=True)
    assert letter_to(visit, Reply()).callback_id is None


def test_the_database_file_is_where_it_was_asked_for(database: Database, tmp_path: Path) -> None:
    assert database.path == tmp_path / "test.db"
