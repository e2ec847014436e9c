"""Favourites: the exercises somebody marked, wants more of, or never wants to be shown."""

from dataclasses import dataclass
from datetime import timedelta

from bot.services import subscribers
from bot.services.person import Person
from bot.services.work import Work
from storage import plans, sessions
from storage.tables import Subscriber

STAR, LIKE, NEVER = "star", "like", "never"
KINDS = (STAR, LIKE, NEVER)
_PLANNED = (LIKE, NEVER)  # these two change plans; a star only makes a list
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Chosen:
    """The ids of the exercises chosen in each way, in the order in which they were chosen."""

    star: tuple[str, ...] = ()
    like: tuple[str, ...] = ()
    never: tuple[str, ...] = ()

    def of(self, kind: str) -> tuple[str, ...]:
        """The ids of one kind. Raises KeyError for a kind that does not exist."""
        return {STAR: self.star, LIKE: self.like, NEVER: self.never}[kind]


def of(work: Work, person: Person) -> Chosen:
    """What somebody chose, without what is gone from the library; nothing for a stranger."""
    row = work.db.get(Subscriber, person.id)
    if row is None:
        return Chosen()
    known = work.library.exercises
    return Chosen(
        tuple(id_ for id_ in row.favourites if id_ in known),
        tuple(id_ for id_ in row.likes if id_ in known),
        tuple(id_ for id_ in row.never if id_ in known),
    )


def toggle(work: Work, person: Person, kind: str, exercise_id: str) -> bool:
    """Choose an exercise, or take the choice back; returns whether it is chosen now.

    "More of this" and "never" take each other's place. Plans follow from the next day that has
    not begun. Raises KeyError for a kind or an exercise that does not exist, and PermissionError
    before consent: what somebody wants to leave out may tell of their body.
    """
    if not person.consent_given:
        raise PermissionError(kind)
    name = work.library.exercises[exercise_id].id
    chosen = of(work, person)
    on = name not in chosen.of(kind)
    row = subscribers.row_of(work, person.id)
    row.favourites = _changed(chosen.star, name, on=on) if kind == STAR else list(chosen.star)
    if kind in _PLANNED:
        row.likes = _changed(chosen.like, name, on=on and kind == LIKE)
        row.never = _changed(chosen.never, name, on=on and kind == NEVER)
        _plan_anew(work, person)
    return on


def _changed(names: tuple[str, ...], name: str, *, on: bool) -> list[str]:
    others = [one for one in names if one != name]
    return [*others, name] if on else others


def _plan_anew(work: Work, person: Person) -> None:
    """Forget the plans kept for days on which no session has begun."""
    begun = {row.date for row in sessions.of(work.db, person.id)}
    for day in person.days(work.now):
        for found in (day, day + _DAY):
            if found not in begun:
                plans.forget(work.db, person.id, found)
