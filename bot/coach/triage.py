"""PURE: findings to a level: emergency, urgent, see_clinician, self_care; the highest wins."""

import unicodedata
from dataclasses import dataclass
from enum import StrEnum

from bot.coach import reading
from bot.coach.reading import Finding
from content.model import Safety

CRISIS_RULE = "K24"
UNSURE_CARD = "unsure"


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
        return tuple(Level).index(self)


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a message means for safety: level, reasons, the card to show, whether it is a crisis."""

    level: Level
    findings: tuple[Finding, ...]
    card: str | None
    crisis: bool


def judge(text: str, safety: Safety) -> Judgement:
    """The level of a message: the highest of its findings, UNRELATED when there are none.

    Of several findings with the highest level the first in the order of the rules names the
    card. Text that is mostly in letters we cannot read is UNSURE. Never raises.
    """
    findings = reading.read(text, safety)
    if not findings:
        return _without_findings(text)
    worst = min(findings, key=lambda finding: Level(finding.level).rank)
    crisis = any(finding.rule == CRISIS_RULE for finding in findings)
    return Judgement(Level(worst.level), findings, worst.card, crisis)


def _without_findings(text: str) -> Judgement:
    if _is_foreign_script(text):
        return Judgement(Level.UNSURE, (), UNSURE_CARD, crisis=False)
    return Judgement(Level.UNRELATED, (), None, crisis=False)


def _is_foreign_script(text: str) -> bool:
    """Whether most letters are not Latin, so that the English word lists say nothing."""
    letters = [char for char in text if char.isalpha()]
    foreign = sum(not unicodedata.name(char, "").startswith("LATIN") for char in letters)
    return foreign * 2 > len(letters)
