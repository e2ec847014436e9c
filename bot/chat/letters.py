"""Letters: replies with their address, stored until they are sent, sent in order per chat."""

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable
from dataclasses import asdict, dataclass, replace

from bot.chat.screens import Button, Place, Reply, Screen
from bot.chat.send import Outcome, Outgoing, Refused, Sent, Why
from bot.chat.visit import Visit
from bot.services import living, preferences, subscribers
from bot.services.work import Work, Worker
from storage import inbox

log = logging.getLogger("unpinch.letters")

TRIES = 4
LONGEST_WAIT = 60.0
FIRST_PAUSE = 1.0
Pause = Callable[[float], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Letter:
    """One reply, whom it goes to, and the tap it answers, if any."""

    update_id: int
    person_id: int
    chat_id: int
    reply: Reply
    pressed: int | None = None
    callback_id: str | None = None


def letter_to(visit: Visit, reply: Reply) -> Letter:
    """The letter that answers a visit; a tap that is too old gets no toast any more."""
    return Letter(
        update_id=visit.update_id,
        person_id=visit.person_id,
        chat_id=visit.chat_id,
        reply=reply,
        pressed=visit.message_id if visit.callback_id else None,
        callback_id=None if visit.old else visit.callback_id,
    )


def pack(letter: Letter) -> str:
    """The stored form of a letter."""
    return json.dumps(asdict(letter), ensure_ascii=False)


def unpack(stored: str) -> Letter:
    """A stored letter back as a value."""
    body = json.loads(stored)
    reply = body.pop("reply")
    screens = tuple(_screen(screen) for screen in reply.pop("screens"))
    return Letter(reply=Reply(screens=screens, **reply), **body)


def _screen(stored: dict[str, object]) -> Screen:
    rows = stored.pop("rows")
    place = Place(str(stored.pop("place")))
    buttons = tuple(tuple(Button(**button) for button in row) for row in rows)  # type: ignore[attr-defined]
    return Screen(rows=buttons, place=place, **stored)  # type: ignore[arg-type]


class Post:
    """Sends letters: those of one chat one after the other, those of different chats at once."""

    def __init__(self, worker: Worker, outgoing: Outgoing, *, pause: Pause = asyncio.sleep) -> None:
        self._worker = worker
        self._outgoing = outgoing
        self._pause = pause
        self._last: dict[int, asyncio.Task[None]] = {}

    def send(self, letter: Letter) -> None:
        """Hand over a letter; returns at once."""
        before = self._last.get(letter.chat_id)
        task = asyncio.create_task(self._after(before, letter))
        self._last[letter.chat_id] = task
        task.add_done_callback(lambda done: self._forget(letter.chat_id, done))

    def _forget(self, chat_id: int, task: asyncio.Task[None]) -> None:
        if self._last.get(chat_id) is task:
            del self._last[chat_id]
        if not task.cancelled() and task.exception() is not None:
            log.error("a reply could not be sent", exc_info=task.exception())

    async def finish(self) -> None:
        """Wait until every letter handed over is sent or given up."""
        while self._last:
            await asyncio.wait(set(self._last.values()))

    async def _after(self, before: "asyncio.Task[None] | None", letter: Letter) -> None:
        if before is not None:
            await asyncio.wait({before})
        await self._deliver(letter)

    async def _deliver(self, letter: Letter) -> None:
        if letter.callback_id is not None:
            reply = letter.reply
            await self._outgoing.answer(letter.callback_id, reply.toast, alert=reply.alert)
        for screen in letter.reply.screens:
            outcome = await self._show(letter, screen)
            if isinstance(outcome, Refused) and outcome.why is Why.BLOCKED:
                await self._worker.run(lambda work: _blocked(work, letter.person_id))
                break
        await self._worker.run(lambda work: inbox.replied(work.db, letter.update_id))

    async def _show(self, letter: Letter, screen: Screen) -> Outcome:
        """Put one screen where it belongs, and keep which message is the living one."""
        over = letter.pressed if screen.place is Place.SAME else None
        if over is not None and screen.living and await self._is_buried(letter, over):
            await self._outgoing.strip_buttons(letter.chat_id, over)
            over = None
        outcome = await self._place(letter.chat_id, screen, over)
        if isinstance(outcome, Sent):
            await self._remember(letter, screen, outcome.message_id)
        return outcome

    async def _is_buried(self, letter: Letter, message_id: int) -> bool:
        """Whether a newer living message stands below the one that was pressed."""
        now_living = await self._worker.look(lambda work: living.of(work, letter.person_id))
        return now_living is not None and now_living > message_id

    async def _place(self, chat_id: int, screen: Screen, over: int | None) -> Outcome:
        if over is not None:
            outcome = await self._patiently(lambda: self._outgoing.edit(chat_id, over, screen))
            if not (isinstance(outcome, Refused) and outcome.why is Why.LOST):
                return outcome
        fresh = replace(screen, place=Place.NEW)
        return await self._patiently(lambda: self._outgoing.send(chat_id, fresh), once_more=True)

    async def _patiently(
        self, attempt: Callable[[], Awaitable[Outcome]], *, once_more: bool = False
    ) -> Outcome:
        """Try again what surely did not arrive. `once_more` limits doubtful sends to two."""
        doubtful = 0
        outcome = await attempt()
        for number in range(TRIES):
            if not isinstance(outcome, Refused) or outcome.why not in _PASSING:
                return outcome
            doubtful += outcome.why is Why.UNKNOWN
            if once_more and doubtful > 1:
                return outcome
            wait = outcome.retry_after or FIRST_PAUSE * 2**number
            await self._pause(min(wait, LONGEST_WAIT))
            outcome = await attempt()
        return outcome

    async def _remember(self, letter: Letter, screen: Screen, message_id: int) -> None:
        if not (screen.living or screen.keep):
            return
        kept = message_id if screen.living and screen.rows else None
        former = await self._worker.run(lambda work: living.replace(work, letter.person_id, kept))
        if former is not None and former != message_id:
            await self._outgoing.strip_buttons(letter.chat_id, former)


_PASSING = (Why.NETWORK, Why.UNKNOWN, Why.FLOOD)


def _blocked(work: Work, person_id: int) -> None:
    person = subscribers.find(work, person_id)
    if person is not None:
        preferences.block(work, person)
