"""PURE: finds exercises by a name, a synonym, a muscle, or one of these with a slip in it."""

import difflib
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from content.model import Exercise

LONGEST = 80  # characters of what was typed
MOST_WORDS = 6
SHORTEST_BEGINNING = 3
SHORTEST_MENDED = 4
ALIKE = 0.8  # of 1: one slip in a word of five letters
SLIP, PART = 0.5, 1.0
MOST = 8
_WORD = re.compile(r"[^\W_]+")
_SMALL = frozenset(
    {"a", "an", "and", "at", "for", "in", "my", "of", "on", "the", "to", "with", "your"}
)
_SAME = {"1": "one", "4": "four", "single": "one", "raise": "lift"}


@dataclass(frozen=True, slots=True)
class Found:
    """The exercises that were meant, best first; `sure` when the first is surely the one."""

    ids: tuple[str, ...] = ()
    sure: bool = False


def find(text: str, exercises: Mapping[str, Exercise]) -> Found:
    """At most eight exercises for what was typed, none when a word fits nothing.

    Names and synonyms go before muscles and parts of the body. One name that fits whole, up to a
    slip, leaves no doubt.
    """
    wanted = words(text)
    if not wanted:
        return Found()
    near = _near_words(wanted, exercises.values())
    by_name = _ranked(wanted, near, {id_: _names(one) for id_, one in exercises.items()})
    best = [id_ for id_, misses in by_name if misses < PART]
    if len(best) == 1:
        return Found((best[0],), sure=True)
    by_body = _ranked(wanted, near, {id_: _body(one) for id_, one in exercises.items()})
    ids = tuple(dict.fromkeys(id_ for id_, _ in (*by_name, *by_body)))[:MOST]
    return Found(ids, sure=len(ids) == 1)


def words(text: str) -> tuple[str, ...]:
    """The telling words of a name: small letters, no accents, no plural, at most six."""
    plain = unicodedata.normalize("NFKD", text[:LONGEST]).casefold()
    shown = "".join(letter for letter in plain if not unicodedata.combining(letter))
    found = [_stem(word) for word in _WORD.findall(shown) if word not in _SMALL]
    return tuple(found[:MOST_WORDS])


def _stem(word: str) -> str:
    word = _SAME.get(word, word)
    return word[:-1] if len(word) > SHORTEST_BEGINNING and word.endswith("s") else word


def _names(exercise: Exercise) -> list[tuple[str, ...]]:
    return [words(name) for name in (exercise.name, exercise.id, *exercise.also)]


def _body(exercise: Exercise) -> list[tuple[str, ...]]:
    return [words(name) for name in (*exercise.muscles, *exercise.anatomy, *exercise.areas)]


def _near_words(
    wanted: Iterable[str], exercises: Iterable[Exercise]
) -> Mapping[str, Mapping[str, float]]:
    """For each word that was typed the words of the library it may stand for, and how far off."""
    known = {word for one in exercises for name in (*_names(one), *_body(one)) for word in name}
    return {word: dict(_readings(word, known)) for word in wanted}


def _readings(word: str, known: set[str]) -> Iterator[tuple[str, float]]:
    if len(word) >= SHORTEST_BEGINNING:
        yield from ((other, PART) for other in known if other.startswith(word))
    if len(word) >= SHORTEST_MENDED:
        yield from ((other, PART) for other in known if other.endswith(word))
        for other in difflib.get_close_matches(word, known, n=MOST, cutoff=ALIKE):
            yield other, SLIP
    if word in known:
        yield word, 0.0


def _ranked(
    wanted: tuple[str, ...],
    near: Mapping[str, Mapping[str, float]],
    named: Mapping[str, list[tuple[str, ...]]],
) -> list[tuple[str, float]]:
    """The ids with a name that holds every wanted word, and by how much the name misses."""
    found = []
    for id_, names in named.items():
        misses = [m for m in (_misses(wanted, near, name) for name in names) if m is not None]
        if misses:
            found.append((id_, min(misses)))
    return sorted(found, key=lambda one: (one[1], one[0]))


def _misses(
    wanted: tuple[str, ...], near: Mapping[str, Mapping[str, float]], name: tuple[str, ...]
) -> float | None:
    """Slips at half a point, parts and words too many at one; None when a word fits nothing."""
    if "".join(wanted) == "".join(name):
        return 0.0
    total = 0.0
    for word in wanted:
        slips = [near[word][other] for other in name if other in near[word]]
        if not slips:
            return None
        total += min(slips) / len(wanted)
    return total + max(0, len(set(name)) - len(set(wanted)))
