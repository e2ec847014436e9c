"""One session of a made-up person, tap by tap through the services."""

from random import Random

from bot.coach.facts import Plan, SessionFact
from bot.services import history, sessions
from bot.services.person import Person
from bot.services.sessions import Place
from bot.services.work import Work
from bot.simulation.body import Body
from storage import sessions as stored

SKIPS = 0.02
A_LITTLE, A_LOT = 0.7, 0.96  # of what hurts: up to here 3-5, up to there 6 or more
PINCHES = 0.4


def train(work: Work, person: Person, plan: Plan, body: Body) -> tuple[SessionFact, Plan]:
    """Go through a plan; what the coach will hear of it, and the plan as it was in the end."""
    rolls, habits = body.rolls, body.who.habits
    place = sessions.begin(work, person, plan, None)
    stops = len(plan.items) if rolls.random() < habits.finishes else rolls.randint(0, 4)
    while place.state in sessions.UNDER_WAY:
        if place.step >= stops:
            place = _known(sessions.stop(work, person, place.id))
        elif rolls.random() < habits.hurt:
            place = _hurts(work, person, place, rolls)
        else:
            tap = sessions.skip if rolls.random() < SKIPS else sessions.done
            place = _known(tap(work, person, place.id, place.step))
    if place.state != "finished":
        peak = body.peak() if rolls.random() < habits.tells else None
        place = _known(sessions.finish(work, person, place.id, peak))
    row = stored.owned(work.db, place.id, person.id)
    if row is None:
        raise LookupError("the session is gone")
    return history.session_fact(row), place.plan


def _hurts(work: Work, person: Person, place: Place, rolls: Random) -> Place:
    """A move hurts: a little, a lot, or the leg gives way."""
    place = _known(sessions.hurting(work, person, place.id, place.step))
    how = rolls.random()
    if how < A_LITTLE:
        after = _known(sessions.hurts_a_little(work, person, place.id, place.step))
        if after.state == "open" and after.step == place.step:
            return _known(sessions.done(work, person, place.id, place.step))
        return after
    if how < A_LOT:
        pinch = rolls.random() < PINCHES
        swapped = sessions.hurts_a_lot(work, person, place.id, place.step, pinch=pinch)
        return _known(swapped.place if swapped else None)
    return _known(sessions.gave_way(work, person, place.id))


def _known(place: Place | None) -> Place:
    if place is None:
        raise LookupError("the session is gone")
    return place
