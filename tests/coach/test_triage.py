"""Tests of triage: findings to a level, the highest wins."""

import tomllib
from pathlib import Path

import pytest

from bot.coach.triage import Level, judge
from content.safety_loader import load_safety

SAFETY = load_safety(Path(__file__).parents[2] / "content" / "safety", {})
MESSAGES = Path(__file__).parent / "messages"


def messages(name: str) -> list[tuple[str, tuple[str, ...]]]:
    """Each labelled text of a file with the rules of its label."""
    data = tomllib.loads((MESSAGES / f"{name}.toml").read_text(encoding="utf-8"))
    return [
        (text, tuple(group.get("rules", ())))
        for group in data["messages"]
        for text in group["texts"]
    ]


@pytest.mark.parametrize(("text", "rules"), messages("emergencies"))
def test_an_emergency_is_an_emergency(text: str, rules: tuple[str, ...]) -> None:
    judgement = judge(text, SAFETY)
    assert judgement.level is Level.EMERGENCY
    assert {finding.rule for finding in judgement.findings} & set(rules)
    assert not judgement.crisis
    assert judgement.card in {"emergency", "emergency_injury", "emergency_general", "overdose"}


@pytest.mark.parametrize(("text", "_rules"), messages("crises"))
def test_a_crisis_gets_the_crisis_card(text: str, _rules: tuple[str, ...]) -> None:
    judgement = judge(text, SAFETY)
    assert judgement.level is Level.EMERGENCY
    assert judgement.crisis
    assert judgement.card == "crisis"


@pytest.mark.parametrize(("text", "_rules"), messages("unsure"))
def test_what_may_be_a_symptom_is_not_judged(text: str, _rules: tuple[str, ...]) -> None:
    judgement = judge(text, SAFETY)
    assert judgement.level is Level.UNSURE
    assert judgement.card == "unsure"


@pytest.mark.parametrize(("text", "_rules"), messages("unrelated"))
def test_anything_else_is_unrelated(text: str, _rules: tuple[str, ...]) -> None:
    judgement = judge(text, SAFETY)
    assert judgement.level is Level.UNRELATED
    assert judgement.card is None
    assert judgement.findings == ()


def test_there_are_enough_labelled_messages_and_none_twice() -> None:
    texts = [
        t for name in ("emergencies", "crises", "unsure", "unrelated") for t, _ in messages(name)
    ]
    assert len(texts) >= 120
    assert len(set(texts)) == len(texts)


def test_every_group_of_messages_says_why() -> None:
    for file in MESSAGES.glob("*.toml"):
        for group in tomllib.loads(file.read_text(encoding="utf-8"))["messages"]:
            assert group["why"]


def test_the_levels_stand_in_order_of_urgency() -> None:
    assert sorted(Level, key=lambda level: level.rank) == list(Level)
    assert Level.EMERGENCY.rank < Level.URGENT.rank < Level.SEE_CLINICIAN.rank
    assert Level.SEE_CLINICIAN.rank < Level.UNSURE.rank < Level.SELF_CARE.rank


def test_an_emergency_outranks_any_reassurance_beside_it() -> None:
    text = "Much better today, no fever, pain 1 of 10. I can't pee though. Which stretch next?"
    assert judge(text, SAFETY).level is Level.EMERGENCY


def test_an_overdose_is_treated_before_everything_and_stays_a_crisis() -> None:
    judgement = judge("I want to die, I took too many pills", SAFETY)
    assert judgement.card == "overdose"
    assert judgement.crisis


def test_life_comes_before_nerve_and_nerve_before_bone() -> None:
    assert judge("chest pain, and numb between my legs", SAFETY).card == "emergency_general"
    assert judge("I fell, can't stand, and wet myself", SAFETY).card == "emergency"


@pytest.mark.parametrize(("text", "rules"), messages("emergencies")[::6])
def test_benign_words_around_an_emergency_never_lower_it(text: str, rules: tuple[str, ...]) -> None:
    around = f"Good morning! Did the routine, it was nice. {text} Thanks, see you tomorrow."
    assert judge(around, SAFETY).level is Level.EMERGENCY
    assert judge(text.upper(), SAFETY).level is Level.EMERGENCY
    assert judge(text.replace("'", ""), SAFETY).level is Level.EMERGENCY


def test_every_card_of_a_judgement_exists() -> None:
    assert {rule.card for rule in SAFETY.rules} <= set(SAFETY.cards)
    assert "unsure" in SAFETY.cards


def test_every_rule_is_met_by_a_labelled_message() -> None:
    texts = [text for name in ("emergencies", "crises", "unsure") for text, _ in messages(name)]
    met = {finding.id for text in texts for finding in judge(text, SAFETY).findings}
    assert {rule.id for rule in SAFETY.rules} - met == set()
