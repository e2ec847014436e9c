"""Weekly note: what the last seven days were like, as numbers and names, for three lines."""

from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median_high

from bot.services import clinic_report, plans
from bot.services.person import Person
from bot.services.work import Work
from storage import sessions

WEEK = timedelta(days=7)
DAY = timedelta(days=1)
LENGTHS = (5, 10, 15)  # minutes; one minute is for a bad day, no plan for a week


@dataclass(frozen=True, slots=True)
class Note:
    """The seven dates that end with `last`.

    `now` and `before` are the middle morning scores (0 to 10) of these seven dates and of the
    seven before, None where none was told. `grown` holds the ids of moves that went a step up.
    """

    last: date
    sessions: int
    now: int | None
    before: int | None
    grown: tuple[str, ...]


def of(work: Work, person: Person, last: date) -> Note:
    """What is known of the seven dates up to `last`; changes nothing."""
    first = last - WEEK + DAY
    mornings = {
        one.date: one.morning
        for one in clinic_report.findings(work, person).scores
        if one.morning is not None
    }
    _, state = plans.state_of(work, person, last)
    return Note(
        last=last,
        sessions=_sessions(work, person, first, last),
        now=_middle([score for day, score in mornings.items() if first <= day <= last]),
        before=_middle([score for day, score in mornings.items() if first - WEEK <= day < first]),
        grown=tuple(sorted(name for name, day in state.raised.items() if first <= day <= last)),
    )


def shorter(minutes: int) -> int | None:
    """The next shorter length of a routine in minutes; None below the shortest."""
    return next((length for length in reversed(LENGTHS) if length < minutes), None)


def longer(minutes: int) -> int | None:
    """The next longer length of a routine in minutes; None above the longest."""
    return next((length for length in LENGTHS if length > minutes), None)


def _sessions(work: Work, person: Person, first: date, last: date) -> int:
    mine = [row for row in sessions.of(work.db, person.id) if first <= row.date <= last]
    return len({row.date for row in mine if row.done in ("all", "part")})


def _middle(scores: list[int]) -> int | None:
    return median_high(scores) if scores else None
