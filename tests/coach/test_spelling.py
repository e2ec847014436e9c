"""Tests of spelling: a typed message to words in plain spelling."""

from pathlib import Path

import pytest

from bot.coach.lexicon import Lexicon
from bot.coach.spelling import BREAK, BREAK_WORDS
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


def test_the_end_of_a_sentence_is_worth_some_words() -> None:
    assert LEXICON.words("Ana fell. Ouch!")[2 : 2 + BREAK_WORDS] == [BREAK] * BREAK_WORDS


def test_pictures_accents_and_invisible_letters_fall_away() -> None:
    assert LEXICON.words("nu\u200bmb 🔥 knee\ufe0f") == ["numb", "knee"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("I'm 12 years old", ["i", "am", "agechild"]),
        ("she is 81", ["she", "is", "ageold"]),
        ("34f here", ["agegrown", "here"]),
        ("temp 38,9", ["temp", "temphigh"]),
        ("101.5 F", ["temphigh"]),
        ("for six weeks", ["for", "manyweeks"]),
        ("2 or 3 weeks", ["fewweeks"]),
        ("off the ladder, 3 metres", ["off", "the", "ladder", "bigheight"]),
    ],
)
def test_figures_become_words_the_lists_can_name(text: str, words: list[str]) -> None:
    assert LEXICON.words(text) == words


@pytest.mark.parametrize(
    "text", ["I'm 5 weeks in", "pain is 7", "12 reps", "walked 38 km", "39.5 km"]
)
def test_other_figures_are_neither_an_age_nor_a_fever(text: str) -> None:
    assert not {"agechild", "agegrown", "ageold", "temphigh"} & set(LEXICON.words(text))


@pytest.mark.parametrize(
    "word", ["never", "week", "dumb", "hop", "groan", "bowl", "breach", "staff"]
)
def test_words_one_letter_from_a_sign_are_left_alone(word: str) -> None:
    assert LEXICON.words(word) == [word]


def test_what_was_said_is_quoted_as_it_was_written() -> None:
    spelled = LEXICON.spell("My  Bladdr can not hold")
    assert spelled.words == ["my", "bladder", "cannot", "hold"]
    assert spelled.said(1, 3) == "bladdr can not"
