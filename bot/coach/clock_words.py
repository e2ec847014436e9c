"""PURE: what people type as a time of day, as weekdays or as a pain number."""

import re
import unicodedata
from datetime import time

LONGEST = 60
HOURS, MINUTES, NOON = 24, 60, 12
EVERY_DAY = frozenset(range(7))
WEEKDAYS, WEEKENDS = frozenset(range(5)), frozenset({5, 6})

# Direction marks and joiners, and the two marks that turn a digit into a key-cap emoji.
_UNSEEN = re.compile("[\ufe0f\u20e3]")
_TIME = re.compile(
    r"(?:at )?(?P<hour>[0-9]{1,2})(?: ?[:.,h] ?(?P<minute>[0-9]{2})| (?P<spaced>[0-9]{2}))?"
    r" ?(?:h|uhr|o'?clock)? ?(?P<half>[ap]\.? ?m\.?|in the (?:morning|afternoon|evening))?"
)
_FOUR_DIGITS = re.compile(r"([0-9]{2})([0-9]{2})")
_NAMED_TIMES = {"noon": time(12), "midday": time(12), "midnight": time(0)}

_DAY_NAMES = {
    name: number
    for number, names in enumerate(
        (
            "mon monday mondays",
            "tue tues tuesday tuesdays",
            "wed weds wednesday wednesdays",
            "thu thur thurs thursday thursdays",
            "fri friday fridays",
            "sat saturday saturdays",
            "sun sunday sundays",
        )
    )
    for name in names.split()
}
_DAY_GROUPS = {
    "weekdays": WEEKDAYS,
    "weekday": WEEKDAYS,
    "workdays": WEEKDAYS,
    "weekends": WEEKENDS,
    "weekend": WEEKENDS,
    "everyday": EVERY_DAY,
    "daily": EVERY_DAY,
    "all": EVERY_DAY,
}
_EXCEPT = re.compile(r"\b(?:except|but not|but|not|without)\b")
_WEEK_WORDS = (
    (re.compile(r"\b(?:every|each|all)(?: the)? days?\b"), " everyday "),
    (re.compile(r"\b(?:the|on|every|each|only|and|for)\b"), " "),
    (re.compile(r"\b(?:to|till|until|through|thru)\b"), "-"),
    (re.compile("[\u2010-\u2015\u2212]"), "-"),
    (re.compile(r"[,;/&+.]"), " "),
    (re.compile(r" *- *"), "-"),
)

_NUMBER = re.compile(r"([0-9]|10)(?: ?(?:/|out of|of) ?10)?[.!]?")
_NUMBER_WORDS = {
    word: number
    for number, word in enumerate(
        "zero one two three four five six seven eight nine ten".split()  # noqa: SIM905 - reads better
    )
}


def read_time(text: str) -> time | None:
    """A time of day as people type it: 8, 08:00, 8.30, 7.30 pm, 20h30, in any script's digits.

    Without am or pm the 24-hour clock is meant. None for anything that is not exactly one time.
    """
    words = _plain(text)
    if words in _NAMED_TIMES:
        return _NAMED_TIMES[words]
    four = _FOUR_DIGITS.fullmatch(words)
    if four:
        return _time(int(four[1]), int(four[2]))
    found = _TIME.fullmatch(words)
    if not found:
        return None
    hour = _hour(int(found["hour"]), found["half"] or "")
    return None if hour is None else _time(hour, int(found["minute"] or found["spaced"] or 0))


def read_weekdays(text: str) -> frozenset[int] | None:
    """Weekdays as people type them, 0 = Monday: "mon wed fri", "Fri to Mon", "daily but Sunday".

    None when a word is no weekday, or when no day is left; numbers are no weekdays.
    """
    wanted, *unwanted = _EXCEPT.split(_plain(text))
    if len(unwanted) > 1:
        return None
    days = _days(wanted)
    without = _days(unwanted[0]) if unwanted else frozenset()
    if not days or without is None:
        return None
    return days - without or None


def read_number(text: str) -> int | None:
    """A bare pain number from 0 to 10: 7, 7/10, seven, in any script's digits; None otherwise."""
    words = _plain(text)
    found = _NUMBER.fullmatch(words)
    return int(found[1]) if found else _NUMBER_WORDS.get(words.rstrip(".!"))


def _plain(text: str) -> str:
    """Lower case, single spaces, ASCII digits, no invisible marks; empty when it is too long."""
    if len(text) > LONGEST:
        return ""
    seen = _UNSEEN.sub("", unicodedata.normalize("NFKC", text))
    letters = (_digit(letter) for letter in seen if unicodedata.category(letter) != "Cf")
    return " ".join("".join(letters).lower().replace("\u2019", "'").split())


def _digit(letter: str) -> str:
    value = unicodedata.decimal(letter, None)
    return letter if value is None else str(value)


def _hour(hour: int, half: str) -> int | None:
    """The hour from 0 on, after "am" or "pm"; None where the two contradict each other."""
    if not half:
        return hour
    if not 1 <= hour <= NOON:
        return None
    morning = half.startswith("a") or half.endswith("morning")
    return hour % NOON if morning else hour % NOON + NOON


def _time(hour: int, minute: int) -> time | None:
    return time(hour, minute) if hour < HOURS and minute < MINUTES else None


def _days(words: str) -> frozenset[int] | None:
    """The days of a list without "except"; None when it holds any other word."""
    for pattern, plain in _WEEK_WORDS:
        words = pattern.sub(plain, words)
    found: frozenset[int] = frozenset()
    for part in words.split():
        days = _DAY_GROUPS.get(part) or _span(part)
        if not days:
            return None
        found |= days
    return found


def _span(part: str) -> frozenset[int]:
    """A day, a stretch such as fri-mon, or a chain such as mon-wed-fri; empty if none of them."""
    days = [_DAY_NAMES.get(name) for name in part.split("-")]
    known = [day for day in days if day is not None]
    if len(known) < len(days):
        return frozenset()
    if len(known) != 2:
        return frozenset(known)
    first, last = known
    return frozenset((first + step) % 7 for step in range((last - first) % 7 + 1))
