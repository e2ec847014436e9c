"""Together: results that come while one transaction runs share the next one."""

import asyncio
from collections.abc import Callable
from contextvars import Context
from typing import Any, TypeVar

from bot.services import marks
from bot.services.work import Work, Worker

T = TypeVar("T")


class Together:
    """Writes down several results in one transaction; one that fails is written down alone.

    Each sync of the disk takes longer than what is written. Nothing waits for company: what comes
    first goes at once, what comes meanwhile goes next.
    """

    def __init__(self, worker: Worker) -> None:
        self._worker = worker
        self._waiting: list[tuple[Callable[[Work], Any], asyncio.Future[Any]]] = []
        self._turn = asyncio.Lock()
        self._writing: asyncio.Task[None] | None = None

    async def run(self, service: Callable[[Work], T]) -> T:
        """Run `service` in a writing transaction that others may share. Raises what it raises."""
        result: asyncio.Future[T] = asyncio.get_running_loop().create_future()
        self._waiting.append((marks.kept(service), result))
        async with self._turn:
            if self._waiting:
                # Not to be cancelled or marked with one of them: it belongs to all.
                self._writing = asyncio.create_task(self._write(), context=Context())
                await asyncio.shield(self._writing)
        return await result

    async def _write(self) -> None:
        """Write down everything that waits."""
        group, self._waiting = self._waiting, []
        try:
            found = await self._worker.run(lambda work: [service(work) for service, _ in group])
        except Exception:  # noqa: BLE001  # one of them, or the database: each learns it for itself
            await asyncio.gather(*(self._alone(service, result) for service, result in group))
            return
        for (_, result), value in zip(group, found, strict=True):
            if not result.done():
                result.set_result(value)

    async def _alone(self, service: Callable[[Work], Any], result: asyncio.Future[Any]) -> None:
        try:
            value = await self._worker.run(service)
        except Exception as error:  # noqa: BLE001  # raised again where it is waited for
            if not result.done():
                result.set_exception(error)
        else:
            if not result.done():
                result.set_result(value)
