"""Whoever does not answer hears less of us, and after two weeks one question and then nothing."""

import itertools
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.coach.silence import Quiet, respect

MONDAY = date(2026, 11, 23)


def month(answers: frozenset[int] = frozenset()) -> list[Quiet]:
    """What comes on each of 40 days for somebody who answers only after these."""
    ignored: set[date] = set()
    found = []
    for number in range(40):
        day = MONDAY + timedelta(days=number)
        what = respect(ignored, day)
        found.append(what)
        if what in (Quiet.SEND, Quiet.ASK):
            ignored.add(day)
        if number in answers:
            ignored.clear()
    return found


def test_three_ignored_days_then_every_third_day_then_one_question_then_rest() -> None:
    came = [n for n, what in enumerate(month()) if what in (Quiet.SEND, Quiet.ASK)]
    asked = [n for n, what in enumerate(month()) if what is Quiet.ASK]
    assert came == [0, 1, 2, 5, 8, 11, 14]
    assert asked == [14]
    assert set(month()[15:]) == {Quiet.REST}


def test_any_answer_brings_every_day_back() -> None:
    found = month(frozenset({8}))
    assert found[9:12] == [Quiet.SEND] * 3
    assert month(frozenset({20}))[21] is Quiet.SEND


def test_the_routine_of_the_day_itself_is_not_ignored_yet() -> None:
    days = frozenset(MONDAY + timedelta(days=number) for number in range(3))
    assert respect(days, max(days)) is Quiet.SEND


def test_the_question_waits_for_two_whole_weeks_of_silence() -> None:
    ignored = frozenset(MONDAY + timedelta(days=number) for number in (0, 1, 2, 10))
    assert respect(ignored, MONDAY + timedelta(days=13)) is Quiet.SEND
    assert respect(ignored, MONDAY + timedelta(days=14)) is Quiet.ASK


@given(st.frozensets(st.integers(0, 39)))
def test_nobody_is_ever_asked_twice_in_one_silence(answers: frozenset[int]) -> None:
    found = month(answers)
    asked = [n for n, what in enumerate(found) if what is Quiet.ASK]
    for first, second in itertools.pairwise(asked):
        assert any(first <= answer < second for answer in answers)
