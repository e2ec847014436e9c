"""Which weekdays carry strength, told by hand for the choices that are hard to spread."""

from dataclasses import replace

import pytest

from bot.coach import weekdays
from tests.coach.programme.people import ana


def days(chosen: set[int], named: set[int] | None = None, maintain: bool = False) -> set[int]:
    me = replace(ana, weekdays=frozenset(chosen), strength_days=frozenset(named or ()))
    weekdays._best_spread.cache_clear()
    return set(weekdays.strength_days(me, maintain))


@pytest.mark.rule("5.8")
@pytest.mark.parametrize(
    ("chosen", "strength", "upkeep"),
    [
        ({0, 1, 2, 3, 4, 5, 6}, {0, 2, 4}, {1, 4}),
        ({0, 2, 4}, {0, 2, 4}, {0, 4}),
        ({1, 4}, {1, 4}, {1, 4}),
        ({1, 3, 5, 6}, {1, 3, 5}, {1, 5}),
        ({0, 1, 2, 3}, {0, 3}, {0, 3}),
        ({0, 6}, {0}, {0}),
        ({5, 6, 0}, {0, 5}, {0, 5}),
        ({3}, {3}, {3}),
        ({0, 1}, {0}, {0}),
        ({2, 3, 4, 5, 6}, {2, 4, 6}, {2, 5}),
        ({0, 3, 6}, {0, 3}, {0, 3}),
        (set(), set(), set()),
    ],
)
def test_as_many_days_as_fit_the_widest_apart_the_earliest_first(
    chosen: set[int], strength: set[int], upkeep: set[int]
) -> None:
    assert days(chosen) == strength
    assert days(chosen, maintain=True) == upkeep


@pytest.mark.rule("5.8")
def test_named_days_are_kept_and_two_of_them_stay_to_keep_it_up() -> None:
    every = {0, 1, 2, 3, 4, 5, 6}
    assert days(every, {1, 3, 5}) == {1, 3, 5}
    assert days(every, {1, 3, 5}, maintain=True) == {1, 5}
    assert days(every, {6}) == {6}
