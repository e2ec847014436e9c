"""Soreness: a bad morning may be worked muscles and no hip pain (programme P8)."""

from datetime import date, timedelta

from bot.coach.state import Verdict
from bot.services import answers, plans
from bot.services.person import Person
from bot.services.work import Work
from storage import pain

QUESTION = "soreness"
MUSCLE, HIP = "muscle", "hip"
DAY = timedelta(days=1)


def due(work: Work, person: Person, day: date) -> bool:
    """Whether the morning of a date made a bad verdict that soreness would soften.

    Not on a third such morning in a row: soreness is gone within 48 hours (P8).
    """
    if not person.consent_given or pain.on(work.db, person.id, day, "morning") is None:
        return False
    rows = [row for row in answers.every(work, person, QUESTION) if row.date <= day]
    if any(row.date == day for row in rows):
        return False
    muscle = {row.date for row in rows if row.value == MUSCLE}
    if {day - DAY, day - 2 * DAY} <= muscle:
        return False
    _, state = plans.state_of(work, person, day)
    yesterday = (s for s in state.sessions if s.date == day - DAY)
    return any(session.verdict is Verdict.BAD for session in yesterday)


def keep(work: Work, person: Person, answer: str, day: date) -> None:
    """Keep what it feels like, "muscle" or "hip"; the plan of the date is made anew."""
    if answer not in (MUSCLE, HIP):
        raise ValueError(f"soreness is muscle or hip, not {answer}")
    answers.keep(work, person, QUESTION, answer, on=day)
    plans.forget(work, person)
