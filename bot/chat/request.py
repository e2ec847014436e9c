"""The line to Telegram: one request over aiohttp, and whether a failed one may have arrived."""

import json
import os
from collections.abc import Callable
from typing import Any

import aiohttp
from telegram.error import NetworkError, TelegramError, TimedOut
from telegram.request import BaseRequest, RequestData

# Otherwise PTB warns each time it hands over how long to wait.
os.environ.setdefault("PTB_TIMEDELTA", "1")

CONNECT, WRITE, READ, POOL = 10.0, 15.0, 15.0, 10.0
MEDIA_WRITE = 20.0
KEEP_ALIVE = 5.0  # shorter than any server's, so that no request is written into a dead line
CONNECTIONS = 256


class NothingLeft(Exception):
    """The cause of a failed request of which no byte of the message left this machine."""


class MayHaveArrived(Exception):
    """The cause of a failed request that Telegram may have received and acted upon."""


# No connection, no address, no TLS, no free place in the pool: nothing was written.
_BEFORE_WRITING = (
    aiohttp.ClientConnectorError,
    aiohttp.ClientHttpProxyError,
    aiohttp.ConnectionTimeoutError,
    aiohttp.InvalidURL,
)


class Request(BaseRequest):
    """PTB's requests over one aiohttp session. It never repeats a request by itself.

    Times are in seconds. Errors name the kind of failure only: the address holds the token.
    `answered` is told the HTTP status of every answer.
    """

    def __init__(
        self,
        *,
        read: float = READ,
        connections: int = CONNECTIONS,
        keep_alive: float = KEEP_ALIVE,
        answered: Callable[[int], None] = lambda _status: None,
    ) -> None:
        self._read = read
        self._connections = connections
        self._keep_alive = keep_alive
        self._answered = answered
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float | None:
        """How long an answer is waited for, in seconds, when a call does not say."""
        return self._read

    async def initialize(self) -> None:
        """Open the pool of connections; doing it twice changes nothing."""
        if self._session is None:
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(
                    limit=self._connections, keepalive_timeout=self._keep_alive
                ),
                cookie_jar=aiohttp.DummyCookieJar(),
                trust_env=True,
            )

    async def shutdown(self) -> None:
        """Close every connection."""
        session, self._session = self._session, None
        if session is not None:
            await session.close()

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = BaseRequest.DEFAULT_NONE,
        write_timeout: Any = BaseRequest.DEFAULT_NONE,
        connect_timeout: Any = BaseRequest.DEFAULT_NONE,
        pool_timeout: Any = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """One request: the status and the body. Raises TimedOut or NetworkError.

        The `__cause__` of the error tells NothingLeft from MayHaveArrived.
        """
        if self._session is None:
            raise RuntimeError("initialize() comes before the first request")
        media = request_data is not None and request_data.contains_files
        timeout = _timeout(
            read=_given(read_timeout, self._read),
            write=_given(write_timeout, MEDIA_WRITE if media else WRITE),
            connect=_given(connect_timeout, CONNECT),
            pool=_given(pool_timeout, POOL),
        )
        try:
            status, body = await _ask(self._session, method, url, request_data, timeout)
        except (aiohttp.ClientError, OSError, TimeoutError) as error:
            failure = translate(error)
        else:
            self._answered(status)
            return status, body
        # Raised out here, so that the error keeps no link to one that shows the address.
        raise failure

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """The answer as JSON. Raises TelegramError; what was received is never logged."""
        try:
            found = json.loads(payload.decode("utf-8", "replace"))
        except ValueError:
            found = None
        if not isinstance(found, dict) or ("result" not in found and found.get("ok") is not False):
            raise TelegramError("Invalid server response")
        return found


def translate(error: BaseException) -> NetworkError:
    """The PTB error for a failure of the HTTP layer, without any of its words."""
    kind = type(error).__name__
    cause = NothingLeft(kind) if isinstance(error, _BEFORE_WRITING) else MayHaveArrived(kind)
    timed_out = isinstance(error, TimeoutError)
    failure = TimedOut(kind) if timed_out else NetworkError(kind)
    failure.__cause__ = cause
    return failure


def _given(value: Any, default: float | None) -> float | None:
    if value is BaseRequest.DEFAULT_NONE:
        return default
    return None if value is None else float(value)


def _timeout(
    *, read: float | None, write: float | None, connect: float | None, pool: float | None
) -> aiohttp.ClientTimeout:
    """The limits of one request; aiohttp has none for writing, so the total bounds it."""
    parts = (read, write, connect)
    total = None if None in parts else sum(part for part in parts if part is not None)
    waiting = None if connect is None or pool is None else connect + pool
    return aiohttp.ClientTimeout(total=total, connect=waiting, sock_connect=connect, sock_read=read)


async def _ask(
    session: aiohttp.ClientSession,
    method: str,
    url: str,
    data: RequestData | None,
    timeout: aiohttp.ClientTimeout,  # noqa: ASYNC109  # limits of each phase, not one deadline
) -> tuple[int, bytes]:
    async with session.request(
        method, url, data=_body(data), timeout=timeout, allow_redirects=False
    ) as answer:
        return answer.status, await answer.read()


def _body(data: RequestData | None) -> aiohttp.FormData | dict[str, str] | None:
    if data is None:
        return None
    if not data.contains_files:
        return data.json_parameters or None
    form = aiohttp.FormData(data.json_parameters)
    for name, (filename, content, kind) in data.multipart_data.items():
        form.add_field(name, content, filename=filename, content_type=kind)
    return form
