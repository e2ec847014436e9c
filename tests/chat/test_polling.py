"""Polling: updates are stored before they are confirmed, and nothing makes it deaf."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest

from bot.chat.inbox import Fetched, Trouble
from bot.chat.polling import CONFLICT_PATIENCE, REFUSED_IN_A_ROW, GaveUp, Poller
from bot.clock import Clock
from bot.services.work import Worker
from content.model import Library
from content.words import Words
from storage import inbox
from storage.database import Database


class Script:
    """Answers each question for updates with the next line of a script, then stays silent."""

    def __init__(self, *answers: Fetched) -> None:
        self.answers = list(answers)
        self.offsets: list[int | None] = []
        self.pauses: list[float] = []
        self.over = asyncio.Event()

    async def fetch(self, offset: int | None) -> Fetched:
        self.offsets.append(offset)
        if not self.answers:
            self.over.set()
            await asyncio.Event().wait()
        return self.answers.pop(0)

    async def pause(self, seconds: float) -> None:
        self.pauses.append(seconds)


class Ticking(Clock):
    """A clock whose monotonic seconds are moved by hand."""

    seconds = 0.0

    def monotonic(self) -> float:  # type: ignore[override]
        self.seconds += 30.0
        return self.seconds


@pytest.fixture
async def worker(database: Database, library: Library, words: Words) -> AsyncIterator[Worker]:
    made = Worker(database, library, words, Ticking())
    yield made
    made.close()


def updates(*numbers: int) -> Fetched:
    return Fetched(tuple({"update_id": n, "message": {"from": {"id": 5}}} for n in numbers))


async def poll(worker: Worker, script: Script) -> list[GaveUp]:
    """Run the poller until the script is over or it gives up."""
    given_up: list[GaveUp] = []
    poller = Poller(
        worker, script.fetch, on_stored=lambda: None, on_give_up=given_up.append,
        pause=script.pause,
    )  # fmt: skip
    task = asyncio.create_task(poller.run())
    over = asyncio.create_task(script.over.wait())
    await asyncio.wait({task, over}, return_when=asyncio.FIRST_COMPLETED, timeout=5)
    for one in (task, over):
        one.cancel()
    await asyncio.gather(task, over, return_exceptions=True)
    return given_up


def stored(database: Database) -> list[int]:
    with database.look() as db:
        return [row.update_id for row in inbox.new_rows(db)]


async def test_an_update_is_confirmed_only_after_it_is_stored(
    worker: Worker, database: Database
) -> None:
    script = Script(updates(7, 8))
    await poll(worker, script)
    assert script.offsets == [None, 9]
    assert stored(database) == [7, 8]


async def test_an_update_that_comes_twice_is_stored_once(
    worker: Worker, database: Database
) -> None:
    await poll(worker, Script(updates(7), updates(7, 8)))
    assert stored(database) == [7, 8]


async def test_ids_that_begin_again_lower_are_taken(worker: Worker, database: Database) -> None:
    await poll(worker, Script(updates(900), updates(5)))
    assert sorted(stored(database)) == [5, 900]


async def test_an_update_nobody_can_read_is_stored_like_any_other(
    worker: Worker, database: Database
) -> None:
    poison = Fetched(({"update_id": 7, "message": "broken"}, {"no": "id"}))
    script = Script(poison, updates(8))
    await poll(worker, script)
    assert script.offsets == [None, 8, 9]
    assert stored(database) == [7, 8]


async def test_one_refusal_of_the_token_is_only_a_pause(worker: Worker) -> None:
    refused = Fetched(trouble=Trouble.REFUSED)
    script = Script(refused, refused, updates(7))
    assert await poll(worker, script) == []
    assert script.offsets[-1] == 8


async def test_ten_refusals_in_a_row_end_the_program_as_a_wrong_token(worker: Worker) -> None:
    script = Script(*[Fetched(trouble=Trouble.REFUSED)] * REFUSED_IN_A_ROW)
    assert await poll(worker, script) == [GaveUp.TOKEN]


async def test_a_refusal_after_other_failures_is_the_first(worker: Worker) -> None:
    trouble = [Trouble.NETWORK] * 9 + [Trouble.REFUSED] * 9 + [Trouble.NETWORK, Trouble.REFUSED]
    assert await poll(worker, Script(*[Fetched(trouble=one) for one in trouble])) == []


async def test_a_fault_nobody_thought_of_is_tried_again(
    worker: Worker, monkeypatch: pytest.MonkeyPatch
) -> None:
    script = Script(updates(7))
    real, faults = script.fetch, [KeyError("result")]

    async def fetch(offset: int | None) -> Fetched:
        if faults:
            raise faults.pop()
        return await real(offset)

    monkeypatch.setattr(script, "fetch", fetch)
    assert await poll(worker, script) == []
    assert script.offsets == [None, 8]


async def test_neither_the_time_before_polling_nor_a_pause_is_a_silence(worker: Worker) -> None:
    clock = worker.clock
    assert isinstance(clock, Ticking)
    gaps = []

    async def fetch(_offset: int | None) -> Fetched:
        gaps.append(clock.seconds - poller.last_attempt)
        if len(gaps) > 10:
            raise asyncio.CancelledError
        return Fetched(trouble=Trouble.NETWORK)

    async def pause(seconds: float) -> None:
        clock.seconds += seconds

    poller = Poller(worker, fetch, on_stored=lambda: None, on_give_up=print, pause=pause)
    clock.seconds += 1000  # a slow start
    with pytest.raises(asyncio.CancelledError):
        await poller.run()
    assert max(gaps) == 0


async def test_a_dead_network_never_ends_the_program(worker: Worker) -> None:
    script = Script(*[Fetched(trouble=Trouble.NETWORK)] * 50)
    assert await poll(worker, script) == []
    assert max(script.pauses) <= 60


async def test_a_wait_that_telegram_asks_for_is_kept(worker: Worker) -> None:
    script = Script(Fetched(trouble=Trouble.WAIT, retry_after=17))
    await poll(worker, script)
    assert script.pauses == [17]


async def test_a_second_poller_is_loud_and_ends_the_program_after_ten_minutes(
    worker: Worker, caplog: pytest.LogCaptureFixture
) -> None:
    script = Script(*[Fetched(trouble=Trouble.CONFLICT)] * int(CONFLICT_PATIENCE))
    assert await poll(worker, script) == [GaveUp.CONFLICT]
    assert "somebody else polls" in caplog.text


async def test_what_cannot_be_stored_is_not_confirmed(
    worker: Worker, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, calls = inbox.store, []

    def full_once(*args: object) -> None:
        calls.append(args)
        if len(calls) == 1:
            raise OSError("disk full")
        real(*args)  # type: ignore[arg-type]

    monkeypatch.setattr(inbox, "store", full_once)
    script = Script(updates(7), updates(7))
    await poll(worker, script)
    assert script.offsets == [None, None, 8]
    assert stored(database) == [7]


def test_old_bodies_are_blanked_and_old_ids_forgotten(database: Database) -> None:
    day = datetime(2026, 11, 1, tzinfo=UTC)
    with database.begin() as db:
        inbox.store(db, [(1, 5, "{}")], day)
        inbox.store(db, [(2, 5, "{}")], day.replace(day=9))
    with database.begin() as db:
        inbox.clean(db, day.replace(day=10, hour=1))
        assert inbox.new_rows(db) == []
        assert not inbox.is_new(db, 2)
        inbox.store(db, [(2, 5, "{}")], day.replace(day=10))
        assert inbox.new_rows(db) == []
