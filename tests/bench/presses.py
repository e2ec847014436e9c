"""Pressed buttons: stored, handled in a transaction, answered, with SQLite in FULL."""

import time
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from typing import Any

from tests.bench import people, product
from tests.bench.measuring import Row, Size, Spread, percentile, say
from tests.bench.telegram import Telegram, telegram

SUSTAINED, CALM = 300.0, 100.0  # presses a second
CALM_P99, DELAY = 0.3, 1.0  # seconds
PUSHED = 600.0  # more than it must take, so that it always has something to do
FLOOD = 10_000
OTHERS = 5.0  # presses a second of everybody else during the flood
CROWD = 2000
DATA = ["1:length:10", "1:settings", "1:card", "1:length:5"]


def rows(size: Size) -> list[Row]:
    """What it sustains, how soon it answers at an ordinary load, and through a flood."""
    seconds = size.of(10, 3)
    with ExitStack() as stack:
        folder = stack.enter_context(people.folder())
        later = datetime.now(UTC) + timedelta(days=1)
        path = people.fill(folder / "presses.db", CROWD, due=1, at=later)
        line = stack.enter_context(telegram())
        bot = stack.enter_context(product.bot(path, line))
        product.calm_down(bot)
        _press(line, CALM / 2, 3, CROWD)  # warm
        _settled(line, 60)
        calm = [_calm(line, bot, seconds) for _ in range(size.rounds)]
        full = [_full(line, bot, seconds) for _ in range(size.rounds)]
        flood = _flood(line, seconds, size.of(FLOOD, 1000))
    p99 = Spread.of([one["p99"] for one in calm])
    rate = Spread.of([one["rate"] for one in full])
    median = Spread.of([one["median"] for one in calm])
    note = (
        f"median {median} s; processor time of a press {full[0]['cpu']:.2g} ms; "
        f"answered {calm[0]['answered']:,} of {calm[0]['tapped']:,}"
    )
    return [
        Row("buttons pressed and answered, sustained", "/s", rate, None,
            f"at least {SUSTAINED:g}/s", rate.median >= SUSTAINED),
        Row(f"the same at {CALM:g}/s, p99", "s", p99, None, f"under {CALM_P99:g} s",
            p99.median < CALM_P99, note),
        Row("one person's flood of presses: the others wait at most", "s",
            Spread.of([flood["slowest"]]), None, f"under {DELAY:g} s", flood["slowest"] < DELAY,
            f"{flood['others']} presses of others during a flood of {flood['flood']:,}"),
    ]  # fmt: skip


def _press(line: Telegram, rate: float, seconds: float, crowd: int) -> None:
    numbers = [people.FIRST + number for number in range(crowd)]
    line.ask("clear")
    line.ask("press", people=numbers, data=DATA, rate=rate, seconds=seconds)
    time.sleep(seconds)


def _settled(line: Telegram, patience: float) -> list[list[Any]]:
    """Every tap, once all are answered or nothing more happens."""
    until = time.monotonic() + patience
    while time.monotonic() < until:
        state = line.ask("state")
        if state["answered"] >= state["tapped"]:
            break
        time.sleep(0.1)
    found: list[list[Any]] = line.ask("taps")
    return found


def _calm(line: Telegram, bot: product.Bot, seconds: float) -> dict[str, float]:
    _press(line, CALM, seconds, CROWD)
    taps = _settled(line, 60)
    waits = [answered - at for at, _, answered in taps if answered]
    say(f"  {len(waits)} of {len(taps)} answered")
    missing = [1e9] * (len(taps) - len(waits))
    return {"p99": percentile(waits + missing, 0.99), "median": percentile(waits + missing, 0.5),
            "answered": len(waits), "tapped": len(taps)}  # fmt: skip


def _full(line: Telegram, bot: product.Bot, seconds: float) -> dict[str, float]:
    """Answers a second while more is pressed than can be answered."""
    cpu = bot.cpu()
    _press(line, PUSHED, seconds, CROWD)
    taps = _settled(line, 120)
    times = sorted(answered for _, _, answered in taps if answered)
    took = max(times[-1] - min(at for at, _, _ in taps), 0.001)
    return {"rate": len(times) / took, "cpu": (bot.cpu() - cpu) / len(times) * 1000}


def _flood(line: Telegram, seconds: float, count: int) -> dict[str, float]:
    """One person presses very often, the others a little."""
    line.ask("clear")
    line.ask("flood", person=people.FIRST, data=DATA[0], count=count)
    others = [people.FIRST + number for number in range(1, CROWD)]
    line.ask("press", people=others, data=DATA, rate=OTHERS, seconds=seconds)
    time.sleep(seconds + 5)
    taps = [tap for tap in line.ask("taps") if tap[1] != people.FIRST]
    waits = [(answered or time.time()) - at for at, _, answered in taps]
    return {"slowest": max(waits), "others": len(waits), "flood": count}
