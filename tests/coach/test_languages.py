"""Emergencies in other languages are met with the number, never with a routine."""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from time import process_time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.coach.languages import EMERGENCY, UNSURE, judge, read_foreign
from content.language_loader import read_languages
from content.loader import own_folder
from content.model import Languages

MESSAGES = Path(__file__).parent / "messages"
LANGUAGES: Languages = read_languages(own_folder() / "safety" / "languages", [])
CODES = ("de", "es", "fr", "it", "pt", "ru", "uk")
# Messages of the English files that are in another language on purpose.
NOT_ENGLISH = {"merci, à demain", "у меня болит бедро", "كتفي يؤلمني", "腰が痛い"}
Row = Mapping[str, Any]


def messages(code: str) -> list[Row]:
    path = MESSAGES / "languages" / f"{code}.toml"
    found: list[Row] = tomllib.loads(path.read_text(encoding="utf-8"))["messages"]
    return found


def rows(level: str) -> list[Any]:
    return [
        pytest.param(code, row, id=f"{code}-{row['text'][:30]}")
        for code in CODES
        for row in messages(code)
        if row["level"] == level
    ]


def english() -> list[str]:
    """Every English message of the other files, whatever their tables are called."""
    paths = [*MESSAGES.glob("*.toml"), *(MESSAGES / "families").glob("*.toml")]
    return [
        text
        for path in sorted(paths)
        if path.stem != "other_languages"
        for group in groups(tomllib.loads(path.read_text(encoding="utf-8")))
        for key in ("texts", "holds", "misses")
        for text in group.get(key, ())
    ]


def groups(data: Mapping[str, Any]) -> list[Row]:
    found: list[Row] = data.get("messages", [])
    return [*found, *(table for table in data.values() if isinstance(table, dict))]


@pytest.mark.parametrize(("code", "row"), rows(EMERGENCY))
def test_an_emergency_is_caught_in_its_own_language(code: str, row: Row) -> None:
    judged = judge(row["text"], LANGUAGES)
    assert judged is not None
    assert (judged.language, judged.level) == (code, EMERGENCY)
    assert set(row["rules"]) <= set(judged.rules)
    assert judged.crisis == ("K24" in row["rules"])


@pytest.mark.parametrize(("code", "row"), rows(UNSURE))
def test_a_harmless_message_gets_the_card_that_we_only_read_english(code: str, row: Row) -> None:
    judged = judge(row["text"], LANGUAGES)
    assert judged is not None
    assert (judged.language, judged.level, judged.card) == (code, UNSURE, "only_english")
    assert judged.rules == ()


@pytest.mark.parametrize("code", CODES)
def test_each_language_has_enough_labelled_messages_with_an_english_gloss(code: str) -> None:
    found = messages(code)
    levels = [row["level"] for row in found]
    assert levels.count(EMERGENCY) >= 12
    assert levels.count(UNSURE) >= 6
    assert all(row["gloss"] for row in found)
    assert len({row["text"] for row in found}) == len(found)


@pytest.mark.parametrize(("code", "row"), rows(EMERGENCY))
def test_capital_letters_and_exclamation_marks_change_nothing(code: str, row: Row) -> None:
    judged = judge(f"{row['text'].upper()}!!!", LANGUAGES)
    assert judged is not None
    assert (judged.language, judged.level) == (code, EMERGENCY)


def test_there_are_many_english_messages_to_compare_with() -> None:
    assert len(english()) > 500


@pytest.mark.parametrize("text", english())
def test_no_english_message_is_taken_for_another_language(text: str) -> None:
    if text not in NOT_ENGLISH:
        assert read_foreign(text, LANGUAGES) is None


def test_accents_left_out_are_forgiven() -> None:
    for text in (
        "nao sinto nada entre as pernas",
        "Ruecken und Fieber seit gestern",
        "no puedo orinar",
    ):
        judged = judge(text, LANGUAGES)
        assert judged is not None
        assert judged.level == EMERGENCY


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("腰が痛い", "ja"),
        ("다리가 아파요", "ko"),
        ("我的腰很疼", "zh"),
        ("كتفي يؤلمني", "ar"),
        ("πονάει το ισχίο μου", "el"),
        ("bardzo boli mnie biodro", "pl"),
        ("ik heb pijn in mijn heup", "nl"),
        ("jag har ont i höften", "sv"),
        ("kalçam çok ağrıyor", "tr"),
    ],
)
def test_a_language_known_by_sight_gets_its_own_line(text: str, language: str) -> None:
    judged = judge(text, LANGUAGES)
    assert judged is not None
    assert (judged.language, judged.level) == (language, UNSURE)


def test_a_language_we_cannot_name_still_gets_the_card() -> None:
    judged = judge("lonkkaani särkee kovasti aamuisin töiden jälkeen", LANGUAGES)
    assert judged is not None
    assert (judged.language, judged.card) == ("", "only_english")


@pytest.mark.parametrize("text", ["", "   ", "7", "👍👍", "...", "08:30", "ok", "?!"])
def test_a_text_without_words_is_no_language(text: str) -> None:
    assert judge(text, LANGUAGES) is None


@pytest.mark.parametrize(
    ("text", "crisis"),
    [
        ("he tomado 30 pastillas, quiero morir", True),
        ("Ich habe alle Tabletten genommen", False),
    ],
)
def test_an_overdose_goes_before_everything(text: str, crisis: bool) -> None:
    judged = judge(text, LANGUAGES)
    assert judged is not None
    assert (judged.card, judged.crisis) == ("overdose", crisis)


@pytest.mark.parametrize(
    "text",
    [
        "Fieber habe ich nicht, die Hüfte ist nur steif",
        "боли в груди нет",
        "болю в грудях немає",
        "no tengo dolor en el pecho",
        "je n'ai pas de douleur à la poitrine",
        "non ho dolore al petto",
        "não tenho dor no peito",
    ],
)
def test_what_is_denied_is_no_alarm(text: str) -> None:
    read = read_foreign(text, LANGUAGES)
    assert read is not None
    assert read.alarms == ()


@pytest.mark.parametrize(
    "text",
    [
        "Fieber habe ich nicht, aber starke Schmerzen in der Brust",
        "температуры нет, но болит в груди",
        "no tengo fiebre pero me duele el pecho",
        "je n'ai pas de fièvre mais j'ai mal à la poitrine",
        "non ho febbre ma ho dolore al petto",
        "não tenho febre mas tenho dor no peito",
        "температури немає, але болить у грудях",
    ],
)
def test_a_denial_ends_at_the_but(text: str) -> None:
    read = read_foreign(text, LANGUAGES)
    assert read is not None
    assert read.rules == ("K25",)


def test_a_wish_to_die_is_never_denied() -> None:
    judged = judge("no es que quiera, pero ya no quiero vivir", LANGUAGES)
    assert judged is not None
    assert judged.crisis


@pytest.mark.parametrize(("code", "row"), rows(EMERGENCY))
def test_harmless_words_around_an_emergency_change_nothing(code: str, row: Row) -> None:
    harmless = next(m["text"] for m in messages(code) if m["level"] == UNSURE)
    for text in (f"{harmless}. {row['text']}", f"{row['text']}. {harmless}"):
        judged = judge(text, LANGUAGES)
        assert judged is not None
        assert judged.level == EMERGENCY


def test_a_message_is_read_in_under_two_milliseconds() -> None:
    texts = [row["text"] for code in CODES for row in messages(code)]
    judge(texts[0], LANGUAGES)
    before = process_time()
    for text in texts:
        judge(text, LANGUAGES)
    assert (process_time() - before) / len(texts) < 0.002


@settings(deadline=None, max_examples=60)
@given(st.text(max_size=300))
def test_any_text_gets_an_answer(text: str) -> None:
    judged = judge(text, LANGUAGES)
    assert judged is None or judged.level in (EMERGENCY, UNSURE)


@pytest.mark.parametrize("word", ["pecho dolor ", "нога опухла ", "no ", "bein geschwollen "])
def test_a_very_long_message_is_read_in_bounded_time(word: str) -> None:
    text = word * (4096 // len(word))
    before = process_time()
    judge(text, LANGUAGES)
    assert process_time() - before < 0.5
