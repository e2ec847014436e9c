"""Polling: ask Telegram for updates for ever, store them before they are confirmed."""

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable, Iterator, Sequence
from enum import IntEnum
from typing import Any

from bot.chat.inbox import Fetched, Trouble, person_of
from bot.services.work import Worker
from storage import inbox

log = logging.getLogger("unpinch.polling")

REFUSED_IN_A_ROW = 10
CONFLICT_PATIENCE = 600.0  # seconds
LONGEST_WAIT = 60.0  # below the patience of the watchdog
Fetch = Callable[[int | None], Awaitable[Fetched]]
Pause = Callable[[float], Awaitable[None]]
Admit = Callable[[int | None, dict[str, Any]], dict[str, Any] | None]


def _everything(_person: int | None, update: dict[str, Any]) -> dict[str, Any]:
    return update


def admitted(
    updates: Sequence[dict[str, Any]], admit: Admit
) -> Iterator[tuple[int, int | None, str]]:
    """What is stored of these updates: a flood is not. For the worker's thread: it reads words."""
    for update in updates:
        kept = admit(person_of(update), update)
        if kept is not None:
            yield kept["update_id"], person_of(update), json.dumps(kept, ensure_ascii=True)


class GaveUp(IntEnum):
    """Why polling ended by itself, as the exit code of the program."""

    CONFLICT = 75
    TOKEN = 78


class Poller:
    """One endless question for updates. It cannot go deaf: every failure is tried again.

    `on_stored` is called when new updates are in the database. Ten refusals of the token in a
    row, or ten minutes of somebody else polling, end it with `on_give_up`. `admit` decides what
    of one person's updates is stored, and may mark it.
    """

    def __init__(
        self,
        worker: Worker,
        fetch: Fetch,
        *,
        on_stored: Callable[[], None],
        on_give_up: Callable[[GaveUp], None],
        admit: Admit = _everything,
        pause: Pause = asyncio.sleep,
    ) -> None:
        self._worker = worker
        self._fetch = fetch
        self._on_stored = on_stored
        self._on_give_up = on_give_up
        self._admit = admit
        self._pause = pause
        self._offset: int | None = None
        self._failures = 0
        self._refusals = 0
        self._conflict_since: float | None = None
        self.last_attempt = worker.clock.monotonic()

    async def run(self) -> None:
        """Poll until cancelled, or until it must give up."""
        self._note_attempt()
        while True:
            fetched = await self._ask()
            self._note_attempt()
            if fetched.trouble is None:
                self._failures, self._refusals, self._conflict_since = 0, 0, None
                await self._store(fetched)
                continue
            reason = self._reason_to_give_up(fetched.trouble)
            if reason is not None:
                self._on_give_up(reason)
                return
            await self._pause(self._wait(fetched))
            self._note_attempt()  # a pause is no silence

    def _note_attempt(self) -> None:
        self.last_attempt = self._worker.clock.monotonic()

    async def _ask(self) -> Fetched:
        """Ask once; a fault nobody thought of is a failure like any other."""
        try:
            return await self._fetch(self._offset)
        except Exception:
            log.exception("asking for updates failed")
            return Fetched(trouble=Trouble.NETWORK)

    async def _store(self, fetched: Fetched) -> None:
        """Store first; only the next question, with the new offset, confirms to Telegram."""
        found = [one for one in fetched.updates if isinstance(one.get("update_id"), int)]
        if not found:
            return
        try:
            await self._worker.run(
                lambda work: inbox.store(work.db, admitted(found, self._admit), work.now)
            )
        except Exception:
            log.exception("updates could not be stored; Telegram keeps them for the next try")
            await self._pause(1.0)
            return
        self._offset = found[-1]["update_id"] + 1
        self._on_stored()

    def _reason_to_give_up(self, trouble: Trouble) -> GaveUp | None:
        self._failures += 1
        self._refusals = self._refusals + 1 if trouble is Trouble.REFUSED else 0
        if self._refusals >= REFUSED_IN_A_ROW:
            log.error("Telegram does not accept UNPINCH_BOT_TOKEN; set the right one and restart")
            return GaveUp.TOKEN
        if trouble is not Trouble.CONFLICT:
            self._conflict_since = None
            return None
        now = self._worker.clock.monotonic()
        self._conflict_since = self._conflict_since or now
        log.warning("somebody else polls with this token; stop the other program")
        return GaveUp.CONFLICT if now - self._conflict_since > CONFLICT_PATIENCE else None

    def _wait(self, fetched: Fetched) -> float:
        return min(fetched.retry_after or 2.0 ** min(self._failures - 1, 6), LONGEST_WAIT)
