"""Keeping going is counted so that ordinary life never breaks it."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.coach.consistency import in_a_row, standing

MONDAY = date(2026, 11, 23)
ALL = frozenset(range(7))


def day(number: int) -> date:
    """The day so many days after a Monday."""
    return MONDAY + timedelta(days=number)


def days(*numbers: int) -> frozenset[date]:
    return frozenset(map(day, numbers))


def once(*numbers: int) -> dict[date, int]:
    return dict.fromkeys(map(day, numbers), 1)


def test_two_missed_days_a_week_are_spare() -> None:
    found = standing(days(0, 1, 2, 3, 4, 5, 6), once(0, 1, 4, 5, 6), ALL, 5, day(6))
    assert (found.week, found.kept, found.reached) == (5, 5, True)


def test_a_third_missed_day_ends_the_run_after_48_hours() -> None:
    offered, done = days(*range(7)), once(0, 1, 6)
    assert standing(offered, done, ALL, 5, day(6)).kept == 3
    assert standing(offered | {day(7)}, {**done, day(7): 1}, ALL, 5, day(8)).kept == 2


def test_a_goal_of_three_days_leaves_four_spare() -> None:
    found = standing(days(*range(7)), once(0, 3, 6), ALL, 3, day(13))
    assert found.kept == 3


def test_days_on_which_nothing_came_cost_nothing() -> None:
    found = standing(days(0, 1, 20, 21), once(0, 1, 20, 21), ALL, 5, day(21))
    assert found.kept == 4
    assert found.back is False


def test_coming_back_after_a_long_pause_is_greeted() -> None:
    assert standing(days(0, 20), once(0, 20), ALL, 5, day(20)).back
    assert not standing(days(0, 1), once(0, 1), ALL, 5, day(1)).back


def test_coming_back_after_a_run_ended_is_greeted() -> None:
    offered = days(*range(8))
    assert standing(offered, once(0, 7), ALL, 7, day(7)).back


def test_a_second_session_within_48_hours_makes_up_a_missed_day() -> None:
    offered, done = days(*range(6)), once(0, 1, 5)
    before = standing(offered, done, ALL, 5, day(5))
    assert before.repair == day(4)
    after = standing(offered, {**done, day(5): 2}, ALL, 5, day(5))
    assert after.repair is None
    assert after.kept == before.kept + 1


def test_a_missed_day_cannot_be_made_up_on_the_third_day() -> None:
    offered = days(0, 1, 2, 3, 6)
    found = standing(offered, {day(0): 1, day(6): 2}, ALL, 5, day(6))
    assert found.week == 2


def test_there_is_nothing_to_make_up_when_there_is_no_run_to_save() -> None:
    assert standing(days(0, 1, 2, 3), {}, ALL, 5, day(4)).repair is None


def test_with_three_chosen_days_a_goal_of_five_means_three() -> None:
    found = standing(days(0, 2, 4), once(0, 2, 4), frozenset({0, 2, 4}), 5, day(4))
    assert found.goal == 3
    assert found.reached


@pytest.mark.parametrize("goal", [0, 8, -1])
def test_a_goal_is_one_to_seven_days(goal: int) -> None:
    with pytest.raises(ValueError, match="1 to 7"):
        standing(frozenset(), {}, ALL, goal, MONDAY)


def test_missed_days_in_a_row_end_with_any_session() -> None:
    assert in_a_row(days(0, 1, 2, 3), once(1), day(4)) == 2
    assert in_a_row(days(0, 1, 2, 3), once(3), day(4)) == 0
    assert in_a_row(days(0, 1), {}, day(1)) == 1  # today is not missed yet


def test_a_session_counts_from_its_own_day_on_and_only_if_anything_was_done() -> None:
    done = {day(0): 1, day(1): 0, day(3): 1}
    found = standing(days(0, 1, 2, 3), done, ALL, 5, day(2))
    assert (found.week, found.kept) == (1, 1)
    assert in_a_row(days(0, 1), {day(0): 1, day(1): 0}, day(2)) == 1


@pytest.mark.parametrize("goal", [1, 7])
def test_the_smallest_and_the_largest_goal_can_be_chosen(goal: int) -> None:
    assert standing(days(0), once(0), ALL, goal, day(0)).goal == goal


def test_with_one_chosen_day_or_none_the_goal_is_one() -> None:
    for weekdays in (frozenset({0}), frozenset[int]()):
        assert standing(days(0), once(0), weekdays, 5, day(0)).goal == 1


def test_today_is_not_missed_while_it_lasts() -> None:
    found = standing(days(0, 1, 2, 3), once(0), ALL, 5, day(3))
    assert found.repair is None
    assert standing(days(0, 1, 2, 3), once(0), ALL, 5, day(4)).repair == day(3)


@pytest.mark.parametrize("missed", [1, 0])
def test_a_day_is_made_up_on_either_of_the_next_two_and_stays_so(missed: int) -> None:
    offered, done = days(0, 1, 2, 3), {day(1 - missed): 1, day(2): 2, day(3): 1}
    found = standing(offered, done, ALL, 7, day(3))
    assert (found.week, found.kept) == (4, 4)


def test_a_day_that_was_made_up_hides_no_other_missed_day() -> None:
    offered, done = days(0, 1, 2, 3, 4), {day(1): 2}
    assert standing(offered, done, ALL, 5, day(5)).repair == day(4)
    assert standing(offered, done, ALL, 4, day(5)).repair is None


def test_days_still_to_come_can_reach_the_goal_as_well() -> None:
    offered, done = days(0, 1, 2, 3), once(-1)
    assert standing(offered, done, ALL, 3, day(4)).repair is None
    assert standing(offered, done, ALL, 4, day(4)).repair == day(3)
    assert standing(offered, done, frozenset({0, 1, 2, 3}), 3, day(4)).repair == day(2)
    assert standing(offered | days(4), {**done, day(4): 1}, ALL, 4, day(4)).repair == day(3)


def test_only_a_day_that_is_done_is_a_way_back() -> None:
    assert not standing(days(0, 20), once(0), ALL, 5, day(20)).back
    assert not standing(days(20), once(20), ALL, 5, day(20)).back
    assert not standing(days(0, 7), once(0, 7), ALL, 5, day(7)).back
    assert standing(days(0, 8), once(0, 8), ALL, 5, day(8)).back


numbers = st.integers(0, 40)
offers = st.frozensets(numbers.map(day))
sessions = st.dictionaries(numbers.map(day), st.integers(1, 2))
goals = st.integers(1, 7)


@given(offers, sessions, goals, numbers, numbers)
def test_one_session_more_never_shortens_a_run(
    offered: frozenset[date], done: dict[date, int], goal: int, extra: int, now: int
) -> None:
    more = {**done, day(extra): done.get(day(extra), 0) + 1}
    before = standing(offered, done, ALL, goal, day(now))
    after = standing(offered, more, ALL, goal, day(now))
    assert after.kept >= before.kept
    assert after.week >= before.week


@given(offers, st.frozensets(numbers), goals, numbers, numbers)
def test_an_outage_never_shortens_a_run(
    offered: frozenset[date], done: frozenset[int], goal: int, lost: int, now: int
) -> None:
    before = standing(offered, once(*done), ALL, goal, day(now))
    after = standing(offered - {day(lost)}, once(*done), ALL, goal, day(now))
    assert after.kept >= before.kept


@given(offers, sessions, goals, numbers)
def test_a_run_never_counts_more_than_was_done(
    offered: frozenset[date], done: dict[date, int], goal: int, now: int
) -> None:
    found = standing(offered, done, ALL, goal, day(now))
    assert 0 <= found.kept <= sum(done.values())
    assert 0 <= found.week <= 7
