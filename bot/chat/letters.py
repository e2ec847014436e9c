"""Letters: replies with their address, stored until they are sent, sent in order per chat."""

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable, Coroutine, Mapping, Sequence
from dataclasses import asdict, dataclass, replace

from bot.chat.results import Results
from bot.chat.screens import Button, Document, Drawing, Place, Quiz, Reply, Screen
from bot.chat.send import Outgoing
from bot.chat.shown import Shown
from bot.chat.together import Together
from bot.chat.visit import Visit
from bot.services import erasure, living, marks, pictures, preferences, quiz, subscribers
from bot.services.outcomes import Outcome, Refused, Sent, Why
from bot.services.work import Work, Worker
from storage import inbox

log = logging.getLogger("unpinch.letters")

TRIES = 4
FIRST_PAUSE = 1.0
OWED_AGAIN = 60.0  # seconds until a letter that did not arrive is tried again
Pause = Callable[[float], Awaitable[None]]
# Calls what draws a file, beside the loop.
Draw = Callable[[Callable[[], bytes]], Awaitable[bytes]]
# Makes a file for a person from what the screen says about it (a name typed for a report, or
# nothing); None for somebody who has been forgotten meanwhile.
Build = Callable[[Work, int, str], Document | Drawing | None]
# Sends the video of a session to a person in a chat, however long that takes; never raises.
Show = Callable[[int, int, int], Awaitable[None]]

# Certain not to have arrived. Such a letter stays owed as long as its update is kept.
_NOT_ARRIVED = (Why.NETWORK, Why.FLOOD, Why.UNAUTHORISED)
_PASSING = (*_NOT_ARRIVED, Why.UNKNOWN)


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
    drawn = stored.pop("picture", None)
    picture = pictures.read(drawn) if drawn else None  # type: ignore[arg-type]
    button = stored.pop("more", None)
    more = Button(**button) if button else None  # type: ignore[arg-type]
    quiz = _quiz(stored.pop("quiz", None))
    return Screen(
        rows=buttons, place=place, picture=picture, more=more, quiz=quiz, **stored  # type: ignore[arg-type]
    )  # fmt: skip


def _quiz(stored: object) -> Quiz | None:
    if not isinstance(stored, dict):
        return None
    return Quiz(**(stored | {"answers": tuple(stored["answers"])}))


class Post:
    """Sends letters: those of one chat one after the other, those of different chats at once.

    A tap is answered at once, whatever its chat still waits for. A letter that surely did not
    arrive holds up its chat and is tried again every minute, so that no screen comes after one
    that was to follow it.
    """

    def __init__(
        self,
        worker: Worker,
        outgoing: Outgoing,
        *,
        documents: Mapping[str, Build] | None = None,
        show_film: Show | None = None,
        draw: Draw = asyncio.to_thread,
        pause: Pause = asyncio.sleep,
    ) -> None:
        self._worker = worker
        self._together = Together(worker)  # of many letters under way, many end at once
        self._outgoing = outgoing
        self._documents = dict(documents or {})
        self._show_film = show_film
        self._draw = draw
        self._filming: set[int] = set()
        self._pause = pause
        self._last: dict[int, asyncio.Task[None]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._films: set[asyncio.Task[None]] = set()  # of those tasks, the ones that make a video
        self._held: set[int] = set()
        # Where others edit the same chats, what stood in a message a moment ago proves nothing.
        self._shown = Shown() if worker.database.is_sqlite else Shown(kept=0)
        self._gone: set[tuple[int, int]] = set()  # deleted, and known as the living one until then

    def send(self, letter: Letter) -> None:
        """Hand over a letter; returns at once."""
        self._held.add(letter.update_id)
        with marks.update(letter.update_id):
            tap = self._start(self._answer(letter)) if letter.callback_id is not None else None
            before = self._last.get(letter.chat_id)
            task = self._start(self._after([one for one in (before, tap) if one], letter))
        self._last[letter.chat_id] = task
        task.add_done_callback(lambda done: self._forget(letter, done))

    def offer(self, results: Results) -> None:
        """Answer inline words, once; returns at once. An answer that comes too late is no loss."""
        self._start(self._offer(results))

    async def _offer(self, results: Results) -> None:
        await self._outgoing.offer(results)

    def holds(self, update_id: int) -> bool:
        """True for a letter on its way, and for one that failed by a fault of ours.

        The latter is tried again by the next process only: it may have arrived in part.
        """
        return update_id in self._held

    def held(self) -> frozenset[int]:
        """The updates whose letters this process holds."""
        return frozenset(self._held)

    def _start(self, work: Coroutine[None, None, None]) -> asyncio.Task[None]:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._ended)
        return task

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and task.exception() is not None:
            log.error("a reply could not be sent", exc_info=task.exception())

    def _forget(self, letter: Letter, task: asyncio.Task[None]) -> None:
        if self._last.get(letter.chat_id) is task:
            del self._last[letter.chat_id]
        ended = task.cancelled() or task.exception() is None
        if ended and letter.update_id not in self._filming:
            self._held.discard(letter.update_id)

    async def finish(self) -> None:
        """Wait until every letter handed over is sent or given up; for no video to be made."""
        while waiting := self._tasks - self._films:
            await asyncio.wait(waiting)

    async def finish_films(self) -> None:
        """Wait until every video that was promised is shown or given up."""
        while self._films:
            await asyncio.wait(set(self._films))

    async def stop(self) -> None:
        """Let go of every letter; what was not sent stays owed."""
        for task in self._tasks:
            task.cancel()
        await self.finish_films()
        await self.finish()

    async def _answer(self, letter: Letter) -> None:
        reply = letter.reply
        await self._outgoing.answer(letter.callback_id or "", reply.toast, alert=reply.alert)

    async def _after(self, before: Sequence[asyncio.Task[None]], letter: Letter) -> None:
        if before:
            await asyncio.wait(before)
        await self._deliver(letter)

    async def _deliver(self, letter: Letter) -> None:
        film = 0
        for screen in letter.reply.screens:
            film = screen.film or film
            if not screen.text:
                continue  # the words before a film came already
            outcome = await self._insist(letter, screen)
            if isinstance(outcome, Refused) and outcome.why is Why.BLOCKED:
                await self._worker.run(lambda work: _blocked(work, letter.person_id))
                film = 0
                break
        if film and self._show_film is not None:
            self._filming.add(letter.update_id)
            left = replace(letter, reply=Reply((Screen("", film=film),)), callback_id=None)
            await self._together.run(
                lambda work: inbox.still_owes(work.db, letter.update_id, pack(left))
            )
            task = self._start(self._film(letter, film, self._show_film))
            self._films.add(task)
            task.add_done_callback(self._films.discard)
            return
        await self._together.run(lambda work: _replied(work, letter))

    async def _film(self, letter: Letter, session: int, show: Show) -> None:
        """The video of a letter, while the chat goes on; until it came the letter stays owed."""
        try:
            await show(letter.person_id, letter.chat_id, session)
            await self._worker.run(lambda work: _replied(work, letter))
        finally:
            self._filming.discard(letter.update_id)
            self._held.discard(letter.update_id)

    async def _insist(self, letter: Letter, screen: Screen) -> Outcome:
        """Show one screen; what surely did not arrive is tried again as long as it is owed."""
        while True:
            outcome = await self._show(letter, screen)
            if not isinstance(outcome, Refused) or outcome.why not in _NOT_ARRIVED:
                return outcome
            log.warning("the reply to update %d is owed (%s)", letter.update_id, outcome.why)
            await self._pause(max(outcome.retry_after, OWED_AGAIN))
            if not await self._worker.look(lambda work: inbox.is_owed(work.db, letter.update_id)):
                return outcome

    async def _show(self, letter: Letter, screen: Screen) -> Outcome:
        """Put one screen where it belongs, and keep which message is the living one."""
        over = letter.pressed if screen.place is Place.SAME else None
        seen = await self._worker.look(lambda work: living.of(work, letter.person_id))
        if over is not None and screen.living and seen is not None and seen > over:
            await self._strip(letter.chat_id, over)
            over = None  # a newer living message stands below the one that was pressed
        if screen.document:
            return await self._enclose(letter, screen)
        outcome = await self._place(letter.chat_id, screen, over)
        replaced = over is not None and over == seen
        await self._note_poll(letter, screen, outcome)
        if isinstance(outcome, Sent) and (screen.living or screen.keep or replaced):
            await self._remember(letter, screen, outcome.message_id, seen)
        self._gone.discard((letter.chat_id, over or 0))
        return outcome

    async def _note_poll(self, letter: Letter, screen: Screen, outcome: Outcome) -> None:
        """Remember which poll asks which question: a vote names nothing but its poll."""
        if screen.quiz is None or not isinstance(outcome, Sent) or not outcome.poll_id:
            return
        question, poll = screen.quiz.id, outcome.poll_id
        await self._worker.run(lambda work: quiz.sent(work, letter.person_id, question, poll))

    async def _enclose(self, letter: Letter, screen: Screen) -> Outcome:
        """Make the file of a screen as things are now, and send it."""
        name, _, about = screen.document.partition(" ")
        build = self._documents[name]
        made = await self._worker.look(lambda work: build(work, letter.person_id, about))
        if made is None:
            return Refused(Why.LOST)  # nothing is left to tell
        document = made if isinstance(made, Document) else await drawn(made, self._draw)
        return await self._patiently(
            lambda: self._outgoing.send_document(letter.chat_id, screen, document), once_more=True
        )

    async def _place(self, chat_id: int, screen: Screen, over: int | None) -> Outcome:
        """Over a message where that can be; words in place of a picture come anew below it."""
        if over is None:
            return await self._new(chat_id, screen)
        outcome = await self._change(chat_id, over, screen)
        if not isinstance(outcome, Refused) or outcome.why not in (Why.LOST, Why.OTHER_KIND):
            return outcome
        fresh = await self._new(chat_id, screen)
        if outcome.why is Why.OTHER_KIND and isinstance(fresh, Sent):
            await self._take_away(chat_id, over)
        return fresh

    async def _take_away(self, chat_id: int, message_id: int) -> None:
        """Delete a message whose place was taken; one too old for that only loses its buttons."""
        if isinstance(await self._outgoing.delete(chat_id, message_id), Sent):
            self._gone.add((chat_id, message_id))

    async def _new(self, chat_id: int, screen: Screen) -> Outcome:
        fresh = replace(screen, place=Place.NEW)
        outcome = await self._patiently(lambda: self._outgoing.send(chat_id, fresh), once_more=True)
        if isinstance(outcome, Sent):
            self._shown.note(chat_id, outcome.message_id, screen)
        return outcome

    async def _change(self, chat_id: int, over: int, screen: Screen) -> Outcome:
        """Put a screen over a message, unless it stands there already (a double tap)."""
        if self._shown.has(chat_id, over, screen):
            return Sent(over)
        self._shown.forget(chat_id, over)
        outcome = await self._patiently(lambda: self._outgoing.edit(chat_id, over, screen))
        if isinstance(outcome, Sent):
            self._shown.note(chat_id, over, screen)
        return outcome

    async def _strip(self, chat_id: int, message_id: int) -> None:
        self._shown.forget(chat_id, message_id)
        if (chat_id, message_id) in self._gone:
            self._gone.discard((chat_id, message_id))
            return
        await self._outgoing.strip_buttons(chat_id, message_id)

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
            await self._pause(outcome.retry_after or FIRST_PAUSE * 2**number)
            outcome = await attempt()
        return outcome

    async def _remember(
        self, letter: Letter, screen: Screen, message_id: int, seen: int | None
    ) -> None:
        buttons = screen.living and bool(screen.rows)
        out_of_date = await self._together.run(
            lambda work: living.replace(
                work, letter.person_id, message_id, seen=seen, buttons=buttons
            )
        )
        if out_of_date is not None:
            await self._strip(letter.chat_id, out_of_date)


async def drawn(drawing: Drawing, draw: Draw) -> Document:
    """The file itself. Raises whatever drawing it raises."""
    return Document(drawing.name, await draw(drawing.draw), picture=drawing.picture)


def _replied(work: Work, letter: Letter) -> None:
    """Nothing of an answered update stays; after an erasure not in the files either."""
    inbox.replied(work.db, letter.update_id)
    if subscribers.find(work, letter.person_id) is None:
        erasure.scrub_after(work)


def _blocked(work: Work, person_id: int) -> None:
    person = subscribers.find(work, person_id)
    if person is not None:
        preferences.block(work, person)
