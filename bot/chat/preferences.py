"""/days, /stop, /resume: on which days the routine comes, and whether it comes at all."""

from bot.chat import leaving, safety
from bot.chat.back import with_back
from bot.chat.buttons import OldButton, Press
from bot.chat.moments import next_words, weekday
from bot.chat.screens import Reply, say
from bot.chat.talk import Talk
from bot.coach.clock_words import read_weekdays
from bot.services import preferences as prefs
from bot.services import safety as holds

IN_A_ROW = 4


def days(talk: Talk) -> Reply | None:
    """/days, with weekdays or without."""
    if not talk.person.subscribed:
        return None
    words = talk.visit.text.strip()
    if not words:
        return ask_days(talk)
    chosen = read_weekdays(words)
    if not chosen:
        ask = ask_days(talk)
        text = talk.say("days.not_days", words=words[:40]) + "\n\n" + ask.screens[0].text
        return say(text, *ask.screens[0].rows)
    return _kept(talk.as_(prefs.set_days(talk.work, talk.person, chosen)))


def ask_days(talk: Talk) -> Reply:
    """The weekdays, those with a routine marked."""
    marks = []
    for day in range(7):
        name = weekday(talk, day, short=True)
        label = talk.plain("days.on", day=name) if day in talk.person.weekdays else name
        marks.append(talk.button("days.label", "day", day, label=label))
    rows = [tuple(marks[:IN_A_ROW]), tuple(marks[IN_A_ROW:])]
    return with_back(talk, say(talk.say("days.ask", next=next_words(talk)), *rows))


def day_names(talk: Talk, *, short: bool = False) -> str:
    """The weekdays that have a routine, in words."""
    names = [weekday(talk, day, short=short) for day in sorted(talk.person.weekdays)]
    return talk.plain("days.every") if len(names) == 7 else ", ".join(names)


def toggle_day(talk: Talk, press: Press) -> Reply | None:
    """One weekday on or off; the last one stays, because /stop says it more clearly."""
    day = press.number(0)
    if not talk.person.subscribed:
        return None
    if day not in range(7):
        raise OldButton("day")
    chosen = talk.person.weekdays ^ {day}
    if not chosen:
        ask = ask_days(talk)
        return Reply(screens=ask.screens, toast=talk.plain("days.last"))
    return ask_days(talk.as_(prefs.set_days(talk.work, talk.person, chosen)))


def _kept(talk: Talk) -> Reply:
    kept = talk.say("days.kept", days=day_names(talk), next=next_words(talk))
    return with_back(talk, say(kept))


def stop(talk: Talk) -> Reply:
    """/stop: no deliveries at once; everything else stays open."""
    if not talk.person.subscribed:
        prefs.stop(talk.work, talk.person)
        return say(talk.say("stop.not_started"))
    person = prefs.stop(talk.work, talk.person)
    resume = talk.button("stop.resume", "resume")
    text = talk.as_(person).say("stop.done") + "\n\n" + talk.say("stop.why")
    return say(text, (resume,), *leaving.rows(talk))


def resume(talk: Talk) -> Reply | None:
    """/resume: deliveries again, unless a medical hold stands."""
    if talk.person.hold_level:
        person = holds.crisis_over(talk.work, talk.person)
        if person is None:
            return safety.held(talk)
        talk = talk.as_(person)
    if not talk.person.subscribed:
        return None
    talk = talk.as_(prefs.resume(talk.work, talk.person))
    return say(
        talk.say("resume.done", next=next_words(talk)),
        (talk.button("card.show", "card"),),
    )


def resume_pressed(talk: Talk, _press: Press) -> Reply | None:
    """The button that says the same."""
    return resume(talk)
