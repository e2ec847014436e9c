"""/pause: some days without a routine, which end by themselves."""

from datetime import date

from bot.chat.back import back
from bot.chat.buttons import OldButton, Press
from bot.chat.moments import clock, date_words, local
from bot.chat.screens import Button, Reply, say
from bot.chat.talk import Talk
from bot.coach.pause_words import read_date, read_days
from bot.services import preferences as prefs
from bot.services import schedules, subscribers

ASKING = "pause"
DAYS = (1, 3, 7, 14)
PLAIN = "plain"
WHY = (PLAIN, *prefs.PAUSED_FOR)
NAMES = {"ill": "ill", "sick": "ill", "holiday": "holiday", "vacation": "holiday"}
REASONS = {"ill": "pause.ill", "holiday": "pause.holiday"}
ASKED = {"ill": "pause.ask_ill", "holiday": "pause.ask_holiday"}
KEPT = {
    PLAIN: "pause.kept_plain",
    "ill": "pause.kept_ill",
    "holiday": "pause.kept_holiday",
}
IN_A_ROW = 2
LONGEST_ECHO = 40


def command(talk: Talk) -> Reply:
    """/pause, with days or a date or without."""
    refused = _nothing_to_pause(talk)
    if refused is not None:
        return refused
    words = talk.visit.text.strip().lower()
    if words in NAMES:
        return _ask_why(talk, NAMES[words])
    return typed(talk) if words else ask(talk)


def names_a_reason(talk: Talk) -> bool:
    """Whether what was typed is only why the person pauses, such as "ill"."""
    return talk.visit.text.strip().lower() in NAMES


def _nothing_to_pause(talk: Talk) -> Reply | None:
    """Before the first routine there is none, and what was stopped must not start by itself."""
    if not talk.person.subscribed:
        return say(talk.say("stop.not_started"), living=False)
    if talk.person.status == "stopped":
        resume = talk.button("stop.resume", "resume")
        return say(talk.say("pause.stopped"), (resume,), (back(talk),))
    return None


def ask(talk: Talk) -> Reply:
    """How long; somebody who is paused also hears until when, and can end it."""
    refused = _nothing_to_pause(talk)
    if refused is not None:
        return refused
    talk = talk.as_(subscribers.ask(talk.work, talk.person, ASKING, why=PLAIN))
    until = prefs.choices(talk.work, talk.person).paused_until
    rows = _days(talk, PLAIN)
    rows.append(tuple(talk.button(REASONS[why], "pause", why) for why in prefs.PAUSED_FOR))
    if until is not None:
        rows.append((talk.button("pause.end_now", "resume"),))
    text = talk.say("pause.ask")
    if until is not None:
        text = talk.say("pause.now", day=date_words(talk, until)) + "\n\n" + text
    return say(text, *rows, (back(talk),))


def _days(talk: Talk, why: str) -> list[tuple[Button, ...]]:
    buttons = [talk.button("pause.days", "pause", why, days, days=days) for days in DAYS]
    return [tuple(buttons[place : place + IN_A_ROW]) for place in range(0, len(DAYS), IN_A_ROW)]


def pressed(talk: Talk, press: Press) -> Reply:
    """Days were tapped, or why; then the days are asked."""
    why = press.word(0)
    if why not in WHY:
        raise OldButton("pause")
    refused = _nothing_to_pause(talk)
    if refused is not None:
        return refused
    if len(press.args) == 1:
        return ask(talk) if why == PLAIN else _ask_why(talk, why)
    days = press.number(1)
    if not 1 <= days <= prefs.LONGEST_PAUSE:
        raise OldButton("pause")
    return _keep(talk, prefs.pause_end(talk.work, talk.person, days), why)


def _ask_why(talk: Talk, why: str) -> Reply:
    """How many days somebody is ill or away; a typed number answers as well."""
    talk = talk.as_(subscribers.ask(talk.work, talk.person, ASKING, why=why))
    again = talk.button("pause.other", "settings", "pause")
    return say(talk.say(ASKED[why]), *_days(talk, why), (again,))


def knows(talk: Talk) -> bool:
    """Whether the typed words are a number of days or a date."""
    return read_days(talk.visit.text) is not None or _date(talk) is not None


def _date(talk: Talk) -> date | None:
    return read_date(talk.visit.text, local(talk, talk.visit.now).date())


def typed(talk: Talk) -> Reply:
    """Days or a last date in the person's own words; what cannot be is said, and asked again."""
    refused = _nothing_to_pause(talk)
    if refused is not None:
        return refused
    days, until = read_days(talk.visit.text), _date(talk)
    why = talk.person.asking_data.get("why", PLAIN) if talk.person.asking == ASKING else PLAIN
    if days is None and until is None:
        return _again(talk, "pause.not_days")
    if days is not None and not 1 <= days <= prefs.LONGEST_PAUSE:
        return _again(talk, "pause.too_few" if days < 1 else "pause.too_many")
    if days is not None:
        return _keep(talk, prefs.pause_end(talk.work, talk.person, days), why)
    return _keep_until(talk, until, why) if until is not None else ask(talk)


def _keep_until(talk: Talk, until: date, why: str) -> Reply:
    """Until a date: the routine comes again on that date."""
    if until < prefs.pause_end(talk.work, talk.person, 1):
        return _again(talk, "pause.too_early")
    if until > prefs.last_pause_end(talk.work, talk.person):
        return _again(talk, "pause.too_many")
    return _keep(talk, until, why)


def _again(talk: Talk, key: str) -> Reply:
    words = talk.visit.text.strip()[:LONGEST_ECHO]
    screen = ask(talk).screens[0]
    return say(f"{talk.say(key, words=words)}\n\n{screen.text}", *screen.rows)


def _keep(talk: Talk, until: date, why: str) -> Reply:
    if talk.person.asking == ASKING:
        subscribers.asked(talk.work, talk.person)
    reason = None if why == PLAIN else why
    talk = talk.as_(prefs.pause(talk.work, talk.person, until, reason))
    text = talk.say(KEPT[why], next=again_words(talk, until))
    end_now = talk.button("pause.end_now", "resume")
    return say(text, (end_now,), (back(talk),))


def again_words(talk: Talk, until: date) -> str:
    """When the routine comes again, weekday and date; a hold outlasts the end of a pause."""
    if talk.person.hold_level:
        return talk.say("pause.held", day=date_words(talk, until))
    due = schedules.next_delivery(talk.work, talk.person.id)
    if due is None:
        return talk.say("next.none")
    when = local(talk, due.instant)
    return talk.say("pause.again", day=date_words(talk, when.date()), time=clock(when.time()))
