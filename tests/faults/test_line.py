"""The line to Telegram after an idle hour, and the zone files of the system. T16, C8."""

import asyncio
import os
import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.chat.request import KEEP_ALIVE, Request

IDLE = 10.0  # seconds after which servers close a connection nobody uses, at the soonest
ANSWER = (
    b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
    b'Content-Length: 23\r\nConnection: keep-alive\r\n\r\n{"ok":true,"result":{}}'
)


class Server:
    """Answers each request and closes every connection when told."""

    def __init__(self) -> None:
        self.lines: list[asyncio.StreamWriter] = []
        self.address = ""

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.lines.append(writer)
        while await reader.readline():
            while (await reader.readline()).strip():
                pass
            writer.write(ANSWER)
            await writer.drain()
        writer.close()

    def closes(self) -> None:
        for line in self.lines:
            line.close()


@pytest.fixture
async def server() -> AsyncIterator[Server]:
    made = Server()
    listening = await asyncio.start_server(made.serve, "127.0.0.1", 0)
    made.address = f"http://127.0.0.1:{listening.sockets[0].getsockname()[1]}/"
    yield made
    made.closes()
    listening.close()


async def test_a_line_the_server_has_closed_while_idle_is_not_written_to(server: Server) -> None:
    """A kept connection lives shorter here than at any server, so none is found dead in use."""
    assert KEEP_ALIVE < IDLE
    request = Request(keep_alive=0.05)
    await request.initialize()
    for minute in range(3):
        status, _ = await request.do_request(server.address, "GET")
        assert (status, len(server.lines)) == (200, minute + 1)
        idle = asyncio.Event()
        asyncio.get_running_loop().call_later(0.2, idle.set)
        await idle.wait()
    await request.shutdown()


ASKS = """
from bot.coach.zones import tz_version, use_packaged_zones, zone
use_packaged_zones()
from datetime import datetime
print(tz_version(), datetime(2027, 1, 15, 7, tzinfo=zone("America/Vancouver")).utcoffset())
"""


@pytest.mark.parametrize("kind", ["old", "none", "unreadable"])
def test_zone_files_of_the_system_are_never_read(tmp_path: Path, kind: str) -> None:
    folder = tmp_path / "zoneinfo"
    if kind != "none":
        (folder / "America").mkdir(parents=True)
        (folder / "America" / "Vancouver").write_bytes(b"TZif" if kind == "old" else b"\xff")
    asked = subprocess.run(
        [sys.executable, "-c", ASKS], env=os.environ | {"PYTHONTZPATH": str(folder)},
        capture_output=True, text=True, check=True, cwd=Path(__file__).parents[2],
    )  # fmt: skip
    version, offset, *_ = asked.stdout.split(maxsplit=1)
    assert version >= "2026f"
    assert offset.strip() == "-1 day, 17:00:00"
