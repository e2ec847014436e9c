"""Health: whether this process lives and is ready, in JSON, without a word about any person."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from bot.ops.watchdog import PATIENCE

DATABASE_PATIENCE = 5.0  # seconds for one short question
PATH = "/healthz"


@dataclass(frozen=True, slots=True)
class Stored:
    """What the database says: the due instant of the oldest waiting delivery, if there is one."""

    oldest_waiting: datetime | None


class Health:
    """Answers "are you well?" from the seconds of the last attempts and one question to the rows.

    `attempts` gives the monotonic second of each part's last attempt, failed ones included: a
    dead network is no fault of this process. `ask` asks the database and may raise.
    """

    def __init__(
        self,
        *,
        attempts: Mapping[str, Callable[[], float]],
        monotonic: Callable[[], float],
        now: Callable[[], datetime],
        ask: Callable[[], Awaitable[Stored]],
        tz_version: str,
        backup_trouble: Callable[[], str | None] = lambda: None,
        patience: float = DATABASE_PATIENCE,
    ) -> None:
        self._backup_trouble = backup_trouble
        self._attempts = attempts
        self._monotonic = monotonic
        self._now = now
        self._ask = ask
        self._tz_version = tz_version
        self._patience = patience

    async def report(self) -> dict[str, object]:
        """What is known now: `live`, `ready`, `reasons` against it, and the figures behind them."""
        ages = {name: self._monotonic() - last() for name, last in self._attempts.items()}
        reasons = [
            f"{name} has not tried anything for {age:.0f} seconds"
            for name, age in ages.items()
            if age > PATIENCE
        ]
        found = await self._database()
        if found is None:
            reasons.append("the database gives no answer")
        waiting = found.oldest_waiting if found else None
        return {
            "live": True,
            "ready": not reasons,
            "reasons": reasons,
            "seconds_since": {name: round(age, 1) for name, age in ages.items()},
            "oldest_waiting_seconds": _age(waiting, self._now()),
            "tz_version": self._tz_version,
            **self._backups(),
        }

    def _backups(self) -> dict[str, object]:
        """A failed backup is told, but is no reason to restart the bot."""
        trouble = self._backup_trouble()
        return {"backup_trouble": trouble} if trouble else {}

    async def _database(self) -> Stored | None:
        try:
            return await asyncio.wait_for(self._ask(), self._patience)
        except Exception:  # noqa: BLE001  # whatever keeps it from answering, it is not ready
            return None

    async def answer(self, _request: Request) -> JSONResponse:
        """200 when ready, 503 with the reasons when not."""
        found = await self.report()
        return JSONResponse(found, status_code=200 if found["ready"] else 503)

    def app(self) -> Starlette:
        """The web application that answers at /healthz and nowhere else."""
        return Starlette(routes=[Route(PATH, self.answer)])


def _age(due: datetime | None, now: datetime) -> float | None:
    return None if due is None else max(0.0, round((now - due).total_seconds(), 1))
