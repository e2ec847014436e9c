"""Happened: what this process has done since it started, counted as it happens."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Protocol

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest

from bot.services.broadcasts import KIND
from bot.services.outcomes import Outcome, Sent

LATE = (0.5, 1, 2, 5, 10, 30, 60, 300, 900, 3600, 14400)  # seconds; four hours is the end
TOOK = (0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5)  # seconds
FLOOD = 429


class Ticking(Protocol):
    """What tells elapsed seconds."""

    def monotonic(self) -> float:
        """Seconds that never run backwards."""
        ...


class Happened:
    """Counters for Prometheus; every replica has its own, and a restart sets them to zero."""

    def __init__(self, clock: Ticking) -> None:
        self._clock = clock
        self._registry = CollectorRegistry()
        self._sends = Counter(
            "unpinch_sends", "Attempts to deliver.", ["kind", "result"], registry=self._registry
        )
        self._lateness = Histogram(
            "unpinch_lateness_seconds", "From due to accepted.", buckets=LATE,
            registry=self._registry,
        )  # fmt: skip
        self._handler = Histogram(
            "unpinch_handler_seconds", "One update and its answer.", buckets=TOOK,
            registry=self._registry,
        )  # fmt: skip
        self._floods = Counter(
            "unpinch_floods", "Answers of Telegram that told us to wait.", registry=self._registry
        )

    def delivered(self, kind: str, due: datetime, now: datetime, outcome: Outcome) -> None:
        """One attempt ended at `now`: what became of it, and how late it was if it arrived.

        An announcement has no hour of its own, so it cannot be late.
        """
        result = "sent" if isinstance(outcome, Sent) else outcome.why.value
        self._sends.labels(kind, result).inc()
        if isinstance(outcome, Sent) and kind != KIND:
            self._lateness.observe(max(0.0, (now - due).total_seconds()))

    def answered(self, status: int) -> None:
        """Telegram answered a request with this HTTP status."""
        if status == FLOOD:
            self._floods.inc()

    @contextmanager
    def handling(self) -> Iterator[None]:
        """Measure the time that one update takes."""
        began = self._clock.monotonic()
        try:
            yield
        finally:
            self._handler.observe(self._clock.monotonic() - began)

    def text(self) -> bytes:
        """All counters in the text format of Prometheus."""
        return generate_latest(self._registry)
