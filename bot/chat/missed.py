"""The one question after two missed days: each answer changes something, none is wrong."""

from bot.chat.buttons import OldButton, Press
from bot.chat.screens import Button, Reply, Screen, say
from bot.chat.talk import Talk
from bot.services import missed, plans
from bot.services.pain import WORST

REASONS = {
    "forgot": "missed.forgot",
    "no_time": "missed.no_time",
    "hurts": "missed.hurts",
    "bored": "missed.bored",
    "ill": "missed.ill",
    "fine": "missed.fine",
}
CHANGED = {
    "forgot": "missed.changed_forgot",
    "no_time": "missed.changed_no_time",
    "hurts": "missed.changed_hurts",
    "bored": "missed.changed_bored",
    "ill": "missed.changed_ill",
    "fine": "missed.changed_fine",
}
IN_A_ROW = 2
HOURS = ("07:00", "12:30", "17:30", "20:30")
ILL_DAYS = (3, 7, 14)
FIRST_ROW = 6

Rows = list[tuple[Button, ...]]


def on_card(talk: Talk, found: plans.Today) -> Screen | None:
    """The question, None on most days."""
    if not talk.person.consent_given or not missed.due(talk.work, talk.person, found.date):
        return None
    day = found.date.toordinal()
    buttons = [talk.button(key, "missed", code, day) for code, key in REASONS.items()]
    rows = [tuple(buttons[at : at + IN_A_ROW]) for at in range(0, len(buttons), IN_A_ROW)]
    return Screen(talk.say("missed.ask"), tuple(rows))


def pressed(talk: Talk, press: Press) -> Reply | None:
    """An answer was tapped: keep it, change what it asks for, and show the way on."""
    reason, ordinal = press.word(0), press.number(1)
    if reason not in REASONS:
        raise OldButton(press.verb)
    if not talk.person.subscribed or talk.person.hold_level:
        return None
    days = {day.toordinal(): day for day in talk.person.days(talk.visit.now)}
    if ordinal not in days:
        return None  # the card of another day: today's stands where this leads
    if missed.due(talk.work, talk.person, days[ordinal]):
        missed.keep(talk.work, talk.person, reason, days[ordinal])
    card = talk.button("card.show", "card", style="success")
    return say(talk.say(CHANGED[reason]), *_ways(talk, reason), (card,))


def _ways(talk: Talk, reason: str) -> Rows:
    """What an answer offers beside the card of the day."""
    if reason == "forgot":
        hours = [talk.button("hour.choice", "hour", t.replace(":", ""), time=t) for t in HOURS]
        return [tuple(hours), (talk.button("missed.other_time", "settings", "time"),)]
    if reason == "no_time":
        return [(talk.button("missed.always_one", "length", 1),)]
    if reason == "hurts":
        scores = [talk.button("pain.number", "pain", n, score=n) for n in range(WORST + 1)]
        return [tuple(scores[:FIRST_ROW]), tuple(scores[FIRST_ROW:])]
    if reason == "ill":
        return [tuple(talk.button("pause.days", "pause", "ill", n, days=n) for n in ILL_DAYS)]
    if reason == "fine":
        return [(talk.button("milestone.less", "milestone", 0, "ask"),)]
    return []
