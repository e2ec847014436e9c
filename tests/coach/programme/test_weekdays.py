"""Strength weekdays: as many as fit, never two in a row."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.coach.weekdays import strength_days
from tests.coach.programme.people import ana

weekdays = st.frozensets(st.integers(0, 6), min_size=1)


@pytest.mark.rule("5.8")
def test_a_whole_week_gives_monday_wednesday_friday() -> None:
    assert strength_days(ana, maintain=False) == {0, 2, 4}


@pytest.mark.rule("5.8")
def test_maintaining_gives_tuesday_and_friday() -> None:
    assert strength_days(ana, maintain=True) == {1, 4}


@pytest.mark.rule("5.8")
def test_the_widest_spread_of_the_chosen_days_wins() -> None:
    weekdays = frozenset({1, 2, 3, 4, 6})
    assert strength_days(replace(ana, weekdays=weekdays), maintain=False) == {1, 3, 6}
    assert strength_days(replace(ana, weekdays=frozenset({0, 1, 2, 3})), maintain=True) == {0, 3}


@pytest.mark.rule("5.8")
def test_named_days_come_before_the_usual_ones() -> None:
    named = replace(ana, strength_days=frozenset({1, 3, 5}))
    assert strength_days(named, maintain=False) == {1, 3, 5}
    assert strength_days(named, maintain=True) == {1, 5}


@pytest.mark.rule("5.8")
@settings(max_examples=200, deadline=None, derandomize=True)
@given(weekdays, st.booleans())
def test_strength_days_are_chosen_days_and_never_neighbours(
    chosen: frozenset[int], maintain: bool
) -> None:
    days = strength_days(replace(ana, weekdays=chosen), maintain=maintain)
    assert days
    assert days <= chosen
    assert len(days) <= (2 if maintain else 3)
    assert not any((day + 1) % 7 in days for day in days)
