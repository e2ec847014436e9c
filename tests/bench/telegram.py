"""Starts the stand-in Bot API as a process of its own, asks it, and measures its own ceiling."""

import asyncio
import json
import os
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.bench.child import ROOT, quiet

TOKEN = "99:" + "b" * 35
AT_ONCE = 64


class Telegram:
    """The stand-in as whoever measures sees it."""

    def __init__(self, address: str, pid: int) -> None:
        self.address = address
        self.pid = pid

    def ask(self, what: str, **arguments: Any) -> Any:
        """Tell or ask the stand-in something; see `standin.control`."""
        body = json.dumps(arguments).encode()
        with urllib.request.urlopen(f"{self.address}/control/{what}", body, timeout=60) as answer:
            return json.loads(answer.read())

    def cpu(self) -> float:
        """Seconds of processor time that the stand-in has used so far."""
        return cpu_of(self.pid)


def cpu_of(pid: int) -> float:
    """Seconds of processor time of a process so far."""
    parts = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(parts[11]) + int(parts[12])) / os.sysconf("SC_CLK_TCK")


@contextmanager
def telegram(latency: float = 0.0) -> Iterator[Telegram]:
    """A stand-in that lives as long as the block."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.bench.standin", "--latency", str(latency)],
        cwd=ROOT, env=quiet(), stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert process.stdout is not None
    try:
        yield Telegram(process.stdout.readline().strip(), process.pid)
    finally:
        process.terminate()
        process.wait(10)
        process.stdout.close()


def ceiling(address: str, seconds: float) -> dict[str, float]:
    """Sends a second that the stand-in takes from a client that does nothing else."""
    return asyncio.run(_ceiling(address, seconds))


async def _ceiling(address: str, seconds: float) -> dict[str, float]:
    host, _, port = address.removeprefix("http://").partition(":")
    body = b"chat_id=1&text=" + b"x" * 600
    request = b"POST /bot%s/sendMessage HTTP/1.1\r\nHost: %s\r\nContent-Length: %d\r\n\r\n%s" % (
        TOKEN.encode(), host.encode(), len(body), body,
    )  # fmt: skip
    until = time.monotonic() + seconds
    done = await asyncio.gather(*(_ask_on(host, int(port), request, until) for _ in range(AT_ONCE)))
    return {"rate": sum(done) / seconds}


async def _ask_on(host: str, port: int, request: bytes, until: float) -> int:
    reader, writer = await asyncio.open_connection(host, port)
    done = 0
    while time.monotonic() < until:
        writer.write(request)
        head = await reader.readuntil(b"\r\n\r\n")
        await reader.readexactly(int(head.partition(b"Content-Length: ")[2].partition(b"\r")[0]))
        done += 1
    writer.close()
    return done
