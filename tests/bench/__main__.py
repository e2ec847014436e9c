"""`make bench`: every figure beside the same work done the usual way, in one run."""

import sys
from pathlib import Path

from tests.bench import reading, searching
from tests.bench.measuring import failed, keep, show

OUT = Path(__file__).parents[2] / "bench.json"


def main() -> int:
    """Measure, print the table, write bench.json; 1 when a target was missed."""
    rows = [*reading.rows(), *searching.rows()]
    show(rows)
    keep(rows, OUT)
    return int(failed(rows))


sys.exit(main())
