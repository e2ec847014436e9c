"""PURE: a typed message to words in plain spelling, slips of the keyboard mended."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from rapidfuzz.distance import OSA

from bot.coach import figures
from bot.coach.figures import Word

BREAK = "|"
BREAK_WORDS = 4
SHORTEST_LINE = 3
LONGEST_TEXT = 16_384  # more than any message of Telegram, together with what it answers
SHORTEST_STEM = 3
LONGEST_STEM = 14
SHORTEST_MENDED = 5
LONG_WORD = 8
MOST_SLIPS = 2
LONGEST_MENDED = 24
MOST_MENDED = 120
MISSPELLED, NEAR, NOT_NEAR = "misspelled", "near_spelling", "not_near_spelling"
LAUGH = "haha"
COLUMN = 3  # of so many words and marks one is a line end: one word a line

_APOSTROPHES = re.compile("['`\u00b4\u2018\u2019\u201b\u02bc\uff07]")
_LAUGHS = re.compile("[\U0001f602\U0001f923\U0001f606\U0001f605\U0001f480\U0001f61c\U0001f61d]")
_TOKEN = re.compile(
    r"\d+[.,]\d+|[^\W_]+(?:'[^\W_]+)*|\.{2,}|[.!?\u2026\u3002\u061f]|\n\s*\n|"
    r"[\n,;:=()]|(?<=\s)(?:[-\u2013\u2014]+|[/|])(?=\s)|[\u2013\u2014]"
)
_LONG_RUN = re.compile(r"([^\W\d_])\1{2,}")
_ANY_RUN = re.compile(r"([^\W\d_])\1+")
_FIGURE_AND_UNIT = re.compile(r"(\d+)([a-z]+)")
_PLAIN_TEXT = re.compile(r"[\x20-\x7e\n]*")
_SHORT_FORMS = {"m": "am", "re": "are", "ve": "have", "ll": "will", "d": "would", "s": "is"}
_HARD = frozenset(".!?\u3002\u061f")
_NOT = {"ca": ["cannot"], "wo": ["will", "not"], "sha": ["shall", "not"], "ai": ["is", "not"]}


@dataclass(frozen=True, slots=True)
class Spelled:
    """A message as words in plain spelling, with the place of each in the text as `shown`.

    A sentence end is BREAK_WORDS bars. `soft` holds the places before which a comma, a line end
    or a dash stood, `asked` those where a sentence ended with a question mark.
    """

    shown: str
    words: list[str]
    spans: list[tuple[int, int]]
    soft: frozenset[int]
    asked: frozenset[int]

    def said(self, start: int, end: int) -> str:
        """What the person wrote for the words from `start` up to but not including `end`."""
        return " ".join(self.shown[self.spans[start][0] : self.spans[end - 1][1]].split())


class Speller:
    """The words a lexicon knows, and how to read the words that only look like them.

    Only the words of `signs` are read into others: to mend "bord" would help nobody.
    """

    def __init__(
        self,
        known: frozenset[str],
        stems: frozenset[str],
        signs: frozenset[str],
        families: Mapping[str, tuple[str, ...]],
    ) -> None:
        self._known = known.union(families.get(NEAR, ()), families.get(NOT_NEAR, ()))
        self._stems = stems
        self._fixes = dict(_fixes(families.get(MISSPELLED, ())))
        grave = frozenset(families.get(NEAR, ()))
        self._near = (
            _by_first_letter(filter(_mendable, grave)),
            _by_first_letter(filter(_mendable, signs - grave)),
        )

    def spell(self, text: str) -> Spelled:
        """The words of a text in plain spelling, at most the first 16,384 characters of it."""
        shown = _plain(text[:LONGEST_TEXT])
        tokens = list(_TOKEN.finditer(shown))
        spelled = self._spell_all({match.group() for match in tokens})
        words: list[Word] = []
        for match in tokens:
            words.extend((word, match.start(), match.end()) for word in spelled[match.group()])
        return _marked(shown, figures.named(_in_lines(words)))

    def words(self, text: str) -> list[str]:
        """The words of a text in plain spelling, with bars where a sentence ends."""
        return self.spell(text).words

    def _spell_all(self, tokens: set[str]) -> dict[str, list[str]]:
        """Each token in plain spelling; past MOST_MENDED unknown words the rest stays as it is."""
        spelled: dict[str, list[str]] = {}
        mended = 0
        for token in sorted(tokens):
            words = self._listed(token)
            if words is None:
                mended += 1
                words = [self._near_word(token)] if mended <= MOST_MENDED else [token]
            spelled[token] = words
        return spelled

    def _listed(self, token: str) -> list[str] | None:
        """The token in the spelling of the lexicon, None when the lexicon does not know it."""
        if not token[0].isalnum():
            return [token]
        for form in _forms(token):
            if form in self._fixes:
                return self._fixes[form].split()
            if "'" in form:
                return self._without_apostrophe(form)
            if form in self._known:
                return [form]
        if self._begins_alike(token):
            return [self._near_word(token, slips=1)]
        split = _FIGURE_AND_UNIT.fullmatch(token)
        if split:
            return [split[1], split[2]]
        return [token] if token[0].isdigit() else None

    def _without_apostrophe(self, token: str) -> list[str]:
        """The words of "can't", "I'm", "it's"; other apostrophes fall away."""
        head, _, tail = token.rpartition("'")
        if tail == "t" and head.endswith("n"):
            stem = head[:-1]
            return list(_NOT.get(stem, [stem, "not"]))
        if tail == "nt":
            return [*self._listed_or_near(head), "not"]
        if tail in _SHORT_FORMS and "'" not in head:
            return [*self._listed_or_near(head), _SHORT_FORMS[tail]]
        return [token.replace("'", "")]

    def _listed_or_near(self, token: str) -> list[str]:
        return self._listed(token) or [self._near_word(token)]

    def _begins_alike(self, token: str) -> bool:
        """Whether a starred word of the lists stands for the token: "numb*" for "numbed"."""
        return any(stem in self._stems for stem in stems_of(token))

    def _near_word(self, token: str, slips: int = MOST_SLIPS) -> str:
        """The known word that is one slip away, two in a long word, else the token itself."""
        if token + "g" in self._known and token.endswith("in"):
            return token + "g"
        if not SHORTEST_MENDED <= len(token) <= LONGEST_MENDED or not token.isascii():
            return token
        slips = slips if len(token) > LONG_WORD else 1
        found, fewest = token, slips + 1
        for word in self._candidates(token, slips):
            distance = OSA.distance(token, word, score_cutoff=fewest - 1)
            if distance < fewest:
                found, fewest = word, distance
        return found

    def _candidates(self, token: str, slips: int) -> Iterator[str]:
        """Words about as long that begin alike or with letters swapped, the grave ones first."""
        for near in self._near:
            for size in range(len(token) - slips, len(token) + slips + 1):
                yield from near.get((token[0], size), ())
                for word in near.get((token[1], size), ()):
                    if word[1] == token[0]:
                        yield word


def stems_of(word: str) -> Iterator[str]:
    """The beginnings of a word that may stand before a star in a word list."""
    return (word[:size] for size in range(SHORTEST_STEM, min(len(word), LONGEST_STEM) + 1))


def _mendable(word: str) -> bool:
    return len(word) >= SHORTEST_MENDED and word.isalpha()


def _by_first_letter(words: Iterable[str]) -> dict[tuple[str, int], tuple[str, ...]]:
    found: dict[tuple[str, int], list[str]] = {}
    for word in sorted(words):
        found.setdefault((word[0], len(word)), []).append(word)
    return {key: tuple(alike) for key, alike in found.items()}


def _forms(token: str) -> tuple[str, ...]:
    """The token, then with every stretched letter twice, then once: "soooo", "soo", "so"."""
    if not _LONG_RUN.search(token):
        return (token, _ANY_RUN.sub(r"\1", token)) if _ANY_RUN.search(token) else (token,)
    return token, _LONG_RUN.sub(r"\1\1", token), _ANY_RUN.sub(r"\1", token)


def _plain(text: str) -> str:
    """Lower case, straight apostrophes, without accents, invisible letters and pictures."""
    text = _LAUGHS.sub(f" {LAUGH} ", text)
    if not _PLAIN_TEXT.fullmatch(text):
        text = unicodedata.normalize("NFKD", text)
        text = "".join(_kept(char) for char in text)
        text = unicodedata.normalize("NFKC", text)[: 2 * LONGEST_TEXT]
    return _APOSTROPHES.sub("'", text.lower())


def _kept(char: str) -> str:
    """The character, nothing for invisible ones and accents, a space for pictures."""
    category = unicodedata.category(char)
    if category in {"Cf", "Mn", "Me"}:
        return ""
    if char in "`\u00b4":
        return "'"
    return " " if category in {"So", "Sk", "Cs", "Co", "Cc"} and char != "\n" else char


def _in_lines(words: list[Word]) -> list[Word]:
    """The words without their line ends when every word or so stands on a line of its own."""
    ends = sum(word == "\n" for word, _, _ in words)
    if ends * COLUMN < len(words):
        return words
    return [word for word in words if word[0] != "\n"]


def _marked(shown: str, words: list[Word]) -> Spelled:
    """Sentence ends become bars between the words, commas and line ends become soft places.

    The end of a line of one or two words is only a space: some people write in columns.
    """
    plain: list[str] = []
    spans: list[tuple[int, int]] = []
    soft: set[int] = set()
    asked: set[int] = set()
    for word, start, end in words:
        if word[0].isalnum():
            plain.append(word)
            spans.append((start, end))
        elif word in _HARD or word.count("\n") > 1:
            if word in "?\u061f":
                asked.add(len(plain))
            plain.extend([BREAK] * BREAK_WORDS)
            spans.extend([(start, end)] * BREAK_WORDS)
        elif word != "\n" or len(plain) >= SHORTEST_LINE + max(soft, default=0):
            soft.add(len(plain))
    return Spelled(shown, plain, spans, frozenset(soft), frozenset(asked))


def _fixes(pairs: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Misspellings as they are listed: `wrong = right`."""
    for pair in pairs:
        wrong, _, right = pair.partition("=")
        yield wrong.strip(), right.strip()
