"""A minute in which nothing is due, with 100,000 subscribers and with 1,000."""

import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from tests.bench import child, people, product
from tests.bench.measuring import Row, Size, Spread
from tests.bench.telegram import telegram

MOST_MS, GROWS = 300.0, 1.2


def rows(size: Size) -> list[Row]:
    """Processor time and writes of a minute, beside a loop that reads everybody."""
    few, many, seconds = size.of(1000, 100), size.of(100_000, 3_000), size.of(60, 6)
    with people.folder() as folder:
        small = _minute(_made(folder, few), seconds)
        made = _made(folder, many)
        large = _minute(made, seconds)
        usual = child.run("tests.bench.rivals.reading_loop:idle", path=str(made))
    mine = Spread.of([large["cpu"] * 1000])
    note = (
        f"written to the database in it: {large['written']} bytes; the usual way here is one "
        f"look a minute at all {many:,}"
    )
    return [
        Row(f"an idle minute, {many:,}", "ms", mine, Spread.of([usual["cpu"] * 1000]),
            f"at most {MOST_MS:g} ms, no write",
            mine.median <= MOST_MS and large["written"] == 0, note),
        Row(f"the same, beside ours with {few:,}", "ms", mine, Spread.of([small["cpu"] * 1000]),
            f"at most {GROWS:g}x", large["cpu"] <= GROWS * small["cpu"]),
    ]  # fmt: skip


def _made(folder: Path, count: int) -> Path:
    later = datetime.now(UTC) + timedelta(days=1)
    return people.fill(folder / f"idle{count}.db", count, due=1, at=later)


def _minute(path: Path, seconds: float) -> dict[str, Any]:
    """A minute's worth of a bot that has nothing to do."""
    with telegram() as line, product.bot(path, line) as bot:
        product.calm_down(bot)
        files = [path, path.with_name(f"{path.name}-wal")]
        before, cpu = [_state(one) for one in files], bot.cpu()
        time.sleep(seconds)
        used, after = bot.cpu() - cpu, [_state(one) for one in files]
    written = sum(b[0] - a[0] for a, b in zip(before, after, strict=True) if a != b)
    return {"cpu": used * 60 / seconds, "written": written if before != after else 0}


def _state(path: Path) -> tuple[int, int]:
    found = path.stat() if path.exists() else None
    return (found.st_size, found.st_mtime_ns) if found else (0, 0)
