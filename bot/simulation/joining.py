"""The first minute of a made-up person, through the services a chat would call."""

from dataclasses import replace
from datetime import time

from bot.coach.facts import EVERY_DAY
from bot.services import goals, nudges, preferences, subscribers
from bot.services.person import Person
from bot.services.work import Work
from bot.simulation.people import Who

HOUR = time(8)


def join(work: Work, who: Who) -> Person:
    """Answer everything that is asked before the first routine; returns the new subscriber."""
    person = subscribers.meet(work, who.number + 1, who.number + 1, "en")
    person = subscribers.consent(work, person)
    person = subscribers.no_warning_signs(work, person)
    person = _exclusions(work, person, who)
    for limit in sorted(who.limits):
        person = subscribers.toggle_limit(work, person, limit)
    person = _limits_done(work, person, who)
    person = preferences.set_zone(work, person, who.home)
    person = preferences.set_time(work, person, HOUR)
    return _wishes(work, person, who)


def _exclusions(work: Work, person: Person, who: Who) -> Person:
    """Somebody operated waits for a clinician's word, and has it."""
    if not who.operated:
        return subscribers.nothing_excludes(work, person)
    person = subscribers.exclude_operated(work, person, "hip_replacement")
    return subscribers.clear(work, person)


def _limits_done(work: Work, person: Person, who: Who) -> Person:
    """Somebody pregnant waits for a midwife's word, and has it."""
    if not who.pregnant:
        return subscribers.limits_done(work, person)
    person = subscribers.toggle_limit(work, person, "pregnant")
    person = subscribers.limits_done(work, person)
    return subscribers.midwife_agreed(work, person)


def _wishes(work: Work, person: Person, who: Who) -> Person:
    person = preferences.set_days(work, person, who.weekdays)
    person = preferences.set_minutes(work, person, who.minutes)
    for thing in sorted(who.things):
        person = preferences.toggle_thing(work, person, thing)
    goals.set_goal(work, person, who.goal)
    if who.note_on is not None:
        nudges.choose_weekly(work, person.id, who.note_on, nudges.EVENING)
    if who.sits:
        nudges.choose_breaks(work, person.id, replace(nudges.OFFICE, weekdays=EVERY_DAY))
    return person
