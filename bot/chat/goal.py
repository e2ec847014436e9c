"""/goal: how many days a week, when a day ends, and the one line about keeping going."""

from datetime import time

from bot.chat.back import back
from bot.chat.buttons import OldButton, Press
from bot.chat.moments import clock, date_words
from bot.chat.screens import Button, Reply, say
from bot.chat.talk import Talk
from bot.coach.clock_words import read_number
from bot.services import goals

FEWEST_KEPT = 2  # fewer days in a row are no run yet


def command(talk: Talk) -> Reply | None:
    """/goal, with a number of days or without; before the first routine, the next question."""
    if not talk.person.subscribed:
        return None
    words = talk.visit.text.strip()
    if not words:
        return show(talk)
    days = read_number(words)
    if days is None or days not in goals.DAYS:
        return show(talk, talk.say("goal.not_days"))
    goals.set_goal(talk.work, talk.person, days)
    return show(talk, talk.say("goal.kept", count=days))


def show(talk: Talk, note: str = "") -> Reply:
    """The goal and its rules, each choice on a button."""
    now = goals.goal(talk.work, talk.person)
    days = [_choice(talk, str(n), n == now, "days", n) for n in goals.DAYS]
    ends = [
        _choice(talk, clock(wall), wall == talk.person.day_ends, "ends", wall.hour)
        for wall in goals.DAY_ENDS
    ]
    parts = [note, talk.say("goal.ask", count=now), line(talk), talk.say("goal.ends")]
    text = "\n\n".join(part for part in parts if part)
    return say(text, tuple(days[:4]), tuple(days[4:]), tuple(ends), (back(talk),))


def _choice(talk: Talk, label: str, on: bool, what: str, value: int) -> Button:
    words = talk.plain("limits.on", label=label) if on else label
    return talk.button("limits.label", "goal", what, value, label=words)


def pressed(talk: Talk, press: Press) -> Reply | None:
    """A number of days, or when a day ends, was tapped."""
    what, value = press.word(0), press.number(1)
    known = {"days": [*goals.DAYS], "ends": [wall.hour for wall in goals.DAY_ENDS]}
    if value not in known.get(what, []):
        raise OldButton(press.verb)
    if not talk.person.subscribed:
        return None
    again = talk.button("goal.again", "settings", "goal")
    if what == "days":
        goals.set_goal(talk.work, talk.person, value)
        return say(talk.say("goal.kept", count=value), (again,), (back(talk),))
    wall = time(value)
    talk = talk.as_(goals.set_day_ends(talk.work, talk.person, wall))
    return say(talk.say("goal.ends_kept", time=clock(wall)), (again,), (back(talk),))


def line(talk: Talk) -> str:
    """How it goes this week, and a word for whoever is back; "" while there is nothing to say."""
    found = goals.standing(talk.work, talk.person)
    if not found.week:
        return ""
    lines = [talk.say("goal.back")] if found.back else []
    key = "goal.reached" if found.reached else "goal.week"
    lines.append(talk.say(key, count=found.week, goal=found.goal))
    if found.kept >= FEWEST_KEPT:
        lines.append(talk.say("goal.run", count=found.kept))
    return "\n".join(lines)


def repair(talk: Talk) -> tuple[tuple[Button, ...], ...]:
    """The button that makes up a missed day; none while a spare day covers it."""
    missed = goals.standing(talk.work, talk.person).repair
    if missed is None:
        return ()
    ordinal = talk.person.today(talk.visit.now).toordinal()
    label = date_words(talk, missed)
    return ((talk.button("goal.repair", "minute", 0, ordinal, day=label),),)
