"""PURE: the families of words of the safety content, compiled to find their phrases in a text."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from bot.coach.spelling import BREAK, MISSPELLED, NEAR, NOT_NEAR, Spelled, Speller, stems_of

GAP = "..."
GAP_WORDS = 3
MASKED = "_"
FUN_ACHE = "funache"
IDIOMS, FUN_IDIOMS = "idioms", "fun_idioms"
FUN, SERIOUS = "fun", "serious"
NEAR_FUN = 8
TALK = frozenset(
    {IDIOMS, FUN_IDIOMS, FUN, "exercise_topic", "programme_talk", "question", "about_a_thing"}
    | {
        "thing",
        "animal",
        "about_an_animal",
        "person",
        "asks_generally",
        "lead_ins",
        "before_an_object",
        "fun",
    }
)
SPELLING_LISTS = frozenset({MISSPELLED, NEAR, NOT_NEAR})
TALLY_FOR, TALLY_AGAINST = "speaks_for_", "speaks_against_"
TALLY = (TALLY_FOR, TALLY_AGAINST)  # families of points, not of phrases


class Mention(NamedTuple):
    """One phrase of a word family at word positions `start` up to but not including `end`."""

    start: int
    end: int
    denied: bool = False


Element = tuple[frozenset[str], tuple[str, ...]]
"""What one word of a phrase may be: these words exactly, or any word with these beginnings."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """One phrasing: its words as they are listed, and what each may be in a message.

    `gaps` says for each word how many words may be skipped before it. `hints` are
    the words and beginnings of which a message must hold one for each word after the first,
    `order` is the place in the lists.
    """

    family: str
    words: str
    elements: tuple[Element, ...]
    gaps: tuple[int, ...]
    hints: tuple[frozenset[str], ...]
    order: int = 0


Standing = tuple[Phrase, int, int]
"""A phrase in a message, from word `start` up to but not including word `end`."""


class Lexicon:
    """All word families, compiled once so that each word of a message is looked up once."""

    def __init__(self, families: Mapping[str, tuple[str, ...]]) -> None:
        families = {n: words for n, words in families.items() if not n.startswith(TALLY)}
        named = {name: _one_word_choices(words) for name, words in families.items()}
        listed = [
            (family, words)
            for family, all_words in families.items()
            if family not in SPELLING_LISTS
            for words in all_words
        ]
        phrases = [_phrase(*one, named, order) for order, one in enumerate(listed)]
        figurative = {IDIOMS, FUN_IDIOMS}
        self._by_word, self._by_stem = _index(p for p in phrases if p.family not in figurative)
        self._idioms_by_word, self._idioms_by_stem = _index(
            p for p in phrases if p.family in figurative
        )
        known, stems = _vocabulary(phrases)
        signs, _ = _vocabulary(p for p in phrases if p.family not in TALK)
        self._speller = Speller(known, stems, signs, families)

    def spell(self, text: str) -> Spelled:
        """The words of a text in plain spelling, and where they stand in it."""
        return self._speller.spell(text)

    def words(self, text: str) -> list[str]:
        """The words of a text in plain spelling, with bars where a sentence ends."""
        return self._speller.words(text)

    def mask(self, words: list[str]) -> list[str]:
        """The same words with every figure of speech ("killing me", "dead tired") blanked out.

        Those that are also plain words of illness ("dead legs") are only blanked out beside a
        word of exercise or laughter, and never beside one that makes them serious; what is left
        of them is an everyday ache.
        """
        figures = self.figures(words)
        jokes = self._jokes(words) if any(p.family == FUN_IDIOMS for p, _, _ in figures) else ()
        masked = list(words)
        for phrase, start, end in figures:
            if phrase.family == IDIOMS:
                masked[start:end] = [MASKED] * (end - start)
            elif any(start - NEAR_FUN <= place <= end + NEAR_FUN for place in jokes):
                masked[start:end] = [FUN_ACHE] + [MASKED] * (end - start - 1)
        return masked

    def _jokes(self, words: list[str]) -> tuple[int, ...]:
        """Where a word of exercise or laughter stands; nowhere when anything sounds serious."""
        found = self.mentions(words)
        if SERIOUS in found:
            return ()
        return tuple(mention.start for mention in found.get(FUN, ()))

    def mentions(self, words: list[str]) -> dict[str, list[Mention]]:
        """Every phrase of every family in the words, from left to right."""
        found: dict[str, list[Mention]] = {}
        for phrase, start, end in self.signs(words):
            found.setdefault(phrase.family, []).append(Mention(start, end))
        return found

    def figures(self, words: list[str]) -> list[Standing]:
        """Every figure of speech in the words, with where it stands."""
        return list(_scan(words, self._idioms_by_word, self._idioms_by_stem))

    def signs(self, words: list[str]) -> list[Standing]:
        """Every other phrase in the words, with where it stands."""
        return list(_scan(words, self._by_word, self._by_stem))


def _one_word_choices(words: Iterable[str]) -> str:
    """The words of a family that are one word each, as `@family` in a phrase stands for them."""
    return "/".join(word for word in words if " " not in word)


def _phrase(family: str, words: str, named: Mapping[str, str], order: int) -> Phrase:
    """A phrasing as a person writes it.

    `*` any ending, `a/b` either, `@family` any single word of that family, `...` up to three words.
    """
    elements: list[Element] = []
    gaps: list[int] = []
    gap = 0
    for part in words.split():
        if part == GAP:
            gap += GAP_WORDS
            continue
        names = part.split("/")
        choices = (named[name[1:]] if name.startswith("@") else name for name in names)
        elements.append(_element("/".join(choices)))
        gaps.append(gap)
        gap = 0
    hints = tuple(_hint(element) for element in elements[1:])
    return Phrase(family, words, tuple(elements), tuple(gaps), hints, order)


@cache
def _element(choices: str) -> Element:
    """The words and the stems that one place in a phrase takes; kept once for all that share it."""
    all_of_them = choices.split("/")
    exact = frozenset(choice for choice in all_of_them if not choice.endswith("*"))
    return exact, tuple(choice[:-1] for choice in all_of_them if choice.endswith("*"))


@cache
def _hint(element: Element) -> frozenset[str]:
    """What a place in a phrase is looked up by."""
    exact, stems = element
    return exact.union(stems)


@dataclass(frozen=True, slots=True)
class Starting:
    """The phrases that begin alike: those of one word, and the others by what comes second."""

    single: list[Phrase]
    by_second: dict[str, list[Phrase]]

    def add(self, phrase: Phrase) -> None:
        """Sort a phrase in."""
        if not phrase.hints:
            self.single.append(phrase)
        for second in phrase.hints[0] if phrase.hints else ():
            self.by_second.setdefault(second, []).append(phrase)

    def possible(self, there: set[str]) -> Iterator[Phrase]:
        """The phrases whose other words are all there, some of them more than once."""
        yield from self.single
        for second in self.by_second.keys() & there:
            for phrase in self.by_second[second]:
                if len(phrase.hints) == 1 or not any(map(there.isdisjoint, phrase.hints[1:])):
                    yield phrase


Index = dict[str, Starting]


def _index(phrases: Iterable[Phrase]) -> tuple[Index, Index]:
    """Phrases by their first word, and by the beginning of their first word."""
    by_word: Index = {}
    by_stem: Index = {}
    for phrase in phrases:
        exact, stems = phrase.elements[0]
        for word in exact:
            by_word.setdefault(word, Starting([], {})).add(phrase)
        for stem in stems:
            by_stem.setdefault(stem, Starting([], {})).add(phrase)
    return by_word, by_stem


def _vocabulary(phrases: Iterable[Phrase]) -> tuple[frozenset[str], frozenset[str]]:
    elements = [element for phrase in phrases for element in phrase.elements]
    known = frozenset(word for exact, _ in elements for word in exact)
    return known, frozenset(stem for _, stems in elements for stem in stems)


def _scan(words: list[str], by_word: Index, by_stem: Index) -> Iterator[Standing]:
    """Each phrase that starts at each word, from left to right.

    Phrases with a word that the message does not hold are left out before the walk, so that a
    message that repeats one word a thousand times costs no more than any other.
    """
    there = {beginning for word in set(words) for beginning in (word, *stems_of(word))}
    starting = {word: _possible(word, there, by_word, by_stem) for word in set(words)}
    for start, word in enumerate(words):
        for phrase in starting[word]:
            if end := _end_of(phrase, words, start):
                yield phrase, start, end


def _possible(word: str, there: set[str], by_word: Index, by_stem: Index) -> list[Phrase]:
    """The phrases that begin with this word and whose other words are all in the message.

    They stand in the order of the lists, so that the same text is always read in the same way.
    """
    starts = [by_word[word]] if word in by_word else []
    starts += [by_stem[stem] for stem in stems_of(word) if stem in by_stem]
    found = {phrase.order: phrase for start in starts for phrase in start.possible(there)}
    return [found[order] for order in sorted(found)]


def _end_of(phrase: Phrase, words: list[str], start: int) -> int:
    """The position after the phrase when it starts at `start`, else 0; a sentence end ends it."""
    here = start + 1
    if not phrase.hints:
        return here
    for (exact, stems), gap in zip(phrase.elements[1:], phrase.gaps[1:], strict=True):
        for place in range(here, min(here + gap + 1, len(words))):
            word = words[place]
            if word == BREAK:
                return 0
            if word in exact or (stems and word.startswith(stems)):
                here = place + 1
                break
        else:
            return 0
    return here
