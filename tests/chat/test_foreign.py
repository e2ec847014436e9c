"""Somebody who writes in another language is met in that language, with a number to call."""

from collections.abc import Callable

import pytest

from bot.chat import foreign
from bot.chat.screens import Reply
from bot.chat.talk import Talk
from bot.chat.visit import Did, Visit
from bot.services import country, subscribers
from bot.services.judging import judge
from bot.services.work import Work
from content.model import Library
from content.words import Words
from storage.database import Database
from tests.conftest import MONDAY_TEN

Typed = Callable[..., tuple[Reply | None, Reply | None, str | None]]


@pytest.fixture
def typed(database: Database, library: Library, words: Words) -> Typed:
    """Type a text: the warning, the unsure card, and the hold it led to."""

    def typing(
        text: str, lives_in: str | None = None
    ) -> tuple[Reply | None, Reply | None, str | None]:
        with database.begin() as db:
            work = Work(db, library, words, MONDAY_TEN)
            person = subscribers.meet(work, 7, 7, "en")
            person = country.choose(work, person, lives_in)
            talk = Talk(Visit(1, Did.TEXT, MONDAY_TEN, 7, 7, text=text), work, person)
            judged = judge(work, text)
            warning, unsure = foreign.warning(talk, judged), foreign.unsure(talk, judged)
            return warning, unsure, subscribers.row_of(work, 7).hold_level

    return typing


def test_an_emergency_is_met_with_the_number_and_a_hold(typed: Typed) -> None:
    warning, unsure, hold = typed("no puedo respirar y me duele el pecho", "ES")
    assert warning is not None
    assert warning.screens[0].text.startswith(
        "<b>Esto puede ser una emergencia. Llama ahora al 112"
    )
    assert warning.screens[0].keep
    assert (unsure, hold) == (None, "emergency")


def test_a_crisis_is_met_with_a_person_to_call_and_a_short_hold(typed: Typed) -> None:
    warning, _, hold = typed("Ich will nicht mehr leben", "DE")
    assert warning is not None
    assert "0800 111 0 111" in warning.screens[0].text
    assert hold == "crisis"


def test_harmless_words_get_the_english_only_card_and_no_hold(typed: Typed) -> None:
    warning, unsure, hold = typed("gracias por los ejercicios")
    assert unsure is not None
    assert "Solo entiendo bien el inglés" in unsure.screens[0].text
    assert "I only understand English well" in unsure.screens[0].text
    assert (warning, hold) == (None, None)


@pytest.mark.parametrize(
    "text", ["I can't feel anything between my legs", "thanks", "my hip is stiff"]
)
def test_english_is_left_to_the_english_cards(typed: Typed, text: str) -> None:
    assert typed(text) == (None, None, None)
