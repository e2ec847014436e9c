"""PURE: what people type as the length of a routine, or as how long a pause is to last."""

import re
import unicodedata
from datetime import date, timedelta

LONGEST = 60
_NUMBER_WORDS = {
    word: number
    for number, words in enumerate(
        (
            "", "one a an", "two", "three", "four", "five", "six", "seven", "eight", "nine",
            "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen",
        )
    )
    for word in words.split()
}  # fmt: skip
_SPANS = {"day": 1, "week": 7, "fortnight": 14, "month": 30}
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()  # noqa: SIM905 - reads better
_LENGTH = re.compile(r"([0-9]{1,4}|[a-z]+) ?(?:m|min|mins|minutes?)?\.?")
_DAYS = re.compile(r"(?:for )?(-? ?[0-9]{1,6}|[a-z]+)? ?(days?|weeks?|fortnights?|months?|d|w)?\.?")
_UNIT_ALONE = re.compile(r"^(?:for )?(?=(?:day|week|fortnight|month)$)")
_UNTIL = re.compile(r"(?:until|till|til|to|through) (?:the )?")
_DAY_FIRST = re.compile(r"([0-9]{1,2})(?:st|nd|rd|th)?(?: of)? ([a-z]{3,9})\.?,?(?: ([0-9]{4}))?")
_MONTH_FIRST = re.compile(r"([a-z]{3,9})\.? ([0-9]{1,2})(?:st|nd|rd|th)?,?(?: ([0-9]{4}))?")
_ISO = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")


def read_length(text: str) -> int | None:
    """A number of minutes: 10, "10 min", "ten"; None for anything else. It may be any number."""
    found = _LENGTH.fullmatch(_plain(text))
    return _number(found[1]) if found else None


def read_days(text: str) -> int | None:
    """A number of days: 3, "3 days", "a week", "two weeks", also 0 or -1; None otherwise."""
    found = _DAYS.fullmatch(_UNIT_ALONE.sub("one ", _plain(text)))
    if found is None or not found[1]:
        return None
    span = next((_SPANS[name] for name in _SPANS if found[2] and name[0] == found[2][0]), 1)
    number = _number(found[1])
    return None if number is None else number * span


def read_date(text: str, today: date) -> date | None:
    """A date: "until 3 December", "Dec 3", "2026-12-03"; without a year the next such date.

    None for anything else, and for a date that does not exist.
    """
    words = _UNTIL.sub("", _plain(text), count=1)
    found = _ISO.fullmatch(words)
    if found:
        return _date(int(found[1]), int(found[2]), int(found[3]))
    first, second = _DAY_FIRST.fullmatch(words), _MONTH_FIRST.fullmatch(words)
    if first:
        return _named(first[2], int(first[1]), first[3], today)
    return _named(second[1], int(second[2]), second[3], today) if second else None


def _named(name: str, day: int, year: str | None, today: date) -> date | None:
    month = _MONTHS.index(name[:3]) + 1 if name[:3] in _MONTHS else 0
    if year:
        return _date(int(year), month, day)
    years = (_date(today.year + more, month, day) for more in range(2))
    return next((found for found in years if found and found > today - timedelta(days=1)), None)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _number(word: str) -> int | None:
    digits = word.replace(" ", "")
    if re.fullmatch("-?[0-9]+", digits):
        return int(digits)
    return _NUMBER_WORDS.get(word)


def _plain(text: str) -> str:
    """Lower case, single spaces, ASCII digits and hyphens; empty when it is too long."""
    if len(text) > LONGEST:
        return ""
    letters = (_letter(letter) for letter in unicodedata.normalize("NFKC", text))
    return " ".join("".join(letters).lower().split())


def _letter(letter: str) -> str:
    value = unicodedata.decimal(letter, None)
    if value is not None:
        return str(value)
    if letter == "\u2212" or unicodedata.category(letter) == "Pd":
        return "-"
    return "" if unicodedata.category(letter) == "Cf" else letter
