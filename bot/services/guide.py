"""Guided runs: what somebody says after a video leads into the session they began."""

from bot.services import plans, sessions
from bot.services.person import Person
from bot.services.sessions import UNDER_WAY, Place
from bot.services.work import Work


def open_place(work: Work, person: Person, session_id: int) -> Place | None:
    """The session, if it is this person's, under way, of today, and nothing bars it."""
    place = sessions.find(work, person, session_id)
    if place is None or place.state not in UNDER_WAY or person.hold_level:
        return None
    if place.date not in person.days(work.now) or plans.gate(work, person, place.date):
        return None
    return place


def all_done(work: Work, person: Person, place: Place) -> Place:
    """Every move that was still open is done."""
    return _done_until(work, person, place, len(place.plan.items))


def part_done(work: Work, person: Person, place: Place) -> Place:
    """Some of it is done: the move that is up counts, unless an earlier one does; then it ends.

    Of a plan of one move, a part is no whole move.
    """
    if not place.done_any and len(place.plan.items) > 1:
        place = _done_until(work, person, place, place.step + 1)
    return sessions.stop(work, person, place.id) or place


def hurts_at(work: Work, person: Person, place: Place, step: int) -> Place:
    """A move of the video hurts: those before it are done, and the next answer says how much."""
    place = _done_until(work, person, place, step)
    return sessions.hurting(work, person, place.id, place.step) or place


def _done_until(work: Work, person: Person, place: Place, step: int) -> Place:
    while place.state in UNDER_WAY and place.step < step:
        place = sessions.done(work, person, place.id, place.step) or place
    return place
