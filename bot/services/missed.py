"""Missed: the one question after two missed days, and what each answer changes."""

from datetime import date

from bot.services import answers, goals, plans
from bot.services.person import Person
from bot.services.work import Work
from storage import sessions

QUESTION = "missed"
REASONS = ("forgot", "no_time", "hurts", "bored", "ill", "fine")
ASK_AFTER = 2  # routines missed in a row
AGAIN_AFTER = 14  # days


def due(work: Work, person: Person, day: date) -> bool:
    """Whether to ask on a date: two routines missed in a row, and not asked about these before."""
    last = answers.last(work, person, QUESTION)
    if last is not None and (day - last.date).days < AGAIN_AFTER:
        done = [row.date for row in sessions.of(work.db, person.id) if row.done in ("all", "part")]
        if not done or max(done) <= last.date:
            return False
    return goals.missed_in_a_row(work, person) >= ASK_AFTER


def keep(work: Work, person: Person, reason: str, day: date) -> None:
    """Keep the reason for the card of a date; its plan is made anew.

    "no_time" makes it one minute, "hurts" takes easier moves where there are some, "bored"
    moves every strength list on by one. ValueError for any other word.
    """
    if reason not in REASONS:
        raise ValueError(f"not a reason for missed days: {reason}")
    answers.keep(work, person, QUESTION, reason, on=day)
    plans.forget(work, person)
