"""Limits: what one subscriber told us about their body, with all that follows from it."""

from bot.coach.situation import active_flags
from bot.services import subscribers
from bot.services.person import Person, profile
from bot.services.work import Work
from content.model import Exercise
from storage.tables import Schedule


def of(work: Work, person: Person) -> frozenset[str]:
    """The flags and modes that hide exercises from this person today."""
    today = person.today(work.now)
    row = subscribers.row_of(work, person.id)
    return active_flags(profile(row, work.db.get(Schedule, person.id), today), today)


def missing(work: Work, person: Person, exercise: Exercise) -> frozenset[str]:
    """The things an exercise needs that this person has not ticked."""
    return exercise.kit - frozenset(subscribers.row_of(work, person.id).kit)
