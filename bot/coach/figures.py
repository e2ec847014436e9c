"""PURE: ages, fevers and lengths of time in figures to the words that the lists name."""

from typing import NamedTuple

Word = tuple[str, int, int]
"""A word in plain spelling and where it stands in the text."""

CHILD, OLD, GROWN = "agechild", "ageold", "agegrown"
FEVERISH = "temphigh"
FEW_WEEKS, MANY_WEEKS, LONG = "fewweeks", "manyweeks", "longtime"
DAYS, HEIGHT = "fewdays", "bigheight"
ADULT, SENIOR, OLDEST = 18, 65, 110
SMALLEST_PLAIN_AGE = 4
FEVER_C, FEVER_F = (38.0, 42.9), (100.4, 108.0)
TALLER_THAN_A_PERSON = 2
TEN = 10

_ONES = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen",
    "nineteen",
)  # fmt: skip
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_NUMBERS = {word: value for value, word in enumerate(_ONES)}
_NUMBERS |= {word: 10 * tens for tens, word in enumerate(_TENS, 2)}
_NUMBERS |= {"couple": 2, "few": 3, "several": 4}
_YEARS = frozenset({"year", "years", "yr", "yrs", "y"})
_OLD = frozenset({"old", "o", "olds"})
_AGED = frozenset({"am", "aged", "age", "turned", "turning"})
_BEING = frozenset({"is", "was"})
_SOMEBODY = frozenset(
    {"he", "she", "who", "mum", "mom", "dad", "gran", "granny", "grandma", "grandad", "nan", "son",
     "daughter", "mother", "father", "husband", "wife", "boy", "girl", "kid", "child", "friend"}
)  # fmt: skip
# What may follow a number that is no age: "I am 5 weeks pregnant", "is 10 times worse".
_LENGTHS = frozenset(
    {"km", "k", "m", "kg", "kilos", "miles", "mile", "cm", "litres", "hours", "h", "minutes",
     "mins", "percent"}
)  # fmt: skip
_MEASURES = _LENGTHS | frozenset(
    {"weeks", "week", "wks", "wk", "days", "day", "months", "month", "min", "hour", "hrs",
     "stone", "st", "lb", "lbs", "pounds", "metres", "meters", "feet", "foot", "ft", "inches",
     "out", "of", "times", "reps", "rep", "sets", "set", "nd", "rd", "th", "am", "pm", "oclock",
     "years", "year", "yrs", "yr", "pills", "tablets", "steps", "to", "degrees",
     "celsius", "c", "f", "mg", "ml", "liters", "seconds", "secs", "sec", "again", "more"}
)  # fmt: skip
_SHORT_AGES = frozenset({"yo", "yr", "yrs", "m", "f", "male", "female"})
_GROWING = frozenset({"boy", "girl", "son", "daughter", "lad", "kid", "child"})


_JOINED = {("can", "not"): "cannot"}
_JOINED |= {("red", "flag"): "redflag", ("red", "flags"): "redflags"}  # nothing is red here
_JOINED |= {
    (fall, "asleep"): "fellasleep" for fall in ("fell", "fallen", "fall", "falls", "falling")
}


class _Found(NamedTuple):
    word: str
    used: int


def named(words: list[Word]) -> list[Word]:
    """The words with "12 years old", "38.9", "six weeks" each put into one word.

    "can not" becomes "cannot" here too, as do other pairs that mean one thing.
    """
    out: list[Word] = []
    place = 0
    while place < len(words):
        found = _found(words, place)
        last = words[place + found.used - 1]
        out.append((found.word, words[place][1], last[2]))
        place += found.used
    return out


def _found(words: list[Word], place: int) -> _Found:
    word = words[place][0]
    after = tuple(w[0] for w in words[place + 1 : place + 4])
    if after and (word, after[0]) in _JOINED:
        return _Found(_JOINED[word, after[0]], 2)
    value = _value(word)
    if value is None:
        return _Found(word, 1)
    before = tuple(w[0] for w in words[max(0, place - 2) : place])
    ones = _NUMBERS.get(after[0], 0) if after and word in _TENS else 0
    if 0 < ones < TEN:  # "thirty five weeks"
        after = tuple(w[0] for w in words[place + 2 : place + 5])
        found = _figure("", value + ones, before, after)
        return _Found(found.word, found.used + 1) if found else _Found(word, 1)
    return _figure(word, value, before, after) or _Found(word, 1)


def _figure(
    word: str, value: float, before: tuple[str, ...], after: tuple[str, ...]
) -> _Found | None:
    return (
        _age(value, before, after)
        or _temperature(word, value, before, after)
        or _time(value, after)
        or _height(value, after)
    )


def _value(word: str) -> float | None:
    if word[0].isdigit():
        try:
            return float(word.replace(",", "."))
        except ValueError:
            return None
    return _NUMBERS.get(word)


def _age(value: float, before: tuple[str, ...], after: tuple[str, ...]) -> _Found | None:
    """The age in words like "12 years old", "68f", "I am 71", "my 9 year old"."""
    if not 0 < value < OLDEST or value != int(value):
        return None
    if after[:1] and after[0] in _YEARS and after[1:2] and after[1] in _OLD:
        return _Found(_age_word(value), 3)
    if after[:1] == ("yo",) or (after[:1] and after[0] in _SHORT_AGES and 9 < value < FEVER_F[0]):
        return _Found(_age_word(value), 2)
    if after[:2] == ("months", "old") or after[:2] == ("month", "old"):
        return _Found(CHILD, 3)
    if after[:1] and after[0] in _GROWING and value < ADULT:
        return _Found(CHILD, 1)
    aged = bool(before) and before[-1] in _AGED
    being = len(before) > 1 and before[-1] in _BEING and before[-2] in _SOMEBODY
    known = aged or being or _in_brackets(before, after)
    if known and value > SMALLEST_PLAIN_AGE and not (after and after[0] in _MEASURES):
        return _Found(_age_word(value), 1)
    return None


def _in_brackets(before: tuple[str, ...], after: tuple[str, ...]) -> bool:
    """Whether the number stands as in "my daughter (11)"."""
    return before[1:] == ("(",) and before[0] in _SOMEBODY and after[:1] == (")",)


def _age_word(value: float) -> str:
    if value < ADULT:
        return CHILD
    return OLD if value >= SENIOR else GROWN


def _temperature(
    word: str, value: float, before: tuple[str, ...], after: tuple[str, ...]
) -> _Found | None:
    """A number of degrees that is a fever; a bare 38 needs a word of heat beside it."""
    in_c = FEVER_C[0] <= value <= FEVER_C[1]
    in_f = FEVER_F[0] <= value <= FEVER_F[1]
    if not in_c and not in_f:
        return None
    used = 2 if after[:1] and after[0] in {"degrees", "c", "f", "celsius", "fahrenheit"} else 1
    heat = {"temp", "temperature", "fever", "thermometer", "degrees", "celsius", "fahrenheit"}
    hot = used == 2 or heat & {*before, *after[:2]}
    decimal = ("." in word or "," in word) and not (after and after[0] in _LENGTHS)
    return _Found(FEVERISH, used) if hot or decimal else None


def _time(value: float, after: tuple[str, ...]) -> _Found | None:
    unit = after[0] if after else ""
    used = 2
    if unit in {"or", "to"} and len(after) > 2 and _value(after[1]) is not None:
        longer = _time(value, after[2:])
        return longer and _Found(longer.word, 4)
    if unit == "of" and len(after) > 1:
        unit, used = after[1], 3
    if unit in {"weeks", "week", "wks", "wk"}:
        word = MANY_WEEKS if value >= 6 else FEW_WEEKS if value >= 2 else DAYS
    elif unit in {"months", "month", "mths"}:
        word = LONG if value >= 2 else FEW_WEEKS
    elif unit in _YEARS:
        word = LONG
    elif unit in {"days", "day"}:
        word = FEW_WEEKS if value >= 14 else DAYS
    else:
        return None
    return _Found(word, used)


def _height(value: float, after: tuple[str, ...]) -> _Found | None:
    unit = after[0] if after else ""
    metres = {"m": 1.0, "metres": 1.0, "meters": 1.0, "ft": 0.3, "feet": 0.3, "foot": 0.3}
    if unit in {"storeys", "stories", "floors", "storey", "story"} and value >= 1:
        return _Found(HEIGHT, 2)
    tall = value * metres.get(unit, 0) >= TALLER_THAN_A_PERSON and value < 100
    return _Found(HEIGHT, 2) if tall else None
