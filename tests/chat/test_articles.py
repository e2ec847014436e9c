"""The library is looked through in one panel, and each card says where it comes from."""

import html

import pytest

from bot.chat.library import SECTIONS
from content.telegram_html import length, refusals, visible
from tests.chat.talking import Chat

LONGEST_MESSAGE = 4096


@pytest.fixture
def settled(chat: Chat) -> Chat:
    """Bo has subscribed."""
    chat.subscribes()
    return chat


def title(said: str) -> str:
    return visible(said.splitlines()[0])


@pytest.mark.parametrize("name", sorted(SECTIONS))
def test_each_command_lists_its_cards_also_before_consent(chat: Chat, name: str) -> None:
    said = chat.types(f"/{name}")
    assert "Tap one to read it" in said
    assert chat.labels()[-1] == "‹ Library"


def test_every_article_stands_in_some_part(chat: Chat) -> None:
    lost = [
        one.id
        for one in chat.library.articles.values()
        if not any(section.holds(one) for section in SECTIONS.values())
    ]
    assert lost == []


def test_a_list_is_turned_page_by_page_and_back(chat: Chat) -> None:
    chat.types("/anatomy")
    first = chat.labels()
    chat.taps("Next")
    assert set(chat.labels()) - set(first)
    chat.taps("Earlier")
    assert chat.labels() == first


def test_a_card_leads_back_to_the_page_it_came_from(chat: Chat) -> None:
    chat.types("/anatomy")
    chat.taps("Next")
    page = chat.labels()
    chat.taps(page[0])
    chat.taps("‹ Back")
    assert chat.labels() == page


def test_a_card_shows_what_matters_first_and_more_on_a_tap(chat: Chat) -> None:
    heat = chat.library.articles["heat-or-cold"]
    chat.types("/relief")
    said = chat.taps("Heat or ice?")
    assert title(said) == "Heat or ice?"
    assert heat.essence in visible(said)
    assert heat.more[0] not in visible(said)
    assert visible(heat.more[0]) in visible(chat.taps("More"))
    assert heat.more[0] not in visible(chat.taps("Less"))


def test_the_i_shows_reference_year_link_strength_and_how_it_was_read(chat: Chat) -> None:
    source = chat.library.sources["heat-2006"]
    chat.types("/relief")
    chat.taps("Heat or ice?")
    said = chat.taps("ⓘ Sources")
    assert source.link in said
    for words in (source.title, "2006", "systematic review", "abstract read on 20 November 2026"):
        assert words in visible(said)
    assert "No clinician has checked this card yet" in said
    assert title(chat.taps("‹ Back")) == "Heat or ice?"


@pytest.mark.parametrize(("sourced", "mark"), [(True, "Part of this is"), (False, "Common adv")])
def test_common_advice_is_marked_on_the_card_and_among_its_sources(
    chat: Chat, sourced: bool, mark: str
) -> None:
    chat.types("/start")
    articles = chat.library.articles.values()
    id_ = next(a.id for a in articles if a.common_advice and bool(a.sources) is sourced)
    for view in ("card", "more", "from"):
        shown = chat.presses(f"1:art:{view}:{id_}:home:0").screens[0].text
        assert f"<i>{mark}" in shown


def test_a_card_has_a_related_one_a_tap_away(chat: Chat) -> None:
    chat.types("/faq")
    while not any("Heat or ice?" in label for label in chat.labels()):
        chat.taps("Next")
    chat.taps("Heat or ice?")
    related = next(label for label in chat.labels() if label.startswith(("📖", "🏃")))
    assert title(chat.taps(related)) == related[2:]


def test_every_card_fits_a_message_in_all_its_views(chat: Chat) -> None:
    chat.types("/start")
    for id_ in chat.library.articles:
        for view in ("card", "more", "from"):
            reply = chat.presses(f"1:art:{view}:{id_}:home:0")
            text = reply.screens[0].text
            assert list(refusals(text)) == [], id_
            assert "<" not in visible(text), id_
            assert length(text) <= LONGEST_MESSAGE
            assert reply.screens[0].rows


def test_sources_shows_every_source_a_page_at_a_time(chat: Chat) -> None:
    shown = chat.types("/sources")
    while any("Next" in label for label in chat.labels()):
        said = chat.taps("Next")
        assert length(said) <= LONGEST_MESSAGE
        shown += said
    assert list(refusals(shown)) == []
    shown = html.unescape(shown)
    assert all(source.link in shown for source in chat.library.sources.values())


def test_on_hold_cards_stay_readable_below_the_hold(settled: Chat) -> None:
    settled.types("I can't pee and I'm numb between my legs")
    settled.types("/relief")
    said = settled.taps("Heat or ice?")
    assert said.startswith("ℹ️ To read only: routines are on hold")
    assert not [label for label in settled.labels() if label.startswith("🏃")]


@pytest.mark.parametrize(
    "data",
    [
        "1:art:card:nothing:home:0", "1:art:eat:sitting:home:0", "1:art:card:sitting",
        "1:lib:list:x:0", "1:lib:list:faq:99", "1:lib:sources:99", "1:lib:nowhere",
    ],
)  # fmt: skip
def test_a_forged_button_is_an_old_one(settled: Chat, data: str) -> None:
    assert "out of date" in settled.presses(data).toast


def test_back_from_a_card_with_a_forged_place_is_an_old_button(chat: Chat) -> None:
    chat.types("/start")
    reply = chat.presses("1:art:card:sitting:nowhere:0")
    chat.screen = reply.screens[0]
    assert "out of date" in chat.presses(chat.data("‹ Back")).toast


def test_a_link_opens_the_card_of_an_article(settled: Chat) -> None:
    assert title(settled.types("/start art-heat-or-cold")) == "Heat or ice?"


def test_behind_a_link_somebody_new_is_asked_as_ever(chat: Chat) -> None:
    assert title(chat.types("/start art-heat-or-cold")) == "Heat or ice?"
    assert "I understand" in " ".join(chat.labels())


def test_a_link_to_nothing_is_a_plain_start(chat: Chat) -> None:
    assert "Heat" not in chat.types("/start art-glute-bridge")
    assert "I understand" in " ".join(chat.labels())
