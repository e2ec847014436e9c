"""Handling: every stored update takes effect once, in order, and is answered."""

import asyncio
import logging
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from datetime import datetime

from bot.chat import answering, inline, letters
from bot.chat.inbox import TAP_LIVES
from bot.chat.letters import OWED_AGAIN, Letter, Post
from bot.chat.results import Results
from bot.chat.screens import say
from bot.chat.visit import Did, Visit
from bot.services import marks
from bot.services.work import Work, Worker
from storage import inbox, leases
from storage.inbox import Stored

log = logging.getLogger("unpinch.inbox")

MOST_TRIES = 3
AT_ONCE = 10  # updates in one transaction
LOOK_EVERY = 5.0  # seconds
RENEW_EVERY = 10.0  # seconds; well within the lease of a reply
Read = Callable[[Stored, datetime], Visit | None]


class Handler:
    """Works through the inbox. The whole answer to an update is one transaction.

    `read` turns a stored update into a visit, `measure` stands around each answer. What a visit
    changes, that it was handled, and the reply to be sent are committed together, so a crash can
    only repeat the reply.
    """

    def __init__(
        self,
        worker: Worker,
        post: Post,
        read: Read,
        measure: Callable[[], AbstractContextManager[None]] = nullcontext,
    ) -> None:
        self._worker = worker
        self._measure = measure
        self._post = post
        self._read = read
        self._bell = asyncio.Event()
        self._alone = worker.database.is_sqlite  # the lock beside the file keeps others away
        self._owed_every = OWED_AGAIN if self._alone else RENEW_EVERY
        self._owed_at = self._looked_at = -OWED_AGAIN

    def wake(self) -> None:
        """New updates are stored."""
        self._bell.set()

    def tick(self) -> None:
        """A second has passed. Where nobody else stores updates, there is seldom need to look."""
        seconds = self._worker.clock.monotonic()
        if not self._alone or seconds - self._looked_at >= LOOK_EVERY:
            self._bell.set()

    async def run(self) -> None:
        """Work until cancelled. A fault of one round is logged, the next goes on."""
        self._bell.set()
        while True:
            await self._bell.wait()
            self._bell.clear()
            try:
                while await self.round():
                    pass
            except Exception:
                log.exception("a round of handling failed")

    async def round(self) -> bool:
        """Handle what is stored; True when there may be more."""
        seconds = self._looked_at = self._worker.clock.monotonic()
        if seconds - self._owed_at >= self._owed_every:
            self._owed_at = seconds
            await self.send_owed()
        new = await self._worker.look(lambda work: inbox.new_rows(work.db))
        if not self._alone:
            return any([await self._handle(row) for row in new])
        groups = (new[first : first + AT_ONCE] for first in range(0, len(new), AT_ONCE))
        return any([await self._handle_together(group) for group in groups])

    async def _handle_together(self, rows: Sequence[Stored]) -> bool:
        """Handle a few updates in one transaction; where one of them fails, each in its own."""
        if len(rows) == 1:
            return await self._handle(rows[0])
        try:
            found = await self._worker.run(lambda work: [self._marked(work, row) for row in rows])
        except Exception:  # noqa: BLE001  # the one at fault is logged when it fails alone
            return any([await self._handle(row) for row in rows])
        for _, letter in found:
            self._hand_over(letter)
        return any(taken for taken, _ in found)

    async def send_owed(self) -> None:
        """Hand over every reply that is owed and not on its way: what a crash or a stop left."""
        for row in await self._worker.run(self._left_over):
            if not self._post.holds(row.update_id):
                await self._send_again(row)

    def _left_over(self, work: Work) -> list[Stored]:
        """Replies nobody sends. Where others work too, only those whose lease has run out."""
        if self._alone:
            return inbox.owed_rows(work.db)
        mine = self._post.held()
        leases.renew(work.db, mine, work.now)
        return leases.take_over(work.db, mine, work.now)

    async def _send_again(self, row: Stored) -> None:
        try:
            letter = letters.unpack(row.reply or "")
        except (ValueError, TypeError, KeyError, AttributeError):
            log.error("the stored reply to update %d cannot be read", row.update_id)
            await self._worker.run(lambda work: inbox.replied(work.db, row.update_id))
            return
        if self._worker.clock.now() - row.received_at > TAP_LIVES:
            letter = replace(letter, callback_id=None)
        self._post.send(letter)

    async def _handle(self, row: Stored) -> bool:
        """Handle one update; False when it is not its turn, or no longer."""
        with marks.update(row.update_id):
            return await self._handle_marked(row)

    async def _handle_marked(self, row: Stored) -> bool:
        try:
            taken, letter = await self._worker.run(lambda work: self._effect(work, row))
        except Exception:
            log.exception("update %s could not be handled", row.update_id)
            await self._failed(row)
            return True
        self._hand_over(letter)
        return taken

    def _hand_over(self, letter: Letter | Results | None) -> None:
        if isinstance(letter, Results):
            self._post.offer(letter)
        elif letter is not None:
            self._post.send(letter)

    def _may_go(self, work: Work, row: Stored) -> bool:
        if self._alone:
            return inbox.is_new(work.db, row.update_id)
        return leases.take_turn(work.db, row, self._post.held())

    def _marked(self, work: Work, row: Stored) -> tuple[bool, Letter | Results | None]:
        with marks.update(row.update_id):
            return self._effect(work, row)

    def _effect(self, work: Work, row: Stored) -> tuple[bool, Letter | Results | None]:
        """Everything one update does, inside one transaction; whether it was its turn.

        The answer to inline words is stored nowhere: after a crash it would come too late.
        """
        if not self._may_go(work, row):
            return False, None
        visit = self._read(row, work.now)
        if visit is not None and visit.did is Did.INLINE:
            inbox.take(work.db, row.update_id, None, work.now)
            return True, inline.answer(visit, work)
        with self._measure():
            letter = letters.letter_to(visit, answering.answer(visit, work)) if visit else None
        if letter is not None and not (letter.reply.screens or letter.callback_id):
            letter = None
        stored = letters.pack(letter) if letter is not None else None
        inbox.take(work.db, row.update_id, stored, work.now)
        return True, letter

    async def _failed(self, row: Stored) -> None:
        """Try again a few times, then say sorry: one bad update must not hold up the others."""
        tries = await self._worker.run(lambda work: inbox.failed_once(work.db, row.update_id))
        if tries < MOST_TRIES:
            self._bell.set()
            return
        await self._worker.run(lambda work: inbox.give_up(work.db, row.update_id, work.now))
        sorry = self._sorry(row)
        if sorry is not None:
            self._post.send(sorry)

    def _sorry(self, row: Stored) -> Letter | None:
        try:
            visit = self._read(row, self._worker.clock.now())
        except Exception:  # noqa: BLE001  # an update nobody can read has nobody to answer
            return None
        if visit is None or not visit.private:
            return None
        return letters.letter_to(visit, say(self._worker.words.say("help.busy"), living=False))
