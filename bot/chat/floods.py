"""Floods: how much one person may send at once, and what of the rest is read all the same."""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any

BURST = 20  # updates at once
REFILL = 1.0  # a second
SAYS_SO_EVERY = timedelta(minutes=1)
PEOPLE = 10_000  # remembered at most; whoever is forgotten begins with a full bucket
SLOW_DOWN = "slow_down"  # the mark on the one update that is answered with "one moment"

Update = dict[str, Any]


@dataclass(slots=True)
class _Bucket:
    left: float
    at: datetime
    said: datetime | None = None


class Floods:
    """A bucket for each person. Words beyond it pass the safety check, and only a hit goes on.

    `alarms` says whether words hold a warning sign. `now` is aware UTC; a clock that is set back
    refills nothing.
    """

    def __init__(self, *, now: Callable[[], datetime], alarms: Callable[[str], bool]) -> None:
        self._now = now
        self._alarms = lru_cache(maxsize=1024)(alarms)
        self._buckets: OrderedDict[int, _Bucket] = OrderedDict()

    def read_anew(self) -> None:
        """The safety words have changed: what was read before is read again."""
        self._alarms.cache_clear()

    def admit(self, person: int | None, update: Update) -> Update | None:
        """The update to store; None for one that is too much and holds no warning sign.

        Once a minute one of those is kept and marked, to be answered with "one moment".
        """
        if person is None or "my_chat_member" in update:
            return update
        now = self._now()
        bucket = self._bucket(person, now)
        if bucket.left >= 1:
            bucket.left -= 1
            return update
        if self._alarms(words_of(update)):
            return update
        if "inline_query" in update:
            return None  # nothing may be said in the chat for it
        if bucket.said is not None and now - bucket.said < SAYS_SO_EVERY:
            return None
        bucket.said = now
        return {**update, SLOW_DOWN: True}

    def _bucket(self, person: int, now: datetime) -> _Bucket:
        bucket = self._buckets.setdefault(person, _Bucket(BURST, now))
        self._buckets.move_to_end(person)
        if len(self._buckets) > PEOPLE:
            self._buckets.popitem(last=False)
        waited = max(0.0, (now - bucket.at).total_seconds())
        bucket.left, bucket.at = min(BURST, bucket.left + waited * REFILL), now
        return bucket


def words_of(update: Update) -> str:
    """Everything somebody wrote in a raw update: text, caption, quoted and inline words."""
    found = []
    for kind in ("message", "edited_message"):
        message = update.get(kind)
        if isinstance(message, dict):
            quote = message.get("quote")
            said = (message.get("text"), message.get("caption"))
            found += [*said, quote.get("text") if isinstance(quote, dict) else None]
    inline = update.get("inline_query")
    found += [inline.get("query")] if isinstance(inline, dict) else []
    return "\n".join(part for part in found if isinstance(part, str))
