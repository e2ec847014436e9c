"""What a connection can do beyond a proper answer: break off, stop half-way, or be gone."""

import asyncio
import socket
import struct
from collections.abc import Awaitable
from typing import Any, TypeVar

from starlette.responses import Response
from starlette.types import Receive, Send

T = TypeVar("T")


async def unless_gone(receive: Receive, work: Awaitable[T]) -> T | None:
    """The result of `work`, or None when the client goes away first; the body is read already."""
    working = asyncio.ensure_future(work)
    leaving = asyncio.ensure_future(_gone(receive))
    try:
        await asyncio.wait({working, leaving}, return_when=asyncio.FIRST_COMPLETED)
        return working.result() if working.done() else None
    finally:
        for task in (working, leaving):
            task.cancel()
        await asyncio.gather(working, leaving, return_exceptions=True)


async def reset(receive: Receive) -> None:
    """Cut the connection so that the client sees a reset and no byte of an answer."""
    transport = _transport(receive)
    if transport.is_closing():
        return
    linger = struct.pack("ii", 1, 0)  # on, for 0 s: the system sends RST instead of FIN
    transport.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
    transport.abort()
    await _gone(receive)


async def send_half(response: Response, receive: Receive, send: Send) -> None:
    """Send the head and the first half of the body, then close."""
    transport = _transport(receive)
    whole = bytes(response.body)
    await send(
        {
            "type": "http.response.start",
            "status": response.status_code,
            "headers": response.raw_headers,
        }
    )
    await send({"type": "http.response.body", "body": whole[: len(whole) // 2], "more_body": True})
    transport.close()
    await _gone(receive)


async def _gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


def _transport(receive: Receive) -> Any:
    # ASGI has no word for cutting a connection; uvicorn's receive belongs to an object with it.
    transport = getattr(getattr(receive, "__self__", None), "transport", None)
    if transport is None:
        raise RuntimeError("cutting a connection needs uvicorn")
    return transport
