"""Start: what must be known first, then the first move, and maybe the video."""

from datetime import date

from bot.chat import guide, session, today
from bot.chat.buttons import Press
from bot.chat.card_buttons import moved_on, proof, still_today
from bot.chat.screens import Reply
from bot.chat.talk import Talk
from bot.coach.facts import Kind
from bot.services import plans, sessions


def guided(talk: Talk, press: Press) -> Reply | None:
    """Guide me was pressed: as with Start, and the video of the whole routine follows."""
    return begin(talk, press, guided=True)


def begin(talk: Talk, press: Press, *, guided: bool = False) -> Reply | None:
    """Start was pressed: first what must be known, then the first move."""
    delivery, ordinal = press.number(0), press.number(1)
    if not talk.person.subscribed:
        return None
    delivery = proof(talk, delivery)
    day = still_today(talk, ordinal)
    if day is None and sessions.open_place(talk.work, talk.person) is None:
        return moved_on(talk)
    return begin_now(talk, delivery, day or talk.person.today(talk.visit.now), guided=guided)


def begin_now(
    talk: Talk, delivery: int, day: date, note: str = "", *, guided: bool = False
) -> Reply:
    """Ask for the scores that are missing, then show the step that is up, and maybe its video."""
    found = plans.today(talk.work, talk.person, on=day, anyway=True)
    if found.plan is None or found.plan.kind is Kind.TOO_LITTLE:
        return today.show(talk, found, delivery=delivery)
    if talk.person.usual is None:
        asked = session.ask_score(talk, "usual", delivery, day, guided=guided)
        return today.with_strip(talk, found.plan, asked)
    if sessions.needs_morning_score(talk.work, talk.person, day):
        asked = session.ask_score(talk, "morning", delivery, day, guided=guided)
        return today.with_strip(talk, found.plan, asked)
    place = sessions.begin(talk.work, talk.person, found.plan, delivery or None)
    steps = session.show(talk, place, note)
    return guide.beside(talk, place, steps) if guided else steps


def minute(talk: Talk, press: Press) -> Reply | None:
    """The shortest routine there is: one warm-up and one move, which counts like any other day.

    No score is asked before it, because nothing is worked out from a one-minute day (6.6).
    """
    if not talk.person.subscribed:
        return None
    delivery, day = (
        proof(talk, press.number(0)),
        still_today(talk, press.number(1)),
    )
    if day is None:
        return moved_on(talk)
    found = plans.today(talk.work, talk.person, on=day, anyway=True)
    running = sessions.open_place(talk.work, talk.person)
    if found.plan is None or found.sore:
        return today.today(talk)
    if running is not None or talk.person.usual is None:
        return begin_now(talk, delivery, day)
    short = plans.one_minute(talk.work, talk.person, day)
    return session.show(talk, sessions.begin(talk.work, talk.person, short, delivery or None))
