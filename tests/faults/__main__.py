"""The long loops: `python -m tests.faults` prints what came of each, and ends with 1 on a fault.

`--parts sqlite,postgresql,burst,mutants,zones` picks some, `--routines` and `--seed` change them.
"""

import argparse
import asyncio
import json
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
WITHIN = 900.0  # seconds


async def burst(routines: int, replicas: int = 2) -> dict[str, Any]:
    """Many routines at once while everybody writes twice, and a replica that dies."""
    server = Postgres()
    try:
        with tempfile.TemporaryDirectory() as folder:
            async with fleet(Path(folder), server, replicas) as here:
                made = Burst(here, people=routines, texts=2)
                await made.run(pause=0.5, seconds=WITHIN)
                return {"replicas": replicas, "killed": 1, **made.record()}
    finally:
        server.stop()


def print_burst(routines: int) -> bool:
    """Whether every routine was sent, at most twice, and everybody answered in order."""
    found = asyncio.run(burst(routines))
    print(json.dumps(found), flush=True)
    lost = found["lost answers"] or found["out of order"]
    return not lost and set(found["copies"]) <= {1, 2} and found["states"] == {"sent": routines}


def print_loop(record: Record) -> bool:
    """Whether no promise was broken."""
    print(json.dumps(record.facts()))
    print(record.line(), flush=True)
    return not record.broken


def print_zones() -> bool:
    """Whether every date has one instant, later than the one before."""
    seen, names, wrong = zones.look()
    print(f"{seen:,} instants in {names} zones: {len(wrong)} out of order {' '.join(wrong[:9])}")
    return not wrong


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
    given = asked.parse_args(words)
    troubles = {"seed": given.seed, "kills": given.kills, "freezes": given.freezes}
    parts: dict[str, Callable[[], bool]] = {
        "zones": print_zones,
        "mutants": print_mutants,
        "sqlite": lambda: print_loop(asyncio.run(loop.on_sqlite(given.routines, **troubles))),
        "postgresql": lambda: print_loop(
            asyncio.run(loop.on_postgresql(given.routines, **troubles))
        ),
        "burst": lambda: print_burst(given.routines),
    }
    chosen = given.parts.split(",")
    if unknown := set(chosen) - set(parts):
        asked.error(f"there is no part {', '.join(sorted(unknown))}")
    kept = [parts[name]() for name in PARTS if name in chosen]
    return int(not all(kept))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
