"""/next: the seven days to come, with the hour and the kind of each."""

from bot.chat import doses, safety, start
from bot.chat.buttons import Press
from bot.chat.moments import clock, date_words, local, weekday
from bot.chat.screens import Reply, Screen, say
from bot.chat.talk import Talk
from bot.coach.facts import Kind
from bot.services import coming
from bot.services.coming import Coming, Is, Week
from content.words import Markup

KINDS = {
    Kind.STRENGTH: "coming.strength",
    Kind.STRETCH: "coming.stretch",
    Kind.SETTLE: "coming.settle",
    Kind.BED: "coming.bed",
    Kind.ONE: "coming.one",
}
WITHOUT_HOUR = {
    Is.DONE: "coming.done",
    Is.REST: "coming.rest",
    Is.PAUSED: "coming.pause",
    Is.TOO_LITTLE: "coming.too_little",
}


def command(talk: Talk) -> Reply:
    """/next: seven dates, today first; on hold, the hold alone."""
    if talk.person.hold_level:
        return safety.held(talk)
    if not talk.person.subscribed:
        note = Screen(talk.say("coming.not_yet"), living=False)
        return Reply(screens=(note, *start.go_on(talk).screens))
    week = coming.week(talk.work, talk.person)
    if not week.days:
        resume = talk.button("coming.resume", "resume")
        return say(talk.say("coming.stopped"), (resume,), living=False)
    change = talk.button("coming.settings", "settings", "home")
    row = (talk.button("card.show", "card"), change)
    return say(_text(talk, week), row, living=False)


def pressed(talk: Talk, _press: Press) -> Reply:
    """The button that says the same."""
    return command(talk)


def _text(talk: Talk, week: Week) -> str:
    head = [talk.say("coming.title")]
    if week.gate is not None:
        head.append(talk.say("coming.gate"))
    if week.paused_until is not None:
        head.append(talk.say("coming.paused", day=date_words(talk, week.paused_until)))
    days = [_line(talk, day) for day in week.days]
    moves = [_moves(talk, day) for day in week.days if day.is_ is Is.ROUTINE]
    parts = ["\n".join(head), "\n".join(days)]
    if moves:
        parts.append(talk.say("coming.moves", list=Markup("\n".join(moves))))
        parts.append(talk.say("coming.may_change"))
    return "\n\n".join(parts)


def _line(talk: Talk, day: Coming) -> str:
    """One date: its hour, its kind and how long it takes."""
    name = _day(talk, day)
    if day.is_ is not Is.ROUTINE:
        return talk.say(WITHOUT_HOUR[day.is_], day=name)
    kind = talk.say(KINDS[day.plan.kind])
    minutes = doses.about_minutes(talk, day.plan.total)
    if day.due is None:
        return talk.say("coming.routine_open", day=name, kind=kind, minutes=minutes)
    at = clock(local(talk, day.due).time())
    return talk.say("coming.routine", day=name, time=at, kind=kind, minutes=minutes)


def _day(talk: Talk, day: Coming) -> str:
    return talk.say(
        "coming.weekday",
        weekday=weekday(talk, day.date.weekday(), short=True),
        day=day.date.day,
        month=talk.say(f"month.{day.date.month}"),
    )


def _moves(talk: Talk, day: Coming) -> str:
    exercises = talk.work.library.exercises
    names = ", ".join(exercises[item.exercise].name for item in day.plan.items)
    return talk.say("coming.moves_of", day=_day(talk, day), names=names)
