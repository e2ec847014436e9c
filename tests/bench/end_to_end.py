"""3,000 routines due at once, 60 ms a round trip: due, claimed, sent, recorded."""

import json
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from tests.bench import child, people, product
from tests.bench.measuring import Row, Size, Spread, alternate, spread
from tests.bench.telegram import telegram

ROUND_TRIP = 0.060
LIFTED = 1000  # the highest RATE that can be set
FASTER, CHEAPER = 10, 12
HEAD_START = 3.0  # seconds until the routines come due
PATIENCE = 300.0


def ours(folder: Path, due: int, *, rate: float = LIFTED, latency: float = ROUND_TRIP) -> Any:
    """One burst through the bot as an operator runs it; what Telegram and the database saw."""
    later = datetime.now(UTC) + timedelta(days=1)
    path = people.fill(folder / f"burst{time.time_ns()}.db", due, due=due, at=later)
    counts = folder / "counts.json"
    with telegram(latency) as line:
        with product.bot(path, line, counts=counts, rate=rate) as bot:
            product.calm_down(bot)
            at = datetime.now(UTC).replace(microsecond=0) + timedelta(seconds=HEAD_START)
            people.make_due(path, at)
            cpu, theirs = bot.cpu(), line.cpu()
            time.sleep(max(0.0, at.timestamp() - time.time()))
            product.wait_for(path, due, PATIENCE)
            ended = time.time()
            used = {"cpu": bot.cpu() - cpu, "standin": line.cpu() - theirs}
        sends = line.ask("sends")
    done = {"at": at.timestamp(), "ended": ended, "states": product.states(path)}
    return used | done | {"sends": sends, "counts": _counted(counts, due)}


def _counted(counts: Path, due: int) -> str:
    found = json.loads(counts.read_text(encoding="utf-8"))
    each = {name: round(count / due * 1000) for name, count in found.items()}
    return (
        f"for 1,000 deliveries {each['commits']:,} transactions, {each['syncs']:,} of which "
        "wrote and synced the log; those of start and stop are among them"
    )


def _mine(folder: Path, due: int) -> dict[str, Any]:
    found = ours(folder, due)
    seconds = found["ended"] - found["at"]
    return {"rate": found["states"].get("sent", 0) / seconds, "cpu": found["cpu"] / due * 1000,
            "doubled": product.doubled(found["sends"]), "counts": found["counts"]}  # fmt: skip


def _theirs(due: int, *, patient: bool, at_once: int = 0) -> dict[str, Any]:
    with telegram(ROUND_TRIP) as line:
        found = child.run(
            "tests.bench.rivals.daily_jobs:send",
            address=line.address, due=due, patient=patient, at_once=at_once,
        )  # fmt: skip
        sends = line.ask("sends")
    seconds = found["ended"] - found["due"]
    return {"rate": len(sends) / seconds, "cpu": found["cpu"] / due * 1000, "sends": len(sends)}


def rows(size: Size) -> list[Row]:
    """Deliveries a second and processor time of each, beside one job for each subscriber."""
    due = size.of(3000, 300)
    theirs = due if size.thorough else size.of(1000, 150)
    with people.folder() as folder:
        mine, usual = alternate(
            size.rounds, lambda: _mine(folder, due), lambda: _theirs(theirs, patient=True)
        )
    stock = _theirs(theirs, patient=False)
    bounded = _theirs(theirs, patient=True, at_once=64)
    rate, cpu = spread(mine, "rate"), spread(mine, "cpu")
    usual_rate, usual_cpu = spread(usual, "rate"), spread(usual, "cpu")
    note = (
        f"the usual way with {theirs:,} due (more would be slower still) and a pool timeout of 10 "
        f"minutes; as it comes, with one of a second, {stock['sends']:,} of {theirs:,} arrived; "
        f"with a semaphore of 64 around each send, {bounded['rate']:.0f}/s at "
        f"{bounded['cpu']:.2g} ms each; doubled by us: "
        f"{sum(one['doubled'] for one in mine)}; {mine[0]['counts']}"
    )
    return [
        Row(f"end to end, {due:,} due, 60 ms round trip", "/s", rate, usual_rate,
            f"at least {FASTER}x", rate.median >= FASTER * usual_rate.median, note),
        Row("the same, processor time of one delivery", "ms", cpu, usual_cpu,
            f"at most 1/{CHEAPER}", cpu.median * CHEAPER <= usual_cpu.median),
        Row("the same, beside a usual way with a semaphore of 64", "/s", rate,
            Spread.of([bounded["rate"]]), "", None),
    ]  # fmt: skip
