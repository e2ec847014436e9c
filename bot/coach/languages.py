"""PURE: emergencies in other languages than English, and which language a message is in."""

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from bot.coach.folding import BREAK, SPELLINGS, Tokens, tokens
from bot.coach.foreign import ForeignLexicon
from content.model import Language, Languages

EMERGENCY, UNSURE = "emergency", "unsure"
ONLY_ENGLISH = "only_english"
CRISIS_RULE = "K24"
ENGLISH = "en"
TYPED_LATIN = "slavic_latin"
OWN_LETTER = 2.0
LATIN, CYRILLIC, KANA = "LATIN", "CYRILLIC", "HIRAGANA"
SHARE = 0.4  # a language this much less likely than the likeliest is not read
SURE = 1.0  # one word that no other known language has
SURE_IN_LATIN_LETTERS = 2  # Cyrillic words typed in Latin letters
SHORTEST_TYPED = 3
SURE_BY_SIGHT = 2.0
UNKNOWN_FROM = 5  # words without one that English knows

Scores = defaultdict[str, float]


@dataclass(frozen=True, slots=True)
class ForeignReading:
    """What a message says in another language: the alarms it holds, and their K-rules.

    `language` is a code, or "" for a language we cannot name.
    """

    language: str
    alarms: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    crisis: bool = False


@dataclass(frozen=True, slots=True)
class ForeignJudgement:
    """The level of a message in another language, the card to show and the rules behind it.

    `level` is "emergency", or "unsure" when all we can say is that we do not understand it.
    """

    language: str
    level: str
    card: str
    rules: tuple[str, ...] = ()
    crisis: bool = False


def judge(text: str, languages: Languages) -> ForeignJudgement | None:
    """The judgement on a message in another language; None when it is in English or in none.

    Every alarm is an emergency: in a language we read this poorly, doubt goes upward.
    """
    read = read_foreign(text, languages)
    if read is None:
        return None
    if not read.alarms:
        return ForeignJudgement(read.language, UNSURE, ONLY_ENGLISH)
    card = languages.alarms[read.alarms[0]].card
    return ForeignJudgement(read.language, EMERGENCY, card, read.rules, read.crisis)


def read_foreign(text: str, languages: Languages) -> ForeignReading | None:
    """The language of a message and its alarms; None for English and for what has no words.

    A message that mixes languages is read in each of them. Never raises, whatever the text.
    """
    compiled = _compiled(languages)
    read = tokens(text)
    if not any(word != BREAK for word in read.words):
        return None
    scores = compiled.scores(read)
    found = compiled.alarms(read, scores)
    if found:
        language = max(found, key=lambda code: (scores[code], len(found[code])))
        return _with_alarms(language, found, languages)
    guess = compiled.guess(read, _script(read), scores)
    return None if guess is None else ForeignReading(guess)


def _with_alarms(
    language: str, found: Mapping[str, Iterable[str]], languages: Languages
) -> ForeignReading:
    named = {id_ for ids in found.values() for id_ in ids}
    alarms = tuple(id_ for id_ in languages.alarms if id_ in named)
    rules = tuple(dict.fromkeys(languages.alarms[id_].rule for id_ in alarms))
    return ForeignReading(language, alarms, rules, CRISIS_RULE in rules)


def _script(read: Tokens) -> str:
    """The script of most letters, as Unicode names it: LATIN, CYRILLIC, ARABIC..."""
    counts: Counter[str] = Counter()
    for letter, times in Counter("".join(read.words)).items():
        if letter.isalpha():
            counts[_script_of(letter)] += times
    if KANA in counts:  # Japanese has signs of its own among the Chinese ones
        return KANA
    return counts.most_common(1)[0][0] if counts else LATIN


def _script_of(letter: str) -> str:
    if letter.isascii():
        return LATIN
    script = unicodedata.name(letter, "").partition(" ")[0]
    return KANA if script == "KATAKANA" else script


class _Compiled:
    """All languages in the form that is quick to use."""

    def __init__(self, languages: Languages) -> None:
        self._others = languages.others
        self._script_of = {code: _written_in(known) for code, known in languages.known.items()}
        self._lexicons = {
            code: ForeignLexicon(known, languages.alarms, _read_as(known))
            for code, known in languages.known.items()
        }
        self._weights = _weights(languages)
        self._typed = {
            code: _typed(known.common, languages)
            for code, known in languages.known.items()
            if self._script_of[code] == CYRILLIC
        }
        self._letters = {code: frozenset(known.letters) for code, known in languages.known.items()}
        self._english = languages.english

    def scores(self, read: Tokens) -> Scores:
        """How much speaks for each language: its everyday words, those of its own most."""
        scores: Scores = defaultdict(float)
        for spelling, weights in self._weights.items():
            for word in set(read.spelled(spelling)):
                for code, weight in weights.get(word, ()):
                    scores[code] += weight
        letters = set("".join(read.words).lower())
        for code, own in self._letters.items():
            if letters & own:
                scores[code] += OWN_LETTER
        typed = {SPELLINGS[TYPED_LATIN](word) for word in read.words if word.isascii()}
        for code, common in self._typed.items():
            if len(typed & common) >= SURE_IN_LATIN_LETTERS:
                scores[code] += len(typed & common)
        return scores

    def alarms(self, read: Tokens, scores: Scores) -> dict[str, tuple[str, ...]]:
        """The alarms of each language the message may be in."""
        found = {code: self._lexicons[code].alarms(read) for code in self._likely(scores)}
        return {code: ids for code, ids in found.items() if ids}

    def _likely(self, scores: Scores) -> Iterable[str]:
        """Languages that share of the message; all of them when it has no everyday word at all.

        Beside English a language counts only with a word that is its own.
        """
        known = {code: scores[code] for code in self._lexicons if scores[code]}
        if scores[ENGLISH]:
            known = {code: score for code, score in known.items() if score >= SURE}
        elif not known:
            return self._lexicons
        most = max(known.values(), default=0)
        return [code for code, score in known.items() if score >= SHARE * most]

    def guess(self, read: Tokens, script: str, scores: Scores) -> str | None:
        """The language of a message without alarms: a code, "" for unknown, None for English."""
        if script not in (LATIN, CYRILLIC):
            return next((o.code for o in self._others.values() if script in o.letters.split()), "")
        ranked = [(scores[code], code) for code in self._script_of]
        ranked += [(scores[o], o) for o in self._others if scores[o] >= SURE_BY_SIGHT]
        most, code = max(ranked, key=lambda pair: pair[0], default=(0, ""))
        if most >= SURE and most > scores[ENGLISH]:
            return code
        if script == CYRILLIC:
            return next((code for code, s in self._script_of.items() if s == CYRILLIC), "")
        words = {word for word in read.spelled("plain") if word[0].isalpha()}
        return "" if len(words) >= UNKNOWN_FROM and not words & self._english else None


@lru_cache(maxsize=4)
def _compiled(languages: Languages) -> _Compiled:
    return _Compiled(languages)


def _written_in(language: Language) -> str:
    first = next(iter(language.own_name), "a")
    return CYRILLIC if unicodedata.name(first, "").startswith(CYRILLIC) else LATIN


def _typed(common: Iterable[str], languages: Languages) -> frozenset[str]:
    """Everyday words in Latin letters, without those that are words of somebody else."""
    latin = [languages.english, *(other.common for other in languages.others.values())]
    latin += [known.common for known in languages.known.values() if _written_in(known) == LATIN]
    spell = SPELLINGS[TYPED_LATIN]
    taken = {spell(word) for words in latin for word in words}
    typed = {spell(word) for word in common}
    return frozenset(word for word in typed - taken if len(word) >= SHORTEST_TYPED)


def _read_as(language: Language) -> str:
    """The spelling of its lexicon: Cyrillic is read in Latin letters, as many people type it."""
    return TYPED_LATIN if _written_in(language) == CYRILLIC else language.spelled


def _weights(languages: Languages) -> dict[str, dict[str, list[tuple[str, float]]]]:
    """For each spelling and word the languages that have it; a shared word counts less for each."""
    everybody: dict[str, tuple[str, frozenset[str]]] = {
        ENGLISH: ("plain", languages.english),
        **{code: ("plain", other.common) for code, other in languages.others.items()},
        **{code: (known.spelled, known.common) for code, known in languages.known.items()},
    }
    owners: dict[str, int] = Counter(
        word
        for _, words in everybody.values()
        for word in {SPELLINGS["plain"](word) for word in words}
    )
    weights: dict[str, dict[str, list[tuple[str, float]]]] = {}
    for code, (spelling, words) in everybody.items():
        of_spelling = weights.setdefault(spelling, {})
        for word in {SPELLINGS["plain"](word) for word in words}:
            spelled = SPELLINGS[spelling](word)
            of_spelling.setdefault(spelled, []).append((code, 1 / owners[word]))
    return weights
