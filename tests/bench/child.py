"""Work in a process of its own, so that no measurement sees the memory or time of another."""

import asyncio
import importlib
import inspect
import json
import os
import resource
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
PATIENCE = 900.0  # seconds
MARK = "FOUND "


class WorkFailed(Exception):
    """The process ended without a result; its last words are in the message."""


def run(work: str, **arguments: Any) -> dict[str, Any]:
    """Do `module:function` with these arguments in a fresh process; what it returned."""
    command = [sys.executable, "-m", "tests.bench.child", work, json.dumps(arguments)]
    done = subprocess.run(
        command,
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
        env=quiet(),
    )
    for line in reversed(done.stdout.splitlines()):
        if line.startswith(MARK):
            found: dict[str, Any] = json.loads(line.removeprefix(MARK))
            return found
    raise WorkFailed(f"{work} ended with {done.returncode}: {done.stderr[-2000:]}")


def quiet() -> dict[str, str]:
    """The environment without settings of a bot that may run here."""
    kept = {name: value for name, value in os.environ.items() if "UNPINCH" not in name}
    return kept | {"PTB_TIMEDELTA": "1", "NO_PROXY": "127.0.0.1"}


def resident() -> float:
    """The memory of this process that lies in RAM, in MB."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * resource.getpagesize() / 1e6


def written() -> int:
    """Calls by which this process has written to files and sockets so far."""
    return _io("syscw")


def written_bytes() -> int:
    """Bytes that this process has sent on their way to a disk so far."""
    return _io("write_bytes")


def _io(name: str) -> int:
    lines = Path("/proc/self/io").read_text(encoding="ascii").splitlines()
    return int(dict(line.split(": ") for line in lines)[name])


def cpu() -> float:
    """Seconds of processor time of this process so far."""
    return time.process_time()


async def stalls(of: list[float], every: float = 0.001) -> None:
    """Note for ever how much later than asked the loop woke us, in milliseconds."""
    while True:
        asked = time.perf_counter()
        await asyncio.sleep(every)
        of.append((time.perf_counter() - asked - every) * 1000)


def main() -> None:
    """Import, do, print."""
    name, _, function = sys.argv[1].partition(":")
    work = getattr(importlib.import_module(name), function)
    found = work(**json.loads(sys.argv[2]))
    if inspect.iscoroutine(found):
        found = asyncio.run(found)
    print(MARK + json.dumps(found), flush=True)


if __name__ == "__main__":
    main()
