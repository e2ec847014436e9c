"""30,000 of 100,000 subscribers due in one second: how soon all of them are promoted.

The same runs of the usual way tell what its start takes and how much memory; see `startup`.
"""

from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from tests.bench import child, people
from tests.bench.measuring import Row, Size, alternate, spread

SOONER = 20
LONGEST_MS, STALL_MS = 200.0, 20.0
STORE, STORE_DUE = 2000, 600  # a store of 100,000 jobs takes longer to fill than all else here


def rows(size: Size) -> list[Row]:
    """How soon, and for how long the event loop stood still."""
    count, due = size.of(100_000, 5_000), size.of(30_000, 1_500)
    with people.folder() as folder:
        made = people.fill(folder / "all.db", count, due=due, at=datetime.now(UTC))
        mine = [_ours(made) for _ in range(size.rounds)]
        store = child.run("tests.bench.rivals.job_store:filled_and_promoted",
                          path=str(folder / "jobs.db"), count=STORE, due=STORE_DUE)  # fmt: skip
    usual = usual_runs(size, count, due)
    graced = child.run("tests.bench.rivals.daily_jobs:promote", count=count, due=due, grace=True)
    seconds, theirs = spread(mine, "seconds"), spread(usual, "seconds")
    stall, longest = spread(mine, "stall"), spread(mine, "longest")
    note = (
        f"promoted {mine[0]['promoted']:,} of {due:,}; the usual way {usual[0]['ran']:,} without "
        f"its grace time and {graced['ran']:,} of {due:,} with it (1 second); APScheduler with "
        f"SQLAlchemyJobStore ran {store['ran']:,} of {STORE_DUE:,} due of {STORE:,} in "
        f"{store['seconds']:.3g} s; commits of ours: {mine[0]['commits']}"
    )
    whole = all(one["promoted"] == due for one in mine)
    return [
        Row(f"{due:,} of {count:,} due at once, promoted", "s", seconds, theirs,
            f"at least {SOONER}x sooner", whole and seconds.median * SOONER <= theirs.median, note),
        Row("the same, longest transaction", "ms", longest, None, f"at most {LONGEST_MS:g} ms",
            longest.max <= LONGEST_MS),
        Row("the same, the event loop stood still", "ms", stall, spread(usual, "stall"),
            f"under {STALL_MS:g} ms", stall.max < STALL_MS),
    ]  # fmt: skip


def _ours(made: Any) -> dict[str, Any]:
    return child.run("tests.bench.product_work:promote", path=str(people.fresh(made)))


@lru_cache(maxsize=2)
def usual_runs(size: Size, count: int, due: int) -> tuple[dict[str, Any], ...]:
    """What the usual way needs to start with so many jobs and to run those that are due."""
    (found,) = alternate(
        size.of(2, 1),
        lambda: child.run(
            "tests.bench.rivals.daily_jobs:promote", count=count, due=due, grace=False
        ),
    )
    return tuple(found)
