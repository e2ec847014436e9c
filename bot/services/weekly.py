"""Weekly: the three taps of each seventh day, and when they are due."""

from datetime import date

from bot.coach.facts import Weekly
from bot.services import answers, plans
from bot.services.pain import ASK_SIGNS_FROM, ASKED, WORST
from bot.services.person import Person
from bot.services.work import Work

QUESTION = "weekly"
EVERY = 7  # days
FUNCTION = ("better", "same", "worse")
NIGHT = ("less", "same", "more")


def due(work: Work, person: Person, day: date) -> bool:
    """Whether the week is asked about on a date: seven days after the start or the last answer."""
    if person.started_on is None:
        return False
    last = answers.last(work, person, QUESTION)
    since = max(person.started_on, last.date) if last else person.started_on
    return (day - since).days >= EVERY


def keep(work: Work, person: Person, answer: Weekly) -> bool:
    """Keep a weekly answer (programme 8 W); True when the warning signs are to be asked first.

    A usual pain of 8 or more asks them, as any other score of 8 or more does (section 2). The
    plan of the day is made anew. ValueError for what is no answer.
    """
    if not 0 <= answer.usual <= WORST or answer.function not in FUNCTION:
        raise ValueError(f"not a weekly answer: {answer}")
    if answer.night not in NIGHT:
        raise ValueError(f"not a weekly answer: {answer}")
    value = f"{answer.usual} {answer.function} {answer.night}"
    answers.keep(work, person, QUESTION, value)
    plans.forget(work, person)
    if answer.usual < ASK_SIGNS_FROM:
        return False
    if not person.hold_level:
        answers.keep(work, person, "red_flags", ASKED)
    return True
