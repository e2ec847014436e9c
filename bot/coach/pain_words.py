"""PURE: what people type behind /pain: a score, the words with it, or what was wrong with it."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from bot.coach.clock_words import read_number

T = TypeVar("T")

MOST_SCORE_WORDS = 4  # "7 out of 10"
WORST = 10
_TRAILING = ",:;-\u2013\u2014"
_BETWEEN = re.compile(
    r"(?P<low>[0-9]|10)(?: ?(?:-|\u2013|to|or) ?(?P<high>[0-9]|10)|[.,][0-9]{1,3})"
    r"(?: ?(?:/|out of) ?10)?"
)
_NUMBER = re.compile(r"[+\-\u2212]?[0-9]+(?:[.,][0-9]+)?(?:(?: ?/ ?| out of )[0-9]+)?")


class Fault(StrEnum):
    """Why there is no score in what was typed."""

    NOTHING = "nothing"
    BETWEEN = "between"
    OUTSIDE = "outside"
    NO_NUMBER = "no_number"


@dataclass(frozen=True, slots=True)
class Told:
    """A score of 0 to 10 and the words behind it, or a fault; `near` are the two beside it."""

    score: int | None = None
    words: str = ""
    fault: Fault | None = None
    near: tuple[int, int] | None = None


def read(text: str) -> Told:
    """What was told: "6", "six", "7/10 on the stairs"; a fault for 11, -1, 6.5 or no number.

    A score stands at the beginning; a number further back may be a time or a date.
    """
    words = text.split()
    if not words:
        return Told(fault=Fault.NOTHING)
    between = _first(words, _read_between)
    if between is not None:
        return Told(fault=Fault.BETWEEN, near=between[0])
    outside = _first(words, _read_outside)
    found = _first(words, read_number)
    if found is not None and (outside is None or outside[1] <= found[1]):
        return Told(found[0], " ".join(words[found[1] :]).lstrip(f"{_TRAILING} "))
    return Told(fault=Fault.OUTSIDE if outside else Fault.NO_NUMBER)


def _first(words: list[str], read_one: Callable[[str], T | None]) -> tuple[T, int] | None:
    """What the longest beginning of up to four words is read as, and how many words it took."""
    for count in range(min(MOST_SCORE_WORDS, len(words)), 0, -1):
        value = read_one(" ".join(words[:count]).rstrip(_TRAILING))
        if value is not None:
            return value, count
    return None


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).lower()


def _read_between(text: str) -> tuple[int, int] | None:
    """The two scores beside 6.5, 6,5 or 6-7."""
    found = _BETWEEN.fullmatch(_plain(text))
    if found is None:
        return None
    low = int(found["low"])
    high = int(found["high"]) if found["high"] else low + 1
    return (low, high) if low < high <= WORST else None


def _read_outside(text: str) -> bool | None:
    """Whether this is a number at all, one that is no score."""
    shown = _plain(text)
    is_number = _NUMBER.fullmatch(shown) is not None and read_number(text) is None
    return True if is_number else None
