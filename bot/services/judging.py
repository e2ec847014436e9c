"""Judging: the words of a person, read with the content that the bot runs with."""

from bot.coach import judging
from bot.coach.judging import Judged
from bot.coach.reading import Sign
from bot.coach.triage import Level
from bot.services.work import Work
from content.model import Library

__all__ = ["Judged", "alarms", "judge"]


def alarms(text: str, library: Library) -> bool:
    """Whether words hold an emergency or something urgent, in any language we know."""
    judged = judging.judge(text, library.safety, library.languages)
    return judged.level in (Level.EMERGENCY, Level.URGENT)


def judge(work: Work, text: str, earlier: tuple[Sign, ...] = ()) -> Judged:
    """Read a person's words, with what they said in the last half hour. Never raises."""
    return judging.judge(text, work.library.safety, work.library.languages, earlier)
