"""Muscles: how long each muscle group of one subscriber was at work in the last seven days."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from bot.coach import muscles
from bot.coach.facts import Item
from bot.services import history
from bot.services.person import Person
from bot.services.work import Work
from storage import sessions
from storage.tables import Session

DAYS = 7
MINUTE = 60

Minutes = tuple[tuple[str, int], ...]
"""Minutes, at least 1, by the plain name of a muscle group, the longest first."""


def of(work: Work, person: Person, last: date) -> Minutes:
    """The minutes of the seven dates up to `last`, from the moves that were done."""
    first = last - timedelta(days=DAYS - 1)
    rows = [row for row in sessions.of(work.db, person.id) if first <= row.date <= last]
    found = muscles.worked(_done(rows), work.library.exercises)
    return tuple((name, max(1, round(seconds / MINUTE))) for name, seconds in found)


def _done(rows: Iterable[Session]) -> Iterator[Item]:
    """The moves that were done, one outcome for each move of a plan in order."""
    for row in rows:
        pairs = zip(row.plan["items"], row.outcomes, strict=False)
        yield from (history.read_item(item) for item, outcome in pairs if outcome == "done")
