"""Reloading in a running process: an operator's wish is seen, checked, and followed or refused."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence

from bot.services import reloading
from bot.services.reloading import Checked, Wish
from bot.services.rounds import Rounds
from bot.services.work import Work, Worker
from content.model import Library
from content.words import Words

log = logging.getLogger("unpinch")

EVERY = 5.0  # seconds between two looks
SHOWN = 5  # faults told in the chat
LONGEST = 300  # letters of one fault

Tell = Callable[[int, str], Awaitable[None]]


class Reloader:
    """Follows the wishes in the database, so that each replica on it follows them.

    `adopt` is called with a library that has no fault, while no work is under way. `tell` writes
    to an operator; `process` names this one. What was wished before the start is done: the start
    itself read the files.
    """

    def __init__(
        self,
        worker: Worker,
        *,
        adopt: Callable[[Library, Words], None],
        tell: Tell,
        process: str,
        inspect: Callable[..., Checked] = reloading.inspect,
    ) -> None:
        self._worker = worker
        self._adopt = adopt
        self._tell = tell
        self._process = process
        self._inspect = inspect
        self._done = 0
        self.rounds = Rounds(worker.clock, EVERY, self._look, "the content could not be read anew")

    async def open(self) -> None:
        """Note the newest wish; to be called at the start."""
        wish = await self._worker.look(reloading.wished)
        self._done = wish.number if wish else 0

    async def _look(self) -> None:
        """Follow a wish that came since."""
        wish = await self._worker.look(reloading.wished)
        if wish is None or wish.number <= self._done:
            return
        self._done = wish.number
        try:
            await self._follow(wish)
        except Exception:
            log.exception("the content could not be read anew")
            await self._tell(wish.chat_id, self._refusal((self._trouble(),)))

    async def _follow(self, wish: Wish) -> None:
        today = self._worker.clock.now().date()
        checked = await asyncio.to_thread(self._inspect, today)
        if checked.faults:
            log.warning("the content was not read anew: %d faults", len(checked.faults))
            await self._tell(wish.chat_id, self._refusal(checked.faults))
            return
        words = await asyncio.to_thread(reloading.prepare, checked.library)
        await self._worker.run(lambda work: self._swap(work, checked.library, words))
        log.info("the content was read anew")
        await self._tell(wish.chat_id, self._welcome(checked.library))

    def _swap(self, _work: Work, library: Library, words: Words) -> None:
        """Inside the worker's one thread, so that no work sees half of each."""
        self._worker.library, self._worker.words = library, words
        reloading.forget_former()
        self._adopt(library, words)

    def _welcome(self, library: Library) -> str:
        return self._worker.words.say(
            "reload.done", process=self._process, exercises=len(library.exercises),
            articles=len(library.articles), questions=len(library.quiz),
        )  # fmt: skip

    def _trouble(self) -> str:
        return self._worker.words.plain("reload.trouble")

    def _refusal(self, faults: Sequence[str]) -> str:
        words = self._worker.words
        told = [f"• {fault[:LONGEST]}" for fault in faults[:SHOWN]]
        if len(faults) > SHOWN:
            told.append(words.plain("reload.more", count=len(faults) - SHOWN))
        return words.say(
            "reload.faulty", process=self._process, count=len(faults), faults="\n".join(told)
        )
