"""Telegram's speed limits: one message a second per chat after a burst, thirty for all."""

from collections.abc import Callable
from dataclasses import dataclass

from bot.sandbox.refusal import flood

CHAT_BURST = 3.0
CHAT_RATE = 1.0  # messages per second
ALL_RATE = 30.0
LONGEST_PENALTY = 60  # seconds


@dataclass(slots=True)
class Bucket:
    """Sends that are left right now, refilled at `rate` per second up to `size`."""

    size: float
    rate: float
    left: float
    filled: float  # unix seconds
    refusals: int = 0

    def take(self, now: float) -> bool:
        """Take one send; False when none is left."""
        passed = max(now - self.filled, 0.0)
        self.left = min(self.size, self.left + passed * self.rate)
        self.filled = now
        if self.left < 1.0:
            self.refusals += 1
            return False
        self.left -= 1.0
        self.refusals = 0
        return True


class RateLimits:
    """One bucket per chat and one for the bot; `now` gives unix seconds."""

    def __init__(self, now: Callable[[], float]) -> None:
        self._now = now
        self._chats: dict[int, Bucket] = {}
        self._all = Bucket(ALL_RATE, ALL_RATE, ALL_RATE, now())

    def check(self, chat_id: int) -> None:
        """Count one send; a 429 whose wait doubles with each further refusal."""
        now = self._now()
        fresh = Bucket(CHAT_BURST, CHAT_RATE, CHAT_BURST, now)
        chat = self._chats.setdefault(chat_id, fresh)
        for bucket in (chat, self._all):
            if not bucket.take(now):
                raise flood(min(2 ** (bucket.refusals - 1), LONGEST_PENALTY))
