"""What was read too long ago is to be looked up again before anybody is shown it."""

from datetime import date

import pytest

from content.age_check import check_ages, is_old
from content.loader import inspect_library

READ = date(2026, 11, 21)  # the day in the small folder's sources


def old(shelf, today: date) -> list[str]:
    library, _ = inspect_library(shelf.folder)
    found = check_ages(shelf.folder, library, today)
    return [str(one) for one in found if not one.file.startswith("safety/")]


@pytest.mark.parametrize(
    ("read", "today", "too_old"),
    [
        (READ, READ, False),
        (READ, date(2028, 5, 21), False),
        (READ, date(2028, 5, 22), True),
        (READ, date(2028, 6, 1), True),
        (date(2026, 8, 31), date(2028, 2, 29), False),
        (date(2026, 8, 31), date(2028, 3, 1), True),
    ],
)
def test_eighteen_months_are_counted_to_the_day(read: date, today: date, too_old: bool) -> None:
    assert is_old(read, today) == too_old


def test_a_source_read_long_ago_is_named_with_what_to_do(shelf) -> None:
    assert old(shelf, date(2028, 5, 21)) == []
    assert old(shelf, date(2028, 5, 22)) == [
        "sources.toml, lab-2020.read_on: look this source up again and write the new date;"
        " it was last read on 2026-11-21, more than 18 months ago."
    ]


def test_a_number_to_call_grows_old_as_well(shelf) -> None:
    library, _ = inspect_library(shelf.folder)
    found = [str(one) for one in check_ages(shelf.folder, library, date(2030, 1, 1))]
    numbers = [line for line in found if line.startswith("safety/numbers.toml, ")]
    assert numbers
    assert all("look this number up again" in line for line in numbers)
