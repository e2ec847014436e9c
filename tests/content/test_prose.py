"""Words, sentences and emoji are counted the way a reader sees them."""

import pytest

from content.prose import count_words, crowded_lines, long_sentences

LONG = " ".join(["word"] * 26)


@pytest.mark.parametrize(
    ("text", "words"),
    [("", 0), ("Lift your hips.", 3), ("• 2 x 30 s — rest", 5), ("half-way and don't", 3)],
)
def test_words_are_counted_without_dashes_and_bullets(text, words):
    assert count_words(text) == words


def test_a_sentence_of_twenty_six_words_is_long():
    assert list(long_sentences(f"Short one. {LONG}. Short.")) == [f"{LONG}."]


def test_a_sentence_of_twenty_five_words_is_not():
    assert list(long_sentences(" ".join(["word"] * 25) + ".")) == []


@pytest.mark.parametrize("end", [". ", "! ", "? ", ": ", "; ", "\n", ".” ", ".) "])
def test_a_sentence_ends_where_a_reader_takes_a_breath(end):
    half = " ".join(["word"] * 15)
    assert list(long_sentences(f"{half}{end}{half}")) == []


@pytest.mark.parametrize("line", ["🌿 and ✅", "🇵🇹🇳🇿", "🎉🎉", "👍🏽 👍"])
def test_two_emoji_crowd_a_line(line):
    assert list(crowded_lines(f"quiet\n{line}\nquiet")) == [line]


@pytest.mark.parametrize("line", ["🌿 one", "👩‍🚀 joined", "👍🏽 with skin", "🇵🇹 a flag", "•●○ →"])
def test_one_emoji_does_not(line):
    assert list(crowded_lines(line)) == []
