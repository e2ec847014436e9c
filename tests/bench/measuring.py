"""Measuring: rounds of the same work done in two ways, alternating, and what came out of them."""

import json
import os
import platform
import statistics
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Spread:
    """Median, smallest and largest of several rounds, in the unit of the row."""

    median: float
    min: float
    max: float

    @classmethod
    def of(cls, values: Sequence[float]) -> "Spread":
        """The spread of at least one value."""
        return cls(statistics.median(values), min(values), max(values))

    def __str__(self) -> str:
        return f"{self.median:.3g} ({self.min:.3g}-{self.max:.3g})"


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table. `rival` is the same work done the usual way in the same run."""

    name: str
    unit: str
    ours: Spread
    rival: Spread | None
    target: str
    holds: bool

    @property
    def ratio(self) -> float | None:
        """Ours over the rival's, by their medians; None without a rival."""
        if self.rival is None or not self.rival.median:
            return None
        return self.ours.median / self.rival.median


def percentile(values: Sequence[float], share: float) -> float:
    """The value under which `share` (0 to 1) of all values lie."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def machine() -> str:
    """The machine, the versions and the load, in one line."""
    load = ", ".join(f"{one:.2f}" for one in os.getloadavg())
    return (
        f"{os.cpu_count()} cores, {platform.machine()}, {platform.system()} {platform.release()}, "
        f"Python {platform.python_version()}, load {load}"
    )


def show(rows: Sequence[Row]) -> None:
    """Print the table, a line for each row."""
    print(machine())
    print("| work | ours: median (min-max) | the usual way | ratio | target | holds |")
    print("|---|---|---|---|---|---|")
    for row in rows:
        ratio = "" if row.ratio is None else f"{row.ratio:.2g}"
        print(
            f"| {row.name} | {row.ours} {row.unit} | {row.rival or 'none'} | {ratio} "
            f"| {row.target} | {'yes' if row.holds else 'NO'} |"
        )


def keep(rows: Sequence[Row], path: Path) -> None:
    """Write the rows as JSON, the machine's line in each."""
    found = [{**asdict(row), "ratio": row.ratio, "machine": machine()} for row in rows]
    path.write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")


def failed(rows: Sequence[Row]) -> bool:
    """Say which targets were missed on standard error; True when one was."""
    missed = [row.name for row in rows if not row.holds]
    for name in missed:
        print(f"missed: {name}", file=sys.stderr)
    return bool(missed)
