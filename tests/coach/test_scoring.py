"""Tests of scoring: labelled messages and their levels to figures."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.coach.scoring import Labelled, Scored, Share, clopper_pearson, score


def scored(expected: str, got: str, *, fine: tuple[str, ...] = (), why: str = "") -> Scored:
    return Scored(Labelled("set:1", "text", expected, fine, why), got, 1.0)


@pytest.mark.parametrize(
    ("hits", "of", "low", "high"),
    [
        (0, 10, 0.0, 0.3085),
        (10, 10, 0.6915, 1.0),
        (5, 10, 0.1871, 0.8129),
        (80, 80, 0.9549, 1.0),
        (0, 300, 0.0, 0.0122),
    ],
)
def test_the_exact_interval_is_that_of_the_tables(
    hits: int, of: int, low: float, high: float
) -> None:
    assert clopper_pearson(hits, of) == pytest.approx((low, high), abs=0.0001)


def test_nothing_tried_says_nothing() -> None:
    assert clopper_pearson(0, 0) == (0.0, 1.0)


@given(st.integers(1, 200).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of))))
def test_the_interval_holds_the_share(pair: tuple[int, int]) -> None:
    hits, of = pair
    low, high = clopper_pearson(hits, of)
    assert 0 <= low <= hits / of + 1e-9
    assert hits / of - 1e-9 <= high <= 1


def test_a_level_that_is_fine_too_is_accepted() -> None:
    assert scored("emergency", "urgent", fine=("urgent",)).accepted
    assert not scored("emergency", "urgent").accepted


def test_the_figures_count_what_they_say() -> None:
    table = score(
        [
            scored("emergency", "emergency"),
            scored("emergency", "self_care"),
            scored("urgent", "self_care"),
            scored("urgent", "self_care", fine=("self_care",)),
            scored("self_care", "emergency"),
            scored("self_care", "unsure"),
        ]
    )
    assert table.accepted == Share(2, 6)
    assert table.emergencies == Share(1, 2)
    assert table.emergencies_to_self_care == Share(1, 2)
    assert table.urgent_to_self_care == Share(1, 2)
    assert table.self_care_to_emergency == Share(1, 2)
    assert table.unsure == Share(1, 4)
    assert table.confusion["urgent", "self_care"] == 2


def test_a_slice_is_the_tag_in_brackets_else_the_file() -> None:
    table = score([scored("urgent", "urgent", why="[child] why"), scored("urgent", "self_care")])
    assert table.slices == {"child": Share(1, 1), "set": Share(0, 1)}
