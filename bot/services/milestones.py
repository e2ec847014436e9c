"""Milestones: after 2, 6 and 12 weeks, whether this is still of use, and how to do less."""

from datetime import date, timedelta

from bot.services import answers, preferences
from bot.services.person import Person
from bot.services.work import Work

QUESTION = "milestone"
WEEKS = (12, 6, 2)
SHOWN = timedelta(days=14)  # how long a milestone waits on the card for its answer
YES, UPKEEP, STOP = "yes", "upkeep", "stop"
ANSWERS = (YES, UPKEEP, STOP)
UPKEEP_DAYS = frozenset({1, 4})  # Tuesday and Friday, as in the maintain phase (section 5)
FEWEST = 2  # days a week of upkeep (AAOS, second-hand)


def due(work: Work, person: Person, day: date) -> int | None:
    """The milestone, in weeks, that a date asks about; None for most dates."""
    if person.started_on is None:
        return None
    passed = day - person.started_on
    for weeks in WEEKS:
        over = passed - timedelta(weeks=weeks)
        if over >= timedelta():
            return weeks if over < SHOWN and not _answered(work, person, weeks) else None
    return None


def _answered(work: Work, person: Person, weeks: int) -> bool:
    last = answers.last(work, person, QUESTION)
    return last is not None and int(last.value.split()[0]) >= weeks


def keep(work: Work, person: Person, weeks: int, answer: str) -> Person:
    """Keep the answer to a milestone (0 weeks: asked for by the person) and do what it says.

    Upkeep is two days a week, which is enough to keep what was gained; stop ends deliveries and
    forgets nothing. ValueError for what is no answer.
    """
    if answer not in ANSWERS or weeks not in (0, *WEEKS):
        raise ValueError(f"not an answer to a milestone: {weeks} {answer}")
    answers.keep(work, person, QUESTION, f"{weeks} {answer}")
    if answer == STOP:
        return preferences.stop(work, person)
    if answer == UPKEEP:
        return preferences.set_days(work, person, upkeep_days(person))
    return person


def upkeep_days(person: Person) -> frozenset[int]:
    """Two weekdays, 0 = Monday: Tuesday and Friday where both are chosen, else two chosen ones."""
    chosen = sorted(person.weekdays)
    if len(chosen) <= FEWEST:
        return person.weekdays
    if person.weekdays >= UPKEEP_DAYS:
        return UPKEEP_DAYS
    return frozenset({chosen[0], chosen[len(chosen) // 2]})
