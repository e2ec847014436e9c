"""Keeps the message of an operator up to date while an announcement is on its way."""

from collections import deque
from dataclasses import dataclass, field

from bot.chat.broadcast import standing
from bot.chat.screens import Screen
from bot.chat.send import Outgoing
from bot.chat.talk import Talk
from bot.chat.visit import Did, Visit
from bot.services import broadcasts, subscribers
from bot.services.broadcasts import Broadcast
from bot.services.outcomes import Outcome, Sent, Why
from bot.services.rounds import Rounds
from bot.services.work import Work, Worker

EVERY = 4.0  # seconds between two edits: far below what Telegram allows in one chat
MEASURED = 60.0  # seconds of sending that the pace is taken from
GONE = (Why.BLOCKED, Why.REJECTED, Why.MARKUP, Why.MOVED)


@dataclass(frozen=True, slots=True)
class Shown:
    """A message that shows how far an announcement is, and what should stand there now."""

    broadcast: Broadcast
    chat_id: int
    message_id: int
    screen: Screen


@dataclass(slots=True)
class Pace:
    """How many people were done with at which second, lately."""

    points: deque[tuple[float, int]] = field(default_factory=deque)

    def seconds_left(self, at: float, found: Broadcast) -> float | None:
        """Seconds until everybody is done with at the measured pace; None while it is unknown."""
        self.points.append((at, found.settled))
        while self.points[0][0] < at - MEASURED:
            self.points.popleft()
        began, before = self.points[0]
        done = found.settled - before
        if done <= 0 or at <= began:
            return None
        return max(0, found.audience - found.settled) * (at - began) / done


class Progress:
    """Edits one message per announcement, no oftener than every few seconds.

    Which message it is stands in the database, so it goes on after a restart; only the pace is
    measured anew.
    """

    def __init__(self, worker: Worker, outgoing: Outgoing) -> None:
        self._worker = worker
        self._outgoing = outgoing
        self._paces: dict[int, Pace] = {}
        self._standing: dict[int, Screen] = {}
        self.rounds = Rounds(
            worker.clock, EVERY, self._show_all, "the progress of an announcement was not shown"
        )

    async def _show_all(self) -> None:
        """Show what has changed."""
        for shown in await self._worker.look(self._look):
            await self._show(shown)

    def _look(self, work: Work) -> list[Shown]:
        return [
            Shown(found, chat, message, self._screen(work, found, chat))
            for found, chat, message in broadcasts.shown(work)
        ]

    def _screen(self, work: Work, found: Broadcast, chat_id: int) -> Screen:
        person = subscribers.find(work, chat_id) or subscribers.stranger(chat_id, chat_id, work.now)
        talk = Talk(Visit(0, Did.OTHER, work.now, person.id, chat_id), work, person)
        if found.state != "sending":
            self._paces.pop(found.id, None)  # a rest must not look like a slow pace
            return standing(talk, found)
        pace = self._paces.setdefault(found.id, Pace())
        return standing(talk, found, pace.seconds_left(self._worker.clock.monotonic(), found))

    async def _show(self, shown: Shown) -> None:
        number = shown.broadcast.id
        if self._standing.get(number) != shown.screen:
            outcome = await self._outgoing.edit(shown.chat_id, shown.message_id, shown.screen)
            if not await self._took(shown, outcome):
                return
            self._standing[number] = shown.screen
        if not shown.broadcast.is_open and not shown.broadcast.under_way:
            self._standing.pop(number, None)
            await self._keep(shown, None)

    async def _took(self, shown: Shown, outcome: Outcome) -> bool:
        """Whether the message shows it now; one that is gone is sent anew."""
        if isinstance(outcome, Sent):
            return True
        if outcome.why is Why.FLOOD:
            self.rounds.rest(outcome.retry_after)
        elif outcome.why is Why.LOST:
            fresh = await self._outgoing.send(shown.chat_id, shown.screen)
            if isinstance(fresh, Sent):
                await self._keep(shown, fresh.message_id)
                return True
        elif outcome.why in GONE:
            await self._keep(shown, None)
        return False

    async def _keep(self, shown: Shown, message_id: int | None) -> None:
        """Remember which message shows it, unless an operator has chosen another meanwhile."""

        def keep(work: Work) -> None:
            chat = shown.chat_id if message_id is not None else None
            broadcasts.show_in(
                work, shown.broadcast.id, chat, message_id, instead_of=shown.message_id
            )

        await self._worker.run(keep)
