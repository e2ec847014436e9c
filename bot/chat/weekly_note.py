"""/weekly: three lines and a picture once a week, on the day and hour somebody chose."""

import re
from dataclasses import replace
from datetime import date, time

from bot.chat import report, safety
from bot.chat.back import back
from bot.chat.buttons import OldButton, Press
from bot.chat.moments import clock, day_words, local, weekday
from bot.chat.screens import Button, Place, Reply, Screen, say
from bot.chat.talk import Talk
from bot.coach.clock_words import read_time, read_weekdays
from bot.services import deliveries, nudges, weekly_note
from bot.services.weekly_note import Note
from content.words import Markup

TIMES = (time(9), time(12), time(18), time(20))
WEEKS_SHOWN = 4
LONGEST_ECHO = 40
OFF = ("off", "stop", "no", "none", "never")
ON = ("on", "start", "yes")


def command(talk: Talk) -> Reply | None:
    """/weekly, with a day and a time such as "sunday 18:00", "off", or nothing."""
    if not talk.person.subscribed:
        return None
    words = talk.visit.text.strip().lower()
    if not words:
        return panel(talk)
    if words in OFF:
        return _off(talk)
    chosen = _read(words, *_chosen(talk))
    if chosen is None:
        return panel(talk, talk.say("weekly_note.not_a_day", words=words[:LONGEST_ECHO]))
    return _choose(talk, *chosen)


def _read(words: str, day: int, wall: time) -> tuple[int, time] | None:
    """The weekday and time that words name; what they leave out stays."""
    if words in ON:
        return day, wall
    name, _, rest = re.sub(r"\bat\b", " ", words).strip().partition(" ")
    days = read_weekdays(name)
    if days is None:
        found = read_time(words)
        return (day, found) if found is not None else None
    found = read_time(rest.strip()) if rest.strip() else wall
    return (min(days), found) if found is not None and len(days) == 1 else None


def _chosen(talk: Talk) -> tuple[int, time]:
    return nudges.weekly(talk.work, talk.person.id) or (nudges.SUNDAY, nudges.EVENING)


def panel(talk: Talk, note: str = "") -> Reply:
    """What is chosen, and every choice on a button."""
    on = nudges.weekly(talk.work, talk.person.id)
    rows: tuple[tuple[Button, ...], ...] = ()
    if on is None:
        state = talk.say("weekly_note.is_off")
    else:
        day, wall = on
        state = talk.say("weekly_note.is_on", day=weekday(talk, day), time=clock(wall))
        rows = _choices(talk, day, wall)
    text = "\n\n".join(part for part in (note, talk.say("weekly_note.title"), state) if part)
    return say(text, *rows, _switch(talk, on=on is not None))


def _choices(talk: Talk, day: int, wall: time) -> tuple[tuple[Button, ...], ...]:
    days = [_choice(talk, weekday(talk, n, short=True), n == day, "day", n) for n in range(7)]
    times = [_choice(talk, clock(one), one == wall, "time", one.hour) for one in TIMES]
    return tuple(days[:4]), tuple(days[4:]), tuple(times)


def _choice(talk: Talk, label: str, on: bool, what: str, value: int) -> Button:
    words = talk.plain("limits.on", label=label) if on else label
    return talk.button("limits.label", "wn", what, value, label=words)


def _switch(talk: Talk, *, on: bool) -> tuple[Button, ...]:
    if on:
        return (talk.button("weekly_note.switch_off", "wn", "off"), back(talk))
    return (talk.button("weekly_note.switch_on", "wn", "on", style="success"), back(talk))


def pressed(talk: Talk, press: Press) -> Reply | None:
    """A choice of the panel was tapped, or a button below a note."""
    what = press.word(0)
    if not talk.person.subscribed:
        return None
    day, wall = _chosen(talk)
    match what:
        case "panel":
            return panel(talk)
        case "off":
            return _off(talk)
        case "on":
            return _choose(talk, day, wall)
        case "day" if press.number(1) in range(7):
            return _choose(talk, press.number(1), wall)
        case "time" if time(press.number(1) % 24) in TIMES:
            return _choose(talk, day, time(press.number(1)))
        case "same":
            return _same(talk, press.number(1))
    raise OldButton("wn")


def _off(talk: Talk) -> Reply:
    nudges.switch_off(talk.work, talk.person.id, nudges.WEEKLY)
    return panel(talk, talk.say("weekly_note.now_off"))


def _choose(talk: Talk, day: int, wall: time) -> Reply:
    coming = nudges.choose_weekly(talk.work, talk.person.id, day, wall)
    if coming is None:
        return panel(talk)
    here = local(talk, coming)
    when = {"day": day_words(talk, here.date()), "time": clock(here.time())}
    shown = panel(talk, talk.say("weekly_note.next", **when))
    return replace(shown, toast=talk.plain("weekly_note.kept"))


def _same(talk: Talk, delivery: int) -> Reply:
    """Next week stays as it is. The tap also proves that the note arrived."""
    deliveries.evidence(talk.work, delivery, subscriber_id=talk.person.id)
    if talk.person.hold_level:
        return safety.held(talk)
    rows = (talk.button("card.show", "card"), talk.button("weekly_note.change", "wn", "panel"))
    return say(talk.say("weekly_note.same_kept"), rows, living=False).new()


def delivered(talk: Talk, delivery: int, day: date) -> Screen:
    """The note that the clock sends: three lines, the picture, one choice for next week."""
    note = weekly_note.of(talk.work, talk.person, day)
    return Screen(
        _text(talk, note), _ways_on(talk, delivery), Place.NEW, living=False, silent=True,
        document=f"{report.CHART} {WEEKS_SHOWN}",
    )  # fmt: skip


def _text(talk: Talk, note: Note) -> Markup:
    lines = (talk.say("weekly_note.head"), _done(talk, note), _pain(talk, note), _grown(talk, note))
    return Markup("\n".join(lines))


def _done(talk: Talk, note: Note) -> str:
    if not note.sessions:
        return talk.say("weekly_note.quiet_week")
    return talk.say("weekly_note.done", count=note.sessions)


def _pain(talk: Talk, note: Note) -> str:
    if note.now is None:
        return talk.say("weekly_note.no_scores")
    if note.before is None or note.before == note.now:
        return talk.say("weekly_note.mornings", now=note.now)
    key = "weekly_note.lower" if note.now < note.before else "weekly_note.higher"
    return talk.say(key, now=note.now, before=note.before)


def _grown(talk: Talk, note: Note) -> str:
    if not note.grown:
        return talk.say("weekly_note.steady")
    known = talk.work.library.exercises
    names = ", ".join(known[id_].name if id_ in known else id_ for id_ in note.grown)
    return talk.say("weekly_note.grown", names=names)


def _ways_on(talk: Talk, delivery: int) -> tuple[tuple[Button, ...], ...]:
    minutes = talk.person.minutes
    lengths = [
        talk.button(key, "length", length, minutes=length)
        for key, length in (
            ("weekly_note.shorter", weekly_note.shorter(minutes)),
            ("weekly_note.longer", weekly_note.longer(minutes)),
        )
        if length is not None
    ]
    return (
        (talk.button("weekly_note.same", "wn", "same", delivery, style="success"),),
        tuple(lengths),
        (talk.button("weekly_note.days", "settings", "days"),),
    )
