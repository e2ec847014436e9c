"""Profiles: what the coach is told about a subscriber, their last strain included."""

from dataclasses import replace
from datetime import date

from bot.coach.facts import Profile
from bot.services import subscribers
from bot.services.person import Person, profile
from bot.services.work import Work
from storage import answers
from storage.tables import Schedule

STRAIN = "strain"


def of(work: Work, person: Person, today: date) -> Profile:
    """The profile on a date. A strain that was stated counts from its own day (programme G3)."""
    row = subscribers.row_of(work, person.id)
    found = profile(row, work.db.get(Schedule, person.id), today)
    return replace(found, strain=_last_strain(work, person))


def known_at_start(work: Work, person: Person, me: Profile) -> Profile:
    """The same profile with what was known of a strain on the day of the very first start.

    The phase of that day rests on it (section 4). A strain told of later counts from the day it
    is told, so that it never changes days that are over.
    """
    return replace(me, strain=_last_strain(work, person, told_by=me.start))


def _last_strain(work: Work, person: Person, told_by: date = date.max) -> date | None:
    stated = (
        date.fromisoformat(row.value)
        for row in answers.of(work.db, person.id)
        if row.question == STRAIN and row.date <= told_by
    )
    return max(stated, default=None)
