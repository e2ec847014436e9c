"""How long it takes to read one message for warning signs, beside a plain list of patterns."""

import re
import time
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path

from bot.coach import triage
from content.loader import load_library
from tests.bench.measuring import Row, Size, Spread, percentile

ROUNDS = 5
MEDIAN_MS, P99_MS = 5.0, 20.0
MESSAGES = Path(__file__).parents[1] / "coach" / "messages"
# What a bot usually has: the words somebody thought of, one pattern each.
USUAL = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"numb.{0,30}(legs|groin|saddle|genital|bottom)", r"can'?t.{0,10}(pee|urinate|feel)",
        r"(bladder|bowel).{0,20}(control|incontinen)", r"wet myself", r"both legs", r"chest pain",
        r"(short of|can'?t).{0,8}breath", r"suicid", r"kill myself", r"want to die", r"overdose",
        r"fever", r"(calf|leg).{0,20}(swollen|hot)", r"fell.{0,40}(can'?t|cannot)", r"testic",
        r"pregnan.{0,40}bleed", r"cancer", r"blood thinner", r"weak(ness)?.{0,20}(leg|foot)",
    )
)  # fmt: skip


def texts() -> tuple[str, ...]:
    """Every labelled message of the tests, and three long ones."""
    found = [text for path in sorted(MESSAGES.rglob("*.toml")) for text in _texts(path)]
    return (*found, " ".join(found)[:4096], "numb " * 800, "\u0301" * 4096)


def _texts(path: Path) -> Iterator[str]:
    for group in tomllib.loads(path.read_text(encoding="utf-8")).get("messages", ()):
        yield from group.get("texts", ())
        if "text" in group:
            yield group["text"]


def rows(_size: Size) -> list[Row]:
    """One row for the median message and one for the slowest of a hundred."""
    safety, messages = load_library().safety, texts()
    triage.judge("", safety)

    def ours(text: str) -> object:
        return triage.judge(text, safety)

    def usual(text: str) -> object:
        return [pattern for pattern in USUAL if pattern.search(text)]

    mine: list[list[float]] = []
    theirs: list[list[float]] = []
    for _ in range(ROUNDS):
        mine.append(_milliseconds(ours, messages))
        theirs.append(_milliseconds(usual, messages))
    count = f"{len(messages)} messages"
    return [
        _row(f"free text read, median of {count}", mine, theirs, 0.5, MEDIAN_MS),
        _row(f"free text read, p99 of {count}", mine, theirs, 0.99, P99_MS),
    ]


def _row(
    name: str, mine: list[list[float]], theirs: list[list[float]], share: float, target: float
) -> Row:
    ours = Spread.of([percentile(one, share) for one in mine])
    rival = Spread.of([percentile(one, share) for one in theirs])
    return Row(name, "ms", ours, rival, f"under {target:g} ms", ours.max < target)


def _milliseconds(read: Callable[[str], object], messages: tuple[str, ...]) -> list[float]:
    taken = []
    for text in messages:
        began = time.perf_counter_ns()
        read(text)
        taken.append((time.perf_counter_ns() - began) / 1e6)
    return taken
