"""PURE: words of other languages made comparable: no case, no accents, one way of writing."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

BREAK = "|"
BREAK_WORDS = 3
LONGEST_TEXT = 4096
WORDS_KEPT = 2048  # most messages are made of the same words

_TOKEN = re.compile(r"[^\W\d_]+|\d+|[.!?;:\u2026\u3002\u061f]+|\n+|,")
_INNER_MARK = re.compile("(?<=[\u0400-\u04ff])['`\u00b4\u2018\u2019\u02bc](?=[\u0400-\u04ff])")
_LONG_RUN = re.compile(r"([^\W\d_])\1{2,}")
_LETTERS = str.maketrans({"ß": "ss", "ø": "o", "æ": "ae", "œ": "oe", "ł": "l", "ґ": "г"})
_UMLAUTS = re.compile("(?:[ao]e|(?<![eaq])ue)")
# Cyrillic to Latin in the plainest way people type it; several spellings come down to one below.
_LATIN = str.maketrans(
    {
        "а": "a", "б": "b", "в": "v", "г": "h", "д": "d", "е": "e", "ж": "zh", "з": "z",
        "и": "i", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r",
        "с": "s", "т": "t", "у": "u", "ф": "f", "х": "h", "ц": "c", "ч": "ch", "ш": "sh",
        "щ": "sch", "ъ": "", "ы": "i", "ь": "", "э": "e", "ю": "iu", "я": "ia", "і": "i",
        "є": "ie",
    }
)  # fmt: skip
_SPELLINGS = (
    ("shch", "sch"), ("kh", "h"), ("g", "h"), ("ts", "c"), ("w", "v"),
    ("y", "i"), ("j", "i"), ("ii", "i"),
)  # fmt: skip


@lru_cache(maxsize=WORDS_KEPT)
def plain(word: str) -> str:
    """A word without case, accents and drawn-out letters: "Ayúdaaaa" is "ayuda"."""
    if word.isascii():
        letters = word.lower()
    else:
        apart = unicodedata.normalize("NFKD", word.casefold().translate(_LETTERS))
        letters = "".join(letter for letter in apart if not unicodedata.combining(letter))
    return _LONG_RUN.sub(r"\1", letters)


@lru_cache(maxsize=WORDS_KEPT)
def german(word: str) -> str:
    """A plain word in which "ae", "oe" and "ue" stand for the vowels with two dots."""
    return _UMLAUTS.sub(lambda found: found.group()[0], plain(word))


@lru_cache(maxsize=WORDS_KEPT)
def slavic_latin(word: str) -> str:
    """A Cyrillic word in Latin letters, or a Latin one in the same spelling of them."""
    latin = plain(word).translate(_LATIN)
    for typed, same in _SPELLINGS:
        latin = latin.replace(typed, same)
    return latin


SPELLINGS: dict[str, Callable[[str], str]] = {
    "plain": plain,
    "german": german,
    "slavic_latin": slavic_latin,
}


@dataclass(frozen=True, slots=True)
class Tokens:
    """A text as words; BREAK stands where a sentence ends, `soft` are places after a comma."""

    words: tuple[str, ...]
    soft: frozenset[int]

    def spelled(self, name: str) -> list[str]:
        """The words in one of SPELLINGS."""
        spell = SPELLINGS[name]
        known = {word: word if word == BREAK else spell(word) for word in set(self.words)}
        return [known[word] for word in self.words]


@lru_cache(maxsize=16)
def tokens(text: str) -> Tokens:
    """The words of a text, at most its first 4,096 characters. Never raises."""
    words: list[str] = []
    soft: set[int] = set()
    for found in _TOKEN.findall(_INNER_MARK.sub("", text[:LONGEST_TEXT])):
        if found == ",":
            soft.add(len(words))
        elif found[0].isalnum():
            words.append(found)
        else:
            words.extend([BREAK] * BREAK_WORDS)
    return Tokens(tuple(words), frozenset(soft))
