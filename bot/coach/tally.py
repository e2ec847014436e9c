"""PURE: the words of a message counted for and against each level, as the lists say."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from math import exp, sqrt

from bot.coach.context import CONTEXT_LISTS
from bot.coach.lexicon import MASKED, TALLY_AGAINST, TALLY_FOR, Mention
from bot.coach.spelling import BREAK, Spelled
from content.model import WordFamily

LEVELS = (
    "crisis", "emergency", "urgent", "see_clinician", "self_care", "info_question", "unrelated",
    "unsure",
)  # fmt: skip
EVERY_MESSAGE = "@everything"
ASKING = "@question"
DENIED = "denied "
SHORTEST_CUT, CUT = 6, 5  # "bladders" and "bladder" both count as "bladd*"
POINT = 0.1
LEAST_KNOWN = 5  # of fewer words the lists of signs say more
FEWEST_OF = 2  # one word of so many must be known
MOST_TELLING = 3
SILENT = CONTEXT_LISTS | {"crisis"}  # this family says it all and would leave others no points

Evidence = dict[str, int]
"""What a message holds that may have points, each with the place of its first word."""


Row = tuple[list[float], int]
"""The points of one thing for each level, and the place where it stands."""


@dataclass(frozen=True, slots=True)
class Leaning:
    """How a message leans: the share of each level, from 0 to 1, and what has made it so.

    Without shares there were too few words that the lists know.
    """

    shares: Mapping[str, float]
    rows: tuple[Row, ...] = ()

    def of(self, *levels: str) -> float:
        """The share of these levels together, 0 when there were too few words."""
        return sum(self.shares.get(level, 0.0) for level in levels)

    @property
    def most(self) -> str | None:
        """The level that most of it speaks for, None when there were too few words."""
        return max(self.shares, key=self.shares.__getitem__, default=None)

    def telling(self, levels: Iterable[str]) -> tuple[int, ...]:
        """Where the words stand that speak most for these levels and least for others."""
        wanted = [LEVELS.index(level) for level in levels]
        others = [n for n in range(len(LEVELS)) if n not in wanted]
        loud: dict[int, float] = {}
        for row, place in self.rows:
            plus = max(row[n] for n in wanted) - max(row[n] for n in others)
            loud[place] = loud.get(place, 0.0) + plus
        return tuple(sorted(loud, key=lambda place: -loud[place])[:MOST_TELLING])


UNKNOWN = Leaning({})


def evidence(spelled: Spelled, words: list[str], found: Mapping[str, list[Mention]]) -> Evidence:
    """Words, pairs of words, beginnings of long words and word families of a message.

    `found` are its mentions, each marked as denied or not. A denied word counts as another word.
    """
    denied = {place for m in _all(found) if m.denied for place in range(m.start, m.end)}
    held: Evidence = {}
    for place, word in enumerate(words):
        if word in {BREAK, MASKED}:
            continue
        for thing in _of_a_word(words, place, denied):
            held.setdefault(thing, place)
    for name, mentions in found.items():
        first = next((m.start for m in mentions if not m.denied), None)
        if first is not None and name not in SILENT:
            held[f"@{name}"] = first
    if spelled.asked:
        held.setdefault(ASKING, 0)
    return held


def _all(found: Mapping[str, list[Mention]]) -> Iterator[Mention]:
    return (mention for mentions in found.values() for mention in mentions)


def _of_a_word(words: list[str], place: int, denied: set[int]) -> Iterator[str]:
    word = words[place]
    if place in denied:
        yield DENIED + word
        return
    yield word
    if len(word) >= SHORTEST_CUT:
        yield word[:CUT] + "*"
    before = words[place - 1] if place else BREAK
    if before not in {BREAK, MASKED} and place - 1 not in denied:
        yield f"{before} {word}"


class Scales:
    """The points of the lists, in the form that is quick to add up."""

    def __init__(self, families: Iterable[WordFamily]) -> None:
        self._points: dict[str, list[float]] = {}
        for family in families:
            if family.id.startswith((TALLY_FOR, TALLY_AGAINST)):
                self._take(family)

    def _take(self, family: WordFamily) -> None:
        """The points of one family: "numb 31" counts 31 tenths of a point for its level."""
        speaks_for = family.id.startswith(TALLY_FOR)
        sign, start = (1, TALLY_FOR) if speaks_for else (-1, TALLY_AGAINST)
        level = LEVELS.index(family.id.removeprefix(start))
        for line in family.words:
            thing, _, points = line.rpartition(" ")
            row = self._points.setdefault(thing, [0.0] * len(LEVELS))
            row[level] += sign * POINT * int(points)

    def weigh(self, held: Evidence, words: list[str]) -> Leaning:
        """How a message leans that holds these things; UNKNOWN when too little of it is known."""
        rows = [
            (self._points[thing], place) for thing, place in held.items() if thing in self._points
        ]
        known = sum(word in self._points for word in words)
        real = sum(word not in {BREAK, MASKED} for word in words)
        if known < LEAST_KNOWN or known * FEWEST_OF < real:
            return UNKNOWN
        base = self._points.get(EVERY_MESSAGE, [0.0] * len(LEVELS))
        size = sqrt(len(rows))
        sums = [start + sum(row[n] for row, _ in rows) / size for n, start in enumerate(base)]
        highest = max(sums)
        parts = [exp(one - highest) for one in sums]
        shares = {level: part / sum(parts) for level, part in zip(LEVELS, parts, strict=True)}
        return Leaning(shares, tuple(rows))
