"""/settings: one panel whose buttons show every choice, and the small panels behind them."""

from collections.abc import Callable
from dataclasses import replace
from datetime import time

from bot.chat import (
    breaks,
    country,
    goal,
    hours,
    kit,
    length,
    limits,
    news,
    pause,
    pictures,
    preferences,
    start,
    weekly_note,
    zones,
)
from bot.chat.back import back, with_back
from bot.chat.buttons import OldButton, Press
from bot.chat.moments import clock, next_words, weekday
from bot.chat.screens import Button, Reply, Screen, say
from bot.chat.talk import Talk
from bot.services import broadcasts, goals, nudges, subscribers
from bot.services import pictures as drawn
from bot.services import preferences as prefs
from content.countries import Countries
from content.places import Places

QUIET = (("21:00", "08:00"), ("22:00", "07:00"), ("23:00", "07:00"))
OFF = ("00:00", "00:00")
LONGEST_LABEL = 30
LONGEST_ECHO = 40
# Questions that a panel leaves open for typed words, and that going back closes.
OPEN = ("hour", "zone", country.ASKING, length.ASKING, pause.ASKING)

# What people may type after /settings, beside the names of the panels.
OTHER_NAMES = {
    "hour": "time",
    "day": "days",
    "weekdays": "days",
    "timezone": "zone",
    "clock": "zone",
    "minutes": "length",
    "limit": "limits",
    "equipment": "kit",
    "things": "kit",
    "note": "notes",
    "picture": "pictures",
    "videos": "pictures",
    "language": "country",
    "numbers": "country",
}


def command(talk: Talk) -> Reply:
    """/settings, with the name of a choice or without; before the first routine, the next step."""
    if not talk.person.subscribed:
        note = Screen(talk.say("settings.not_yet"), living=False)
        return Reply(screens=(note, *start.go_on(talk).screens))
    words = talk.visit.text.strip()
    if not words:
        return home(talk)
    name = words.lower().removeprefix("/")
    panel = PANELS.get(OTHER_NAMES.get(name, name))
    if panel is not None:
        return panel(talk)
    return home(talk, talk.say("settings.unknown", words=words[:LONGEST_ECHO]))


def pressed(talk: Talk, press: Press) -> Reply | None:
    """A line of the panel was tapped, or the way back to it."""
    panel = PANELS.get(press.word(0))
    if panel is None:
        raise OldButton("settings")
    return panel(talk) if talk.person.subscribed else None


def home(talk: Talk, note: str = "") -> Reply:
    """The panel: every choice with what it is now."""
    if talk.person.asking in OPEN:
        talk = talk.as_(subscribers.asked(talk.work, talk.person))
    text = talk.say("settings.panel", next=next_words(talk))
    lines = [_line(talk, key, value) for key, value in _values(talk).items()]
    rows = [tuple(lines[place : place + 2]) for place in range(0, len(lines), 2)]
    mine = talk.button("settings.privacy", "privacy")
    return say(f"{note}\n\n{text}" if note else text, *rows, (mine,))


def _line(talk: Talk, key: str, value: str) -> Button:
    panel = key.removeprefix("settings.")
    return talk.button(key, "settings", panel, value=value[:LONGEST_LABEL])


def _values(talk: Talk) -> dict[str, str]:
    """What each choice is now, by the words of its button, in the order of the panel."""
    person, mine = talk.person, prefs.choices(talk.work, talk.person)
    code = person.country
    return {
        "settings.time": clock(person.wall_time) if person.wall_time else "",
        "settings.days": preferences.day_names(talk, short=True),
        "settings.zone": Places.shared().clock_label(person.zone or "UTC"),
        "settings.length": talk.plain("settings.minutes", minutes=person.minutes),
        "settings.goal": talk.plain("goal.value", count=goals.goal(talk.work, person)),
        "settings.limits": str(len(person.flags | person.modes)),
        "settings.kit": kit.names(talk),
        "settings.breaks": _breaks_words(talk),
        "settings.weekly": _weekly_words(talk),
        "settings.news": talk.plain(
            "settings.on" if broadcasts.wanted(talk.work, person.id) else "settings.off"
        ),
        "settings.quiet": _quiet_words(talk, mine.quiet_from, mine.quiet_to),
        "settings.notes": talk.plain("settings.on" if mine.notes else "settings.off"),
        "settings.pictures": talk.plain(
            "settings.on" if drawn.wanted(talk.work, person) else "settings.off"
        ),
        "settings.country": Countries.shared().name(code)
        if code
        else talk.plain("settings.not_set"),
        "settings.pause": _pause_words(talk, mine),
    }


def _pause_words(talk: Talk, mine: prefs.Choices) -> str:
    if talk.person.status == "stopped":
        return talk.plain("settings.stopped")
    until = mine.paused_until
    if until is None:
        return talk.plain("settings.off")
    day = weekday(talk, until.weekday(), short=True)
    month = talk.plain(f"month.{until.month}")[:3]
    return talk.plain("settings.until", weekday=day, day=until.day, month=month)


def _breaks_words(talk: Talk) -> str:
    on = nudges.hours(talk.work, talk.person.id)
    return (
        talk.plain("quiet.span", start=clock(on.begins), end=clock(on.ends))
        if on
        else talk.plain("settings.off")
    )


def _weekly_words(talk: Talk) -> str:
    on = nudges.weekly(talk.work, talk.person.id)
    if on is None:
        return talk.plain("settings.off")
    return f"{weekday(talk, on[0], short=True)} {clock(on[1])}"


def _quiet_words(talk: Talk, start_: time, end: time) -> str:
    if start_ == end:
        return talk.plain("settings.off")
    return talk.plain("quiet.span", start=clock(start_), end=clock(end))


def quiet(talk: Talk) -> Reply:
    """Between which hours nothing but the routine comes."""
    mine = prefs.choices(talk.work, talk.person)
    now = (clock(mine.quiet_from), clock(mine.quiet_to))
    rows = [(_span(talk, span, span == now),) for span in QUIET]
    off = mine.quiet_from == mine.quiet_to
    rows.append((_span(talk, OFF, off),))
    return say(talk.say("quiet.ask"), *rows, (back(talk),))


def _span(talk: Talk, span: tuple[str, str], on: bool) -> Button:
    words = _quiet_words(talk, time.fromisoformat(span[0]), time.fromisoformat(span[1]))
    label = talk.plain("limits.on", label=words) if on else words
    args = [wall.replace(":", "") for wall in span]
    return talk.button("limits.label", "quiet", *args, label=label)


def quiet_chosen(talk: Talk, press: Press) -> Reply | None:
    """Quiet hours were tapped."""
    span = tuple(f"{word[:2]}:{word[2:]}" for word in (press.word(0), press.word(1)))
    if span not in (*QUIET, OFF):
        raise OldButton("quiet")
    if not talk.person.subscribed:
        return None
    prefs.set_quiet(talk.work, talk.person, *(time.fromisoformat(wall) for wall in span))
    return quiet(talk)


def notes(talk: Talk) -> Reply:
    """What a note is, and whether any are kept."""
    on = prefs.choices(talk.work, talk.person).notes
    text = talk.say("notes.ask") + "\n\n" + talk.say("notes.on" if on else "notes.off")
    turn = talk.button("notes.turn_off" if on else "notes.turn_on", "notes", "ask" if on else "on")
    return say(text, (turn,), (back(talk),))


def notes_chosen(talk: Talk, press: Press) -> Reply | None:
    """Notes on, or off; off asks once, because it deletes what was kept."""
    answer = press.word(0)
    if answer not in ("on", "ask", "delete"):
        raise OldButton("notes")
    if not talk.person.subscribed:
        return None
    if answer == "ask":
        sure = talk.button("notes.delete", "notes", "delete", style="danger")
        return say(talk.say("notes.sure"), (sure,), (back(talk),))
    if answer == "on":
        prefs.keep_notes(talk.work, talk.person)
        return notes(talk)
    prefs.drop_notes(talk.work, talk.person)
    return say(talk.say("notes.deleted"), (back(talk),))


def _country(talk: Talk) -> Reply:
    """The country question, without whatever stood after /settings."""
    plain = replace(talk, visit=replace(talk.visit, text=""))
    return with_back(talk, country.command(plain))


PANELS: dict[str, Callable[[Talk], Reply]] = {
    "home": home,
    "time": hours.ask,
    "days": preferences.ask_days,
    "zone": lambda talk: with_back(talk, zones.ask(talk)),
    "length": length.ask,
    "goal": goal.show,
    "limits": limits.show,
    "kit": kit.ask,
    "quiet": quiet,
    "notes": notes,
    "pictures": pictures.show,
    "country": _country,
    "breaks": breaks.panel,
    "weekly": weekly_note.panel,
    "news": news.show,
    "pause": pause.ask,
}
