"""A start until scheduling is live, and the memory it takes, beside one job for each subscriber."""

from datetime import UTC, datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

from tests.bench import child, people, promote
from tests.bench.measuring import Row, Size, spread

SOONER, GROWS, SMALLER = 1000, 2.0, 50


def _once(path: Path) -> dict[str, Any]:
    return child.run("tests.bench.product_work:start", path=str(path))


@lru_cache(maxsize=2)
def _runs(size: Size) -> dict[int, list[dict[str, Any]]]:
    """Starts with few, many and very many subscribers, nobody due."""
    found = {}
    later = datetime.now(UTC) + timedelta(days=1)
    for count in numbers(size):
        with people.folder() as folder:
            made = people.fill(folder / f"{count}.db", count, due=1, at=later)
            found[count] = [_once(made) for _ in range(max(size.rounds, 3))]
    return found


def numbers(size: Size) -> tuple[int, int, int]:
    """Few, many and very many subscribers."""
    return size.of(10_000, 500), size.of(100_000, 5_000), size.of(1_000_000, 50_000)


def _theirs(size: Size) -> tuple[dict[str, Any], ...]:
    return promote.usual_runs(size, size.of(100_000, 5_000), size.of(30_000, 1_500))


def rows(size: Size) -> list[Row]:
    """Seconds of a start, and how they grow with the number of subscribers."""
    few, many, most = numbers(size)
    runs = _runs(size)
    mine, usual = spread(runs[many], "seconds"), spread(_theirs(size), "start")
    least, largest = spread(runs[few], "seconds"), spread(runs[most], "seconds")
    migrating = {count: spread(runs[count], "migrate").median for count in runs}
    note = "of it looking whether the file is whole and new: " + ", ".join(
        f"{seconds * 1000:.0f} ms with {count:,}" for count, seconds in migrating.items()
    )
    return [
        Row(f"start until scheduling is live, {many:,}", "s", mine, usual,
            f"at least {SOONER}x sooner", mine.median * SOONER <= usual.median, note),
        Row(f"the same with {most:,}, beside ours with {few:,}", "s", largest, least,
            f"at most {GROWS:g}x", largest.median <= GROWS * least.median),
    ]  # fmt: skip


def memory_rows(size: Size) -> list[Row]:
    """Memory over imports, and whether it grows with the number of subscribers."""
    few, many, most = numbers(size)
    runs = _runs(size)
    mine, usual = spread(runs[many], "memory"), spread(_theirs(size), "memory")
    least, largest = spread(runs[few], "memory"), spread(runs[most], "memory")
    return [
        Row(f"memory over imports, {many:,}", "MB", mine, usual, f"at least {SMALLER}x below",
            mine.median * SMALLER <= usual.median),
        Row(f"the same with {most:,}, beside ours with {few:,}", "MB", largest, least,
            "flat: within 2 MB", largest.median - least.median <= 2),
    ]  # fmt: skip
