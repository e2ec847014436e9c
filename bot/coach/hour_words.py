"""PURE: what people type as the hours of a working day, such as "Mon-Fri 9-17, every 45 min"."""

import re
from dataclasses import replace
from datetime import time

from bot.coach import clock_words
from bot.coach.breaks import EVERY, Hours

LONGEST = 80
NOON = 12
_SPAN = re.compile(
    r"(?P<begins>\d{1,2}(?:[:.]?\d{2})? ?(?:am|pm)?) ?(?:-|to|till|until) ?"
    r"(?P<ends>\d{1,2}(?:[:.]?\d{2})? ?(?:am|pm)?)(?![\d%])"
)
_EVERY = re.compile(r"(?:every )?(?P<minutes>\d{2,3}) ?(?:m|min|mins|minutes)\b")
_HOURLY = re.compile(r"\b(?:hourly|every hour|each hour)\b")


def read_hours(words: str, now: Hours) -> Hours | None:
    """The hours that words name; what they leave out stays as it is now. None when unreadable.

    Minutes between breaks must be one of those offered. "9-5" is the working day, not the night.
    """
    text = words.strip().lower().replace("\u2013", "-")
    if not text or len(text) > LONGEST:
        return None
    found, text = _every(text, now)
    if found is None:
        return None
    span = _SPAN.search(text)
    if span is not None:
        read = _span(span["begins"], span["ends"])
        if read is None:
            return None
        found = replace(found, begins=read[0], ends=read[1])
        text = f"{text[: span.start()]} {text[span.end() :]}"
    rest = text.strip(" ,.;")
    days = clock_words.read_weekdays(rest)
    if rest and days is None:
        return None
    return replace(found, weekdays=days) if days else found


def _every(text: str, now: Hours) -> tuple[Hours | None, str]:
    """The minutes between breaks, and the words that are left."""
    hourly = _HOURLY.search(text)
    if hourly is not None:
        return replace(now, every=60), _without(text, hourly)
    named = _EVERY.search(text)
    if named is None:
        return now, text
    minutes = int(named["minutes"])
    known = replace(now, every=minutes) if minutes in EVERY else None
    return known, _without(text, named)


def _without(text: str, found: re.Match[str]) -> str:
    return f"{text[: found.start()]} {text[found.end() :]}"


def _span(begins: str, ends: str) -> tuple[time, time] | None:
    first, last = clock_words.read_time(begins), clock_words.read_time(ends)
    if first is None or last is None or first == last:
        return None
    plain = not ends.strip().endswith("m") and last < first and last.hour < NOON
    if plain and first.hour <= NOON:  # "9-5" and "12-5"
        last = last.replace(hour=last.hour + NOON)
    return first, last
