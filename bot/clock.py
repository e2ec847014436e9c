"""The time: the one place that reads it, and the offset with which the sandbox winds it."""

import time
from datetime import UTC, datetime, timedelta


class Clock:
    """The real clock plus an offset. Everything else receives an aware UTC `now`."""

    def __init__(self, offset: timedelta = timedelta(0)) -> None:
        self.offset = offset

    def now(self) -> datetime:
        """The present instant, aware and in UTC, the offset included."""
        return datetime.now(UTC) + self.offset

    def at(self, instant: datetime) -> datetime:
        """The present instant for somebody whose own clock reads `instant`: a database server's."""
        return instant + self.offset

    def wind(self, by: timedelta) -> None:
        """Move the clock forward by `by`; it is never wound back."""
        if by > timedelta(0):
            self.offset += by

    @staticmethod
    def monotonic() -> float:
        """Seconds that only ever grow, for timeouts; unrelated to the time of day."""
        return time.monotonic()
