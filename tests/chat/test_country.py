"""/country: whose numbers the warning cards show, in any state."""

import pytest

from bot.chat.country import COMMON
from bot.chat.screens import Reply
from tests.chat.talking import Chat

EMERGENCY = "I can't feel myself wipe and my legs are heavy"
CRISIS = "I don't want to live any more"


@pytest.mark.parametrize(
    ("typed", "name", "number"),
    [
        ("Portugal", "Portugal", "112"),
        ("pt", "Portugal", "112"),
        ("UK", "United Kingdom", "999"),
        ("england", "United Kingdom", "999"),
        ("USA", "United States", "911"),
        ("Deutschland", "Germany", "112"),
        ("new zealand", "New Zealand", "111"),
        ("Portugl", "Portugal", "112"),
    ],
)
def test_a_country_is_known_by_its_name_its_letters_and_what_people_call_it(
    chat: Chat, typed: str, name: str, number: str
) -> None:
    shown = chat.types(f"/country {typed}")
    assert name in shown
    assert number in shown


def test_a_country_can_be_set_before_consent(chat: Chat) -> None:
    chat.types("/country New Zealand")
    assert "Call 111 now" in chat.types(EMERGENCY)


def test_the_numbers_of_the_country_stand_on_doctor_with_source_and_date(chat: Chat) -> None:
    chat.subscribes()
    chat.types("/country GB")
    shown = chat.types("/doctor")
    assert "Numbers for United Kingdom" in shown
    assert "Call 999 (or 112) now" in shown
    assert "read on 21 November 2026" in shown
    assert "Call 111 or ask your GP" in shown
    assert "Samaritans on 116 123" in shown


def test_an_emergency_card_shows_where_its_number_comes_from(chat: Chat) -> None:
    chat.subscribes()
    chat.types("/country India")
    shown = chat.types(EMERGENCY)
    assert shown.startswith("<b>This could be an emergency. Call 112 now.</b>")
    assert "Numbers for India" in shown


def test_a_number_nobody_read_says_so(chat: Chat) -> None:
    chat.types("/country Sri Lanka")
    assert "not checked by us" in chat.types("/doctor")


def test_without_a_country_no_numbers_are_made_up(chat: Chat) -> None:
    chat.subscribes()
    shown = chat.types("/doctor")
    assert "Numbers for" not in shown
    assert "emergency number now" in shown


def test_the_panel_offers_the_country_of_ones_clock_first(chat: Chat) -> None:
    chat.subscribes(zone="Auckland")
    chat.types("/country")
    assert chat.labels()[0] == "New Zealand (from your clock)"
    assert len(chat.labels()) == len(COMMON) + 2


def test_without_a_clock_there_is_no_guess(chat: Chat) -> None:
    chat.types("/country")
    assert not any("clock" in label for label in chat.labels())
    assert len(chat.labels()) == len(COMMON) + 2


def test_a_tap_chooses(chat: Chat) -> None:
    chat.subscribes()
    chat.types("/country")
    assert "<b>999 (or 112)</b>" in chat.taps("United Kingdom")
    assert "Call 999" in chat.types(EMERGENCY)


def test_a_name_is_typed_after_the_tap_that_asks_for_it(chat: Chat) -> None:
    chat.subscribes()
    chat.types("/country")
    chat.taps("Type the name")
    assert "don't know a country called “Narnia”" in chat.types("Narnia")
    assert "Japan" in chat.types("Japan")
    assert "didn't understand" in chat.types("Japan")


def test_a_symptom_is_no_country(chat: Chat) -> None:
    chat.subscribes()
    chat.types("/country")
    chat.taps("Type the name")
    assert "I can't judge this" in chat.types("numb")


def test_nonsense_gets_a_sentence_and_the_choices(chat: Chat) -> None:
    chat.subscribes()
    shown = chat.types("/country xyzzy")
    assert "don't know a country" in shown
    assert "New Zealand" in chat.labels()


@pytest.mark.parametrize("typed", ["Austrlia", "in", "Nigera"])
def test_what_may_be_two_countries_or_a_word_is_asked_again(chat: Chat, typed: str) -> None:
    assert "don't know a country" in chat.types(f"/country {typed}")


def test_none_goes_back_to_words_that_work_everywhere(chat: Chat) -> None:
    chat.subscribes()
    chat.types("/country US")
    chat.types("/country")
    assert "works everywhere" in chat.taps("None")
    assert "local emergency number" in chat.types(EMERGENCY)


@pytest.mark.parametrize("typed", ["Andorra", "Peru"])
def test_a_country_without_a_number_we_trust_is_kept_and_said_so(chat: Chat, typed: str) -> None:
    chat.subscribes()
    shown = chat.types(f"/country {typed}")
    assert typed in shown
    assert "no checked number" in shown
    assert "local emergency number" in chat.types(EMERGENCY)


def test_a_crisis_card_shows_the_line_of_the_country(chat: Chat) -> None:
    chat.types("/country UK")
    assert "116 123" in chat.types(CRISIS)


def test_a_forged_country_changes_nothing(chat: Chat) -> None:
    chat.subscribes()
    for data in ("1:country:ZZ", "1:country:gb", "1:country"):
        reply: Reply = chat.presses(data)
        assert reply.toast
    assert "local emergency number" in chat.types(EMERGENCY)


def test_an_emergency_behind_the_command_is_read(chat: Chat) -> None:
    assert "emergency number now" in chat.types(f"/country {EMERGENCY}")


def test_the_panel_in_the_first_minute_leaves_the_open_question_its_buttons(chat: Chat) -> None:
    chat.types("/start")
    chat.types("/country")
    assert chat.screen is not None
    assert not chat.screen.living
