"""Tests of what must never change a level: harmless words, punctuation, slips, the order."""

import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.coach.triage import Level, judge
from content.safety_loader import load_safety

SAFETY = load_safety(Path(__file__).parents[2] / "content" / "safety", {})
MESSAGES = Path(__file__).parent / "messages"
SHORTEST_SLIP = 6


def spoken(level: str) -> list[str]:
    """The family messages of this level that are read as this level."""
    files = sorted((MESSAGES / "families").glob("*.toml"))
    groups = [g for f in files for g in tomllib.loads(f.read_text(encoding="utf-8"))["messages"]]
    texts = [text for group in groups if group["expected"] == level for text in group["texts"]]
    return [text for text in texts if judge(text, SAFETY).level == level]


EMERGENCIES = spoken("emergency")
CALM = spoken("self_care")
HARMLESS = (
    "Good morning!",
    "Thanks for the routine yesterday.",
    "I did the bridge twice.",
    "The weather is lovely here.",
    "See you tomorrow.",
    "My sister likes the pictures.",
)
emergencies = st.sampled_from(EMERGENCIES)
harmless = st.lists(st.sampled_from(HARMLESS), max_size=3).map(" ".join)


def test_there_are_emergencies_to_play_with() -> None:
    assert len(EMERGENCIES) > 300
    assert len(CALM) > 150


@given(emergencies, harmless, harmless)
@settings(max_examples=150, deadline=None)
def test_harmless_words_around_an_emergency_never_lower_it(
    text: str, before: str, after: str
) -> None:
    assert judge(f"{before}\n\n{text}\n\n{after}", SAFETY).level is Level.EMERGENCY


@pytest.mark.parametrize("text", EMERGENCIES[::7])
def test_case_and_kind_of_apostrophe_change_nothing(text: str) -> None:
    for changed in (text.upper(), text.replace("'", "\u2019"), text.replace("'", "")):
        assert judge(changed, SAFETY).level is Level.EMERGENCY, changed


@pytest.mark.parametrize("text", EMERGENCIES[::7])
def test_pictures_shouts_and_politeness_change_nothing(text: str) -> None:
    for changed in (f"{text} \U0001f64f\U0001f622", f"{text}!!!", f"Hello, {text} Please help me."):
        assert judge(changed, SAFETY).level is Level.EMERGENCY, changed


@pytest.mark.parametrize("text", EMERGENCIES[::7])
def test_line_ends_for_spaces_and_invisible_letters_change_nothing(text: str) -> None:
    for changed in (text.replace(" ", "\n"), text.replace(" ", " \u200b"), f"  {text}\n"):
        assert judge(changed, SAFETY).level is Level.EMERGENCY, changed


def slips(text: str) -> Iterator[str]:
    """The text with a letter left out, doubled or swapped in each of its longer words in turn."""
    words = text.split(" ")
    for place, word in enumerate(words):
        if len(word) >= SHORTEST_SLIP and word.isalpha():
            at = len(word) // 2
            for wrong in (
                word[:at] + word[at + 1 :],
                word[: at + 1] + word[at:],
                word[:at] + word[at : at + 2][::-1] + word[at + 2 :],
            ):
                yield " ".join([*words[:place], wrong, *words[place + 1 :]])


def test_one_slip_of_the_keyboard_hardly_ever_lowers_an_emergency() -> None:
    levels = [judge(slip, SAFETY).level for text in EMERGENCIES for slip in slips(text)]
    lowered = sum(level is not Level.EMERGENCY for level in levels)
    assert lowered <= 0.03 * len(levels)
    assert levels.count(Level.SELF_CARE) <= 0.006 * len(levels)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("my back hurts", "both my legs are numb"),
        ("I fell on the stairs", "I can't stand on the leg"),
        ("I take warfarin", "there is a sudden awful pain in my groin"),
        ("I have a fever of 39", "I can't move my hip at all"),
        ("my calf is swollen", "I am short of breath"),
        ("I had breast cancer", "my back hurts and my legs are unsteady"),
    ],
)
def test_the_order_of_two_sentences_changes_nothing(one: str, other: str) -> None:
    assert judge(f"{one}. {other}.", SAFETY).level is Level.EMERGENCY
    assert judge(f"{other}. {one}.", SAFETY).level is Level.EMERGENCY


SIGNS = (
    "chest pain",
    "numbness between my legs",
    "loss of bladder control",
    "fever",
    "stroke signs",
)


@pytest.mark.parametrize("sign", SIGNS)
def test_a_denied_sign_alone_is_never_that_emergency(sign: str) -> None:
    for denied in (f"no {sign}", f"I have no {sign}", f"{sign}: none", f"without any {sign}"):
        assert judge(denied, SAFETY).level.rank > Level.URGENT.rank, denied


@pytest.mark.parametrize("sign", SIGNS[:3])
def test_no_a_but_b_keeps_b(sign: str) -> None:
    assert judge(f"no fever but {sign}", SAFETY).level is Level.EMERGENCY


@pytest.mark.parametrize(
    ("mine", "hers"),
    [
        ("I can't pee and my back hurts", "my mum can't pee and her back hurts"),
        ("I fell and can't get up", "my mum fell and can't get up"),
        ("my chest hurts", "my mum's chest hurts"),
        ("I want to die", "my mum wants to die"),
    ],
)
def test_my_mum_keeps_the_level(mine: str, hers: str) -> None:
    assert judge(mine, SAFETY).level is Level.EMERGENCY
    assert judge(hers, SAFETY).level is Level.EMERGENCY


@pytest.mark.parametrize(
    "text",
    [
        "ten years ago I fell and couldn't walk, all healed, today my hip is a bit tight",
        "as a teenager I fainted once, fine since, hips stiff today",
    ],
)
def test_long_ago_and_healed_is_not_today(text: str) -> None:
    assert judge(text, SAFETY).level is Level.SELF_CARE


@given(st.text(st.characters(), max_size=400))
@settings(max_examples=200, deadline=None)
def test_any_unicode_gets_a_level(text: str) -> None:
    assert judge(text, SAFETY).level in Level


@pytest.mark.parametrize("text", CALM[::5])
def test_an_ordinary_ache_is_no_alarm_in_capitals_or_with_thanks(text: str) -> None:
    assert judge(f"{text} thank you!", SAFETY).level.rank >= Level.SELF_CARE.rank
    assert judge(text.upper(), SAFETY).level.rank >= Level.SELF_CARE.rank
