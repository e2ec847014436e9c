"""Webhook: Telegram brings its updates to us; each is stored before it is confirmed."""

import asyncio
import hmac
import json
import logging
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route
from telegram import Bot

from bot.chat.inbox import WANTED
from bot.chat.polling import Admit, admitted
from bot.services.work import Worker
from storage import inbox

log = logging.getLogger("unpinch.webhook")

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105  # a header's name
LONGEST_BODY = 1_048_576  # bytes; an update of Telegram has a few thousand
BODY_PATIENCE = 10.0  # seconds for the whole body
CONNECTIONS = 40
LARGEST_ID = 2**63 - 1


class _Unfit(Exception):
    """A request that is answered with this status and nothing else."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


class Receiver:
    """Takes updates by HTTP. 200 is said only once the update is in the database.

    A wrong secret gets 401 before a byte of the body is read. `on_stored` is called when a new
    update is stored; `admit` decides what of one person's updates is stored, and may mark it.
    """

    def __init__(
        self, worker: Worker, secret: str, *, on_stored: Callable[[], None], admit: Admit
    ) -> None:
        self._worker = worker
        self._secret = secret.encode()
        self._on_stored = on_stored
        self._admit = admit

    def route(self, url: str) -> Route:
        """The route at the path of the webhook's public address; POST and nothing else."""
        return Route(urlsplit(url).path or "/", self.answer, methods=["POST"])

    async def answer(self, request: Request) -> Response:
        """Answer one request with a bare status."""
        try:
            self._authorise(request)
            update = _update(await _body(request))
        except _Unfit as unfit:
            return Response(status_code=unfit.status)
        return Response(status_code=200 if await self._store(update) else 503)

    def _authorise(self, request: Request) -> None:
        given = request.headers.get(SECRET_HEADER, "").encode("latin-1", "replace")
        if not hmac.compare_digest(given, self._secret):
            raise _Unfit(401)

    async def _store(self, update: dict[str, Any]) -> bool:
        """Store an update; one that came before is passed over. False when it cannot be kept."""
        try:
            await self._worker.run(
                lambda work: inbox.store(work.db, admitted([update], self._admit), work.now)
            )
        except Exception:
            log.exception("an update could not be stored; Telegram brings it again")
            return False
        self._on_stored()
        return True


async def _body(request: Request) -> bytes:
    """The whole body; no more of it is kept in memory than an update may have."""
    try:
        async with asyncio.timeout(BODY_PATIENCE):
            return await _read(request)
    except TimeoutError:
        raise _Unfit(408) from None
    except ClientDisconnect:
        raise _Unfit(400) from None


async def _read(request: Request) -> bytes:
    found = bytearray()
    async for chunk in request.stream():
        found += chunk
        if len(found) > LONGEST_BODY:
            raise _Unfit(413)
    return bytes(found)


def _update(body: bytes) -> dict[str, Any]:
    try:
        update = json.loads(body)
    except (ValueError, RecursionError):  # neither JSON nor UTF-8, or nested without end
        raise _Unfit(400) from None
    number = update.get("update_id") if isinstance(update, dict) else None
    if type(number) is not int or not 0 <= number <= LARGEST_ID:
        raise _Unfit(400)
    found: dict[str, Any] = update
    return found


async def announce(bot: Bot, url: str, secret: str) -> None:
    """Tell Telegram where to bring updates. Raises what the library raises when it cannot."""
    await bot.set_webhook(
        url, secret_token=secret, allowed_updates=WANTED, max_connections=CONNECTIONS
    )


async def withdraw(bot: Bot) -> None:
    """Tell Telegram that updates are fetched from now on; those that wait are kept."""
    await bot.delete_webhook()
