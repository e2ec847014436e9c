"""`make soak`: a bot under load for an hour, with Telegram in trouble now and then.

`python -m tests.soak --minutes 60 --updates 100`. A bot of its own process works against the
stand-in Bot API: people tap buttons without end, routines come due in every minute, and every
other minute something goes wrong at Telegram. At the end: is its memory the same in the last
tenth as in the first, was every tap answered, and is the book of deliveries clean?
"""

import argparse
import json
import shutil
import statistics
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from tests.bench import people, product
from tests.bench.measuring import load, machine, percentile, say
from tests.bench.telegram import Telegram, telegram

CROWD = 5_000
DUE_A_MINUTE = 120
RATE = 20
DATA = ["1:length:10", "1:settings", "1:card", "1:length:5", "1:help"]
TROUBLES = ("error", "reset", "flood")
TROUBLE_LASTS = 30.0  # seconds of each minute with one
LOOK_EVERY = 5.0
WARMING = 20.0  # seconds whose memory does not count
PATIENCE = 180.0  # seconds for what is owed at the end
FLAT = 1.10  # the last tenth may take so much more than the first, and FLAT_MB
FLAT_MB = 12.0


@dataclass(slots=True)
class Seen:
    """What was seen over the time: memory, and what went wrong on purpose."""

    memory: list[float] = field(default_factory=list)
    troubles: list[str] = field(default_factory=list)
    refused: int = 0


def soak(minutes: float, updates: float) -> dict[str, Any]:
    """Run it and return the record; `holds` says whether every promise was kept."""
    with people.folder() as folder, telegram() as line:
        at, path = datetime.now(UTC) + timedelta(seconds=45), folder / "soak.db"
        due = min(CROWD, int(DUE_A_MINUTE * minutes))
        people.fill(path, CROWD, due=due, at=at, within=max(minutes * 60 - 60, 30))
        seen = Seen()
        with product.bot(path, line, rate=RATE) as bot:
            product.calm_down(bot)
            numbers = [people.FIRST + number for number in range(CROWD)]
            began = time.monotonic()
            line.ask("press", people=numbers, data=DATA, rate=updates, seconds=minutes * 60)
            for _ in _looks(minutes * 60):
                _trouble(line, seen, time.monotonic() - began)
                if time.monotonic() - began > min(WARMING, minutes * 6):
                    seen.memory.append(bot.memory())
            line.ask("set", refuse=None)
            taps = _settled(line, path, due)
            cpu = bot.cpu() / (time.monotonic() - began)
        found = _record(line, path, seen, taps, due)
        shutil.copy(path.with_suffix(".log"), Path("data") / "soak.log")
    return {"minutes": minutes, "updates a second": updates, "core": round(cpu, 2)} | found


def _looks(seconds: float) -> Iterator[None]:
    """A look every few seconds, until the time is over."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        yield
        time.sleep(min(LOOK_EVERY, max(0.0, until - time.monotonic())))


def _trouble(line: Telegram, seen: Seen, seconds: float) -> None:
    """Every other minute each send and edit goes wrong for a while, in one of three ways."""
    minute, second = divmod(seconds, 60)
    wanted = None
    if int(minute) % 2 == 1 and second < TROUBLE_LASTS:
        wanted = TROUBLES[int(minute) // 2 % len(TROUBLES)]
    now = seen.troubles[-1] if seen.troubles else ""
    if (wanted or "") != now:
        seen.troubles.append(wanted or "")
        line.ask("set", refuse=wanted)


def _settled(line: Telegram, path: Path, due: int) -> list[list[Any]]:
    """Every tap, once all are answered and every routine is settled, or the patience is over."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        state = line.ask("state")
        open_rows = product.ask(
            path, "SELECT COUNT(*) FROM delivery WHERE state IN ('waiting', 'sending')"
        )[0][0]
        if state["answered"] >= state["tapped"] and not open_rows:
            break
        time.sleep(1)
    found: list[list[Any]] = line.ask("taps")
    return found


def _record(
    line: Telegram, path: Path, seen: Seen, taps: list[list[Any]], due: int
) -> dict[str, Any]:
    waits = [answered - at for at, _, answered in taps if answered]
    states = product.states(path)
    owed = product.ask(path, "SELECT COUNT(*) FROM inbox WHERE state IN ('new', 'handled')")[0][0]
    copies = product.ask(path, "SELECT MAX(copies_possible) FROM delivery")[0][0]
    tenth = max(1, len(seen.memory) // 10)
    first = statistics.median(seen.memory[:tenth])
    last = statistics.median(seen.memory[-tenth:])
    promises = {
        "memory is flat": last <= max(first * FLAT, first + FLAT_MB),
        "every tap was answered": len(waits) == len(taps) and not owed,
        "the book is clean": sum(states.values()) == due
        and set(states) <= {"sent", "skipped", "unknown", "failed"}
        and (copies or 0) <= 2,
    }
    return {
        "taps": len(taps), "answered": len(waits), "owed": owed,
        "wait p50": round(percentile(waits, 0.5), 3), "wait p99": round(percentile(waits, 0.99), 3),
        "wait longest": round(max(waits), 3), "due": due, "states": states,
        "most copies of a routine": copies,
        "refused on purpose": line.ask("state")["refused"],
        "troubles": dict(Counter(one for one in seen.troubles if one)),
        "memory first": round(first, 1), "memory last": round(last, 1),
        "memory most": round(max(seen.memory), 1), "promises": promises,
        "holds": all(promises.values()),
    }  # fmt: skip


def main() -> int:
    """Run, print the record, write nothing else; 1 when a promise was broken."""
    parser = argparse.ArgumentParser(prog="python -m tests.soak", description=__doc__)
    parser.add_argument("--minutes", type=float, default=60.0)
    parser.add_argument("--updates", type=float, default=100.0, help="taps a second")
    asked = parser.parse_args()
    say(f"{machine()}, load {load()}")
    found = soak(asked.minutes, asked.updates)
    print(json.dumps(found, indent=2))
    say(f"load {load()}")
    return int(not found["holds"])


if __name__ == "__main__":
    sys.exit(main())
