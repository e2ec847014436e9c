"""10,000 routines due at once with RATE 1,000 a second, as a paid broadcast allows."""

from typing import Any

from tests.bench import end_to_end, people, product
from tests.bench.measuring import Row, Size, Spread, percentile

RATE = 1000
LEAST = 950
SLACK, CORE = 1.0, 0.7  # seconds, share of a core


def rows(size: Size) -> list[Row]:
    """Sends a second, the most in any second, lateness, and the share of a core."""
    due = size.of(10_000, 500)
    with people.folder() as folder:
        found = end_to_end.ours(folder, due, rate=RATE)
    return _judged(found, due)


def _judged(found: dict[str, Any], due: int) -> list[Row]:
    sends = sorted(found["sends"])
    times = [at for at, _ in sends]
    took = max(times[-1] - times[0], 0.001)
    rate, core = (len(times) - 1) / took, found["cpu"] / (found["ended"] - found["at"])
    most = product.most_in_a_second(sends)
    over = [at - found["at"] - place / RATE for place, at in enumerate(times)]
    p99 = percentile(over, 0.99)
    note = (
        f"states {found['states']}, doubled {product.doubled(sends)}, processor "
        f"{found['cpu'] / due * 1000:.2g} ms a delivery, that of the stand-in "
        f"{found['standin'] / due * 1000:.2g} ms; {found['counts']}"
    )
    return [
        Row(f"paced at {RATE:,}/s, {due:,} due", "/s", Spread.of([rate]), None,
            f"{LEAST}-{RATE:,}/s", LEAST <= rate <= RATE, note),
        Row("the same, most in any second", "", Spread.of([most]), None, f"at most {RATE:,}",
            most <= RATE and not product.doubled(sends)),
        Row("the same, lateness over place / RATE, p99", "s", Spread.of([p99]), None,
            f"at most {SLACK:g} s", p99 <= SLACK),
        Row("the same, share of a core", "", Spread.of([core]), None, f"at most {CORE:g}",
            core <= CORE),
    ]  # fmt: skip
