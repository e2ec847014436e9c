"""PURE: one language's word lists, compiled, and the alarms that a message holds in it."""

from bisect import bisect_left
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from bot.coach.folding import BREAK, SPELLINGS, Tokens
from content.model import Alarm, Language

GAP, GAP_WORDS = "...", 3
SHORTEST_STEM, LONGEST_STEM = 3, 14
WITHIN = 8
LONGEST_PHRASE = 20
DENIAL_BEFORE = 4
DENIAL_AFTER = 3
MASKED = "_"
# Names that no family of a file can have.
IDIOM, NEGATOR, NEGATOR_AFTER, TURN = " idiom", " negator", " negator after", " turn"
CONTEXT = frozenset({IDIOM, NEGATOR, NEGATOR_AFTER, TURN})


class Mention(NamedTuple):
    """One phrase at word positions `start` up to but not including `end`."""

    start: int
    end: int


class _Element(NamedTuple):
    exact: frozenset[str]
    stems: tuple[str, ...]
    gap: int

    def fits(self, word: str) -> bool:
        return word in self.exact or (bool(self.stems) and word.startswith(self.stems))


class _Phrase(NamedTuple):
    family: str
    elements: tuple[_Element, ...]


Found = dict[str, list[Mention]]


class ForeignLexicon:
    """The families, negators and idioms of one language, in one spelling of its words."""

    def __init__(self, language: Language, alarms: Mapping[str, Alarm], spelling: str) -> None:
        self.spelling = spelling
        self._alarms = alarms
        self._lines = [
            (alarm, [tuple(part.split(" ")) for part in _parts(line)])
            for alarm in alarms.values()
            for line in language.lines.get(alarm.id, ())
        ]
        self._by_word: dict[str, list[_Phrase]] = {}
        self._by_stem: dict[str, list[_Phrase]] = {}
        families = {
            IDIOM: language.idioms,
            NEGATOR: language.negators,
            NEGATOR_AFTER: language.negators_after,
            TURN: language.turns,
            **language.families,
        }
        for family, phrases in families.items():
            for phrase in phrases:
                self._add(_phrase(family, phrase, spelling))

    def _add(self, phrase: _Phrase) -> None:
        first = phrase.elements[0]
        for word in first.exact:
            self._by_word.setdefault(word, []).append(phrase)
        for stem in first.stems:
            self._by_stem.setdefault(stem, []).append(phrase)

    def alarms(self, tokens: Tokens) -> tuple[str, ...]:
        """The ids of all alarms that the text holds and does not deny, in their order."""
        words = tokens.spelled(self.spelling)
        found = self._mentions(words)
        if IDIOM in found:
            found = self._mentions(_masked(words, found[IDIOM]))
        if not found:
            return ()
        denials = _Denials(words, tokens.soft, found)
        held = dict.fromkeys(
            alarm.id for alarm, parts in self._lines if _holds(alarm, parts, found, denials)
        )
        return tuple(id_ for id_ in self._alarms if id_ in held)

    def _mentions(self, words: list[str]) -> Found:
        found: Found = {}
        starting = {word: self._starting(word) for word in set(words)}
        for start, word in enumerate(words):
            for phrase in starting[word]:
                end = _end_of(phrase, words, start)
                if end:
                    found.setdefault(phrase.family, []).append(Mention(start, end))
        return found

    def _starting(self, word: str) -> list[_Phrase]:
        phrases = list(self._by_word.get(word, ()))
        for length in range(SHORTEST_STEM, min(len(word), LONGEST_STEM) + 1):
            phrases.extend(self._by_stem.get(word[:length], ()))
        return phrases


def _parts(line: str) -> list[str]:
    """The families of a product, each with "> " before it when it must come after the last."""
    return line.replace(" + ", "\n").replace(" > ", "\n> ").split("\n")


def _phrase(family: str, text: str, spelling: str) -> _Phrase:
    """`*` any ending, `a/b` either, `...` up to three words between."""
    spell = SPELLINGS[spelling]
    elements: list[_Element] = []
    gap = 0
    for part in text.split():
        if part == GAP:
            gap = GAP_WORDS
            continue
        choices = part.split("/")
        exact = frozenset(spell(c) for c in choices if not c.endswith("*"))
        stems = tuple(spell(c[:-1]) for c in choices if c.endswith("*"))
        elements.append(_Element(exact, stems, gap))
        gap = 0
    return _Phrase(family, tuple(elements))


def _end_of(phrase: _Phrase, words: list[str], start: int) -> int:
    """The position after the phrase when it starts at `start`, else 0; a sentence end ends it."""
    here = start + 1
    for element in phrase.elements[1:]:
        for place in range(here, min(here + element.gap + 1, len(words))):
            if words[place] == BREAK:
                return 0
            if element.fits(words[place]):
                here = place + 1
                break
        else:
            return 0
    return here


def _masked(words: list[str], idioms: Iterable[Mention]) -> list[str]:
    masked = list(words)
    for mention in idioms:
        masked[mention.start : mention.end] = [MASKED] * (mention.end - mention.start)
    return masked


def _holds(alarm: Alarm, parts: list[tuple[str, ...]], found: Found, denials: "_Denials") -> bool:
    """Whether the families of a product stand close together somewhere, not denied."""
    first, *others = parts
    return any(
        not (alarm.deniable and denials.deny(chain))
        for mention in found.get(first[-1], ())
        if (chain := _chain(mention, others, found)) is not None
    )


def _chain(first: Mention, others: list[tuple[str, ...]], found: Found) -> Mention | None:
    chain = first
    for part in others:
        near = _nearest(chain, found.get(part[-1], []), ordered=len(part) > 1)
        if near is None:
            return None
        chain = Mention(min(chain.start, near.start), max(chain.end, near.end))
    return chain


def _nearest(to: Mention, mentions: list[Mention], *, ordered: bool) -> Mention | None:
    low = to.end if ordered else to.start - WITHIN - LONGEST_PHRASE
    best, least = None, WITHIN + 1
    for mention in mentions[bisect_left(mentions, Mention(low, 0)) :]:
        if mention.start - to.end > WITHIN:
            break
        gap = max(0, mention.start - to.end, to.start - mention.end)
        if gap < least:
            best, least = mention, gap
    return best


class _Denials:
    """The places of the words that deny, those inside a phrase ("I can not pee") left out."""

    def __init__(self, words: list[str], soft: frozenset[int], found: Found) -> None:
        self._words, self._soft = words, soft
        inside = {
            place
            for family, mentions in found.items()
            if family not in CONTEXT
            for mention in mentions
            for place in range(mention.start, mention.end)
        }
        self._before = {m.end - 1 for m in found.get(NEGATOR, ())} - inside
        self._after = {m.start: m.end for m in found.get(NEGATOR_AFTER, ())}
        self._after = {start: end for start, end in self._after.items() if start not in inside}
        self._turns = {m.start for m in found.get(TURN, ())}

    def deny(self, chain: Mention) -> bool:
        """Whether a word that denies stands inside the mention, right before it, or closes it."""
        if any(place in self._before for place in range(chain.start, chain.end)):
            return True
        return self._denied_before(chain.start) or self._denied_after(chain.end)

    def _denied_before(self, start: int) -> bool:
        for place in range(start - 1, max(-1, start - 1 - DENIAL_BEFORE), -1):
            if place + 1 in self._soft or self._ends(place):
                return False
            if place in self._before:
                return True
        return False

    def _denied_after(self, end: int) -> bool:
        """Whether a negator ends the clause: "Fieber habe ich nicht", "температуры нет"."""
        for place in range(end, min(len(self._words), end + DENIAL_AFTER)):
            if place in self._soft or self._ends(place):
                return False
            if place in self._after:
                after = self._after[place]
                return after in self._soft or self._ends(after)
        return False

    def _ends(self, place: int) -> bool:
        """Whether a clause ends before this place."""
        return place >= len(self._words) or self._words[place] == BREAK or place in self._turns
