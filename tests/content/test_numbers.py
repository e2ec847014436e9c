"""Numbers are shown with where and when they were read, and never made up."""

from dataclasses import replace
from datetime import date

import pytest

from content.loader import load_library
from content.model import Safety
from content.numbers import card_text, shown_numbers

SAFETY: Safety = load_library().safety
ROWS = list(SAFETY.numbers)


@pytest.mark.parametrize("country", ROWS)
def test_every_line_of_a_country_has_a_source_of_its_own(country: str) -> None:
    row = SAFETY.numbers[country]
    assert row.source
    assert bool(row.urgent) == bool(row.urgent_source)
    assert bool(row.crisis) == bool(row.crisis_source)


@pytest.mark.parametrize("country", ROWS)
def test_a_line_tells_the_day_it_was_read_or_that_nobody_checked_it(country: str) -> None:
    row = SAFETY.numbers[country]
    shown = shown_numbers(country, SAFETY)
    if row.status == "unverified":
        assert shown == ""
        return
    lines = [
        day
        for line, day in (
            (row.emergency, row.read_on),
            (row.urgent, row.urgent_read_on),
            (row.crisis, row.crisis_read_on),
        )
        if line
    ]
    assert shown.count("read on 21 November 2026") == sum(
        day == date(2026, 11, 21) for day in lines
    )
    assert shown.count("not checked by us") == lines.count(None)


def test_a_day_is_never_written_in_words_of_its_own() -> None:
    row = replace(SAFETY.numbers["PT"], read_on=date(2027, 1, 2))
    safety = replace(SAFETY, numbers={"PT": row})
    assert "read on 2 January 2027" in shown_numbers("PT", safety)


def test_an_unknown_country_shows_no_rows() -> None:
    assert shown_numbers(None, SAFETY) == ""
    assert shown_numbers("XX", SAFETY) == ""


def test_the_crisis_card_stays_short() -> None:
    assert "Numbers for" not in card_text(SAFETY.cards["crisis"], "GB", SAFETY)
