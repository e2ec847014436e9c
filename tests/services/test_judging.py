"""A message is read in English and in other languages, and the highest level wins."""

from collections.abc import Callable

import pytest

from bot.coach.triage import Level
from bot.services.judging import Judged, judge
from bot.services.work import Work
from content.model import Library
from content.words import Words
from storage.database import Database
from tests.conftest import MONDAY_TEN

Read = Callable[[str], Judged]


@pytest.fixture
def read(database: Database, library: Library, words: Words) -> Read:
    def reading(text: str) -> Judged:
        with database.look() as db:
            return judge(Work(db, library, words, MONDAY_TEN), text)

    return reading


def test_english_stays_english(read: Read) -> None:
    judged = read("I can't feel anything between my legs")
    assert (judged.level, judged.language, judged.card) == (Level.EMERGENCY, None, "emergency")
    assert judged.foreign is None


@pytest.mark.parametrize(
    ("text", "language"),
    [("no puedo orinar desde ayer", "es"), ("kriege keine Luft", "de"), ("не могу дышать", "ru")],
)
def test_an_emergency_in_another_language_raises_the_level(
    read: Read, text: str, language: str
) -> None:
    judged = read(text)
    assert (judged.level, judged.language, judged.card) == (Level.EMERGENCY, language, "emergency")


def test_a_crisis_in_another_language_goes_before_an_english_emergency(read: Read) -> None:
    judged = read("I can't feel anything between my legs. Ya no quiero vivir")
    assert judged.crisis
    assert (judged.language, judged.card) == ("es", "crisis")
    assert {"K1", "K24"} <= set(judged.rules)


def test_an_english_emergency_beside_harmless_foreign_words_stays(read: Read) -> None:
    judged = read("Hola, gracias por todo. I can't feel anything between my legs")
    assert (judged.level, judged.language) == (Level.EMERGENCY, None)


@pytest.mark.parametrize(
    ("text", "language"),
    [("gracias por los ejercicios", "es"), ("腰が痛い", "ja"), ("немного тянет бедро", "ru")],
)
def test_a_harmless_foreign_message_is_unsure_in_its_own_language(
    read: Read, text: str, language: str
) -> None:
    judged = read(text)
    assert (judged.level, judged.language, judged.card) == (Level.UNSURE, language, "only_english")
    assert not judged.crisis
