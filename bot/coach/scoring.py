"""PURE: labelled messages and their judged levels to the figures that say how good judging is."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import exp, fsum, lgamma, log

from bot.coach.triage import Level

HALVINGS = 60
NINETY_FIVE = 0.05


@dataclass(frozen=True, slots=True)
class Labelled:
    """A message with the level it should get, other levels that are fine too, and why."""

    id: str
    text: str
    expected: str
    acceptable: tuple[str, ...] = ()
    why: str = ""

    @property
    def slice(self) -> str:
        """The tag in brackets at the start of `why`, else the part of the id before the colon."""
        if self.why.startswith("["):
            return self.why[1:].partition("]")[0]
        return self.id.partition(":")[0]


@dataclass(frozen=True, slots=True)
class Scored:
    """A labelled message with the level it got and how many milliseconds that took."""

    message: Labelled
    level: str
    milliseconds: float

    @property
    def accepted(self) -> bool:
        """Whether the level is the expected one or one that is fine too."""
        return self.level == self.message.expected or self.level in self.message.acceptable


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many, with the exact 95 % interval of the share behind them."""

    hits: int
    of: int

    @property
    def interval(self) -> tuple[float, float]:
        """Clopper and Pearson's interval, from 0 to 1."""
        return clopper_pearson(self.hits, self.of)


@dataclass(frozen=True, slots=True)
class Score:
    """What a set of scored messages says; each share is one line of the table."""

    accepted: Share
    emergencies: Share
    emergencies_to_self_care: Share
    urgent_to_self_care: Share
    self_care_to_emergency: Share
    unsure: Share
    confusion: dict[tuple[str, str], int]
    slices: dict[str, Share]
    median: float
    p99: float
    slowest: float


def score(results: Sequence[Scored]) -> Score:
    """The table of a set that is not empty."""
    times = sorted(result.milliseconds for result in results)
    calm = [r for r in results if r.message.expected != Level.EMERGENCY]
    return Score(
        accepted=_share(results, lambda r: r.accepted),
        emergencies=_share(_expected(results, Level.EMERGENCY), lambda r: r.accepted),
        emergencies_to_self_care=_to(results, Level.EMERGENCY, Level.SELF_CARE),
        urgent_to_self_care=_to(results, Level.URGENT, Level.SELF_CARE),
        self_care_to_emergency=_to(results, Level.SELF_CARE, Level.EMERGENCY),
        unsure=_share(calm, lambda r: r.level == Level.UNSURE and not r.accepted),
        confusion=dict(Counter((r.message.expected, r.level) for r in results)),
        slices=_slices(results),
        median=times[len(times) // 2],
        p99=times[min(len(times) - 1, len(times) * 99 // 100)],
        slowest=times[-1],
    )


def clopper_pearson(hits: int, of: int, error: float = NINETY_FIVE) -> tuple[float, float]:
    """The exact interval of a share of `hits` in `of` tries, each end from 0 to 1.

    Each end is the share at which a result this far off would have half of `error` as its
    chance, found by halving; (0, 1) when nothing was tried.
    """
    if of == 0:
        return 0.0, 1.0
    low = 0.0 if hits == 0 else _root(lambda p: _at_least(hits, of, p) < error / 2)
    high = 1.0 if hits == of else _root(lambda p: 1 - _at_least(hits + 1, of, p) > error / 2)
    return low, high


def _root(below: Callable[[float], bool]) -> float:
    low, high = 0.0, 1.0
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        low, high = (middle, high) if below(middle) else (low, middle)
    return low


def _at_least(hits: int, of: int, p: float) -> float:
    """The chance of `hits` or more of `of` when each has the chance `p`, more than 0, below 1."""
    return fsum(_exactly(k, of, p) for k in range(hits, of + 1))


@lru_cache(maxsize=4096)
def _ways(hits: int, of: int) -> float:
    return lgamma(of + 1) - lgamma(hits + 1) - lgamma(of - hits + 1)


def _exactly(hits: int, of: int, p: float) -> float:
    """By logarithms: the ways to choose 500 of 1,200 are more than a float can hold."""
    return exp(_ways(hits, of) + hits * log(p) + (of - hits) * log(1 - p))


def _expected(results: Sequence[Scored], level: Level) -> list[Scored]:
    return [result for result in results if result.message.expected == level]


def _share(results: Sequence[Scored], counts: Callable[[Scored], bool]) -> Share:
    return Share(sum(counts(result) for result in results), len(results))


def _to(results: Sequence[Scored], expected: Level, got: Level) -> Share:
    """How many that should be `expected` got `got` although that is not fine for them."""
    return _share(_expected(results, expected), lambda r: r.level == got and not r.accepted)


def _slices(results: Sequence[Scored]) -> dict[str, Share]:
    names = sorted({result.message.slice for result in results})
    return {
        name: _share([r for r in results if r.message.slice == name], lambda r: r.accepted)
        for name in names
    }
