"""Questions in one's own words: each reaches the right card, and nonsense leads on."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.chat.visit import Did
from bot.services import searching
from content.model import Library
from content.telegram_html import visible
from tests.chat.talking import Chat

ASKED = [
    ("why does my hip pinch when I squat", "What hip pinching means"),
    ("heat or ice", "Heat or ice?"),
    ("is sitting bad", "Is sitting bad for my hips?"),
    ("how long until better", "How long until it is better?"),
    ("can I run", "Can I still run?"),
    ("what is FAI", "What is FAI syndrome?"),
    ("foam roller?", "Foam roll"),
    ("do I need an x-ray", "Do I need an X-ray or a scan?"),
    ("pigeon pose ok?", "Is pigeon pose OK?"),
    ("should I take ibuprofen", "Should I take ibuprofen?"),
]


@pytest.fixture
def settled(chat: Chat) -> Chat:
    """Bo has subscribed."""
    chat.subscribes()
    return chat


def first_line(said: str) -> str:
    return visible(said.splitlines()[0])


def reach(chat: Chat, asked: str, title: str) -> str:
    """The first line after the question and, if the card is not there yet, one tap."""
    said = chat.types(asked)
    return first_line(said if first_line(said).startswith(title) else chat.taps(title))


@pytest.mark.parametrize(("asked", "title"), ASKED)
def test_a_question_reaches_its_card_in_at_most_one_tap(
    settled: Chat, asked: str, title: str
) -> None:
    assert reach(settled, asked, title).startswith(title)


@pytest.mark.parametrize(("asked", "title"), ASKED)
def test_the_right_card_is_the_first_one_offered(settled: Chat, asked: str, title: str) -> None:
    said = settled.types(asked)
    cards = [label for label in settled.labels() if label.startswith(("📖", "🏃"))]
    assert first_line(said).startswith(title) or title in cards[0]


@pytest.mark.parametrize(
    ("asked", "title"),
    [("ibuprofin", "Should I take ibuprofen?"), ("pidgeon", "Is pigeon pose OK?")],
)
def test_a_slip_of_the_keyboard_is_read_as_what_was_meant(
    settled: Chat, asked: str, title: str
) -> None:
    assert reach(settled, f"/faq {asked}", title) == title


def test_at_most_three_cards_are_offered_with_one_line_each(settled: Chat) -> None:
    said = settled.types("is sitting bad")
    assert said.count("\n• ") == len(settled.labels()) - 1 == 3
    assert settled.labels()[-1] == "📚 Library"


@pytest.mark.parametrize("typed", ["banana", "<i>" + "x" * 90, "😀", "7", "'; DELETE --"])
def test_nonsense_behind_a_command_is_echoed_short_and_leads_on(settled: Chat, typed: str) -> None:
    said = settled.types(f"/faq {typed}")
    assert "I found no card for" in said
    assert "x" * 38 not in said
    assert "<i>x" not in said
    assert "Questions" in settled.labels() or "📚 Library" in settled.labels()


@pytest.mark.parametrize("typed", ['"', "heat AND", "NEAR(heat", "heat*", "words:heat", "^heat -"])
def test_signs_that_mean_something_to_the_index_are_only_signs(settled: Chat, typed: str) -> None:
    assert settled.types(f"/faq {typed}")
    assert settled.labels()


def test_a_title_that_is_nearly_right_is_offered(settled: Chat) -> None:
    settled.types("/faq hot orr icce")
    assert any("Heat or ice" in label for label in settled.labels())


def test_free_words_nobody_wrote_about_still_lead_to_the_library(settled: Chat) -> None:
    assert "didn't understand" in settled.types("banana")
    assert "Exercises" in settled.taps("Library") or settled.labels()


@pytest.mark.parametrize(
    ("typed", "answer"), [("Hello!", "Ask me about hips"), ("thank you so much", "You're welcome")]
)
def test_greetings_and_thanks_get_their_own_answer(settled: Chat, typed: str, answer: str) -> None:
    assert answer in settled.types(typed)


def test_a_question_in_the_first_minute_is_answered_and_the_open_one_comes_again(
    chat: Chat,
) -> None:
    chat.types("/start")
    chat.taps("I understand")
    said = chat.types("heat or ice")
    assert first_line(said) == "Heat or ice?"
    assert "None of these" in chat.labels()


def test_a_warning_sign_is_never_searched_for(settled: Chat) -> None:
    said = settled.types("/faq I can't pee and my groin is numb, heat or ice?")
    assert "Call your local emergency number now" in said
    assert "Heat or ice" not in " ".join(settled.labels())


def test_on_hold_a_question_is_answered_with_the_hold(settled: Chat) -> None:
    settled.types("I can't pee and I'm numb between my legs")
    assert "Heat" not in settled.types("heat or ice")


def test_on_hold_a_search_behind_a_command_offers_nothing_to_do(settled: Chat) -> None:
    settled.types("I can't pee and I'm numb between my legs")
    assert settled.types("/faq pigeon pose").startswith("ℹ️ To read only")
    assert not [label for label in settled.labels() if label.startswith("🏃")]


def test_a_pinch_gets_the_everyday_card_with_its_article_one_tap_away(settled: Chat) -> None:
    settled.types("why does my hip pinch when I squat")
    assert "Warning signs" in settled.labels()
    assert first_line(settled.taps("What hip pinching")) == "What hip pinching means"


def test_a_name_that_is_a_sign_is_not_taken_for_a_name(settled: Chat) -> None:
    said = settled.types("/causes fever and a stiff hip")
    assert "I can tell you about this" not in said


def test_the_name_of_a_command_without_its_stroke_is_explained(settled: Chat) -> None:
    assert "<b>/stop</b>" in settled.types("Stop")


@given(text=st.text(max_size=200))
@settings(max_examples=60, deadline=None)
def test_any_text_can_be_searched_for(library: Library, text: str) -> None:
    found = searching.search(library, text)
    assert len(found.hits) <= searching.MOST
    assert not (found.hits and found.closest)


def test_every_title_finds_its_own_card(library: Library) -> None:
    lost = [
        article.title
        for article in library.articles.values()
        if article.id not in [hit.id for hit in searching.search(library, article.title).hits]
    ]
    assert lost == []


def test_every_synonym_finds_its_card_or_one_that_shares_it(library: Library) -> None:
    found = {
        (article.id, name): {hit.id for hit in searching.search(library, name).hits}
        for article in library.articles.values()
        for name in article.also
    }
    assert [key for key, ids in found.items() if not ids] == []


def test_an_edited_question_is_not_searched(settled: Chat) -> None:
    assert "only new messages" in settled.does(Did.EDIT, text="heat or ice")
