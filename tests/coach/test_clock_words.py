"""Times, weekdays and pain numbers as people really type them."""

from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.coach.clock_words import EVERY_DAY, WEEKDAYS, read_number, read_time, read_weekdays

TIMES = [
    ("8", time(8)),
    ("08", time(8)),
    ("0", time(0)),
    ("20", time(20)),
    ("08:00", time(8)),
    ("8:00", time(8)),
    ("8.30", time(8, 30)),
    ("7,45", time(7, 45)),
    ("7 30", time(7, 30)),
    ("0730", time(7, 30)),
    ("1930", time(19, 30)),
    ("7.30 pm", time(19, 30)),
    ("7:30PM", time(19, 30)),
    ("8pm", time(20)),
    ("8 PM", time(20)),
    ("8 p.m.", time(20)),
    ("8 a.m.", time(8)),
    ("8am", time(8)),
    ("12am", time(0)),
    ("12 am", time(0)),
    ("12:30 am", time(0, 30)),
    ("12pm", time(12)),
    ("12:30 pm", time(12, 30)),
    ("20h", time(20)),
    ("20h30", time(20, 30)),
    ("7 h 15", time(7, 15)),
    ("19.30 Uhr", time(19, 30)),
    ("8 o'clock", time(8)),
    ("8 o\u2019clock", time(8)),
    ("at 8", time(8)),
    ("8 in the evening", time(20)),
    ("8:15 in the morning", time(8, 15)),
    ("noon", time(12)),
    ("midday", time(12)),
    ("Midnight", time(0)),
    ("  9 : 05 ", time(9, 5)),
    ("23:59", time(23, 59)),
    ("٠٧:٣٠", time(7, 30)),
    ("۷:۳۰", time(7, 30)),
    ("０８：３０", time(8, 30)),
    ("\u200f٨\u200e", time(8)),
    ("०७:३०", time(7, 30)),
]
NO_TIMES = [
    "",
    " ",
    "25:00",
    "24:00",
    "8:60",
    "8:99",
    "-1",
    "\u22121",
    "100",
    "8:5",
    "8:005",
    "13pm",
    "0am",
    "00:30 pm",
    "99",
    "12345",
    "2460",
    "2500",
    "8 9 10",
    "seven-ish",
    "soon",
    "8:00 8:00",
    "8:00-9:00",
    "3.5",
    "half past",
    "am",
    "pm",
    ":30",
    "h",
    "8 pains",
    "my hip hurts at 8",
    "8\n:\n:30",
    "8" * 500,
    "\ud800",
    "\x00",
    "8:3\u0600",
    "GMT+2",
    "1/2",
]


@pytest.mark.parametrize(("typed", "meant"), TIMES)
def test_a_typed_time_is_understood(typed: str, meant: time) -> None:
    assert read_time(typed) == meant


@pytest.mark.parametrize("typed", NO_TIMES)
def test_what_is_no_time_is_refused(typed: str) -> None:
    assert read_time(typed) is None


@given(st.times())
def test_every_minute_of_the_day_can_be_typed_in_both_clocks(moment: time) -> None:
    wall = moment.replace(second=0, microsecond=0)
    assert read_time(f"{wall:%H:%M}") == wall
    assert read_time(f"{wall:%H%M}") == wall
    assert read_time(f"{wall:%I.%M %p}") == wall


@pytest.mark.parametrize(
    ("typed", "days"),
    [
        ("mon wed fri", {0, 2, 4}),
        ("Mon, Wed, Fri", {0, 2, 4}),
        ("monday and thursday", {0, 3}),
        ("on Mondays & Thursdays", {0, 3}),
        ("mon/wed/fri", {0, 2, 4}),
        ("mon-wed-fri", {0, 2, 4}),
        ("mon-fri", {0, 1, 2, 3, 4}),
        ("Mon \u2013 Fri", {0, 1, 2, 3, 4}),
        ("Monday through Friday", {0, 1, 2, 3, 4}),
        ("tue to thu, sat", {1, 2, 3, 5}),
        ("fri-mon", {4, 5, 6, 0}),
        ("sun", {6}),
        ("tues", {1}),
        ("weds", {2}),
        ("thurs.", {3}),
        ("only Saturday", {5}),
        ("weekdays", {0, 1, 2, 3, 4}),
        ("WEEKENDS", {5, 6}),
        ("the weekend and wednesday", {2, 5, 6}),
        ("every day", set(range(7))),
        ("everyday", set(range(7))),
        ("each day", set(range(7))),
        ("all the days", set(range(7))),
        ("daily", set(range(7))),
        ("every monday", {0}),
        ("every day except sunday", {0, 1, 2, 3, 4, 5}),
        ("daily but not sat and sun", {0, 1, 2, 3, 4}),
        ("weekdays but wednesday", {0, 1, 3, 4}),
    ],
)
def test_typed_weekdays_are_understood(typed: str, days: set[int]) -> None:
    assert read_weekdays(typed) == frozenset(days)


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "1 3 5",
        "0",
        "mon 3",
        "someday",
        "mon hurts",
        "not sunday",
        "mon except mon",
        "mon-",
        "-fri",
        "every",
        "monday not tuesday not friday",
        "mon to",
        "except",
        "- -",
        "daily but rain",
        "mon " * 40,
    ],
)
def test_what_is_no_list_of_weekdays_is_refused(typed: str) -> None:
    assert read_weekdays(typed) is None


@pytest.mark.parametrize(
    ("names", "day"),
    [
        ("mon monday mondays", 0),
        ("tue tues tuesday tuesdays", 1),
        ("wed weds wednesday wednesdays", 2),
        ("thu thur thurs thursday thursdays", 3),
        ("fri friday fridays", 4),
        ("sat saturday saturdays", 5),
        ("sun sunday sundays", 6),
    ],
)
def test_each_day_can_be_written_short_long_and_as_many(names: str, day: int) -> None:
    assert [read_weekdays(name) for name in names.split()] == [frozenset({day})] * len(
        names.split()
    )


@pytest.mark.parametrize(
    ("names", "days"),
    [
        ("weekday weekdays workdays", {0, 1, 2, 3, 4}),
        ("weekend weekends", {5, 6}),
        ("all daily everyday", {0, 1, 2, 3, 4, 5, 6}),
    ],
)
def test_groups_of_days_have_their_names(names: str, days: set[int]) -> None:
    assert [read_weekdays(name) for name in names.split()] == [frozenset(days)] * len(names.split())


def test_each_pain_number_can_be_a_word() -> None:
    words = "zero one two three four five six seven eight nine ten"
    assert [read_number(word) for word in words.split()] == list(range(11))


def test_what_is_too_long_for_a_time_is_not_read() -> None:
    assert read_time("8".ljust(60)) == time(8)
    assert read_time("8".ljust(61)) is None


def test_the_named_groups_are_what_they_say() -> None:
    assert read_weekdays("weekdays") == WEEKDAYS
    assert read_weekdays("every day") == EVERY_DAY


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        *((str(number), number) for number in range(11)),
        ("7/10", 7),
        ("7 / 10", 7),
        ("10/10", 10),
        ("7 out of 10", 7),
        ("3 of 10", 3),
        ("7.", 7),
        ("7!", 7),
        (" 4 ", 4),
        ("٧", 7),
        ("٧/١٠", 7),
        ("۱۰", 10),
        ("７", 7),
        ("7\ufe0f\u20e3", 7),
        ("zero", 0),
        ("Seven", 7),
        ("TEN", 10),
        ("ten.", 10),
    ],
)
def test_a_typed_pain_number_is_understood(typed: str, number: int) -> None:
    assert read_number(typed) == number


@pytest.mark.parametrize(
    "typed",
    [
        "11",
        "-1",
        "\u22121",
        "3.5",
        "3,5",
        "7/5",
        "7/100",
        "7-8",
        "100",
        "07",
        "",
        "/10",
        "eleven",
        "7 pain",
        "about 7",
        "7 8",
        "seven eight",
        "10 10",
        "\u0667\u0667",
        "1e1",
        "+3",
        "\ud800",
        "half",
        "out of 10",
    ],
)
def test_what_is_no_pain_number_is_refused(typed: str) -> None:
    assert read_number(typed) is None


@given(st.text(max_size=80))
def test_no_text_breaks_the_readers(typed: str) -> None:
    found = read_time(typed)
    days = read_weekdays(typed)
    number = read_number(typed)
    assert found is None or (found.second == 0 and found.tzinfo is None)
    assert days is None or (days and days <= EVERY_DAY)
    assert number is None or 0 <= number <= 10
