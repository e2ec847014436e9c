"""Searching: the exercises, articles and answers of the library that fit what was typed."""

import re
import sqlite3
import threading
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from content.model import Article, Exercise, Library
from content.telegram_html import visible

ARTICLE, EXERCISE = "art", "ex"
MOST = 3
LONGEST = 300  # characters of what was typed that are read
MOST_TERMS = 12
SHORTEST_BEGINNING = 3
SHORTEST_MENDED = 4
ALIKE = 0.75  # of 1: one slip in a word of four letters
CLOSE = 70  # of 100: a title that is near enough to be offered
ENOUGH = 0.5  # the share of the telling words that must fit
NAME_COUNTS = 4.0  # a hit in a name weighs this many times one in the text
_RANK = {
    "names": "SELECT kind, id, bm25(names) FROM names WHERE names MATCH ?",
    "texts": "SELECT kind, id, bm25(texts) FROM texts WHERE texts MATCH ?",
}
# A name of one of these may be what somebody feels, so it is never taken for a mere name.
_FELT = frozenset({"causes", "safety", "symptoms"})
_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
_SMALL_WORDS = (
    "a about after all am an and any are as at bad be but by can could did do does for from get "
    "give good had has have hi how i if in is it its just like make me mean means much my need "
    "no none not nothing of ok okay on or out please should show so some still take tell than "
    "that the their them then there these they thing this to too up use want was what whats when "
    "where which who why will with would yes you your"
)
_SMALL = frozenset(_SMALL_WORDS.split())


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing found: `art` or `ex`, its id, its name and one line about it."""

    kind: str
    id: str
    name: str
    line: str


@dataclass(frozen=True, slots=True)
class Found:
    """The best hits, best first; without any, the `closest` topics, which may be none."""

    hits: tuple[Hit, ...] = ()
    closest: tuple[Hit, ...] = ()


class Index:
    """The words of one library in memory. It is only read, and from one thread at a time.

    The table `names` has a row for each name and synonym, so that a short name that fits whole
    comes before a long one; `texts` has a row for each card. The set `names` holds the names
    that may be typed without meaning a symptom.
    """

    def __init__(self, library: Library) -> None:
        self._lock = threading.Lock()
        self._db = sqlite3.connect(":memory:", check_same_thread=False)
        self._hits = {(hit.kind, hit.id): hit for hit in _hits(library)}
        for table in ("names", "texts"):
            self._db.execute(
                f"CREATE VIRTUAL TABLE {table} USING fts5("
                "kind UNINDEXED, id UNINDEXED, words, tokenize = 'porter unicode61')"
            )
        self.names = frozenset(plain_all((name,)) for name in _all_names(library))
        names = list(_names(library))
        self._db.executemany("INSERT INTO names VALUES (?, ?, ?)", names)
        self._db.executemany("INSERT INTO texts VALUES (?, ?, ?)", list(_texts(library)))
        known = {word for *_, name in names for word in name.split()}
        self._mendable = sorted(word for word in known if len(word) >= SHORTEST_MENDED)

    def search(self, text: str, most: int = MOST) -> Found:
        """At most `most` hits for words as people type them, or the closest topics."""
        wanted = terms(text) or _phrase(text)
        if all(len(word) == 1 or word.isdigit() for word in wanted):
            return Found()
        with self._lock:
            read = [self._reading(word) for word in wanted]
            known = [one for one in read if one]
            if not known:
                return Found(closest=self._closest(text))
            ranked = self._ranked(" OR ".join(known), most)
        if len(known) < ENOUGH * len(wanted):
            return Found(closest=ranked)
        return Found(hits=ranked)

    def _reading(self, word: str) -> str:
        """The word as a query: as typed, as a beginning, or mended; empty when it fits nothing."""
        if self._fits(f'"{word}"'):
            return f'"{word}"'
        if " " in word:
            return ""
        if len(word) >= SHORTEST_BEGINNING and self._fits(f'"{word}"*'):
            return f'"{word}"*'
        if len(word) < SHORTEST_MENDED or word.isdigit():
            return ""
        near = process.extractOne(
            word, self._mendable, scorer=OSA.normalized_similarity, score_cutoff=ALIKE
        )
        return f'"{near[0]}"' if near else ""

    def _fits(self, query: str) -> bool:
        found = self._db.execute("SELECT 1 FROM names WHERE names MATCH ? LIMIT 1", (query,))
        return found.fetchone() is not None

    def named(self, keys: Iterable[tuple[str, str]]) -> tuple[Hit, ...]:
        """The cards with these kinds and ids; one that does not exist is left out."""
        return tuple(self._hits[key] for key in keys if key in self._hits)

    def _ranked(self, query: str, most: int) -> tuple[Hit, ...]:
        """The best cards: the best of their names and their text, added up."""
        scores: dict[tuple[str, str], float] = {}
        for key, score in self._scores("names", query):
            scores[key] = min(scores.get(key, 0.0), NAME_COUNTS * score)
        named = frozenset(scores)
        for key, score in self._scores("texts", query):
            if key in named:
                scores[key] += score
        best = sorted(scores, key=lambda key: (scores[key], key))
        return tuple(self._hits[key] for key in best[:most])

    def _scores(self, table: str, query: str) -> Iterator[tuple[tuple[str, str], float]]:
        rows = self._db.execute(_RANK[table], (query,))
        yield from (((kind, id_), score) for kind, id_, score in rows)

    def _closest(self, text: str) -> tuple[Hit, ...]:
        """The titles most like what was typed, when any is like it at all."""
        hits = list(self._hits.values())
        near = process.extract(
            plain(text), [plain(hit.name) for hit in hits], scorer=fuzz.ratio,
            score_cutoff=CLOSE, limit=MOST,
        )  # fmt: skip
        return tuple(hits[place] for _, _, place in near)


def terms(text: str) -> tuple[str, ...]:
    """The telling words of a question, at most twelve, each once."""
    found = (word for word in _WORD.findall(plain(text)) if word not in _SMALL)
    return tuple(dict.fromkeys(found))[:MOST_TERMS]


def _phrase(text: str) -> tuple[str, ...]:
    """Two or more small words as one: "too much" is a name, each of its words tells nothing."""
    words = plain_all((text,))
    return (words,) if " " in words else ()


def plain(text: str) -> str:
    """Small letters without accents and apostrophes, at most the first 300 characters."""
    spread = unicodedata.normalize("NFKD", text[:LONGEST]).casefold()
    return "".join(one for one in spread if not unicodedata.combining(one) and one not in "'’`")


def _hits(library: Library) -> Iterator[Hit]:
    for article in library.articles.values():
        yield Hit(ARTICLE, article.id, article.title, visible(article.essence))
    for exercise in library.exercises.values():
        yield Hit(EXERCISE, exercise.id, exercise.name, exercise.short)


def _names(library: Library) -> Iterator[tuple[str, str, str]]:
    for article in library.articles.values():
        for name in (article.title, *article.also, article.id):
            yield ARTICLE, article.id, _told(name)
    for exercise in library.exercises.values():
        for name in (exercise.name, *exercise.also, exercise.id, *_body(exercise)):
            yield EXERCISE, exercise.id, _told(name)


def _all_names(library: Library) -> Iterator[str]:
    for article in library.articles.values():
        if article.kind not in _FELT:
            yield from (article.title, *article.also)
    for exercise in library.exercises.values():
        yield from (exercise.name, *exercise.also, *_body(exercise))


def _body(exercise: Exercise) -> Iterable[str]:
    return (*exercise.muscles, *exercise.anatomy, *exercise.areas)


def _told(name: str) -> str:
    """A name without its small words, unless it has no others."""
    return " ".join(terms(name)) or plain(name)


def _texts(library: Library) -> Iterator[tuple[str, str, str]]:
    for article in library.articles.values():
        yield ARTICLE, article.id, plain_all(_words_of(article))
    for exercise in library.exercises.values():
        words = (exercise.name, exercise.short, *exercise.steps, exercise.feel)
        yield EXERCISE, exercise.id, plain_all(words)


def _words_of(article: Article) -> tuple[str, ...]:
    texts = (visible(text) for text in (article.essence, *article.more))
    return (article.title, *article.also, *texts)


def plain_all(words: Iterable[str]) -> str:
    """Several texts as one, each in small letters without accents."""
    return " ".join(" ".join(_WORD.findall(plain(one))) for one in words)


class _Same:
    """A library that is compared by being the same one: its mappings have no hash."""

    __slots__ = ("library",)

    def __init__(self, library: Library) -> None:
        self.library = library

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.library is self.library

    def __hash__(self) -> int:
        return id(self.library)


def search(library: Library, text: str, most: int = MOST) -> Found:
    """What of the library fits what was typed, at most `most`; its index is made once."""
    return index(library).search(text, most)


def named(library: Library, keys: Iterable[tuple[str, str]]) -> tuple[Hit, ...]:
    """The cards with these kinds and ids, without those that do not exist."""
    return index(library).named(keys)


def index(library: Library) -> Index:
    """The index of this library."""
    return _index(_Same(library))


@lru_cache(maxsize=4)
def _index(same: _Same) -> Index:
    return Index(same.library)


def is_name(library: Library, text: str) -> bool:
    """Whether the words are a name or synonym of the library, whole, that nobody can feel."""
    wanted = plain_all((text,))
    return bool(wanted) and wanted in index(library).names


def begins_name(library: Library, text: str) -> bool:
    """Whether the words are the beginning of a name as `is_name` knows it: "hip fl" is one."""
    wanted = plain_all((text,))
    return bool(wanted) and any(name.startswith(wanted) for name in index(library).names)


def are_among(text: str, listed: str) -> bool:
    """Whether every word of a text is one of those listed, and there is at least one."""
    words = set(_WORD.findall(plain(text)))
    return bool(words) and words <= set(_WORD.findall(listed))
