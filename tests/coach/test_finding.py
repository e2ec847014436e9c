"""Finding an exercise by what people type."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.coach.finding import MOST, find
from content.loader import load_library

EXERCISES = load_library().exercises


@pytest.mark.parametrize("id_", EXERCISES)
def test_every_name_and_synonym_finds_its_exercise(id_: str) -> None:
    one = EXERCISES[id_]
    for name in (one.name, one.id, *one.also):
        assert id_ in find(name, EXERCISES).ids, name


@pytest.mark.parametrize("id_", EXERCISES)
def test_a_name_leads_straight_to_its_exercise(id_: str) -> None:
    assert find(EXERCISES[id_].name.upper(), EXERCISES).ids[0] == id_


@pytest.mark.parametrize(
    ("typed", "id_"),
    [
        ("clamshel", "clamshell"), ("fire hydrent", "fire-hydrant"), ("brdge", "glute-bridge"),
        ("Heel  slides!", "heel-slide"), ("plànk", "plank"), ("1 leg bridge", "single-leg-bridge"),
        ("kneeling lunge strech", "half-kneeling-hip-flexor-stretch"),
    ],
)  # fmt: skip
def test_slips_accents_plurals_and_figures_are_forgiven(typed: str, id_: str) -> None:
    found = find(typed, EXERCISES)
    assert found.ids == (id_,)
    assert found.sure


def test_a_muscle_finds_the_moves_for_it() -> None:
    found = find("psoas", EXERCISES).ids
    assert len(found) > 3
    assert all("iliopsoas" in EXERCISES[id_].anatomy for id_ in found)


@pytest.mark.parametrize("typed", ["", "  ", "banana", "my hip hurts", "!!", "the of", "pain"])
def test_a_word_that_fits_nothing_finds_nothing(typed: str) -> None:
    assert find(typed, EXERCISES).ids == ()


@given(st.text(max_size=200))
def test_any_text_is_answered_with_few_and_known_moves(typed: str) -> None:
    found = find(typed, EXERCISES)
    assert len(found.ids) <= MOST
    assert set(found.ids) <= EXERCISES.keys()
    assert found == find(typed, EXERCISES)
