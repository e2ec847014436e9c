"""How long one typed question takes to search the library, beside reading every card for it."""

import time

from bot.services import searching
from content.loader import load_library
from content.model import Library
from tests.bench.measuring import Row, Size, Spread, percentile

ROUNDS = 5
A_ROUND = 400  # questions
LEAST_A_SECOND = 200.0
P99_MS = 20.0
QUESTIONS = (
    "why does my hip pinch when I squat", "heat or ice", "is sitting bad", "how long until better",
    "can I run", "what is FAI", "foam roller?", "do I need an x-ray", "pigeon pose ok?",
    "should I take ibuprofen", "ibuprofin", "strecth my hip flexer", "piriformis", "banana bread",
    "what do you think about cycling to work every morning with a stiff hip in the cold " * 4,
    "\u0301" * 4096,
)  # fmt: skip


def rows(_size: Size) -> list[Row]:
    """One row for questions a second on one core, and one for the slowest of a hundred."""
    library = load_library()
    index = searching.index(library)
    mine = [_milliseconds(index) for _ in range(ROUNDS)]
    theirs = [_usual(library) for _ in range(ROUNDS)]
    rate = Spread.of([1000 * len(one) / sum(one) for one in mine])
    usual_rate = Spread.of([1000 * len(one) / sum(one) for one in theirs])
    p99 = Spread.of([percentile(one, 0.99) for one in mine])
    usual_p99 = Spread.of([percentile(one, 0.99) for one in theirs])
    return [
        Row("questions searched", "a second", rate, usual_rate,
            f"at least {LEAST_A_SECOND:g}", rate.min >= LEAST_A_SECOND),
        Row("question searched, p99", "ms", p99, usual_p99, f"under {P99_MS:g} ms",
            p99.max < P99_MS),
    ]  # fmt: skip


def _milliseconds(index: searching.Index) -> list[float]:
    taken = []
    for number in range(A_ROUND):
        began = time.perf_counter_ns()
        index.search(QUESTIONS[number % len(QUESTIONS)])
        taken.append((time.perf_counter_ns() - began) / 1e6)
    return taken


def _usual(library: Library) -> list[float]:
    """What a bot usually does: look for each word in every text, no slips read."""
    texts = [
        " ".join((one.title, *one.also, one.essence, *one.more)).lower()
        for one in library.articles.values()
    ]
    taken = []
    for number in range(A_ROUND):
        began = time.perf_counter_ns()
        words = QUESTIONS[number % len(QUESTIONS)].lower().split()
        sorted(texts, key=lambda text: -sum(word in text for word in words))[:3]
        taken.append((time.perf_counter_ns() - began) / 1e6)
    return taken
