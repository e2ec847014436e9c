"""The pretend Telegram on a loopback port: the Bot API, its files, and perhaps the page."""

import asyncio
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from functools import partial
from typing import TYPE_CHECKING

import uvicorn
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route
from starlette.types import ASGIApp, Receive, Scope, Send

from bot.sandbox.api import BotApi
from bot.sandbox.control import Control
from bot.sandbox.world import World

if TYPE_CHECKING:
    from bot.sandbox.panel import Panel

LOOPBACK = frozenset({"127.0.0.1", "localhost", "[::1]"})


def create_app(
    world: World, *, panel: "Panel | None" = None, control: Control | None = None
) -> Starlette:
    """The Bot API at `/bot<token>/`, files at `/file/bot<token>/`; the page with a `panel`.

    A `control` lets another process play the people, at POST /sandbox/control.
    """
    routes: list[BaseRoute] = [
        Route("/bot{token}/{method}", BotApi(world)),
        Route("/file/bot{token}/{path:path}", partial(_file, world)),
    ]
    if control is not None:
        routes.append(Route("/sandbox/control", control.answer, methods=["POST"]))
    if panel is not None:
        # Only now: the page and its parts are not needed by a mere Bot API.
        from bot.sandbox.panel import routes as page_routes

        routes += page_routes(world, panel)
    return Starlette(routes=routes, middleware=[Middleware(LoopbackOnly)])


@asynccontextmanager
async def serve(
    world: World,
    *,
    panel: "Panel | None" = None,
    control: Control | None = None,
    port: int = 0,
) -> AsyncIterator[str]:
    """Listen on 127.0.0.1 in this loop; gives the address, such as http://127.0.0.1:8765.

    OSError when the port is taken; 0 takes a free one.
    """
    listening = _listen(port)
    app = create_app(world, panel=panel, control=control)
    server = _Embedded(
        uvicorn.Config(
            app,
            log_config=None,
            access_log=False,
            lifespan="off",
            ws="none",
            date_header=False,
            server_header=False,
        )
    )
    serving = asyncio.create_task(server.serve(sockets=[listening]))
    # A server told to stop while it starts would leave its socket open.
    await server.ready.wait()
    try:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    finally:
        world.close()
        if panel is not None:
            panel.close()
        server.stop()
        await serving


class LoopbackOnly:
    """Refuses a request whose Host is another machine's name, as a rebinding web page sends."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let the request through, or answer 403."""
        if scope["type"] == "http" and not _is_loopback(_host(scope)):
            refusal = PlainTextResponse("Only for this computer.", status_code=403)
            await refusal(scope, receive, send)
            return
        await self._app(scope, receive, send)


class _Embedded(uvicorn.Server):
    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.ready = asyncio.Event()
        self._ended = asyncio.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.ready.set()

    async def main_loop(self) -> None:
        # In place of a look at a flag ten times a second.
        await self._ended.wait()

    def stop(self) -> None:
        self.should_exit = True
        self._ended.set()

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Signals belong to the program around."""
        yield


def _listen(port: int) -> socket.socket:
    # asyncio turns off Nagle's delay, 40 ms an answer, only where the protocol is named.
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(("127.0.0.1", port))
    except OSError:
        listening.close()
        raise
    listening.listen()
    return listening


def _host(scope: Scope) -> str:
    hosts = [value for name, value in scope["headers"] if name == b"host"]
    return hosts[0].decode("latin-1") if len(hosts) == 1 else ""


def _is_loopback(host: str) -> bool:
    name, _, port = host.rpartition(":")
    return host in LOOPBACK or (name in LOOPBACK and port.isascii() and port.isdecimal())


async def _file(world: World, request: Request) -> Response:
    if request.path_params["token"] != world.token:
        return PlainTextResponse("Unauthorized", status_code=401)
    found = world.files.at(request.path_params["path"])
    if found is None:
        return PlainTextResponse("Not Found", status_code=404)
    return Response(found.content, media_type="application/octet-stream")
