"""PURE: the families of words of the safety content, compiled to find their phrases in a text."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from bot.coach.spelling import MISSPELLED, NEAR, NOT_NEAR, Speller, stems_of

GAP = "..."
GAP_WORDS = 3
MASKED = "_"
MOST_FILLERS = 3
IDIOMS = "idioms"
NEGATORS, FILLERS, DOUBTS = "negators", "negation_fillers", "negation_doubts"
READING_LISTS = frozenset({IDIOMS, MISSPELLED, NEAR, NOT_NEAR, NEGATORS, FILLERS, DOUBTS})


class Mention(NamedTuple):
    """One phrase of a word family at word positions `start` up to but not including `end`."""

    start: int
    end: int
    denied: bool = False


Element = tuple[frozenset[str], tuple[str, ...]]
"""What one word of a phrase may be: these words exactly, or any word with these beginnings."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """One phrasing: its words, and for each word how many words may be skipped before it.

    `hints` are the words and beginnings of which a message must hold one for each later word.
    """

    family: str
    elements: tuple[Element, ...]
    gaps: tuple[int, ...]
    hints: tuple[frozenset[str], ...]


class Lexicon:
    """All word families, compiled once so that each word of a message is looked up once."""

    def __init__(self, families: Mapping[str, tuple[str, ...]]) -> None:
        phrases = [
            _phrase(family, words)
            for family, all_words in families.items()
            if family not in READING_LISTS
            for words in all_words
        ]
        self._by_word, self._by_stem = _index(phrases)
        idioms = [_phrase(IDIOMS, words) for words in families.get(IDIOMS, ())]
        self._idioms_by_word, self._idioms_by_stem = _index(idioms)
        self._negators = frozenset(families.get(NEGATORS, ()))
        self._fillers = frozenset(families.get(FILLERS, ()))
        self._doubts = frozenset(families.get(DOUBTS, ()))
        known, stems = _vocabulary([*phrases, *idioms])
        known = known.union(self._negators, self._fillers, self._doubts)
        self._speller = Speller(known, stems, families)

    def words(self, text: str) -> list[str]:
        """The words of a text in plain spelling, with marks where a sentence ends."""
        return self._speller.words(text)

    def mask(self, words: list[str]) -> list[str]:
        """The same words with every idiom ("killing me", "dead tired") blanked out."""
        masked = list(words)
        for _, start, end in _scan(words, self._idioms_by_word, self._idioms_by_stem):
            masked[start:end] = [MASKED] * (end - start)
        return masked

    def mentions(self, words: list[str]) -> dict[str, list[Mention]]:
        """Every phrase of every family in the words, each marked when plainly denied."""
        doubtful = not self._doubts.isdisjoint(words)
        found: dict[str, list[Mention]] = {}
        denied_ends: set[int] = set()
        used: set[int] = set()
        place, denied = -1, False
        for family, start, end in _scan(words, self._by_word, self._by_stem):
            if start != place:
                place = start
                denied = not doubtful and self._is_denied(words, start, denied_ends, used)
            if denied:
                denied_ends.add(end)
            used.update(range(start, end))
            found.setdefault(family, []).append(Mention(start, end, denied))
        return found

    def _is_denied(
        self, words: list[str], start: int, denied_ends: set[int], used: set[int]
    ) -> bool:
        """Whether "no", "not", "without" stand right before, or "or" after a denied mention.

        A negator in `used` is part of a symptom ("could not", "no feeling") and denies nothing.
        """
        before = start - 1
        if before >= 0 and words[before] in {"or", "nor"} and before in denied_ends:
            return True
        for _ in range(MOST_FILLERS):
            if before >= 0 and words[before] in self._fillers:
                before -= 1
        return before >= 0 and words[before] in self._negators and before not in used


def _phrase(family: str, words: str) -> Phrase:
    """A phrasing as a person writes it: `*` any ending, `a/b` either, `...` up to three words."""
    elements: list[Element] = []
    gaps: list[int] = []
    gap = 0
    for part in words.split():
        if part == GAP:
            gap = GAP_WORDS
            continue
        choices = part.split("/")
        exact = frozenset(choice for choice in choices if not choice.endswith("*"))
        stems = tuple(choice[:-1] for choice in choices if choice.endswith("*"))
        elements.append((exact, stems))
        gaps.append(gap)
        gap = 0
    hints = tuple(exact.union(stems) for exact, stems in elements[1:])
    return Phrase(family, tuple(elements), tuple(gaps), hints)


Index = dict[str, list[Phrase]]


def _index(phrases: Iterable[Phrase]) -> tuple[Index, Index]:
    """Phrases by their first word, and by the beginning of their first word."""
    by_word: Index = {}
    by_stem: Index = {}
    for phrase in phrases:
        exact, stems = phrase.elements[0]
        for word in exact:
            by_word.setdefault(word, []).append(phrase)
        for stem in stems:
            by_stem.setdefault(stem, []).append(phrase)
    return by_word, by_stem


def _vocabulary(phrases: Iterable[Phrase]) -> tuple[frozenset[str], frozenset[str]]:
    elements = [element for phrase in phrases for element in phrase.elements]
    known = frozenset(word for exact, _ in elements for word in exact)
    return known, frozenset(stem for _, stems in elements for stem in stems)


def _scan(words: list[str], by_word: Index, by_stem: Index) -> Iterator[tuple[str, int, int]]:
    """Each phrase that starts at each word, from left to right.

    Phrases with a word that the message does not hold are left out before the walk, so that a
    message that repeats one word a thousand times costs no more than any other.
    """
    there = {beginning for word in set(words) for beginning in (word, *stems_of(word))}
    starting = {word: _possible(word, there, by_word, by_stem) for word in set(words)}
    for start, word in enumerate(words):
        for phrase in starting[word]:
            if end := _end_of(phrase, words, start):
                yield phrase.family, start, end


def _possible(word: str, there: set[str], by_word: Index, by_stem: Index) -> list[Phrase]:
    """The phrases that begin with this word and whose other words are all in the message."""
    phrases = list(by_word.get(word, ()))
    for stem in stems_of(word):
        phrases.extend(by_stem.get(stem, ()))
    return [phrase for phrase in phrases if all(not there.isdisjoint(e) for e in phrase.hints)]


def _end_of(phrase: Phrase, words: list[str], start: int) -> int:
    """The position after the phrase when it starts at `start`, else 0."""
    here = start + 1
    for (exact, stems), gap in zip(phrase.elements[1:], phrase.gaps[1:], strict=True):
        for place in range(here, min(here + gap + 1, len(words))):
            if words[place] in exact or (stems and words[place].startswith(stems)):
                here = place + 1
                break
        else:
            return 0
    return here
