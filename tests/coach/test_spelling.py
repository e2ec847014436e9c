"""Tests of spelling: a typed message to words in plain spelling."""

from pathlib import Path

import pytest

from bot.coach.lexicon import Lexicon
from bot.coach.spelling import BREAK
from content.safety_loader import load_safety

SAFETY = load_safety(Path(__file__).parents[2] / "content" / "safety", {})
LEXICON = Lexicon({family.id: family.words for family in SAFETY.families.values()})


@pytest.mark.parametrize(
    "word",
    [
        "plank",
        "breeding",
        "feeding",
        "message",
        "massage",
        "walker",
        "table",
        "talking",
        "neither",
        "private",
        "stretch",
    ],
)
def test_an_everyday_word_stays_as_it_is(word: str) -> None:
    assert LEXICON.words(word) == [word]


@pytest.mark.parametrize("text", ["can't", "cant", "CAN NOT", "can’t", "cannot", "carnt"])
def test_all_ways_to_write_cannot_are_one(text: str) -> None:
    assert LEXICON.words(text) == ["cannot"]


def test_the_end_of_a_sentence_is_worth_three_words() -> None:
    assert LEXICON.words("Ana fell. Ouch!")[2:5] == [BREAK] * 3


def test_pictures_accents_and_invisible_letters_fall_away() -> None:
    assert LEXICON.words("nu\u200bmb 🔥 knee\ufe0f") == ["numb", "knee"]
