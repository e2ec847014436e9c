"""The message of an operator: edited every few seconds, after a restart too, and not after all."""

from collections.abc import AsyncIterator
from typing import cast

import pytest

from bot.chat.broadcast_progress import EVERY, Pace, Progress
from bot.chat.screens import Screen
from bot.chat.send import Outgoing
from bot.clock import Clock
from bot.services import broadcasts
from bot.services.broadcasts import Broadcast
from bot.services.outcomes import Outcome, Refused, Sent, Why
from bot.services.work import Worker
from content.model import Library
from content.telegram_html import visible
from content.words import Words
from storage.database import Database
from tests.chat.operating import Operating
from tests.chat.talking import Chat


class Told:
    """Stands where messages are edited: what each message shows, and how often it was asked."""

    def __init__(self) -> None:
        self.shows: dict[int, str] = {}
        self.edits = 0
        self.answers: list[Outcome] = []

    async def edit(self, _chat: int, message_id: int, screen: Screen) -> Outcome:
        self.edits += 1
        answer = self.answers.pop(0) if self.answers else Sent(message_id)
        if isinstance(answer, Sent):
            self.shows[message_id] = visible(screen.text)
        return answer

    async def send(self, _chat: int, screen: Screen) -> Outcome:
        self.shows[77] = visible(screen.text)
        return Sent(77)


class Stopwatch(Clock):
    """A clock whose seconds the test counts."""

    seconds = 0.0

    def monotonic(self) -> float:  # type: ignore[override]
        return self.seconds


class Desk:
    """A running announcement, and what keeps its message up to date."""

    def __init__(self, database: Database, library: Library, words: Words, chat: Chat) -> None:
        self.clock, self.told = Stopwatch(), Told()
        self.worker = Worker(database, library, words, self.clock)
        self.owner = Operating(chat)
        self.progress = self.anew()

    def anew(self) -> Progress:
        """As after a restart."""
        return Progress(self.worker, cast("Outgoing", self.told))

    async def after(self, seconds: float = EVERY) -> None:
        self.clock.seconds += seconds
        await self.progress.rounds.round()

    @property
    def message(self) -> int:
        found = self.owner.does(broadcasts.shown)
        return found[0][2] if found else 0


@pytest.fixture
async def desk(
    database: Database, library: Library, words: Words, chat: Chat
) -> AsyncIterator[Desk]:
    chat.subscribes()
    made = Desk(database, library, words, chat)
    made.owner.says("/broadcast Hello")
    made.owner.taps("Send to 1")
    yield made
    made.worker.close()


def end(desk: Desk) -> None:
    desk.owner.does(lambda work: broadcasts.cancel(work, 1))


async def test_it_is_edited_in_place_and_only_when_something_changed(desk: Desk) -> None:
    await desk.after()
    first = desk.message
    assert "Sent to 0 of 1" in desk.told.shows[first]
    await desk.after()
    assert desk.told.edits == 1
    desk.owner.does(lambda work: broadcasts.pause(work, 1))
    await desk.after()
    assert "Paused" in desk.told.shows[first]
    assert desk.told.edits == 2


async def test_no_oftener_than_every_few_seconds(desk: Desk) -> None:
    await desk.after()
    desk.owner.does(lambda work: broadcasts.pause(work, 1))
    await desk.after(EVERY - 1)
    assert desk.told.edits == 1
    await desk.after(1)
    assert desk.told.edits == 2


async def test_after_a_restart_the_same_message_goes_on(desk: Desk) -> None:
    await desk.after()
    first = desk.message
    desk.progress = desk.anew()
    end(desk)
    await desk.after()
    assert "Ended" in desk.told.shows[first]


async def test_once_it_has_ended_the_message_rests(desk: Desk) -> None:
    end(desk)
    await desk.after()
    assert desk.message == 0
    edits = desk.told.edits
    for _ in range(5):
        await desk.after()
    assert desk.told.edits == edits


async def test_a_message_that_was_deleted_is_sent_anew(desk: Desk) -> None:
    desk.told.answers = [Refused(Why.LOST)]
    await desk.after()
    assert desk.message == 77
    assert "Sent to 0 of 1" in desk.told.shows[77]


async def test_a_flood_is_waited_for(desk: Desk) -> None:
    desk.told.answers = [Refused(Why.FLOOD, retry_after=30)]
    await desk.after()
    await desk.after(29)
    assert desk.told.edits == 1
    await desk.after(1)
    assert "Sent to 0 of 1" in desk.told.shows[desk.message]


async def test_an_operator_who_blocked_the_bot_is_left_alone(desk: Desk) -> None:
    desk.told.answers = [Refused(Why.BLOCKED)]
    await desk.after()
    assert desk.message == 0
    assert desk.owner.does(lambda work: broadcasts.find(work, 1)).state == "sending"  # type: ignore[union-attr]


async def test_trouble_on_the_line_is_tried_again(desk: Desk) -> None:
    desk.told.answers = [Refused(Why.UNKNOWN)]
    await desk.after()
    assert desk.told.shows == {}
    await desk.after()
    assert "Sent to 0 of 1" in desk.told.shows[desk.message]


async def test_a_message_that_an_operator_chose_meanwhile_stays_the_one(desk: Desk) -> None:
    chosen = desk.owner.count + 1

    class Slow(Told):
        async def edit(self, chat: int, message_id: int, screen: Screen) -> Outcome:
            desk.owner.presses("1:bc:show:1")
            return Refused(Why.LOST)

    desk.progress = Progress(desk.worker, cast("Outgoing", Slow()))
    await desk.after()
    assert desk.message == chosen


def at(settled: int) -> Broadcast:
    return Broadcast(1, "sending", 1000, settled, 0, 0, 100, None)


def test_the_time_left_follows_the_measured_pace() -> None:
    pace = Pace()
    assert pace.seconds_left(0, at(0)) is None
    assert pace.seconds_left(10, at(200)) == pytest.approx(40)
    assert pace.seconds_left(20, at(250)) == pytest.approx(60)


def test_a_pace_of_long_ago_does_not_count() -> None:
    pace = Pace()
    for second in range(0, 100, 10):
        pace.seconds_left(second, at(second * 10))
    assert pace.seconds_left(200, at(900)) is None
    assert pace.seconds_left(210, at(910)) == pytest.approx(90)
