"""Coverage: which text of the library teaches what the inventory of facts says is right."""

import tomllib
from collections import defaultdict
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from content.model import Article, Exercise, Library, QuizQuestion, SafetyCard

FILE = Path(__file__).with_name("coverage.toml")


@dataclass(frozen=True, slots=True)
class Exemption:
    """A record that no text covers: why, and the text that says the right thing instead."""

    reason: str
    instead: str


@dataclass(frozen=True, slots=True)
class Coverage:
    """The ids of the records by what covers them: texts of the library, or an exemption."""

    texts: dict[str, list[str]] = field(default_factory=dict)
    exempt: dict[str, Exemption] = field(default_factory=dict)
    records: int = 0

    @property
    def found(self) -> int:
        """How many records have their place: in a text, or among what is left out for a reason."""
        return len(self.texts.keys() | self.exempt.keys())


def coverage(library: Library) -> Coverage:
    """What every record is covered by; `texts` holds the whole words of each covering text."""
    listed = _listed()
    texts: dict[str, list[str]] = defaultdict(list)
    told: list[Exercise | Article | QuizQuestion] = [
        *library.exercises.values(),
        *library.articles.values(),
        *library.quiz.values(),
    ]
    for one in told:
        for id_ in one.covers:
            texts[id_].append(words(one))
    for id_, card in listed.get("cards", {}).items():
        texts[id_].append(words(library.safety.cards[card]))
    exempt = {id_: Exemption(**one) for id_, one in listed.get("exempt", {}).items()}
    return Coverage(dict(texts), exempt, listed["inventory"]["records"])


# Fields that help to find or to check a text and that nobody reads.
UNSEEN = frozenset(
    {"id", "also", "covers", "related", "sources", "rules", "kind", "level", "areas"}
)


def words(one: Exercise | Article | QuizQuestion | SafetyCard) -> str:
    """Everything a reader of one text reads, as one string."""
    parts: list[str] = []
    for name in (part.name for part in fields(one) if part.name not in UNSEEN):
        value = getattr(one, name)
        if isinstance(value, str):
            parts.append(value)
        elif isinstance(value, tuple):
            parts += [text for text in value if isinstance(text, str)]
        elif name == "changes":
            parts += value.values()
    return " ".join(parts)


def _listed() -> dict[str, dict[str, Any]]:
    with FILE.open("rb") as file:
        return tomllib.load(file)
