"""Tests of the tally: words added up may raise a level; they never take an emergency back."""

from dataclasses import replace
from pathlib import Path

import pytest

from bot.coach import reading, tally, triage
from bot.coach.lexicon import Mention
from bot.coach.spelling import Spelled
from bot.coach.tally import LEVELS, Leaning, Scales
from bot.coach.triage import Level
from content.model import Safety, WordFamily
from content.safety_loader import load_safety

SAFETY = load_safety(Path(__file__).parents[2] / "content" / "safety", {})
WORDS = (
    "wall 20", "paints 20", "the wall 10", "sunse* 9", "denied rain 15", "@saddle 30", "on 5",
    "a 5", "bright 5", "day 5", "he 5",
)  # fmt: skip
SCALES = Scales([WordFamily("speaks_for_emergency", WORDS), WordFamily("numb", ("numb",))])


def lean(held: dict[str, int], text: str) -> Leaning:
    return SCALES.weigh(held, text.split())


def spelled(text: str) -> Spelled:
    words = text.split()
    return Spelled(text, words, [(0, 1)] * len(words), frozenset(), frozenset())


def with_points(**points: tuple[str, ...]) -> Safety:
    """The content as it is, with other points and nothing else that could be found."""
    families = {
        name: family
        for name, family in SAFETY.families.items()
        if not name.startswith(("speaks_for_", "speaks_against_"))
    }
    lists = {
        f"speaks_for_{level}": WordFamily(f"speaks_for_{level}", w) for level, w in points.items()
    }
    return replace(SAFETY, families={**families, **lists})


def test_the_shares_of_all_levels_are_a_whole() -> None:
    leaning = lean({"wall": 0}, "wall on a bright day")
    assert sum(leaning.shares.values()) == pytest.approx(1)
    assert set(leaning.shares) == set(LEVELS)
    assert leaning.most == "emergency"


def test_too_few_known_words_say_nothing() -> None:
    assert lean({"wall": 0}, "wall and fence").most is None
    assert (
        lean({"wall": 0}, "wall on a bright day of yet more unheard and unseen things").most is None
    )
    assert lean({}, "").of("emergency") == 0


def test_each_word_counts_alone_in_pairs_and_by_its_beginning() -> None:
    held = tally.evidence(spelled("he paints sunsets"), ["he", "paints", "sunsets"], {})
    assert held == {
        "he": 0, "paints": 1, "paint*": 1, "he paints": 1, "sunsets": 2, "sunse*": 2,
        "paints sunsets": 2,
    }  # fmt: skip


def test_a_denied_word_is_another_word() -> None:
    found = {"rain": [Mention(1, 2, denied=True)]}
    held = tally.evidence(spelled("no rain today"), ["no", "rain", "today"], found)
    assert held == {"no": 0, "denied rain": 1, "today": 2}


def test_families_and_question_marks_count_too() -> None:
    asked = replace(spelled("sore there"), asked=frozenset({2}))
    found = {"saddle": [Mention(1, 2)], "negators": [Mention(0, 1)]}
    held = tally.evidence(asked, ["sore", "there"], found)
    assert held["@saddle"] == 1
    assert "@question" in held
    assert "@negators" not in held


def test_the_words_that_tell_most_are_named() -> None:
    held = {"on": 0, "wall": 2, "paints": 1, "the wall": 1, "a": 3}
    assert lean(held, "on paints wall a day").telling(["emergency"])[:2] == (1, 2)


def test_words_alone_can_make_an_emergency_and_say_which_they_were() -> None:
    safety = with_points(emergency=("zebras 90", "dance 30", "on 20", "the 20", "hill 20"))
    judged = triage.judge("zebras dance on the hill", safety)
    assert judged.level is Level.EMERGENCY
    assert judged.findings[0].id == "words-emergency"
    assert "zebras" in judged.findings[0].words


def test_words_that_sound_like_a_wish_to_die_are_answered_as_a_crisis() -> None:
    safety = with_points(crisis=("zebras 90", "dance 30", "on 20", "the 20", "hill 20"))
    judged = triage.judge("zebras dance on the hill", safety)
    assert judged.crisis
    assert judged.card == "crisis"


CALM = ("numb 90", "between 90", "my 90", "legs 90", "since 90", "chest 90", "hurts 90", "and 90")


@pytest.mark.parametrize("level", ["self_care", "unrelated", "info_question", "unsure"])
def test_no_words_take_an_emergency_back(level: str) -> None:
    safety = with_points(**{level: CALM})
    for text in ("numb between my legs since today", "my chest hurts and my legs hurts since"):
        assert reading.read(text, safety).leaning.of(level) > 0.9
        assert triage.judge(text, safety).level is Level.EMERGENCY


def test_no_words_take_back_what_must_be_seen_today() -> None:
    text = "my calf is swollen and hot since the flight"
    words = tuple(f"{word} 90" for word in dict.fromkeys(text.split()))
    safety = with_points(unrelated=words)
    assert reading.read(text, safety).leaning.of("unrelated") > 0.9
    assert triage.judge(text, safety).level is Level.URGENT


def test_a_doubt_gives_way_to_words_that_are_plainly_calm() -> None:
    text = "my hips have a fine life with me"
    words = tuple(f"{word} 90" for word in dict.fromkeys(text.split()))
    assert triage.judge(text, with_points()).level is Level.UNSURE
    assert triage.judge(text, with_points(unrelated=words)).level is Level.UNRELATED


def test_an_ordinary_ache_with_words_that_may_be_serious_gets_no_exercise() -> None:
    text = "my hip is stiff and oddly quiet today"
    assert triage.judge(text, with_points()).level is Level.SELF_CARE
    words = tuple(f"{word} 9" for word in text.split())
    safety = with_points(emergency=words, self_care=words)
    assert triage.judge(text, safety).level is Level.UNSURE


def test_the_points_of_the_content_are_for_levels_that_there_are() -> None:
    lists = [
        name for name in SAFETY.families if name.startswith(("speaks_for_", "speaks_against_"))
    ]
    assert {name.partition("_")[2].partition("_")[2] for name in lists} == set(LEVELS)
    assert all(
        int(line.rpartition(" ")[2]) >= 0 for n in lists for line in SAFETY.families[n].words
    )
