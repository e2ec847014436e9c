"""Measuring: rounds of the same work done in two ways, alternating, and what came out of them."""

import json
import os
import platform
import statistics
import sys
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from importlib.metadata import version
from pathlib import Path
from sqlite3 import sqlite_version
from typing import Any

LIBRARIES = ("python-telegram-bot", "apscheduler", "sqlalchemy", "aiohttp", "httpx")


@dataclass(frozen=True, slots=True)
class Size:
    """How much is measured: shares of the full numbers, and how many rounds."""

    quick: bool = False
    rounds: int = 3
    thorough: bool = False  # also where the usual way takes ten minutes

    def of(self, full: int, quick: int) -> int:
        """The number for this run: the full one, or the one for a quick look."""
        return quick if self.quick else full


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
        return f"{short(self.median)} ({short(self.min)}-{short(self.max)})"


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table. `rival` is the same work done the usual way in the same run.

    `holds` None is a figure without a target. `note` says what else was seen.
    """

    name: str
    unit: str
    ours: Spread
    rival: Spread | None
    target: str
    holds: bool | None
    note: str = ""

    @property
    def ratio(self) -> float | None:
        """Ours over the rival's, by their medians; None without a rival."""
        if self.rival is None or not self.rival.median:
            return None
        return self.ours.median / self.rival.median


def short(value: float) -> str:
    """A figure with three digits that matter, never as a power of ten."""
    if abs(value) >= 100 or value == 0:
        return f"{value:,.0f}"
    return f"{value:.3g}"


def alternate(
    rounds: int, *works: Callable[[], dict[str, Any]]
) -> tuple[list[dict[str, Any]], ...]:
    """Do each work once a round, one after the other; what each found, by work."""
    found: tuple[list[dict[str, Any]], ...] = tuple([] for _ in works)
    for number in range(rounds):
        for place, work in enumerate(works):
            say(f"  round {number + 1} of {rounds}: {place + 1} of {len(works)}")
            found[place].append(work())
    return found


def spread(found: Sequence[dict[str, Any]], key: str) -> Spread:
    """The spread of one figure over the rounds."""
    return Spread.of([float(one[key]) for one in found])


def percentile(values: Sequence[float], share: float) -> float:
    """The value under which `share` (0 to 1) of all values lie."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def say(words: str) -> None:
    """Tell whoever waits what is being measured, on standard error."""
    print(words, file=sys.stderr, flush=True)


def load() -> str:
    """The load average of the last minute, five and fifteen."""
    return ", ".join(f"{one:.2f}" for one in os.getloadavg())


def machine() -> str:
    """The machine and the versions in one line."""
    libraries = ", ".join(f"{name} {version(name)}" for name in LIBRARIES)
    return (
        f"{os.cpu_count()} cores, {platform.machine()}, {platform.system()} {platform.release()}, "
        f"Python {platform.python_version()}, SQLite {sqlite_version}, {libraries}"
    )


def table(rows: Sequence[Row]) -> str:
    """The rows as a table in Markdown, a line for each."""
    lines = [
        "| work | ours: median (min-max) | the usual way | ours / usual | target | holds |",
        "|---|---|---|---|---|---|",
    ]
    for row in rows:
        ratio = "" if row.ratio is None else short(row.ratio)
        lines.append(
            f"| {row.name} | {row.ours} {row.unit} | {row.rival or ''} | {ratio} "
            f"| {row.target} | {_word(row.holds)} |"
        )
    return "\n".join(lines)


def _word(holds: bool | None) -> str:
    return {True: "yes", False: "NO", None: ""}[holds]


def notes(rows: Sequence[Row]) -> str:
    """What else was seen, a line for each row that has something to say."""
    return "\n".join(f"- {row.name}: {row.note}" for row in rows if row.note)


def keep(rows: Sequence[Row], path: Path, began: str) -> None:
    """Write the rows as JSON, the machine's line in each; `began` is the load at the start."""
    line = f"{machine()}, load {began} at the start and {load()} at the end"
    found = [{**asdict(row), "ratio": row.ratio, "machine": line} for row in rows]
    path.write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")


def failed(rows: Sequence[Row]) -> bool:
    """Say which targets were missed on standard error; True when one was."""
    missed = [row.name for row in rows if row.holds is False]
    for name in missed:
        print(f"missed: {name}", file=sys.stderr)
    return bool(missed)
