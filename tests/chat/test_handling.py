"""Handling: each update takes effect once, in order, whatever comes twice or cannot be read."""

import asyncio
import json
from collections.abc import AsyncIterator
from datetime import datetime, timedelta

import pytest

from bot.chat.handling import Handler
from bot.chat.letters import Letter, Post, letter_to, pack, unpack
from bot.chat.screens import Button, Place, Reply, Screen, say
from bot.chat.visit import Did, Visit
from bot.clock import Clock
from bot.services import living
from bot.services.outcomes import Outcome, Refused, Sent, Why
from bot.services.work import Work, Worker
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
TAP: dict[str, object] = {
    "did": "press", "data": "1:consent", "message": 101, "callback": "c"
}  # fmt: skip


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
    from bot.chat import answering

    calls = []

    def broken(visit: Visit, work: object) -> Reply:
        calls.append(visit)
        raise RuntimeError("a fault")

    monkeypatch.setattr(answering, "answer", broken)
    bench.store((1, START))
    await bench.work()
    assert len(calls) == 3
    assert "did not save this" in bench.sent[0]
    assert "fault" not in bench.sent[0]


async def test_a_reply_that_was_not_sent_before_a_crash_is_sent_after_it(bench: Bench) -> None:
    bench.store((1, START))
    row = bench.worker.look_here(lambda work: inbox.new_rows(work.db))[0]
    await bench.worker.run(lambda work: bench.handler._effect(work, row))
    assert bench.state(1)[0] == "handled"
    assert bench.sent == []
    bench.start()  # as after a kill: nothing of the old process is left
    await bench.work()
    assert len(bench.sent) == 1
    assert bench.state(1) == ("done", None, None)


async def test_a_tap_is_answered_before_its_screen_is_shown(bench: Bench) -> None:
    bench.store((1, START))
    await bench.work()
    bench.store((2, TAP))
    await bench.work()
    assert [call for call, _, _ in bench.telegram.calls][1:] == ["answer", "edit"]


async def test_a_message_that_cannot_be_edited_is_sent_anew(
    database: Database, library: Library, words: Words
) -> None:
    bench = Bench(database, library, words, Sent(101), Refused(Why.LOST))
    bench.store((1, START))
    await bench.work()
    bench.store((2, TAP))
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


async def owe(bench: Bench, count: int, *, at: datetime = MONDAY_TEN) -> None:
    """Replies of a former process that were not sent, each to a chat of its own."""

    def store(work: Work) -> None:
        inbox.store(work.db, [(number, number, "{}") for number in range(1, count + 1)], at)
        for number in range(1, count + 1):
            letter = Letter(number, number, number, say("hello", living=False), None, f"c{number}")
            inbox.take(work.db, number, pack(letter), at)

    await bench.worker.run(store)


async def test_every_reply_that_is_owed_is_sent_at_the_start(bench: Bench) -> None:
    await owe(bench, 150)
    await bench.work()
    assert sorted({chat for call, chat, _ in bench.telegram.calls if call == "send"}) == list(
        range(1, 151)
    )


async def test_many_replies_that_are_owed_do_not_make_the_bot_deaf(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    free = asyncio.Event()
    real = bench.telegram.send

    async def slow(chat_id: int, screen: Screen, *, routine: bool = False) -> Outcome:
        if chat_id != 999:
            await free.wait()
        return await real(chat_id, screen)

    monkeypatch.setattr(bench.telegram, "send", slow)
    await owe(bench, 120)
    while await bench.handler.round():
        pass
    bench.store((500, START | {"who": 999}))
    assert await bench.handler.round()
    assert bench.state(500)[0] == "handled"
    free.set()
    await bench.post.finish()
    assert bench.state(500)[0] == "done"


async def test_a_stored_reply_nobody_can_read_is_passed_over(
    bench: Bench, caplog: pytest.LogCaptureFixture
) -> None:
    await owe(bench, 3)
    with bench.database.begin() as db:
        row = db.get(Inbox, 1)
        assert row is not None
        row.reply = '{"reply": {"screens": [], "of another version": 1}, "update_id": 1}'
    await bench.work()
    assert bench.sent == ["hello", "hello"]
    assert bench.state(1) == ("done", None, None)
    assert "cannot be read" in caplog.text


async def test_an_old_reply_that_is_owed_answers_no_tap_any_more(bench: Bench) -> None:
    await owe(bench, 1, at=MONDAY_TEN - timedelta(minutes=10))
    await bench.work()
    assert [call for call, _, _ in bench.telegram.calls] == ["send"]


@pytest.mark.parametrize("why", [Why.NETWORK, Why.UNAUTHORISED, Why.FLOOD])
async def test_a_reply_that_did_not_arrive_is_tried_every_minute_until_it_does(
    database: Database, library: Library, words: Words, why: Why, caplog: pytest.LogCaptureFixture
) -> None:
    bench = Bench(database, library, words, *[Refused(why)] * 12)
    bench.store((1, START))
    await bench.work()
    assert len(bench.sent) == 13
    assert bench.pauses.count(60) == 2
    assert bench.state(1) == ("done", None, None)
    assert f"is owed ({why})" in caplog.text
    assert "Unpinch" not in caplog.text
    bench.worker.close()


async def test_a_reply_is_no_longer_tried_when_its_update_is_gone(
    database: Database, library: Library, words: Words
) -> None:
    bench = Bench(database, library, words, *[Refused(Why.NETWORK)] * 1000)

    async def a_day(seconds: float) -> None:
        bench.pauses.append(seconds)
        if seconds == 60:
            await bench.worker.run(lambda work: inbox.clean(work.db, MONDAY_TEN.replace(day=25)))

    bench.post = Post(bench.worker, bench.telegram, pause=a_day)  # type: ignore[arg-type]
    bench.handler = Handler(bench.worker, bench.post, read)
    bench.store((1, START))
    await bench.work()
    assert len(bench.sent) == 5
    bench.worker.close()


async def test_a_wait_telegram_names_for_a_chat_is_never_cut_short(
    database: Database, library: Library, words: Words
) -> None:
    bench = Bench(database, library, words, Refused(Why.FLOOD, retry_after=300))
    bench.store((1, START))
    await bench.work()
    assert bench.pauses == [300]
    assert len(bench.sent) == 2
    bench.worker.close()


async def test_a_reply_on_its_way_is_not_handed_over_again(bench: Bench) -> None:
    bench.store((1, START))
    await bench.handler.round()
    await bench.handler.send_owed()
    await bench.post.finish()
    assert len(bench.sent) == 1


async def test_a_reply_that_failed_by_a_fault_of_ours_waits_for_the_next_start(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(living, "replace", None)  # so remembering what was sent fails
        bench.store((1, START))
        await bench.work()
    await bench.handler.send_owed()
    await bench.post.finish()
    assert len(bench.sent) == 1
    bench.start()
    await bench.work()
    assert len(bench.sent) == 2


async def test_letting_go_of_the_letters_leaves_them_owed(bench: Bench) -> None:
    bench.telegram.answers = [Refused(Why.FLOOD, retry_after=900)]
    asleep = asyncio.Event()

    async def for_ever(_seconds: float) -> None:
        asleep.set()
        await asyncio.Event().wait()

    bench.post = Post(bench.worker, bench.telegram, pause=for_ever)  # type: ignore[arg-type]
    bench.handler = Handler(bench.worker, bench.post, read)
    bench.store((1, START), (2, START))
    await bench.handler.round()
    await asleep.wait()
    await bench.post.stop()
    assert [bench.state(number)[0] for number in (1, 2)] == ["handled", "handled"]
    assert not bench.post.holds(1)


async def test_a_tap_is_answered_at_once_while_its_chat_waits(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    free, answered = asyncio.Event(), asyncio.Event()
    real = bench.telegram.send

    async def slow(chat_id: int, screen: Screen, *, routine: bool = False) -> Outcome:
        await free.wait()
        return await real(chat_id, screen)

    async def answer(callback_id: str, toast: str = "", *, alert: bool = False) -> bool:
        answered.set()
        return True

    monkeypatch.setattr(bench.telegram, "send", slow)
    monkeypatch.setattr(bench.telegram, "answer", answer)
    bench.store((1, START), (2, TAP))
    await bench.handler.round()
    async with asyncio.timeout(5):
        await answered.wait()
    assert bench.telegram.calls == []
    free.set()
    await bench.post.finish()


async def test_a_card_that_arrives_during_an_edit_above_it_keeps_its_buttons(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    bench.store((1, START))
    await bench.work()

    async def edit(chat_id: int, message_id: int, screen: Screen) -> Outcome:
        await bench.worker.run(lambda work: living.replace(work, 7, 150, seen=101))
        return Sent(message_id)

    monkeypatch.setattr(bench.telegram, "edit", edit)
    bench.store((2, TAP))
    await bench.work()
    assert bench.telegram.calls[-1] == ("strip", 7, "101")
    assert bench.worker.look_here(lambda work: living.of(work, 7)) == 150


async def test_one_persons_flood_lets_the_others_through(bench: Bench) -> None:
    flood: list[tuple[int, dict[str, object]]] = [(n, dict(START)) for n in range(1, 101)]
    with bench.database.begin() as db:
        inbox.store(db, [(n, 7, json.dumps(body)) for n, body in flood], MONDAY_TEN)
        inbox.store(db, [(500, 8, json.dumps({**START, "who": 8}))], MONDAY_TEN)
    await bench.handler.round()
    assert bench.state(500)[0] in ("handled", "done")
    assert bench.state(100)[0] == "new"
    await bench.work()
    assert bench.state(100)[0] == "done"
