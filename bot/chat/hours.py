"""Hours: at what time of day the routine comes."""

from datetime import time

from bot.chat import today
from bot.chat.back import with_back
from bot.chat.buttons import OldButton, Press
from bot.chat.moments import clock, clock_now, next_words, phone_time
from bot.chat.screens import Reply, Screen, say
from bot.chat.talk import Talk
from bot.coach.clock_words import read_time
from bot.services import preferences as prefs
from bot.services import subscribers

OFFERED = ("06:30", "07:00", "07:30", "08:00", "09:00", "12:30", "17:30", "19:00", "20:30")
IN_A_ROW = 3


def ask(talk: Talk) -> Reply:
    """The hour question; during the first minute it also confirms the time it is now."""
    talk = talk.as_(subscribers.ask(talk.work, talk.person, "hour"))
    here = clock_now(talk, talk.person.zone or "UTC")
    if talk.person.subscribed:
        text = talk.say("hour.change", next=next_words(talk))
    else:
        text = talk.say("hour.ask", phone=phone_time(talk.visit.now, here), time=here)
    buttons = [
        talk.button("hour.choice", "hour", wall.replace(":", ""), time=wall) for wall in OFFERED
    ]
    rows = [tuple(buttons[place : place + IN_A_ROW]) for place in range(0, 9, IN_A_ROW)]
    if not talk.person.subscribed:
        rows.append((talk.button("hour.wrong_zone", "zone_other", "common"),))
    return with_back(talk, say(text, *rows))


def command(talk: Talk) -> Reply | None:
    """/time, with a time or without."""
    if not talk.person.consent_given or talk.person.stage not in ("hour", "ready"):
        return None
    if not talk.visit.text.strip():
        return ask(talk)
    return typed(talk)


def typed(talk: Talk) -> Reply | None:
    """A time of day in the person's own words."""
    if _held_before_ready(talk):
        return None
    wall = read_time(talk.visit.text)
    if wall is None:
        refused = say(talk.say("hour.not_a_time", words=talk.visit.text.strip()[:40]))
        return Reply(screens=(*refused.screens, *ask(talk).screens))
    return _keep(talk, wall)


def chosen(talk: Talk, press: Press) -> Reply | None:
    """An hour was tapped."""
    number = press.word(0)
    if f"{number[:2]}:{number[2:]}" not in OFFERED:
        raise OldButton(number)
    if talk.person.stage not in ("hour", "ready") or _held_before_ready(talk):
        return None
    return _keep(talk, time(int(number[:2]), int(number[2:])))


def _held_before_ready(talk: Talk) -> bool:
    return bool(talk.person.hold_level) and not talk.person.subscribed


def _keep(talk: Talk, wall: time) -> Reply:
    first = not talk.person.subscribed
    talk = talk.as_(prefs.set_time(talk.work, talk.person, wall))
    if not first:
        kept = say(talk.say("hour.kept", time=clock(wall), next=next_words(talk)))
        return with_back(talk, kept)
    card = today.today(talk)
    key = "hour.ready" if today.has_card(card) else "hour.ready_later"
    ready = Screen(talk.say(key, time=clock(wall), next=next_words(talk)), living=False)
    return Reply(screens=(ready, *card.new().screens))
