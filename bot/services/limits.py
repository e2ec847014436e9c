"""Limits: what one subscriber told us about their body, with all that follows from it."""

from bot.coach.situation import active_flags
from bot.services import profiles, subscribers
from bot.services.person import Person
from bot.services.work import Work
from content.model import Exercise


def of(work: Work, person: Person) -> frozenset[str]:
    """The flags and modes that hide exercises from this person today."""
    today = person.today(work.now)
    return active_flags(profiles.of(work, person, today), today)


def missing(work: Work, person: Person, exercise: Exercise) -> frozenset[str]:
    """The things an exercise needs that this person has not ticked."""
    return exercise.kit - frozenset(subscribers.row_of(work, person.id).kit)
