"""The front: what other programs may ask this one over HTTP, its health and its figures."""

from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager

from starlette.applications import Starlette
from starlette.routing import Route

from bot.coach.zones import tz_version
from bot.ops.backup_rounds import BackupRounds
from bot.ops.happened import Happened
from bot.ops.health import Health, Stored
from bot.ops.listening import listening
from bot.ops.metrics import Metrics
from bot.services.work import Worker
from storage import deliveries, stats
from storage.stats import Stats


class Front:
    """Answers at one address. `also` are further routes, such as that of the webhook.

    `attempts` gives the monotonic second of each part's last attempt.
    """

    def __init__(
        self,
        worker: Worker,
        *,
        attempts: Mapping[str, Callable[[], float]],
        happened: Happened,
        backups: BackupRounds | None,
        also: Sequence[Route] = (),
    ) -> None:
        self._worker = worker
        self._attempts = attempts
        self._happened = happened
        self._backups = backups
        self._also = also

    @asynccontextmanager
    async def listening(self, address: str) -> AsyncIterator[str]:
        """Listen at `host:port` for the length of the block; nothing listens at an empty one.

        Gives where it can be asked, which names the port that was free where 0 was given.
        """
        if not address:
            yield ""
            return
        async with listening(self._app(), address) as found:
            yield found

    def _app(self) -> Starlette:
        backups = self._backups
        health = Health(
            attempts=self._attempts,
            monotonic=self._worker.clock.monotonic,
            now=self._worker.clock.now,
            ask=self._known,
            tz_version=tz_version(),
            backup_trouble=lambda: backups.trouble if backups else None,
        )
        metrics = Metrics(
            ask=self._counted,
            now=self._worker.clock.now,
            backups=backups.standing if backups else lambda: None,
            happened=self._happened.text,
        )
        app = health.app()
        app.router.routes.extend([metrics.route(), *self._also])
        return app

    async def _counted(self) -> Stats:
        return await self._worker.look(lambda work: stats.read(work.db, work.now))

    async def _known(self) -> Stored:
        return await self._worker.look(
            lambda work: Stored(deliveries.oldest_waiting(work.db, work.now))
        )
