"""Lengths, days and dates as people type them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.coach.pause_words import read_date, read_days, read_length

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("typed", "days"),
    [
        ("3", 3), ("3 days", 3), ("for 3 days", 3), ("a week", 7), ("week", 7), ("2 weeks", 14),
        ("two weeks", 14), ("fortnight", 14), ("a month", 30), ("0", 0), ("-1", -1),
        ("\u22121", -1), ("\u0663", 3), ("- 1", -1), ("\u20131", -1), ("\u200f3 days", 3),
        ("banana", None), ("weeks", None),
        (".", None), ("3 4", None), ("", None), ("1.5", None),
    ],
)  # fmt: skip
def test_days_are_read(typed: str, days: int | None) -> None:
    assert read_days(typed) == days


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("until 3 December", date(2026, 12, 3)),
        ("3rd of Jan", date(2027, 1, 3)),
        ("till Dec 3, 2026", date(2026, 12, 3)),
        ("23 nov", TODAY),
        ("22 nov", date(2027, 11, 22)),
        ("2026-12-03", date(2026, 12, 3)),
        ("Dec 3", date(2026, 12, 3)),
        ("Dec 3, 2027", date(2027, 12, 3)),
        ("3 December 2027", date(2027, 12, 3)),
        ("29 feb", None),  # neither this year nor the next has one
        ("31 feb", None),
        ("2026-13-01", None),
        ("3 bananas", None),
    ],
)
def test_dates_are_read(typed: str, found: date | None) -> None:
    assert read_date(typed, TODAY) == found


@pytest.mark.parametrize(
    ("typed", "minutes"),
    [("10", 10), ("10 min", 10), ("ten minutes", 10), ("7", 7), ("long", None), ("-5", None)],
)
def test_lengths_are_read(typed: str, minutes: int | None) -> None:
    assert read_length(typed) == minutes


def test_numbers_to_fifteen_and_every_month_can_be_spelled() -> None:
    words = (
        "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
    )
    assert [read_length(word) for word in words.split()] == list(range(1, 16))
    assert [read_length(word) for word in ("a", "an", "sixteen")] == [1, 1, None]
    months = "jan feb mar apr may june july august sept oct november december"
    found = [read_date(f"3 {month} 2028", TODAY) for month in months.split()]
    assert found == [date(2028, number, 3) for number in range(1, 13)]


@pytest.mark.parametrize(
    ("typed", "days"),
    [("1 day", 1), ("1 week", 7), ("1 fortnight", 14), ("1 month", 30), ("2 w", 14), ("2 d", 2)],
)
def test_each_span_has_its_days(typed: str, days: int) -> None:
    assert read_days(typed) == days


def test_what_is_too_long_for_a_number_is_not_read() -> None:
    assert read_days("3".ljust(60)) == 3
    assert read_days("3".ljust(61)) is None


@given(st.text(max_size=80))
def test_nothing_anybody_types_raises(typed: str) -> None:
    assert read_days(typed) is None or isinstance(read_days(typed), int)
    assert read_date(typed, TODAY) is None or isinstance(read_date(typed, TODAY), date)
    assert read_length(typed) is None or isinstance(read_length(typed), int)
