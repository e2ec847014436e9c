"""Doses: how often and how long, in words, from the numbers of the plan alone."""

from bot.chat.talk import Talk
from bot.coach.facts import Item

MINUTE = 60


def words(talk: Talk, item: Item) -> str:
    """The dose of one line of a plan, such as "2 sets of 8, each side"."""
    if item.slot == "WU1":
        return _walk(talk, item.hold)
    parts = [_amount(talk, item)]
    if item.count > 1 and item.hold:
        parts.append(talk.say("dose.hold_each", seconds=item.hold))
    if item.sides == 2:
        parts.append(talk.say("dose.each_side"))
    return ", ".join(parts)


def sentence(talk: Talk, item: Item) -> str:
    """The same with a capital letter, to begin a line with."""
    told = words(talk, item)
    return told[:1].upper() + told[1:]


def _amount(talk: Talk, item: Item) -> str:
    if item.count == 1 and item.hold:
        key = "dose.hold" if item.sets == 1 else "dose.holds"
        return talk.say(key, sets=item.sets, seconds=item.hold)
    key = "dose.times" if item.sets == 1 else "dose.sets"
    return talk.say(key, sets=item.sets, count=item.count)


def _walk(talk: Talk, seconds: int) -> str:
    whole, rest = divmod(seconds, MINUTE)
    if not whole:
        return talk.say("dose.seconds", seconds=rest)
    if not rest:
        return talk.say("dose.minutes", minutes=whole)
    return talk.say("dose.minutes_seconds", minutes=whole, seconds=rest)


def about_minutes(talk: Talk, seconds: int) -> str:
    """The length of a plan, rounded to whole minutes, at least one."""
    return talk.say("dose.minutes", minutes=max(1, round(seconds / MINUTE)))
