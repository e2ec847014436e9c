"""Serves a web application in the bot's own event loop, on one address."""

import asyncio
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager

import uvicorn
from starlette.types import ASGIApp


class CannotListen(Exception):
    """The address is taken, or is none of this machine's."""

    exit_code = 78


def host_and_port(address: str) -> tuple[str, int]:
    """The parts of `host:port`; brackets around an IPv6 host fall away."""
    host, _, port = address.rpartition(":")
    return host.strip("[]"), int(port)


@asynccontextmanager
async def listening(app: ASGIApp, address: str) -> AsyncIterator[str]:
    """Serve `app` at `host:port` (port 0: any) until the block ends; gives the address served.

    CannotListen when the address cannot be taken.
    """
    server = _Server(_config(app))
    sockets = [_open(address)]
    serving = asyncio.create_task(server.serve(sockets=sockets))
    await server.ready.wait()
    try:
        host, port = sockets[0].getsockname()[:2]
        yield f"http://{f'[{host}]' if ':' in host else host}:{port}"
    finally:
        server.end()
        await serving


def _config(app: ASGIApp) -> uvicorn.Config:
    return uvicorn.Config(
        app,
        log_config=None,
        access_log=False,
        lifespan="off",
        ws="none",
        date_header=False,
        server_header=False,
        timeout_graceful_shutdown=2,
    )


def _open(address: str) -> socket.socket:
    host, port = host_and_port(address)
    try:
        family, _, _, _, place = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        return socket.create_server(place[:2], family=family)
    except OSError as error:
        raise CannotListen(
            f"UNPINCH_LISTEN: {address} cannot be used ({error.strerror}). "
            "Choose another port, or leave it out."
        ) from None


class _Server(uvicorn.Server):
    """Without signal handlers: signals belong to the program around."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.ready = asyncio.Event()
        self._ended = asyncio.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.ready.set()

    async def main_loop(self) -> None:
        await self._ended.wait()

    def end(self) -> None:
        """Take no more requests; those under way get two seconds."""
        self.should_exit = True
        self._ended.set()

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Leave every signal to the program around."""
        yield
