"""Mishaps: a fall or a new strain, told in a plain way, and the doctor signs of card D5."""

from datetime import date, timedelta

from bot.coach.screening import FRESH_DAYS
from bot.services import answers, history, plans, profiles, sessions
from bot.services.pain import ASKED
from bot.services.person import Person
from bot.services.work import Work

# How many days ago a strain was, each the earliest of its answer: the careful reading.
DAYS_AGO = (0, 1, 2, 4, 8, 15)
SIGNS = (
    "catching", "locking", "giving_way", "stiff", "lump", "swelling", "weight", "ill", "bones",
)  # fmt: skip
ASK_LIST = frozenset({"weight", "ill", "bones"})  # the warning list says how soon these matter
SIGNS_EVERY = 28  # days


def fell(work: Work, person: Person) -> None:
    """Keep a fall: the warning signs are asked before the next routine (section 2)."""
    _end_session(work, person)
    answers.keep(work, person, "fall", "told")
    plans.forget(work, person)


def strained(work: Work, person: Person, days_ago: int) -> None:
    """Keep a new strain (sections 2 and 4): three days of rest, then the gentle set."""
    if days_ago not in DAYS_AGO:
        raise ValueError(f"no such answer: {days_ago} days ago")
    day = person.today(work.now) - timedelta(days=days_ago)
    _end_session(work, person)
    answers.keep(work, person, profiles.STRAIN, day.isoformat())
    plans.forget(work, person)


def _end_session(work: Work, person: Person) -> None:
    running = sessions.open_place(work, person)
    if running is not None:
        sessions.give_up(work, person, running.id)


def rest_ends(work: Work, person: Person) -> date | None:
    """The first date after the rest of the last strain, None when there was none."""
    strain = profiles.of(work, person, person.today(work.now)).strain
    return strain + timedelta(days=FRESH_DAYS) if strain else None


def signs_due(work: Work, person: Person, day: date) -> bool:
    """Whether the signs of card D5 are asked about: four weeks after the start or the last time."""
    if person.started_on is None:
        return False
    last = answers.last(work, person, "signs")
    since = max(person.started_on, last.date) if last else person.started_on
    return (day - since).days >= SIGNS_EVERY


def keep_signs(work: Work, person: Person, signs: frozenset[str]) -> bool:
    """Keep the signs (none is an answer, too); True when the warning list comes first.

    Each brings card D5 (NICE NG226, GPonline). ValueError for a sign nobody knows.
    """
    if not signs <= {*SIGNS}:
        raise ValueError(f"no such sign: {sorted(signs - {*SIGNS})}")
    value = " ".join(sign for sign in SIGNS if sign in signs) or history.NO_SIGNS
    answers.keep(work, person, "signs", value)
    plans.forget(work, person)
    if not signs & ASK_LIST:
        return False
    if not person.hold_level:
        answers.keep(work, person, "red_flags", ASKED)
    return True
