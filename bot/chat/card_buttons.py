"""Buttons on the card of a day: what a press proves, and which day it stands for."""

from datetime import date

from bot.chat import today
from bot.chat.screens import Reply, say
from bot.chat.talk import Talk
from bot.services import deliveries


def proof(talk: Talk, delivery: int) -> int:
    """The delivery whose button was pressed: the press proves that it arrived. 0 for any other."""
    if delivery and deliveries.evidence(talk.work, delivery, subscriber_id=talk.person.id):
        return delivery
    return 0


def still_today(talk: Talk, ordinal: int) -> date | None:
    """The date a button stands for, None when that day is over."""
    days = {day.toordinal(): day for day in talk.person.days(talk.visit.now)}
    return days.get(ordinal)


def moved_on(talk: Talk) -> Reply:
    """The card of today, below a line that says the pressed one is over."""
    card = today.today(talk)
    first = card.screens[0]
    text = talk.say("card.old_day") + "\n\n" + first.text
    return say(text, *first.rows)
