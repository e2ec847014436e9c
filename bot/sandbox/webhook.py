"""Posts the updates to the bot's webhook, one after another, until each is accepted."""

import asyncio
import re
from collections.abc import Awaitable, Callable
from urllib.parse import urlsplit

import aiohttp

from bot.sandbox.refusal import bad_request
from bot.sandbox.requests import Call
from bot.sandbox.updates import Updates
from bot.sandbox.values import Json

HERE = frozenset({"127.0.0.1", "localhost", "::1"})
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - a header's name
PATIENCE = 30.0  # seconds for one answer
SHORTEST_PAUSE, LONGEST_PAUSE = 1.0, 60.0  # seconds between two attempts, doubling
MOST_CONNECTIONS, USUAL_CONNECTIONS = 100, 40
ELSEWHERE = "Nothing leaves this computer: the sandbox posts only to 127.0.0.1 and localhost"
_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")

Pause = Callable[[float], Awaitable[None]]


class Webhook:
    """The address a bot has set, and the task that posts to it; `now` gives unix seconds."""

    def __init__(self, updates: Updates, now: Callable[[], float]) -> None:
        self.pause: Pause = asyncio.sleep  # tests replace it to see the waits
        self._updates = updates
        self._now = now
        self._failure: Json = {}
        self._posting: asyncio.Task[None] | None = None

    def set(self, call: Call) -> None:
        """Take the address of a setWebhook call; a 400 Refusal when Telegram would not.

        Unlike Telegram, plain HTTP is let through to this computer, as a local API server does.
        """
        url, secret = call.values["url"], call.get("secret_token")
        if url and not (url.startswith("https://") or _is_here(url)):
            raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
        if secret is not None and not _SECRET.fullmatch(secret):
            raise bad_request("secret token contains unallowed characters")
        self.stop()
        self._updates.webhook = _settings(call) if url else {}
        if url and _is_here(url):
            self._posting = asyncio.create_task(self._post_all(url, secret))
        elif url:
            self._fail(ELSEWHERE)

    def remove(self) -> None:
        """Forget the address; what waits stays."""
        self.stop()
        self._updates.webhook = {}

    def stop(self) -> None:
        """End the posting at once."""
        posting, self._posting = self._posting, None
        self._failure = {}
        if posting is not None:
            posting.cancel()

    def info(self) -> Json:
        """A `WebhookInfo`."""
        body: Json = {"url": "", "has_custom_certificate": False}
        body |= self._updates.webhook | self._failure
        body["pending_update_count"] = len(self._updates.pending())
        allowed = self._updates.allowed
        return body if allowed is None else body | {"allowed_updates": sorted(allowed)}

    async def _post_all(self, url: str, secret: str | None) -> None:
        headers = {SECRET_HEADER: secret} if secret else {}
        timeout = aiohttp.ClientTimeout(total=PATIENCE)
        # The certificate of a loopback server proves nothing, so it is not asked for.
        connector = aiohttp.TCPConnector(ssl=False, limit=1)
        async with aiohttp.ClientSession(
            headers=headers, timeout=timeout, connector=connector
        ) as http:
            while True:
                update = await self._updates.first()
                await self._deliver(http, url, update)

    async def _deliver(self, http: aiohttp.ClientSession, url: str, update: Json) -> None:
        """Post until accepted, expired or dropped."""
        wait = SHORTEST_PAUSE
        while self._updates.waits(update):
            asked = await self._post(http, url, update)
            if asked is None:
                self._updates.accepted(update)
                return
            await self.pause(max(wait, asked))
            wait = min(2 * wait, LONGEST_PAUSE)

    async def _post(self, http: aiohttp.ClientSession, url: str, update: Json) -> float | None:
        """None when it was accepted, else the seconds the server asks to wait (0: none)."""
        self._updates.on_delivery(update)
        try:
            async with http.post(url, json=update, allow_redirects=False) as answer:
                if 200 <= answer.status < 300:
                    return None
                self._fail(
                    f"Wrong response from the webhook: {answer.status} {answer.reason or ''}"
                )
                return _asked_wait(answer.headers.get("Retry-After", ""))
        except TimeoutError:
            self._fail("Read timeout expired")
        except aiohttp.ClientConnectorError:
            self._fail("Connection refused")
        except aiohttp.ClientError:
            self._fail("Connection reset by peer")
        return 0.0

    def _fail(self, words: str) -> None:
        self._failure = {
            "last_error_date": int(self._now()),
            "last_error_message": words.strip(),
        }


def _settings(call: Call) -> Json:
    many = call.get("max_connections", USUAL_CONNECTIONS)
    return {
        "url": call.values["url"],
        "max_connections": min(max(many, 1), MOST_CONNECTIONS),
    }


def _is_here(url: str) -> bool:
    try:
        parts = urlsplit(url)
        return parts.scheme in ("http", "https") and parts.hostname in HERE
    except ValueError:
        return False


def _asked_wait(retry_after: str) -> float:
    whole = retry_after.isascii() and retry_after.isdecimal()
    return min(float(retry_after), LONGEST_PAUSE) if whole else 0.0
