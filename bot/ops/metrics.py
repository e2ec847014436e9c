"""Metrics: counts and ages for Prometheus, without a word about any person."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime

from prometheus_client import CollectorRegistry, Gauge, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.ops.backup_rounds import Standing
from storage.stats import OPEN_DELIVERY, Stats

DATABASE_PATIENCE = 5.0  # seconds for one look at the database
PATH = "/metrics"


class Metrics:
    """Answers a scrape from one read transaction: `ask` makes it, and may raise.

    `happened` gives the counters of this process, in the same format.
    """

    def __init__(
        self,
        *,
        ask: Callable[[], Awaitable[Stats]],
        now: Callable[[], datetime],
        backups: Callable[[], Standing | None] = lambda: None,
        happened: Callable[[], bytes] = bytes,
        patience: float = DATABASE_PATIENCE,
    ) -> None:
        self._backups = backups
        self._happened = happened
        self._ask = ask
        self._now = now
        self._patience = patience

    async def answer(self, _request: Request) -> Response:
        """200 with the figures; 503 when the database gives no answer within `patience` seconds."""
        try:
            found = await asyncio.wait_for(self._ask(), self._patience)
        except Exception:  # noqa: BLE001  # whatever keeps it from answering, there is no figure
            return Response(status_code=503)
        text = render(found, self._now(), self._backups()) + self._happened()
        return Response(text, media_type=CONTENT_TYPE_PLAIN_0_0_4)

    def route(self) -> Route:
        """The route that answers at /metrics."""
        return Route(PATH, self.answer)


def render(stats: Stats, now: datetime, backups: Standing | None = None) -> bytes:
    """The figures in the text format of Prometheus; ages are seconds, 0 when nothing waits.

    Figures of backups are there only where the bot takes them by itself.
    """
    registry = CollectorRegistry()
    states = dict.fromkeys(OPEN_DELIVERY, 0) | stats.deliveries  # a rise needs a zero before it
    _by(registry, "unpinch_deliveries", "Deliveries under way.", "state", states)
    _by(registry, "unpinch_schedules", "Schedules.", "status", stats.schedules)
    _by(registry, "unpinch_holds", "People on hold.", "level", stats.holds)
    queue = sum(stats.deliveries.get(state, 0) for state in OPEN_DELIVERY)
    _one(registry, "unpinch_queue_depth", "Deliveries still to be sent.", queue)
    _one(registry, "unpinch_updates_open", "Updates not yet answered.", stats.updates)
    late, lag = _age(stats.oldest_due, now), _age(stats.oldest_update, now)
    _one(registry, "unpinch_oldest_delivery_seconds", "Age of the oldest due delivery.", late)
    _one(registry, "unpinch_update_lag_seconds", "Age of the oldest open update.", lag)
    if backups is not None:
        _of_backups(registry, backups, now)
    return generate_latest(registry)


def _of_backups(registry: CollectorRegistry, backups: Standing, now: datetime) -> None:
    failed = float(backups.trouble is not None)
    _one(registry, "unpinch_backup_failed", "1 while the last backup did not work.", failed)
    if backups.newest is not None:
        age = _age(backups.newest, now)
        _one(registry, "unpinch_backup_age_seconds", "Age of the newest backup.", age)


def _by(
    registry: CollectorRegistry, name: str, about: str, label: str, counts: Mapping[str, int]
) -> None:
    gauge = Gauge(name, about, [label], registry=registry)
    for value, count in counts.items():
        gauge.labels(value).set(count)


def _one(registry: CollectorRegistry, name: str, about: str, value: float) -> None:
    Gauge(name, about, registry=registry).set(value)


def _age(since: datetime | None, now: datetime) -> float:
    return 0.0 if since is None else max(0.0, (now - since).total_seconds())
