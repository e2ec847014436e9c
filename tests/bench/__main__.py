"""`make bench`: every figure beside the same work done the usual way, in one run.

`python -m tests.bench --only promote --only idle`, `--quick` with small numbers.
"""

import argparse
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from tests.bench import (
    child,
    default_rate,
    end_to_end,
    guided,
    idle,
    memory,
    paced,
    presses,
    promote,
    reading,
    search,
    start,
    startup,
)
from tests.bench.measuring import Row, Size, Spread, failed, keep, load, machine, notes, say, table
from tests.bench.telegram import telegram

OUT = Path(__file__).parents[2] / "bench.json"
Measured = Callable[[Size], list[Row]]


def ceiling(size: Size) -> list[Row]:
    """What the stand-in itself takes, so that a reader sees what limited what."""
    with telegram() as line:
        found = [
            child.run("tests.bench.telegram:ceiling", address=line.address, seconds=2)["rate"]
            for _ in range(size.rounds)
        ]
    return [Row("the stand-in server's own ceiling", "/s", Spread.of(found), None, "", None)]


MEASURED: dict[str, Measured] = {
    "ceiling": ceiling,
    "reading": reading.rows,
    "search": search.rows,
    "guided": guided.rows,
    "promote": promote.rows,
    "startup": startup.rows,
    "memory": memory.rows,
    "end_to_end": end_to_end.rows,
    "paced": paced.rows,
    "default_rate": default_rate.rows,
    "presses": presses.rows,
    "idle": idle.rows,
    "start": start.rows,
}


def measure(names: Sequence[str], size: Size) -> list[Row]:
    """Measure one after the other; a measurement that breaks is a missed target, not the end."""
    rows: list[Row] = []
    for name in names:
        began = time.monotonic()
        say(f"{name}: load {load()}")
        try:
            rows += MEASURED[name](size)
        except Exception as error:  # noqa: BLE001  # the others are still worth measuring
            say(f"{name} broke: {error!r}")
            rows.append(Row(name, "", Spread.of([0]), None, "measured", False, repr(error)[:300]))
        say(f"{name}: took {time.monotonic() - began:.0f} s")
    return rows


def main() -> int:
    """Measure, print the table, write bench.json; 1 when a target was missed."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--only", action="append", choices=list(MEASURED), help="again for more")
    parser.add_argument("--quick", action="store_true", help="small numbers, one round")
    parser.add_argument("--thorough", action="store_true", help="the usual way in full, too")
    parser.add_argument("--rounds", type=int, default=3, help="of each measurement")
    asked = parser.parse_args()
    size = Size(asked.quick, 1 if asked.quick else asked.rounds, asked.thorough)
    began = load()
    rows = measure(asked.only or list(MEASURED), size)
    print(f"{machine()}, load {began} at the start and {load()} at the end")
    print(table(rows))
    print(notes(rows))
    keep(rows, OUT, began)
    return int(failed(rows))


if __name__ == "__main__":
    sys.exit(main())
