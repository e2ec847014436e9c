"""The projector: a promised video is made, and sent when it is ready, or its times in words."""

import asyncio
import logging
from collections.abc import Awaitable, Callable

from bot.chat import guide
from bot.chat.screens import Screen
from bot.chat.send import Outgoing
from bot.services.outcomes import Outcome, Refused, Sent, Why
from bot.services.pictures import Ready
from bot.services.studio import Studio
from bot.services.work import Work, Worker
from content.film.script import Script

log = logging.getLogger("unpinch.pictures")

TRIES = 5
FIRST_PAUSE = 2.0  # seconds; after each failure twice as long
_NOT_ARRIVED = (Why.NETWORK, Why.FLOOD)
Pause = Callable[[float], Awaitable[None]]
Build = Callable[[Work, int, int], Screen | None]


class Projector:
    """Shows the videos of one bot. Nothing it does raises."""

    def __init__(
        self, worker: Worker, outgoing: Outgoing, studio: Studio, *, pause: Pause = asyncio.sleep
    ) -> None:
        self._worker = worker
        self._outgoing = outgoing
        self.studio = studio
        self._pause = pause
        self._under_way: set[tuple[int, int]] = set()

    async def show(self, person_id: int, chat_id: int, session: int) -> None:
        """Make and send the video of a session; whatever goes wrong, its times come in words.

        Asked for twice before it is there, it comes once.
        """
        wish = (chat_id, session)
        if wish in self._under_way:
            return
        self._under_way.add(wish)
        try:
            await self._show(person_id, chat_id, session)
        finally:
            self._under_way.discard(wish)

    async def _show(self, person_id: int, chat_id: int, session: int) -> None:
        try:
            script = await self._worker.look(lambda work: guide.asked(work, person_id, session))
            if script is None or await self._shown(script, person_id, chat_id, session):
                return
        except Exception:
            log.exception("a guided video could not be made")
        await self._in_words(person_id, chat_id, session)

    async def _shown(self, script: Script, person_id: int, chat_id: int, session: int) -> bool:
        """Send the film; False when words must come instead."""
        ready: Ready | None = await self.studio.film(script)
        while ready is not None:
            screen = await self._screen(guide.film, person_id, session)
            if screen is None:
                return True
            outcome = await self._send(chat_id, screen, ready)
            if isinstance(outcome, Sent):
                await self.studio.sent(ready, outcome.file_id)
                return True
            if outcome.why is not Why.REJECTED:
                return outcome.why is not Why.NETWORK
            ready = await self.studio.refused(ready, script)
        return False

    async def _send(self, chat_id: int, screen: Screen, ready: Ready) -> Outcome:
        return await self._patiently(lambda: self._outgoing.send_picture(chat_id, screen, ready))

    async def _in_words(self, person_id: int, chat_id: int, session: int) -> None:
        try:
            screen = await self._screen(guide.words, person_id, session)
            if screen is not None:
                await self._patiently(lambda: self._outgoing.send(chat_id, screen))
        except Exception:
            log.exception("the times of a routine could not be sent")

    async def _screen(self, build: Build, person_id: int, session: int) -> Screen | None:
        return await self._worker.look(lambda work: build(work, person_id, session))

    async def _patiently(self, attempt: Callable[[], Awaitable[Outcome]]) -> Outcome:
        """Try again what surely did not arrive; what may have arrived is not sent twice."""
        for number in range(TRIES - 1):
            outcome = await attempt()
            if not isinstance(outcome, Refused) or outcome.why not in _NOT_ARRIVED:
                return outcome
            await self._pause(outcome.retry_after or FIRST_PAUSE * 2**number)
        return await attempt()
