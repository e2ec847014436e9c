"""The sender: claims one delivery at a time, sends it, and writes down what became of it."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine, Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import TypeVar

from bot.chat.letters import Build, Draw, drawn
from bot.chat.screens import Document, Drawing, Screen
from bot.chat.send import Outgoing
from bot.chat.together import Together
from bot.services import deliveries, limiter, marks
from bot.services.deliveries import Claim, Settled, Wait, Waiting
from bot.services.outcomes import Outcome, Refused, Sent, Why
from bot.services.work import Work, Worker
from storage import deliveries as rows
from storage.tables import Delivery

log = logging.getLogger("unpinch.delivery")

IN_FLIGHT = 8
# Up to this rate every claim and every result is a transaction of its own. Above it they share
# some, and more may be in flight: that many results may become unknown when a process dies.
ONE_BY_ONE = 100  # sends a second
CLAIMED_AT_ONCE = 16
IN_THE_AIR = 0.1  # seconds of sends
STALE_CLAIM = 5.0
WHOLE_ATTEMPT = 45.0
DRAWING = 4.0  # less than a claim may wait; only the weekly note has a file
STOP_WAIT = 25.0
FAILURES_IN_A_ROW = 3
SETTLE_AGAIN = (0.1, 0.2, 0.5, 1.0, 2.0, *[5.0] * 720)  # an hour, then the lease sorts it out

T = TypeVar("T")
Compose = Callable[[Work, Delivery], Screen]
Pause = Callable[[float], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Parcel:
    """A committed claim with what is to be sent; `claimed` is in monotonic seconds.

    `drawing` makes the file that goes with it.
    """

    claim: Claim
    screen: Screen
    claimed: float
    drawing: Drawing | None = None


@dataclass(frozen=True, slots=True)
class Broken:
    """A delivery whose screen could not be made; its row is settled already."""


def no_crash(_point: str) -> None:
    """The crash hook of a program that is not being tested: does nothing."""


class Sender:
    """Sends what is due, up to eight at once, or a tenth of a high rate.

    A routine is never repeated within an attempt.

    `compose` makes the screen inside the claim's transaction, and `documents` reads there what the
    file of a screen needs; a file that cannot be made is left out. `observe` is told what became of
    each attempt. `on_unauthorised` is called once
    when Telegram does not accept the token; the sender has then stopped. `crash` is called with
    the name of each point at which a process might die.
    """

    def __init__(
        self,
        worker: Worker,
        outgoing: Outgoing,
        compose: Compose,
        *,
        on_unauthorised: Callable[[], None],
        observe: Callable[[Claim, Outcome], None] = lambda _claim, _outcome: None,
        documents: Mapping[str, Build] = MappingProxyType({}),
        draw: Draw = asyncio.to_thread,
        rate: float = limiter.RATE,
        crash: Callable[[str], None] = no_crash,
        pause: Pause = asyncio.sleep,
    ) -> None:
        self._worker = worker
        self._outgoing = outgoing
        self._compose = compose
        self._on_unauthorised = on_unauthorised
        self._documents = documents
        self._draw = draw
        self._observe = observe
        self._rate = rate
        fast = rate > ONE_BY_ONE
        self._at_once = CLAIMED_AT_ONCE if fast else 1
        self._in_flight = max(IN_FLIGHT, int(rate * IN_THE_AIR)) if fast else IN_FLIGHT
        self._record = Together(worker).run if fast else worker.run
        self._crash = crash
        self._pause = pause
        self._bell = asyncio.Event()
        self._busy = asyncio.Lock()
        self._stopping = False
        self._tasks: set[asyncio.Task[None]] = set()
        self._unsettled = 0
        self._failures = 0

    @property
    def stopped(self) -> bool:
        """True when nothing more is claimed."""
        return self._stopping

    def wake(self) -> None:
        """Look whether something is due; called by the tick, never waits."""
        self._bell.set()

    async def run(self) -> None:
        """Work until `stop` is called. A fault of one round is logged, the next goes on."""
        while not self._stopping:
            await self._bell.wait()
            self._bell.clear()
            try:
                await self.round()
            except Exception:
                log.exception("a round of sending failed")

    async def stop(self) -> bool:
        """Claim nothing more and wait up to 25 s for the answers under way.

        True when all were settled; what was not is found and settled at the next start.
        """
        self._stopping = True
        self._bell.set()
        try:
            async with asyncio.timeout(STOP_WAIT), self._busy:
                await self.finish()
        except TimeoutError:
            log.warning("stopped with %d answers outstanding", len(self._tasks))
        late = [task for task in self._tasks if not task.done()]
        for task in late:
            task.cancel()
        return not late

    async def finish(self) -> None:
        """Wait until everything under way is settled."""
        while self._tasks:
            await asyncio.wait(set(self._tasks))

    async def round(self) -> None:
        """Promote what came due and claim as much as may be in flight."""
        async with self._busy:
            if not self._has_room() or not await self._worker.look(deliveries.anything_due):
                return
            came_due = True
            while self._has_room():
                if came_due:  # a step at a time, so that a backlog keeps nobody punctual waiting
                    await self._worker.run(deliveries.promote)
                came_due, again = await self._claim_some()
                if not came_due and not again:
                    return

    def _has_room(self) -> bool:
        # While a result cannot be written down, nothing else may be claimed.
        return not self._stopping and len(self._tasks) < self._in_flight and self._unsettled == 0

    async def _claim_some(self) -> tuple[bool, bool]:
        """Claim and start sending; whether more came due, and whether to ask again."""
        came_due, found = await self._worker.run(self._claims)
        again = [await self._begin(one) for one in found]
        await asyncio.sleep(0)  # what was claimed is on its way before more is
        return came_due, any(again)

    def _claims(self, work: Work) -> tuple[bool, list[Parcel | Broken | Wait]]:
        """One claim, or a few at a high rate; and whether something is to be promoted."""
        found = [self._claim(work)]
        while len(found) < self._at_once and not isinstance(found[-1], Wait):
            found.append(self._claim(work))
        return deliveries.anything_to_promote(work), found

    async def _begin(self, found: Parcel | Broken | Wait) -> bool:
        match found:
            case Parcel():
                self._start(self._attempt(found))
            case Wait(why=Waiting.SLOT):
                await self._until(found.until)
            case Wait(why=Waiting.PROBE, chat_id=int(chat_id)):
                await self._probe(chat_id)
            case Wait():
                return False
        return True

    def _claim(self, work: Work) -> Parcel | Broken | Wait:
        claim = deliveries.claim(work, rate=self._rate)
        if isinstance(claim, Wait):
            return claim
        with marks.delivery(claim.delivery_id):
            return self._parcel(work, claim)

    def _parcel(self, work: Work, claim: Claim) -> Parcel | Broken:
        screen = self._composed(work, claim)
        if screen is None:
            deliveries.settle(work, claim, Refused(Why.BUG))
            return Broken()
        self._crash("before_claim_commit")
        drawing = self._drawing(work, claim, screen)
        return Parcel(claim, screen, self._worker.clock.monotonic(), drawing)

    def _drawing(self, work: Work, claim: Claim, screen: Screen) -> Drawing | None:
        """What makes the file of a screen, as things are now; None when there is none."""
        name, _, about = screen.document.partition(" ")
        if name not in self._documents:
            return None
        try:
            found = self._documents[name](work, claim.subscriber_id, about)
        except Exception:
            log.exception("the file of delivery %s could not be prepared", claim.delivery_id)
            return None
        return found if isinstance(found, Drawing) else None

    async def _drawn(self, parcel: Parcel) -> Document | None:
        """The file of a parcel, if it is drawn soon enough; else the words go alone."""
        if parcel.drawing is None:
            return None
        try:
            async with asyncio.timeout(DRAWING):
                return await drawn(parcel.drawing, self._draw)
        except Exception:
            log.exception("the file of delivery %s could not be drawn", parcel.claim.delivery_id)
            return None

    def _composed(self, work: Work, claim: Claim) -> Screen | None:
        """The screen of a claimed row; None when making it failed, which leaves no trace."""
        row = rows.get(work.db, claim.delivery_id)
        try:
            with work.db.begin_nested():
                return self._compose(work, row) if row is not None else None
        except Exception:
            log.exception("delivery %s could not be composed", claim.delivery_id)
            return None

    def _start(self, attempt: Coroutine[None, None, None]) -> None:
        task = asyncio.create_task(attempt)
        self._tasks.add(task)
        task.add_done_callback(self._ended)

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        self._bell.set()
        if not task.cancelled() and task.exception() is not None:
            log.error("an attempt ended badly", exc_info=task.exception())

    async def _until(self, instant: datetime | None) -> None:
        if instant is not None:
            left = (instant - self._worker.clock.now()).total_seconds()
            if left > 0:
                await self._pause(left)

    async def _attempt(self, parcel: Parcel) -> None:
        """One attempt: wait for the slot, at most one message, one settled row."""
        with marks.delivery(parcel.claim.delivery_id):
            await self._attempt_marked(parcel)

    async def _attempt_marked(self, parcel: Parcel) -> None:
        self._crash("after_claim")
        document = await self._drawn(parcel)
        await self._until(parcel.claim.slot)
        if self._worker.clock.monotonic() - parcel.claimed > STALE_CLAIM:
            await self._write(lambda work: deliveries.give_back(work, parcel.claim))
            return
        outcome = await self._send(parcel, document)
        self._observe(parcel.claim, outcome)
        self._crash("after_request")
        if _is_unauthorised(outcome):
            await self._refused(parcel.claim, outcome)
            return
        trip = self._counts_as_failure(parcel.claim, outcome)
        settled = await self._write(lambda work: self._settle(work, parcel.claim, outcome, trip))
        await self._tidy(parcel.claim, settled)

    async def _refused(self, claim: Claim, outcome: Outcome) -> None:
        """The row waits again, and nothing is claimed until it is known what the token is worth."""
        self._unsettled += 1
        try:
            await self._write(lambda work: self._settle(work, claim, outcome, trip=False))
            if not await self._token_is_bad():
                await self._write(limiter.trip)
        finally:
            self._unsettled -= 1

    async def _send(self, parcel: Parcel, document: Document | None) -> Outcome:
        chat, screen = parcel.claim.chat_id, parcel.screen
        try:
            async with asyncio.timeout(WHOLE_ATTEMPT):
                if document is not None:
                    return await self._outgoing.send_document(chat, screen, document, routine=True)
                return await self._outgoing.send(chat, screen, routine=True)
        except Exception:  # noqa: BLE001  # whatever happened, it may have been sent
            return Refused(Why.UNKNOWN)

    def _settle(self, work: Work, claim: Claim, outcome: Outcome, trip: bool) -> Settled:
        self._crash("before_settle")
        settled = deliveries.settle(work, claim, outcome)
        if trip:
            limiter.trip(work)
        return settled

    def _counts_as_failure(self, claim: Claim, outcome: Outcome) -> bool:
        """Count failures of the line; True when sending has to rest."""
        if not isinstance(outcome, Refused) or not outcome.is_trouble:
            self._failures = 0
            return False
        self._failures += 1
        return claim.trial or self._failures >= FAILURES_IN_A_ROW

    async def _write(self, service: Callable[[Work], T]) -> T:
        """Write a result down, again and again until the database takes it."""
        for wait in SETTLE_AGAIN:
            try:
                return await self._record(service)
            except Exception:
                log.exception("a result could not be written down yet")
            await self._hold_claims(wait)
        return await self._worker.run(service)

    async def _hold_claims(self, seconds: float) -> None:
        self._unsettled += 1
        try:
            await self._pause(seconds)
        finally:
            self._unsettled -= 1

    async def _token_is_bad(self) -> bool:
        """Ask Telegram about the token that was just refused; stop when it is refused again.

        One refusal alone may come from anything between here and Telegram.
        """
        if not _is_unauthorised(await self._outgoing.me()):
            log.warning("Telegram refused the bot token once; sending rests for a moment")
            return False
        if not self._stopping:
            self._stopping = True
            self._bell.set()
            log.error("Telegram does not accept the bot token; sending has stopped")
            self._on_unauthorised()
        return True

    async def _tidy(self, claim: Claim, settled: Settled) -> None:
        """Take the buttons off the former living message, if that works."""
        if settled.former_message_id is not None:
            await self._outgoing.strip_buttons(claim.chat_id, settled.former_message_id)

    async def _probe(self, chat_id: int) -> None:
        """After a series of failures Telegram must answer twice before a routine is risked."""
        outcome = await self._outgoing.me()
        if isinstance(outcome, Sent):
            outcome = await self._outgoing.typing(chat_id)
        if _is_unauthorised(outcome) and await self._token_is_bad():
            return
        answered = isinstance(outcome, Sent) or outcome.why in (Why.BLOCKED, Why.REJECTED)
        await self._worker.run(lambda work: limiter.probed(work, answered=answered))


def _is_unauthorised(outcome: Outcome) -> bool:
    return isinstance(outcome, Refused) and outcome.why is Why.UNAUTHORISED
