"""The long loops: `python -m tests.faults` prints what came of each, and ends with 1 on a fault.

`--parts sqlite,postgresql,burst,mutants,zones` picks some, `--routines` and `--seed` change them.
Each ends by itself after `--within` seconds at the latest, and leaves no process behind, also when
it is told to stop.
"""

import argparse
import asyncio
import json
import os
import signal
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bot.coach.zones import use_packaged_zones

use_packaged_zones()

from tests.engines import Postgres  # noqa: E402  # zones first
from tests.faults import loop, mutants, zones  # noqa: E402
from tests.faults.loop import Record  # noqa: E402
from tests.journeys.test_replicas import Burst, fleet  # noqa: E402

PARTS = ("zones", "mutants", "sqlite", "postgresql", "burst")
WITHIN = 1200.0  # seconds
TOLD_TO_STOP = 143


async def burst(routines: int, updates: float, seconds: float, replicas: int = 2) -> dict[str, Any]:
    """Many routines at once, `updates` a second meanwhile, and a replica that dies.

    One of ten people writes, so that each has many updates that must stay in order.
    """
    server = Postgres()
    try:
        with tempfile.TemporaryDirectory() as folder:
            async with fleet(Path(folder), server, replicas) as here:
                made = Burst(here, people=routines)
                writers = max(routines // 10, 1)
                try:
                    await made.run(made.some_write(updates, writers), seconds=seconds)
                except* TimeoutError:
                    print("it was not done in time", flush=True)
                rate = {"came": round(made.came, 1), "stored": round(made.stored, 1)}
                return {
                    "replicas": replicas,
                    "killed": 1,
                    "updates a second": rate,
                    **made.record(),
                }
    finally:
        server.stop()


def print_burst(routines: int, updates: float, seconds: float) -> bool:
    """Whether every routine was sent, at most twice, and everybody answered in order."""
    found = asyncio.run(burst(routines, updates, seconds))
    print(json.dumps(found | {"load": load()}), flush=True)
    lost = found["lost answers"] or found["out of order"] or found["never stored"]
    return not lost and set(found["copies"]) <= {1, 2} and found["states"] == {"sent": routines}


def load() -> list[float]:
    """How busy the machine was in the last 1, 5 and 15 minutes, in processes that want a turn."""
    return [round(number, 1) for number in os.getloadavg()]


def print_loop(record: Record) -> bool:
    """Whether no promise was broken."""
    print(f"{record.line()} {' '.join(map(str, load()))} |", flush=True)
    if record.broken:
        print(json.dumps(record.facts()), flush=True)
    return not record.broken


def print_zones() -> bool:
    """Whether every date has one instant, later than the one before."""
    found = zones.look()
    print(found.line(), flush=True)
    return not found.wrong and not found.missing  # no country leaves out a date in these years


def print_mutants() -> bool:
    """Whether every mutant was noticed."""
    lines, survived = mutants.table()
    print(f"{len(lines)} mutants, {survived} survived", flush=True)
    return survived == 0


def main(words: list[str]) -> int:
    """Run the parts that were asked for; 1 when a promise was broken in one of them."""
    asked = argparse.ArgumentParser(prog="python -m tests.faults", description=__doc__)
    asked.add_argument("--parts", default=",".join(PARTS))
    asked.add_argument("--routines", type=int, default=2000)
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--kills", type=int, default=10)
    asked.add_argument("--freezes", type=int, default=5)
    asked.add_argument("--updates", type=float, default=50, help="a second, in a burst")
    asked.add_argument("--within", type=float, default=WITHIN, help="seconds for each")
    given = asked.parse_args(words)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(TOLD_TO_STOP))  # what was begun is ended
    troubles = {
        "seed": given.seed,
        "kills": given.kills,
        "freezes": given.freezes,
        "seconds": given.within,
    }
    parts: dict[str, Callable[[], bool]] = {
        "zones": print_zones,
        "mutants": print_mutants,
        "sqlite": lambda: print_loop(asyncio.run(loop.on_sqlite(given.routines, **troubles))),
        "postgresql": lambda: print_loop(
            asyncio.run(loop.on_postgresql(given.routines, **troubles))
        ),
        "burst": lambda: print_burst(given.routines, given.updates, given.within),
    }
    chosen = given.parts.split(",")
    if unknown := set(chosen) - set(parts):
        asked.error(f"there is no part {', '.join(sorted(unknown))}")
    kept = [parts[name]() for name in PARTS if name in chosen]
    return int(not all(kept))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
