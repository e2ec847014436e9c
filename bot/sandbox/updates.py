"""The queue of updates a bot collects, with Telegram's rules for offsets, ages and rivals."""

import asyncio
import json
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from bot.sandbox.refusal import Refusal
from bot.sandbox.values import Json

LONGEST_POLL = 50.0  # seconds
MOST_PER_POLL = 100
LIFE = 24 * 3600.0  # seconds an update waits to be collected
LIFE_OF = {"callback_query": 150.0, "inline_query": 30.0}
# Kinds that only come to a bot that asks for them by name.
UNASKED_KINDS = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
REMEMBERED = 1000
RIVAL = (
    "Conflict: terminated by other getUpdates request; "
    "make sure that only one bot instance is running"
)
WEBHOOK_RIVAL = (
    "Conflict: can't use getUpdates method while webhook is active; "
    "use deleteWebhook to delete the webhook first"
)


@dataclass(frozen=True, slots=True)
class Pending:
    """An update that waits; `dies` in unix seconds."""

    update: Json
    dies: float


class Updates:
    """Everything between a person's act and the bot that collects it."""

    def __init__(self, now: Callable[[], float], *, first_id: int = 700_000_001) -> None:
        self.webhook: Json = {}
        self.allowed: frozenset[str] | None = None  # None: Telegram's default kinds
        self.issued: deque[Json] = deque(maxlen=REMEMBERED)
        self.polls = 0  # how often the bot asked, for tests of its patience
        self.on_delivery: Callable[[Json], None] = _nothing
        self.on_poll: Callable[[], None] = lambda: None
        self._now = now
        self._next_id = first_id
        self._pending: list[Pending] = []
        self._arrival = asyncio.Event()
        self._rival: asyncio.Event | None = None
        self._closed = False

    def queue(self, kind: str, body: Json) -> Json | None:
        """Queue one update of `kind`; None when the bot did not ask for that kind."""
        if not self.wants(kind):
            return None
        return self.inject({kind: body})

    def wants(self, kind: str) -> bool:
        """Whether the bot subscribed to `kind`; decided when the update is made."""
        if self.allowed is None:
            return kind not in UNASKED_KINDS
        return kind in self.allowed

    def inject(self, update: Json) -> Json:
        """Queue `update` as it is; an id is added when it has none."""
        if "update_id" not in update:
            update = {"update_id": self._next_id, **update}
            self._next_id += 1
        update = json.loads(json.dumps(update))  # the state at this moment
        life = min((LIFE_OF.get(kind, LIFE) for kind in update), default=LIFE)
        self._pending.append(Pending(update, self._now() + life))
        self.issued.append(update)
        self._arrival.set()
        return update

    def repeat(self, update_id: int) -> None:
        """Queue an update a second time under the same id, as Telegram sometimes does."""
        found = next((one for one in self.issued if one["update_id"] == update_id), None)
        if found is None:
            raise ValueError(f"no update {update_id} was issued")
        self.inject(found)

    def poison(self) -> Json:
        """Queue an update that breaks Telegram's own rules: a message without its fields."""
        return self.inject({"message": {"message_id": "not a number"}})

    def pending(self) -> list[Json]:
        """The updates not yet confirmed, oldest first; expired ones are gone."""
        self._expire()
        return [one.update for one in self._pending]

    async def first(self) -> Json:
        """The oldest update that waits, as soon as there is one; it goes on waiting."""
        while not (waiting := self.pending()):
            self._arrival = asyncio.Event()
            await self._arrival.wait()
        return waiting[0]

    def waits(self, update: Json) -> bool:
        """Whether this very update is still to be delivered."""
        return any(one is update for one in self.pending())

    def accepted(self, update: Json) -> None:
        """Take away this very update, which the bot's webhook has accepted."""
        self._pending = [one for one in self._pending if one.update is not update]
        self.on_poll()

    def clear(self) -> None:
        """Forget all that waits (`drop_pending_updates`)."""
        self._pending.clear()

    def subscribe(self, kinds: Iterable[str] | None) -> None:
        """Remember `allowed_updates`; None changes nothing, an empty list means the default."""
        if kinds is not None:
            self.allowed = frozenset(kinds) or None

    async def poll(
        self, *, offset: int = 0, limit: int = MOST_PER_POLL, patience: float = 0.0
    ) -> list[Json]:
        """Answer getUpdates: confirm below `offset`, wait up to `patience` seconds, hand out.

        Raises a 409 Refusal when a newer poll or a webhook takes over.
        """
        self.polls += 1
        if self.webhook:
            raise Refusal(409, WEBHOOK_RIVAL)
        self._confirm(offset)
        rival = self._take_over()
        self.on_poll()
        await self._wait(rival, min(max(patience, 0.0), LONGEST_POLL))
        if rival.is_set():
            raise Refusal(409, RIVAL)
        self._rival = None
        found = self.pending()[: min(max(limit, 1), MOST_PER_POLL)]
        for update in found:
            self.on_delivery(update)
        return found

    def close(self) -> None:
        """End a poll that waits, and every later one at once, so that a server can stop."""
        self._closed = True
        self._arrival.set()

    def _take_over(self) -> asyncio.Event:
        if self._rival is not None:
            self._rival.set()
            self._arrival.set()
        self._rival = asyncio.Event()
        return self._rival

    async def _wait(self, rival: asyncio.Event, seconds: float) -> None:
        deadline = asyncio.get_running_loop().time() + seconds
        try:
            async with asyncio.timeout_at(deadline):
                while not (self.pending() or rival.is_set() or self._closed):
                    # A fresh event per round: two polls may wait at the same moment.
                    self._arrival = asyncio.Event()
                    await self._arrival.wait()
        except TimeoutError:
            return

    def _confirm(self, offset: int) -> None:
        if offset < 0:
            self._pending = self._pending[offset:]
        elif offset > 0:
            self._pending = [one for one in self._pending if int(one.update["update_id"]) >= offset]

    def _expire(self) -> None:
        now = self._now()
        self._pending = [one for one in self._pending if one.dies > now]


def _nothing(update: Json) -> None:
    """Who does not care about deliveries."""
