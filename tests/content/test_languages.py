"""Tests of the cards and word lists of other languages, and of what their checker refuses."""

import re
import shutil
from pathlib import Path

import pytest

from content import telegram_html
from content.findings import Finding
from content.language_loader import CARDS, read_languages
from content.loader import load_library, own_folder
from content.model import Language
from content.numbers import foreign_card, plain_numbers

FOLDER = own_folder() / "safety" / "languages"
LIBRARY = load_library()
LANGUAGES, SAFETY = LIBRARY.languages, LIBRARY.safety
KNOWN = list(LANGUAGES.known.values())
EXERCISE = re.compile(r"\b(stretch this|hold for|repetitions|sets of)\b", re.IGNORECASE)


def code(language: Language) -> str:
    return language.code


def test_the_seven_languages_are_there() -> None:
    assert set(LANGUAGES.known) == {"de", "es", "fr", "it", "pt", "ru", "uk"}


def test_nobody_has_reviewed_any_language() -> None:
    assert {language.reviewer for language in KNOWN} == {""}
    assert {other.reviewer for other in LANGUAGES.others.values()} == {""}


@pytest.mark.parametrize("language", KNOWN, ids=code)
def test_each_alarm_is_said_in_ten_ways_or_more(language: Language) -> None:
    for alarm, products in language.lines.items():
        ways = 0
        for product in products:
            sizes = [len(language.families[f]) for f in re.split(r" [+>] ", product)]
            one = 1
            for size in sizes:
                one *= size
            ways += one
        assert ways >= 10, alarm


@pytest.mark.parametrize("card", CARDS)
@pytest.mark.parametrize("language", KNOWN, ids=code)
def test_a_card_is_safe_without_a_country_and_names_the_number_with_one(
    language: Language, card: str
) -> None:
    for country in (None, "PE", "PK"):
        text = foreign_card(LANGUAGES, language.code, card, country, SAFETY)
        assert "112" in text
    assert "999 / 112" in foreign_card(LANGUAGES, language.code, card, "GB", SAFETY)


@pytest.mark.parametrize("card", CARDS)
@pytest.mark.parametrize("language", KNOWN, ids=code)
def test_a_card_is_one_message_without_gaps_and_without_exercise(
    language: Language, card: str
) -> None:
    for country in (None, "US", "DE"):
        text = foreign_card(LANGUAGES, language.code, card, country, SAFETY)
        assert telegram_html.length(text) < 4000
        assert "{" not in text
        assert list(telegram_html.refusals(text)) == []
        assert not EXERCISE.search(text)


@pytest.mark.parametrize("card", ["emergency", "overdose"])
@pytest.mark.parametrize("language", KNOWN, ids=code)
def test_an_emergency_card_begins_with_whom_to_call(language: Language, card: str) -> None:
    first = foreign_card(LANGUAGES, language.code, card, "UA", SAFETY).splitlines()[0]
    assert first.startswith("<b>")
    assert "103" in first


@pytest.mark.parametrize("language", KNOWN, ids=code)
def test_a_crisis_card_gives_a_person_to_call(language: Language) -> None:
    assert "findahelpline.com" in foreign_card(LANGUAGES, language.code, "crisis", None, SAFETY)
    german = foreign_card(LANGUAGES, language.code, "crisis", "DE", SAFETY)
    assert "0800 111 0 111" in german
    assert "TelefonSeelsorge" not in german


@pytest.mark.parametrize("language", ["", "ja", "pl", "xx", "es"])
def test_who_is_not_understood_reads_it_in_english_too(language: str) -> None:
    text = foreign_card(LANGUAGES, language, "only_english", None, SAFETY)
    assert "I only understand English well" in text
    assert "emergency number now" in text


def test_a_language_known_by_sight_is_told_in_its_own_words() -> None:
    assert foreign_card(LANGUAGES, "ja", "emergency", None, SAFETY).startswith("英語")


@pytest.mark.parametrize(
    ("line", "numbers"),
    [
        ("000 (112 from a mobile)", "000 / 112"),
        ("112 or 999", "112 / 999"),
        ("Call Samaritans on 116 123", "116 123"),
        ("Call or text 988", "988"),
    ],
)
def test_an_english_line_is_cut_down_to_its_numbers(line: str, numbers: str) -> None:
    assert plain_numbers(line) == numbers


FAULTS = [
    ("es.toml", 'spelled = "plain"', 'spelled = "plane"', "spelled"),
    ("es.toml", 'name = "Spanish"', "", "name"),
    ("es.toml", '"entrepierna"', '"en*"', "saddle"),
    ("es.toml", '"entrepierna"', '"entrepierna ..."', "saddle"),
    ("es.toml", '"entrepierna"', '"entrepierna", "entrepierna"', "saddle"),
    ("es.toml", 'breath = ["breath_said"]', 'breath = ["breath"]', "breath"),
    ("es.toml", 'breath = ["breath_said"]', "", "breath"),
    ("es.toml", "Llama ahora al {number}", "Llama ahora", "emergency"),
    ("es.toml", "Si es una emergencia: {emergency}", "Si es una emergencia", "only_english"),
    ("es.toml", "Habla ahora con una persona: {crisis_line}", "{crisis}", "crisis"),
    ("es.toml", "[cards]\n", "[cards]\nhello = 'x'\n", "hello"),
    ("es.toml", "[families]\n", '[families]\nunused = ["algo"]\n', "unused"),
    ("alarms.toml", 'rule = "K12"', 'rule = "K99"', "rule"),
    ("alarms.toml", 'card = "crisis"', 'card = "none"', "card"),
    ("others.toml", 'letters = "THAI"', 'letters = ""', "common"),
    ("others.toml", "[th]", "[thai]", "thai"),
]


@pytest.mark.parametrize(("file", "old", "new", "field"), FAULTS)
def test_a_fault_is_named_by_its_field(
    file: str, old: str, new: str, field: str, tmp_path: Path
) -> None:
    shutil.copytree(FOLDER, tmp_path / "languages")
    path = tmp_path / "languages" / file
    before = path.read_text(encoding="utf-8")
    assert old in before
    path.write_text(before.replace(old, new, 1), encoding="utf-8")
    faults: list[Finding] = []
    read_languages(tmp_path / "languages", faults)
    assert any(field in fault.field for fault in faults)


def test_our_own_files_have_no_fault() -> None:
    faults: list[Finding] = []
    read_languages(FOLDER, faults)
    assert faults == []
