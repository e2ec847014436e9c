"""From the command to the first question for updates, and the memory of a bot that waits."""

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from tests.bench import people, product
from tests.bench.child import ROOT, quiet
from tests.bench.measuring import Row, Size, Spread, alternate, spread
from tests.bench.telegram import telegram

TIMES, MOST_MB = 1.3, 150.0
MANY, OVERDUE, READY = 1_000_000, 50_000, 10.0
WAITS = 5.0  # seconds after the first question


def rows(size: Size) -> list[Row]:
    """Seconds, megabytes, and a start after an outage with very many subscribers."""
    with people.folder() as folder:
        later = datetime.now(UTC) + timedelta(days=1)
        path = people.fill(folder / "start.db", 1000, due=1, at=later)
        mine, bare = alternate(size.rounds, lambda: ours(path), _bare)
        late = _after_an_outage(folder, size)
    seconds, memory = spread(mine, "seconds"), spread(mine, "memory")
    note = (
        f"{late['count']:,} subscribers, {late['overdue']:,} overdue; all promoted "
        f"{late['promoted']:.1f} s after the start; file of {late['bytes'] / 1e6:.0f} MB"
    )
    return [
        Row("start to the first poll, beside a bare bot", "s", seconds, spread(bare, "seconds"),
            f"at most {TIMES:g}x", seconds.median <= TIMES * spread(bare, "seconds").median),
        Row("memory of a bot that waits", "MB", memory, spread(bare, "memory"),
            f"at most {MOST_MB:g} MB", memory.max <= MOST_MB),
        Row("start after an outage, ready", "s", Spread.of([late["seconds"]]), None,
            f"at most {READY:g} s", late["seconds"] <= READY, note),
    ]  # fmt: skip


def ours(path: Path) -> dict[str, Any]:
    """Seconds until the first poll, and the memory some seconds later."""
    with telegram() as line:
        began = time.time()
        with product.bot(path, line) as bot:
            seconds = line.ask("state")["first_poll"] - began
            time.sleep(WAITS)
            return {"seconds": seconds, "memory": bot.memory()}


def _bare() -> dict[str, Any]:
    with telegram() as line:
        began = time.time()
        with _process(line.address) as process:
            while line.ask("state")["first_poll"] is None:
                time.sleep(0.02)
            seconds = line.ask("state")["first_poll"] - began
            time.sleep(WAITS)
            memory = product.Bot(process.pid, Path()).memory()
    return {"seconds": seconds, "memory": memory}


@contextmanager
def _process(address: str) -> Iterator["subprocess.Popen[bytes]"]:
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.bench.rivals.bare", address], cwd=ROOT, env=quiet()
    )
    try:
        yield process
    finally:
        process.terminate()
        process.wait(20)


def _after_an_outage(folder: Path, size: Size) -> dict[str, Any]:
    """Very many subscribers, some of whom came due in the last hour."""
    count, overdue = size.of(MANY, 20_000), size.of(OVERDUE, 1_000)
    since = datetime.now(UTC) - timedelta(hours=1)
    path = people.fill(folder / "late.db", count, due=overdue, at=since, within=3000)
    with telegram() as line:
        began = time.time()
        with product.bot(path, line, rate=20):
            seconds = line.ask("state")["first_poll"] - began
            while _due(path) and time.time() < began + 120:
                time.sleep(0.2)
            promoted = time.time() - began
    return {"seconds": seconds, "promoted": promoted, "count": count, "overdue": overdue,
            "bytes": path.stat().st_size}  # fmt: skip


def _due(path: Path) -> int:
    now = people.text_of(datetime.now(UTC))
    asked = f"SELECT 1 FROM schedule WHERE status = 'active' AND next_due <= '{now}' LIMIT 1"
    return len(product.ask(path, asked))
