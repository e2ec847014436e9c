"""Our bot as it is run by an operator: its own process, its own file, a stand-in for Telegram."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.bench.child import ROOT, quiet
from tests.bench.people import url
from tests.bench.telegram import TOKEN, Telegram, cpu_of

STARTS_WITHIN = 120.0  # seconds


class Bot:
    """A running bot as whoever measures sees it: its processor time, memory and writes."""

    def __init__(self, pid: int, path: Path) -> None:
        self.pid = pid
        self.path = path

    def cpu(self) -> float:
        """Seconds of processor time so far."""
        return cpu_of(self.pid)

    def memory(self) -> float:
        """Memory of the process that lies in RAM, in MB."""
        pages = int(Path(f"/proc/{self.pid}/statm").read_text(encoding="ascii").split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE") / 1e6

    def io(self, name: str) -> int:
        """A figure of /proc/PID/io: `write_bytes`, `syscw`, `wchar`."""
        text = Path(f"/proc/{self.pid}/io").read_text(encoding="ascii")
        return int(dict(line.split(": ") for line in text.splitlines())[name])


@contextmanager
def bot(
    path: Path, telegram: Telegram, *, counts: Path | None = None, **settings: Any
) -> Iterator[Bot]:
    """A bot that polls; it is stopped in good order at the end of the block.

    With `counts` its commits are counted and written there when it has stopped.
    """
    given = {f"UNPINCH_{name.upper()}": str(value) for name, value in settings.items()}
    environment = quiet() | given | {
        "UNPINCH_BOT_TOKEN": TOKEN,
        "UNPINCH_API_URL": telegram.address,
        "UNPINCH_DATABASE_URL": url(path),
        "UNPINCH_LOG_LEVEL": "warning",
        "BENCH_COUNTS": str(counts or ""),
    }  # fmt: skip
    with path.with_suffix(".log").open("ab") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.bench.counted" if counts else "bot", "run"],
            cwd=ROOT,
            env=environment,
            stdout=log,
            stderr=log,
        )
    try:
        _wait_for_poll(process, telegram, path.with_suffix(".log"))
        yield Bot(process.pid, path)
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(60)


def _wait_for_poll(process: "subprocess.Popen[bytes]", telegram: Telegram, log: Path) -> None:
    until = time.monotonic() + STARTS_WITHIN
    while telegram.ask("state")["first_poll"] is None:
        if process.poll() is not None or time.monotonic() > until:
            raise RuntimeError(f"the bot did not start: {log.read_text()[-2000:]}")
        time.sleep(0.02)


def calm_down(bot: Bot) -> None:
    """Wait until a bot that started has got everything ready and does nothing any more."""
    until = time.monotonic() + STARTS_WITHIN
    while time.monotonic() < until:
        used = bot.cpu()
        time.sleep(2.0)
        if bot.cpu() - used < 0.15:
            return


def wait_for(path: Path, count: int, seconds: float, *, states: str = "'sent'") -> float:
    """Wait until so many deliveries are in these states; how long that took."""
    began = time.monotonic()
    while time.monotonic() - began < seconds:
        if ask(path, f"SELECT COUNT(*) FROM delivery WHERE state IN ({states})")[0][0] >= count:
            break
        time.sleep(0.1)
    return time.monotonic() - began


def ask(path: Path, question: str) -> list[Any]:
    """Ask the database of a running or stopped bot something, without writing."""
    with sqlite3.connect(f"file:{path}?mode=ro", uri=True, timeout=30) as db:
        found = db.execute(question).fetchall()
    db.close()
    return found


def states(path: Path) -> dict[str, int]:
    """How many deliveries are in each state."""
    return dict(ask(path, "SELECT state, COUNT(*) FROM delivery GROUP BY state"))


def doubled(sends: list[list[float]]) -> int:
    """Chats that got more than one message."""
    return sum(count > 1 for count in Counter(chat for _, chat in sends).values())


def most_in_a_second(sends: list[list[float]]) -> int:
    """The largest number of sends within any second, wherever it begins."""
    times = sorted(at for at, _ in sends)
    most = first = 0
    for last, at in enumerate(times):
        while at - times[first] >= 1.0:
            first += 1
        most = max(most, last - first + 1)
    return most
