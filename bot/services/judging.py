"""Judging: the words of a person, read with the content that the bot runs with."""

from datetime import timedelta

from bot.coach import judging, triage
from bot.coach.judging import Judged
from bot.coach.reading import SOUNDS, Sign
from bot.coach.triage import Judgement, Level
from bot.services import subscribers
from bot.services.person import Person
from bot.services.work import Work
from content.model import Library
from storage import verdicts

__all__ = ["Judged", "alarms", "judge", "told_before"]

GRAVE = (Level.EMERGENCY, Level.URGENT)
TOLD = timedelta(days=1)  # after a day the whole card comes again
Grave = set[tuple[str, str]]
"""The rules that hold, each with its card."""


def alarms(text: str, library: Library) -> bool:
    """Whether words hold an emergency or something urgent, in any language we know."""
    judged = judging.judge(text, library.safety, library.languages)
    return judged.level in GRAVE


def judge(work: Work, text: str, earlier: tuple[Sign, ...] = ()) -> Judged:
    """Read a person's words, with what they said in the last half hour. Never raises."""
    return judging.judge(text, work.library.safety, work.library.languages, earlier)


def told_before(work: Work, person: Person, judgement: Judgement) -> bool:
    """Whether the hold stands already on all that is grave here: no other rule, card or level.

    False without a medical hold, and for what rests on nothing but the sound of the words.
    """
    if person.hold_level not in GRAVE or triage.only_sounds(judgement):
        return False
    if judgement.level.rank < Level(person.hold_level).rank:
        return False
    grave = _grave(judgement)
    behind = set(subscribers.row_of(work, person.id).hold_rules)
    return {rule for rule, _ in grave} <= behind and grave <= _told(work, person)


def _grave(judgement: Judgement) -> Grave:
    return {
        (finding.rule, finding.card)
        for finding in judgement.findings
        if finding.level in GRAVE and not SOUNDS.keys() & set(finding.concepts)
    }


def _told(work: Work, person: Person) -> Grave:
    """What the messages of the last day held, this one left out."""
    rows = verdicts.since(work.db, person.id, work.now - TOLD)
    traced = [line for row in rows if row.at < work.now for line in row.body.get("trace", [])]
    held = {(concept, rule) for concept, _, _, _, rules in traced for rule in rules}
    return {
        (rule.rule, rule.card)
        for rule in work.library.safety.rules
        if all(any((name, rule.rule) in held for name in need.split("|")) for need in rule.needs)
    }
