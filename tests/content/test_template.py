"""A phrase is cut into fixed words and gaps, or its author is told what to mend."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.template import Gap, Template, parse


def test_a_phrase_without_gaps_is_one_part():
    assert parse("Good morning | good night") == Template(("Good morning |", " good night"))


def test_gaps_and_words_keep_their_order():
    assert parse("{a} and {b}") == Template((Gap("a"), " and ", Gap("b")))


def test_a_form_may_hold_gaps_of_its_own():
    (gap,) = parse("{n|one set of {reps}|{n} sets of {reps}}").parts
    assert isinstance(gap, Gap)
    assert gap.choose(1) == Template(("one set of ", Gap("reps")))
    assert gap.choose(2) == Template((Gap("n"), " sets of ", Gap("reps")))


def test_a_form_may_be_empty():
    assert parse("{n||s}").parts == (Gap("n", (Template(()), Template(("s",)))),)


def test_every_gap_is_listed_those_in_forms_too():
    assert set(parse("{name}: {n|{day}|{n} {days}}").gaps()) == {"name", "n", "day", "days"}


@pytest.mark.parametrize(
    ("text", "remedy"),
    [
        ("Hello {name", "close the gap"),
        ("Hello {", "small-letter name"),
        ("Hello {Name}", "small-letter name"),
        ("Hello {}", "small-letter name"),
        ("Hello {first name}", "close the gap"),
        ("Hello } there", "lone }"),
        ("{n|one}", "two or three forms"),
        ("{n|a|b|c|d}", "two or three forms"),
        ("{n|one|many", "close the gap"),
    ],
)
def test_broken_braces_are_explained(text, remedy):
    with pytest.raises(ValueError, match=remedy.replace("}", r"\}")):
        parse(text)


@given(st.text("ab{}|n ", max_size=30))
def test_any_text_is_parsed_whole_or_explained(text):
    try:
        gaps = len(list(parse(text).gaps()))
    except ValueError:
        gaps = -1
    braces = text.count("{")
    assert gaps in {-1, braces}
    assert braces == text.count("}") or gaps == -1
