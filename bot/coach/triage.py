"""PURE: findings to a level: emergency, urgent, see_clinician, self_care; the highest wins."""

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from bot.coach import reading, ruling
from bot.coach.context import Who
from bot.coach.reading import SOUNDS, Reading, Sign
from bot.coach.ruling import Finding
from bot.coach.tally import Leaning
from content.model import Safety

CRISIS_RULE = "K24"
UNSURE_CARD = "unsure"
TOPICS = frozenset({"body_topic", "exercise_topic"})
QUESTION = "question"
PROGRAMME = "programme_talk"
WEATHER = "cold_harmless"
SURE = 0.5


class Level(StrEnum):
    """How soon somebody should be seen; `rank` 0 is the most urgent."""

    EMERGENCY = "emergency"
    URGENT = "urgent"
    SEE_CLINICIAN = "see_clinician"
    UNSURE = "unsure"
    SELF_CARE = "self_care"
    INFO_QUESTION = "info_question"
    UNRELATED = "unrelated"

    @property
    def rank(self) -> int:
        """The place in the order of urgency, 0 for emergency."""
        return RANKS[self]


RANKS = {level: rank for rank, level in enumerate(Level)}
CALMER = {
    level: tuple(other.value for other in tuple(Level)[rank + 1 :]) for level, rank in RANKS.items()
}
# So much of all the words must speak for calmer answers before a finding gives way to them.
# Emergencies and what must be seen today are not here: no words ever take those back.
GIVES_WAY = {Level.SEE_CLINICIAN: 0.85, Level.UNSURE: 0.7, Level.SELF_CARE: 0.5}


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a message means for safety: level, reasons, the card to show, whether it is a crisis.

    `rules` are the K-rules that decided, `spoken_of` whom it is about, and `signs` all that was
    read in the message, denied and past things included.
    """

    level: Level
    findings: tuple[Finding, ...]
    card: str | None
    crisis: bool
    rules: tuple[str, ...] = ()
    spoken_of: str = Who.YOU.value
    signs: tuple[Sign, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a trace: plain data, from which a sentence is made elsewhere."""

    words: str
    concept: str
    who: str
    when: str
    denied: bool
    hypothetical: bool
    rules: tuple[str, ...]


def judge(text: str, safety: Safety, earlier: tuple[Sign, ...] = ()) -> Judgement:
    """The level of a message together with what was said `earlier` in the same half hour.

    Of several findings with the highest level the first in the order of the rules names the
    card. Text that is mostly in letters we cannot read is UNSURE. Never raises.
    """
    return weigh(text, reading.read(text, safety), safety, earlier)


def weigh(text: str, read: Reading, safety: Safety, earlier: tuple[Sign, ...] = ()) -> Judgement:
    """The level of a message that is read already."""
    found = tuple(
        finding
        for finding in ruling.findings((*read.signs, *earlier), safety)
        if (finding.level == Level.EMERGENCY or _is_of_now(finding))
        and not _gives_way(Level(finding.level), read.leaning)
    )
    if read.hypothetical and not found:
        return Judgement(_asked(read), (), None, crisis=False, signs=read.signs)
    if not found:
        return _without_findings(text, read)
    worst = min(found, key=lambda finding: Level(finding.level).rank)
    level = Level(worst.level)
    crisis = any(finding.rule == CRISIS_RULE for finding in found)
    return Judgement(
        level=level,
        findings=found,
        card=worst.card or None,
        crisis=crisis,
        rules=tuple(dict.fromkeys(f.rule for f in found if f.level == worst.level)),
        spoken_of=worst.who,
        signs=read.signs,
    )


def pack(judgement: Judgement) -> dict[str, object]:
    """What the next message of the chat must know: concepts and their context, no words."""
    signs = [
        [sign.concept, sign.who.value, sign.past]
        for sign in judgement.signs
        if sign.counts or sign.past
    ]
    return {"signs": [list(row) for row in dict.fromkeys(tuple(row) for row in signs)]}


def unpack(packed: Mapping[str, object]) -> tuple[Sign, ...]:
    """The signs of `pack`; anything that is not one is left out."""
    rows = packed.get("signs")
    if not isinstance(rows, list):
        return ()
    return tuple(
        Sign(concept=row[0], words="", who=Who(row[1]), past=bool(row[2]))
        for row in rows
        if isinstance(row, list) and len(row) == 3 and row[1] in set(Who)
    )


def trace(judgement: Judgement) -> list[Line]:
    """What was read, in the order of the text, and which rules each sign helped to hold.

    Besides the signs behind a rule it holds those that did not count, each wording once.
    """
    used: dict[Sign, list[str]] = {}
    for finding in judgement.findings:
        for sign in finding.signs:
            used.setdefault(sign, []).append(finding.rule)
    idle = {sign.words: sign for sign in reversed(judgement.signs) if not sign.counts}
    signs = sorted({*used, *idle.values()}, key=lambda sign: (sign.place, sign.concept))
    return [_traced(sign, used.get(sign, ())) for sign in signs]


def only_sounds(judgement: Judgement) -> bool:
    """Whether its level rests on how the words sound together, not on anything they say."""
    behind = [f for f in judgement.findings if f.level == judgement.level]
    return bool(behind) and all(sign.concept in SOUNDS for f in behind for sign in f.signs)


def _traced(sign: Sign, rules: Iterable[str]) -> Line:
    return Line(
        words=sign.words,
        concept=sign.concept,
        who=sign.who.value,
        when="past" if sign.past else "now",
        denied=sign.denied,
        hypothetical=sign.hypothetical,
        rules=tuple(dict.fromkeys(rules)),
    )


def _is_of_now(finding: Finding) -> bool:
    """Whether this message adds to it; only an emergency outlasts the message that told it."""
    return any(sign.place >= 0 for sign in finding.signs)


def _gives_way(level: Level, leaning: Leaning) -> bool:
    """Whether the words as a whole speak so plainly for a calmer answer that this is none."""
    return level in GIVES_WAY and leaning.of(*CALMER[level]) >= GIVES_WAY[level]


def _asked(read: Reading) -> Level:
    """A question in general: about the body it is one for the articles."""
    names = {sign.concept for sign in read.signs} - {QUESTION, PROGRAMME, WEATHER, *SOUNDS}
    return Level.INFO_QUESTION if names else Level.UNRELATED


def _without_findings(text: str, read: Reading) -> Judgement:
    names = {sign.concept for sign in read.signs}
    if _is_foreign_script(text):
        return Judgement(Level.UNSURE, (), UNSURE_CARD, crisis=False)
    level = Level.UNRELATED
    if (read.asks or QUESTION in names) and TOPICS & names and PROGRAMME not in names:
        level = Level.INFO_QUESTION
    for calm in (Level.INFO_QUESTION, Level.UNRELATED):
        if read.leaning.of(calm) >= SURE:
            level = calm
    return Judgement(level, (), None, crisis=False, signs=read.signs)


def _is_foreign_script(text: str) -> bool:
    """Whether most letters are not Latin, so that the English word lists say nothing."""
    letters = [char for char in text if char.isalpha()]
    foreign = sum(not unicodedata.name(char, "").startswith("LATIN") for char in letters)
    return foreign * 2 > len(letters)
