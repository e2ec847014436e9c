"""1,000 routines due in one minute at the default RATE: the promise P4 of docs/reliability.md."""

from tests.bench import end_to_end, people, product
from tests.bench.measuring import Row, Size, Spread

RATE = 20
LATEST = 55.0  # seconds


def rows(size: Size) -> list[Row]:
    """How late the last one is; none early, none doubled."""
    due = size.of(1000, 60)
    with people.folder() as folder:
        found = end_to_end.ours(folder, due, rate=RATE)
    sends = found["sends"]
    late = [at - found["at"] for at, _ in sends]
    early = sum(one < 0 for one in late)
    doubled = product.doubled(sends)
    whole = len(sends) == due == found["states"].get("sent") and not early and not doubled
    note = f"{len(sends):,} sent, {early} early, {doubled} doubled, states {found['states']}"
    return [
        Row(f"default RATE {RATE}/s, {due:,} due: the last one is late by", "s",
            Spread.of([max(late)]), None, f"at most {LATEST:g} s", whole and max(late) <= LATEST,
            note),
        Row("the same, processor time of one delivery", "ms",
            Spread.of([found["cpu"] / due * 1000]), None, "", None, found["counts"]),
    ]  # fmt: skip
