"""Phrases are filled in safely, in the language asked for or in English."""

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.words import Markup, PhraseError, Words, clean, escape, fill, person_name

ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=60)


@pytest.fixture
def words() -> Words:
    return Words(
        {
            "en": {
                "start.hello": "Hello <b>{name}</b>!",
                "start.days": "{n|No days|One day|{n} days} with {name}.",
                "start.minutes": "About {n|one minute|{n} minutes}.",
                "card.label": "Ask {name}",
            },
            "pt": {"start.hello": "Olá <b>{name}</b>!"},
        }
    )


def test_a_gap_is_filled_in(words):
    assert words.say("start.hello", name="Ana") == "Hello <b>Ana</b>!"


def test_a_phrase_is_said_in_the_language_asked_for(words):
    assert words.say("start.hello", "pt", name="Ana") == "Olá <b>Ana</b>!"


@pytest.mark.parametrize("language", ["pt", "xx"])
def test_english_stands_in_for_what_is_not_translated(words, language):
    assert words.say("start.minutes", language, n=1) == "About one minute."
    assert words.has("start.minutes", language)


def test_what_a_person_typed_cannot_become_markup(words):
    said = words.say("start.hello", name="<i>Bo</i> & Co")
    assert said == "Hello <b>&lt;i&gt;Bo&lt;/i&gt; &amp; Co</b>!"


def test_markup_is_not_escaped_twice(words):
    inner = words.say("start.minutes", n=2)
    assert words.say("start.hello", name=Markup("<u>Bo</u>")) == "Hello <b><u>Bo</u></b>!"
    assert fill("{a} {b}", a=inner, b="<") == "About 2 minutes. &lt;"


@pytest.mark.parametrize(
    ("n", "said"), [(0, "No days"), (1, "One day"), (2, "2 days"), (-1, "-1 days")]
)
def test_the_number_chooses_among_three_forms(words, n, said):
    assert words.say("start.days", n=n, name="Cy") == f"{said} with Cy."


@pytest.mark.parametrize(("n", "said"), [(0, "0 minutes"), (1, "one minute"), (15, "15 minutes")])
def test_the_number_chooses_between_two_forms(words, n, said):
    assert words.say("start.minutes", n=n) == f"About {said}."


def test_a_label_is_plain_text(words):
    assert words.plain("card.label", name="Bo & Co") == "Ask Bo & Co"


def test_an_unknown_key_is_named(words):
    with pytest.raises(PhraseError, match=r"start\.bye") as caught:
        words.say("start.bye")
    assert caught.value.key == "start.bye"
    assert isinstance(caught.value, KeyError)
    assert not words.has("start.bye")


@pytest.mark.parametrize("key", ["start.hello", "start.minutes"])
def test_a_gap_that_was_forgotten_is_named(words, key):
    with pytest.raises(PhraseError, match="was not given"):
        words.say(key)


def test_a_form_cannot_be_chosen_by_words(words):
    with pytest.raises(PhraseError, match="needs a number"):
        words.say("start.minutes", n="two")


def test_what_cannot_be_sent_is_taken_out(words):
    assert words.say("start.hello", name="A\ud800n\x00a") == "Hello <b>Ana</b>!"
    assert words.plain("card.label", name="A\udfffna") == "Ask Ana"


def test_a_name_is_shut_in_isolates_and_cannot_break_out():
    assert person_name("Ana") == "\u2068Ana\u2069"
    assert person_name("A\u2069\u202ena\n<b>") == "\u2068Ana &lt;b&gt;\u2069"


def test_a_name_of_nothing_visible_is_empty():
    assert person_name("\u2068\u200b \n\u2069") == ""
    assert person_name("\u200d") == ""


def test_a_joined_emoji_in_a_name_stays_whole():
    assert person_name("Bo 👩‍🚀") == "\u2068Bo 👩‍🚀\u2069"


@given(ANY_TEXT)
def test_any_text_at_all_can_be_a_gap(text):
    said = fill("<b>{text}</b>", text=text)
    assert said.encode("utf-8")
    assert html.unescape(said[3:-4]) == html.unescape(html.escape(clean(text)))
    assert "<" not in said[3:-4]


@given(ANY_TEXT)
def test_any_text_at_all_can_be_a_name(text):
    name = person_name(text)
    assert name.encode("utf-8") is not None
    assert name == "" or (name[0], name[-1]) == ("\u2068", "\u2069")
    assert not re.search("[\u202a-\u202e\u2066-\u2069\n<]", name[1:-1])


@given(ANY_TEXT)
def test_escaping_is_done_once(text):
    assert escape(escape(text)) == escape(text)
