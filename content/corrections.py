"""Statements that must never be said, because they are wrong or unsafe: corrections.toml."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FILE = Path(__file__).with_name("corrections.toml")
_SENTENCE = re.compile(r"(?<=[.!?])\s+|\n+")
_DENIED = re.compile(r"\b(not?|never|nobody|nothing|none|myth|wrong|untrue)\b|n['\u2019]t\b", re.I)


@dataclass(frozen=True, slots=True)
class Correction:
    """One wrong statement: how it is recognised, a sentence that says it, and what is right.

    A sentence with a "not" in it is let through, unless the statement itself is a denial. A
    question makes no statement.
    """

    id: str
    pattern: re.Pattern[str]
    wrong: str
    right: str
    denial: bool = False

    def made_in(self, text: str) -> bool:
        """Whether some sentence of the text seems to make the statement."""
        if not self.pattern.search(text):
            return False  # so nearly always, and to split a text takes far longer than to search it
        sentences = (one for one in _SENTENCE.split(text) if self.pattern.search(one))
        return any(self._is_meant(one) for one in sentences)

    def _is_meant(self, sentence: str) -> bool:
        asked = sentence.rstrip().endswith("?")
        return not asked and (self.denial or not _DENIED.search(sentence))


@cache
def corrections() -> tuple[Correction, ...]:
    """All of them, in the order of the file. Raises re.error for a pattern that is none."""
    with FILE.open("rb") as file:
        data = tomllib.load(file)
    return tuple(
        Correction(
            id=id_,
            pattern=re.compile(one["pattern"], re.IGNORECASE),
            wrong=one["wrong"],
            right=one["right"],
            denial=one.get("denial", False),
        )
        for id_, one in data.items()
    )


@cache
def found(text: str) -> tuple[str, ...]:
    """A sentence for each wrong statement that a text seems to make.

    It is kept, so that a folder that is checked again and again is read as fast as it changed.
    """
    return tuple(
        f"this is not true ({correction.id}). Right is: {correction.right}"
        for correction in corrections()
        if correction.made_in(text)
    )


def forget() -> None:
    """Read the file anew at the next question; it may have been saved since."""
    corrections.cache_clear()
    found.cache_clear()
