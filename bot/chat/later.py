"""Later or not today: the routine comes back at another hour, or tomorrow."""

from datetime import date, datetime, timedelta

from bot.chat import (
    today,
)
from bot.chat.buttons import Press
from bot.chat.card_buttons import moved_on, proof, still_today
from bot.chat.moments import clock, local, next_words
from bot.chat.screens import Reply, say
from bot.chat.talk import Talk
from bot.services import checkins, schedules

QUARTER, HOUR = timedelta(minutes=15), timedelta(hours=1)
LATER = ("quarter", "hour", "tonight")
TONIGHT = 20  # o'clock, local


def later(talk: Talk, press: Press) -> Reply | None:
    """When to come back today."""
    delivery, ordinal = press.number(0), press.number(1)
    if not talk.person.subscribed:
        return None
    delivery = proof(talk, delivery)
    day = still_today(talk, ordinal)
    if day is None:
        return moved_on(talk)
    if talk.person.status != "active" or talk.person.hold_level:
        return today.today(talk)
    buttons = [
        talk.button(f"later.{name}", "snooze", name, delivery, ordinal)
        for name in LATER
        if _later_at(talk, name, day) is not None
    ]
    back = talk.button("later.back", "card")
    return say(talk.say("later.ask"), tuple(buttons), (back,))


def _tonight(talk: Talk) -> datetime | None:
    here = local(talk, talk.visit.now)
    evening = here.replace(hour=TONIGHT, minute=0, second=0, microsecond=0)
    return evening if evening - here > HOUR else None


def _later_at(talk: Talk, name: str, day: date) -> datetime | None:
    """The instant a Later button stands for, None when it is over with the day by then."""
    waits = {"quarter": talk.visit.now + QUARTER, "hour": talk.visit.now + HOUR}
    until = waits.get(name) or (_tonight(talk) if name == "tonight" else None)
    return until if until is not None and day in talk.person.days(until) else None


def snooze(talk: Talk, press: Press) -> Reply | None:
    """Come back later today."""
    name, delivery, ordinal = press.word(0), press.number(1), press.number(2)
    if not talk.person.subscribed:
        return None
    day = still_today(talk, ordinal)
    if day is None:
        return moved_on(talk)
    until = _later_at(talk, name, day)
    if until is None or talk.person.status != "active" or talk.person.hold_level:
        return today.today(talk)
    schedules.snooze(talk.work, talk.person.id, day, until)
    at = clock(local(talk, until).time())
    now = talk.button("card.start", "start", delivery, ordinal, style="success")
    return say(talk.say("later.kept", time=at), (now,))


def not_today(talk: Talk, press: Press) -> Reply | None:
    """Left out today, without a word of blame."""
    delivery, ordinal = press.number(0), press.number(1)
    if not talk.person.subscribed:
        return None
    proof(talk, delivery)
    day = still_today(talk, ordinal)
    if day is None:
        return moved_on(talk)
    schedules.cancel_waiting(talk.work, talk.person.id, but=checkins.KIND)
    schedules.leave_out(talk.work, talk.person.id, day, "not today")
    changed = talk.button("card.changed_mind", "start", delivery, ordinal)
    return say(talk.say("card.left_out", next=next_words(talk)), (changed,))
