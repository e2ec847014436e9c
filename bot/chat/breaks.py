"""/breaks: a minute of moving in the hours somebody sits, only for those who ask for it."""

from dataclasses import replace
from datetime import date, datetime, time

from bot.chat import doses, safety
from bot.chat.back import back
from bot.chat.buttons import OldButton, Press
from bot.chat.moments import clock, day_words, local, weekday
from bot.chat.screens import Button, Place, Reply, Screen, say
from bot.chat.talk import Talk
from bot.coach import breaks as rules
from bot.coach.breaks import Hours
from bot.coach.facts import Item
from bot.coach.hour_words import read_hours
from bot.services import deliveries, nudges, pictures, plans

SPANS = ((time(8), time(16)), (time(9), time(17)), (time(10), time(18)))
EVERY_DAY, WORKDAYS = frozenset(range(7)), frozenset(range(5))
LONGEST_ECHO = 40
OFF = ("off", "stop", "no", "none", "never")
ON = ("on", "start", "yes")


def command(talk: Talk) -> Reply | None:
    """/breaks, with hours such as "mon-fri 9-17 every 45 min", "off", or nothing."""
    if not talk.person.subscribed:
        return None
    words = talk.visit.text.strip().lower()
    if not words:
        return panel(talk)
    if words in OFF:
        nudges.switch_off(talk.work, talk.person.id, nudges.BREAK)
        return panel(talk, talk.say("breaks.now_off"))
    now = nudges.last_hours(talk.work, talk.person.id)
    chosen = now if words in ON else read_hours(words, now)
    if chosen is None:
        return panel(talk, talk.say("breaks.not_hours", words=words[:LONGEST_ECHO]))
    return _choose(talk, chosen)


def panel(talk: Talk, note: str = "") -> Reply:
    """What is chosen, and every choice on a button."""
    on = nudges.hours(talk.work, talk.person.id)
    now = on or nudges.last_hours(talk.work, talk.person.id)
    state = talk.say("breaks.is_on", **_words(talk, on)) if on else talk.say("breaks.is_off")
    text = "\n\n".join(part for part in (note, talk.say("breaks.title"), state) if part)
    return say(text, *(_choices(talk, now) if on else ()), _switch(talk, on=on is not None))


def _words(talk: Talk, on: Hours) -> dict[str, str | int]:
    return {
        "days": day_names(talk, on.weekdays),
        "begins": clock(on.begins),
        "ends": clock(on.ends),
        "every": on.every,
    }


def day_names(talk: Talk, days: frozenset[int]) -> str:
    """Weekdays in words, the usual sets by their names."""
    if days == EVERY_DAY:
        return talk.plain("days.every")
    if days == WORKDAYS:
        return talk.plain("breaks.workdays")
    return ", ".join(weekday(talk, day, short=True) for day in sorted(days))


def _choices(talk: Talk, now: Hours) -> tuple[tuple[Button, ...], ...]:
    every = [_choice(talk, str(n), n == now.every, "every", n) for n in rules.EVERY]
    spans = [
        _choice(
            talk, f"{begins:%H}–{ends:%H}", (begins, ends) == (now.begins, now.ends),
            "span", f"{begins:%H%M}", f"{ends:%H%M}",
        )
        for begins, ends in SPANS
    ]  # fmt: skip
    days = [
        _choice(talk, weekday(talk, day, short=True), day in now.weekdays, "day", day)
        for day in range(7)
    ]
    return tuple(every), tuple(spans), tuple(days[:4]), tuple(days[4:])


def _choice(talk: Talk, label: str, on: bool, *args: str | int) -> Button:
    words = talk.plain("limits.on", label=label) if on else label
    return talk.button("limits.label", "brk", *args, label=words)


def _switch(talk: Talk, *, on: bool) -> tuple[Button, ...]:
    if on:
        return (talk.button("breaks.switch_off", "brk", "off"), back(talk))
    return (talk.button("breaks.switch_on", "brk", "on", style="success"), back(talk))


def pressed(talk: Talk, press: Press) -> Reply | None:
    """A choice of the panel was tapped, or a button below a break."""
    what = press.word(0)
    if not talk.person.subscribed:
        return None
    if what in ("did", "meeting", "enough"):
        return _answered(talk, what, press.number(1))
    now = nudges.last_hours(talk.work, talk.person.id)
    match what:
        case "panel":
            return panel(talk)
        case "off":
            nudges.switch_off(talk.work, talk.person.id, nudges.BREAK)
            return panel(talk, talk.say("breaks.now_off"))
        case "on":
            return _choose(talk, now)
        case "every" if press.number(1) in rules.EVERY:
            return _choose(talk, Hours(now.weekdays, now.begins, now.ends, press.number(1)))
        case "span":
            return _choose(talk, _with_span(press, now))
        case "day" if press.number(1) in range(7):
            days = now.weekdays ^ {press.number(1)}
            if not days:
                return Reply(screens=panel(talk).screens, toast=talk.plain("days.last"))
            return _choose(talk, Hours(days, now.begins, now.ends, now.every))
    raise OldButton("brk")


def _with_span(press: Press, now: Hours) -> Hours:
    wanted = (press.word(1), press.word(2))
    for begins, ends in SPANS:
        if wanted == (f"{begins:%H%M}", f"{ends:%H%M}"):
            return Hours(now.weekdays, begins, ends, now.every)
    raise OldButton("brk")


def _choose(talk: Talk, chosen: Hours) -> Reply:
    coming = nudges.choose_breaks(talk.work, talk.person.id, chosen)
    shown = panel(talk, _next_words(talk, coming) if coming else talk.say("breaks.never"))
    return replace(shown, toast=talk.plain("breaks.kept"))


def _next_words(talk: Talk, coming: datetime) -> str:
    here = local(talk, coming)
    return talk.say("breaks.next", day=day_words(talk, here.date()), time=clock(here.time()))


def _answered(talk: Talk, what: str, delivery: int) -> Reply:
    """A tap below a break: done, not now, or no more today. It also proves that it arrived."""
    deliveries.evidence(talk.work, delivery, subscriber_id=talk.person.id)
    if talk.person.hold_level:
        return safety.held(talk)
    if nudges.hours(talk.work, talk.person.id) is None:
        return panel(talk)
    if what == "did":
        coming = nudges.coming(talk.work, talk.person.id)
        text = talk.say("breaks.did")
    elif what == "meeting":
        coming = nudges.rest(talk.work, talk.person.id)
        text = talk.say("breaks.meeting_kept")
    else:
        coming = nudges.enough(talk.work, talk.person.id)
        text = talk.say("breaks.enough_kept")
    words = f"{text} {_next_words(talk, coming)}" if coming else text
    return say(words, (talk.button("breaks.change", "brk", "panel"),), living=False)


def delivered(talk: Talk, delivery: int, day: date, slot: int) -> Screen:
    """The break that the clock sends: one move of at most a minute, silently.

    While a question about warning signs is open, or no move is allowed, it is only about getting
    up.
    """
    item = _move(talk, day, slot)
    rows = (
        (talk.button("breaks.did_it", "brk", "did", delivery, style="success"),),
        (
            talk.button("breaks.meeting", "brk", "meeting", delivery),
            talk.button("breaks.enough", "brk", "enough", delivery),
        ),
    )
    if item is None:
        return Screen(talk.say("breaks.stand"), rows, Place.NEW, living=False, silent=True)
    exercise = talk.work.library.exercises[item.exercise]
    text = talk.say(
        "breaks.move", name=exercise.name, dose=doses.sentence(talk, item), how=exercise.steps[0]
    )
    picture = pictures.of_item(talk.work, talk.person, item)
    return Screen(text, rows, Place.NEW, living=False, silent=True, picture=picture)


def _move(talk: Talk, day: date, slot: int) -> Item | None:
    if plans.gate(talk.work, talk.person, day):
        return None
    me, state = plans.state_of(talk.work, talk.person, day)
    return rules.move(me, state, day, slot, talk.work.library.exercises)
