"""Moments: dates and times in words, always on the person's own clock."""

from datetime import date, datetime, time, timedelta

from bot.chat.talk import Talk
from bot.coach.zones import zone
from bot.services import schedules
from content.words import Markup

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def clock(moment: time) -> str:
    """A time of day such as 08:00."""
    return f"{moment:%H:%M}"


def weekday(talk: Talk, day: int, *, short: bool = False) -> str:
    """The name of a weekday, 0 = Monday."""
    return talk.say(f"{'day_short' if short else 'day'}.{WEEKDAYS[day]}")


def day_words(talk: Talk, day: date) -> str:
    """A date in words, seen from the person's own today."""
    here = talk.visit.now.astimezone(zone(talk.person.zone or "UTC")).date()
    if day == here:
        return talk.say("moment.today")
    if day == here + timedelta(days=1):
        return talk.say("moment.tomorrow", weekday=weekday(talk, day.weekday()))
    return date_words(talk, day)


def date_words(talk: Talk, day: date) -> str:
    """A date in full words."""
    return talk.say(
        "moment.date",
        weekday=weekday(talk, day.weekday()),
        day=day.day,
        month=talk.say(f"month.{day.month}"),
    )


def local(talk: Talk, instant: datetime, zone_name: str | None = None) -> datetime:
    """An instant on the person's own clock."""
    return instant.astimezone(zone(zone_name or talk.person.zone or "UTC"))


def clock_now(talk: Talk, zone_name: str) -> str:
    """The time it is now in a zone."""
    return clock(local(talk, talk.visit.now, zone_name).time())


def phone_time(instant: datetime, fallback: str) -> Markup:
    """An instant that each phone shows in its own zone and style; old apps show the fallback."""
    return Markup(f'<tg-time unix="{int(instant.timestamp())}" format="t">{fallback}</tg-time>')


def next_words(talk: Talk) -> str:
    """When the next routine comes, in words, or why none will come."""
    if talk.person.hold_level:
        return talk.say("next.held")
    due = schedules.next_delivery(talk.work, talk.person.id)
    if due is None:
        return talk.say("next.none")
    when = local(talk, due.instant)
    return talk.say("next.at", day=day_words(talk, when.date()), time=clock(when.time()))
