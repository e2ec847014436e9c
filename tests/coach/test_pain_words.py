"""What people type behind /pain."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.coach.pain_words import Fault, Told, read


@pytest.mark.parametrize(
    ("typed", "score", "words"),
    [
        ("6", 6, ""), ("six", 6, ""), ("10", 10, ""), ("7/10 on stairs", 7, "on stairs"),
        ("7 out of 10, knee", 7, "knee"), ("0: fine today", 0, "fine today"), ("٣", 3, ""),
        ("4 - after  a walk", 4, "after a walk"), ("  5  ", 5, ""), ("²", 2, ""),
        ("4 -sharp- ", 4, "sharp-"),
    ],
)  # fmt: skip
def test_a_score_stands_first_and_words_follow(typed: str, score: int, words: str) -> None:
    assert read(typed) == Told(score, words)


@pytest.mark.parametrize(
    ("typed", "near"),
    [
        ("6.5", (6, 7)),
        ("6,5 now", (6, 7)),
        ("6-7", (6, 7)),
        ("6 or 7", (6, 7)),
        ("9.5", (9, 10)),
        ("6-8", (6, 8)),
    ],
)
def test_between_two_scores_both_are_offered(typed: str, near: tuple[int, int]) -> None:
    assert read(typed) == Told(fault=Fault.BETWEEN, near=near)


@pytest.mark.parametrize("typed", ["11", "-1", "10.5", "7/5", "7 out of 12", "100", "9" * 400])
def test_a_number_off_the_scale_is_named_as_such(typed: str) -> None:
    assert read(typed).fault is Fault.OUTSIDE


@pytest.mark.parametrize(
    "typed", ["banana", "my hip 6", "1e999", "{}", "👩‍👧", "eleven", "6-6", "7-6"]
)
def test_no_number_at_the_beginning_is_no_score(typed: str) -> None:
    assert read(typed).fault is Fault.NO_NUMBER


def test_nothing_is_nothing() -> None:
    assert read(" \n ").fault is Fault.NOTHING


@given(st.text(max_size=120))
def test_any_text_is_a_score_or_a_fault_and_never_both(typed: str) -> None:
    told = read(typed)
    assert (told.score is None) == (told.fault is not None)
    assert told.score is None or 0 <= told.score <= 10
