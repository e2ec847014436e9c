"""PURE: a typed message to words in plain spelling, slips of the keyboard mended."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping

BREAK = "|"
BREAK_WORDS = 3
SHORTEST_STEM = 3
LONGEST_STEM = 14
LONG_WORD = 6
MISSPELLED, NEAR, NOT_NEAR = "misspelled", "near_spelling", "not_near_spelling"

_APOSTROPHES = re.compile("['`\u00b4\u2018\u2019\u201b\u02bc\uff07]")
_BREAKS = re.compile(r"[.!?;\n\r\u2026\u3002\u061f]+")
_TOKEN = re.compile(r"[^\W_]+|\|")
_LONG_RUN = re.compile(r"(.)\1{2,}")
_ANY_RUN = re.compile(r"(.)\1+")
_JOINED = (
    (re.compile(r"\bcan\s?not\b|\bcant\b|\bcan t\b"), "cannot"),
    (re.compile(r"\b(do|does|did|is|are|was|were|has|have|had|would|should|could)nt\b"), r"\1 not"),
    (re.compile(r"\bwont\b"), "will not"),
    (re.compile(r"\bwanna\b"), "want to"),
    (re.compile(r"\bgonna\b"), "going to"),
)


class Speller:
    """The words a lexicon knows, and how to read the words that only look like them."""

    def __init__(
        self,
        known: frozenset[str],
        stems: frozenset[str],
        families: Mapping[str, tuple[str, ...]],
    ) -> None:
        self._known = known.union(families.get(NOT_NEAR, ()))
        self._stems = stems
        self._fixes = dict(_fixes(families.get(MISSPELLED, ())))
        long_words = sorted(word for word in known if len(word) >= LONG_WORD)
        self._near = (_one_slip_away(families.get(NEAR, ())), _one_slip_away(long_words))

    def words(self, text: str) -> list[str]:
        """The words of a text in plain spelling, with marks where a sentence ends."""
        tokens = _TOKEN.findall(_plain(text))
        spelled = {token: self._spell(token) for token in set(tokens)}
        return [word for token in tokens for word in spelled[token]]

    def _spell(self, token: str) -> list[str]:
        """The token in the spelling of the lexicon, as far as one can tell."""
        if token == BREAK:
            return [BREAK] * BREAK_WORDS
        for candidate in (token, _ANY_RUN.sub(r"\1", token)):
            if candidate in self._fixes:
                return self._fixes[candidate].split()
            if self._knows(candidate):
                return [candidate]
        return [self._near_word(token)]

    def _knows(self, token: str) -> bool:
        return token in self._known or any(stem in self._stems for stem in stems_of(token))

    def _near_word(self, token: str) -> str:
        """The long word that is one slip away, the listed ones first, else the token itself."""
        if len(token) < LONG_WORD - 1 or token.isdigit():
            return token
        for near in self._near:
            for form in (token, *_one_letter_less(token)):
                word = near.get(form)
                if word and _begin_alike(word, token):
                    return word
        return token


def stems_of(word: str) -> Iterator[str]:
    """The beginnings of a word that may stand before a star in a word list."""
    return (word[:size] for size in range(SHORTEST_STEM, min(len(word), LONGEST_STEM) + 1))


def _one_slip_away(words: Iterable[str]) -> dict[str, str]:
    """Each word by itself and by all its forms with one letter less; the first word wins."""
    near: dict[str, str] = {}
    for word in words:
        for form in (word, *_one_letter_less(word)):
            near.setdefault(form, word)
    return near


def _begin_alike(word: str, token: str) -> bool:
    """Whether the first letters are the same, or swapped; most slips come later in a word."""
    return word[0] == token[0] or word[:2] == token[1::-1]


def _plain(text: str) -> str:
    """Lower case, straight, without marks and pictures; sentence ends become a bar."""
    text = unicodedata.normalize("NFKC", text.replace(BREAK, " ")).lower()
    text = _APOSTROPHES.sub("", text)
    text = "".join(_kept(char) for char in text)
    text = _BREAKS.sub(f" {BREAK} ", text)
    text = _LONG_RUN.sub(r"\1\1", text)
    for pattern, plain in _JOINED:
        text = pattern.sub(plain, text)
    return text


def _kept(char: str) -> str:
    """The character, nothing for invisible ones and accents, a space for pictures."""
    category = unicodedata.category(char)
    if category in {"Cf", "Mn", "Me"}:
        return ""
    return " " if category in {"So", "Sk", "Cs", "Co"} else char


def _fixes(pairs: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Misspellings as they are listed: `wrong = right`."""
    for pair in pairs:
        wrong, _, right = pair.partition("=")
        yield wrong.strip(), right.strip()


def _one_letter_less(word: str) -> Iterator[str]:
    return (word[:place] + word[place + 1 :] for place in range(len(word)))
