"""Tests of triage: findings to a level, the highest wins."""

import json
import tomllib
from pathlib import Path

import pytest

from bot.coach.triage import Judgement, Level, judge, pack, trace, unpack
from content.safety_loader import load_safety

SAFETY = load_safety(Path(__file__).parents[2] / "content" / "safety", {})
MESSAGES = Path(__file__).parent / "messages"
OWN = ("emergencies", "crises", "unsure", "unrelated")


def groups(name: str) -> list[dict[str, list[str]]]:
    """The groups of labelled texts of a file."""
    loaded: list[dict[str, list[str]]] = tomllib.loads(
        (MESSAGES / f"{name}.toml").read_text(encoding="utf-8")
    )["messages"]
    return loaded


def messages(name: str) -> list[tuple[str, tuple[str, ...]]]:
    """Each labelled text of a file with the rules of its label."""
    return [
        (text, tuple(group.get("rules", ()))) for group in groups(name) for text in group["texts"]
    ]


def labelled(name: str) -> list[tuple[str, set[str]]]:
    """Each text of a file with the levels that are fine for it."""
    return [
        (text, {str(group["expected"]), *group.get("acceptable", ())})
        for group in groups(name)
        for text in group["texts"]
    ]


@pytest.mark.parametrize(("text", "rules"), messages("emergencies"))
def test_an_emergency_is_an_emergency(text: str, rules: tuple[str, ...]) -> None:
    judgement = judge(text, SAFETY)
    assert judgement.level is Level.EMERGENCY
    assert {finding.rule for finding in judgement.findings} & set(rules)
    assert not judgement.crisis
    assert SAFETY.cards[judgement.card or ""].level == "emergency"


@pytest.mark.parametrize(("text", "_rules"), messages("crises"))
def test_a_crisis_gets_the_crisis_card(text: str, _rules: tuple[str, ...]) -> None:
    judgement = judge(text, SAFETY)
    assert judgement.level is Level.EMERGENCY
    assert judgement.crisis
    assert judgement.card == "crisis"


@pytest.mark.parametrize(("text", "levels"), labelled("unsure"))
def test_what_is_unclear_or_ordinary_gets_its_level(text: str, levels: set[str]) -> None:
    assert judge(text, SAFETY).level.value in levels


@pytest.mark.parametrize(("text", "levels"), labelled("unrelated"))
def test_anything_else_is_left_alone(text: str, levels: set[str]) -> None:
    judgement = judge(text, SAFETY)
    assert judgement.level.value in levels
    assert not judgement.crisis


def test_there_are_enough_labelled_messages_and_none_twice() -> None:
    texts = [t for name in OWN for t, _ in messages(name)]
    assert len(texts) >= 120
    assert len(set(texts)) == len(texts)


def test_every_group_of_messages_says_why() -> None:
    for file in [
        *(MESSAGES / f"{name}.toml" for name in OWN),
        *(MESSAGES / "families").glob("*.toml"),
    ]:
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
    assert {rule.card for rule in SAFETY.rules if rule.card} <= set(SAFETY.cards)
    assert all(rule.card for rule in SAFETY.rules if rule.level != "self_care")
    assert "unsure" in SAFETY.cards


@pytest.mark.parametrize("rule", [f"K{number}" for number in range(1, 26)])
def test_every_k_rule_is_in_the_file(rule: str) -> None:
    assert rule in {found.rule for found in SAFETY.rules}


def test_no_rule_claims_a_reviewer_it_does_not_have() -> None:
    assert {rule.reviewer for rule in SAFETY.rules} == {""}


APART = [
    ("my leg has been going weak, back hurts", "oh and I keep leaking pee", "K1"),
    ("I fell on the stairs at noon", "now I cannot put my weight on the leg", "K4"),
    ("my hip has been very sore since Monday", "thermometer says 39.1, and I can't move it", "K9"),
    ("I take warfarin", "sudden awful pain in my groin", "K14"),
]


@pytest.mark.parametrize(("first", "second", "rule"), APART)
def test_two_messages_are_judged_as_one(first: str, second: str, rule: str) -> None:
    together = judge(second, SAFETY, unpack(pack(judge(first, SAFETY))))
    assert together.level is Level.EMERGENCY
    assert rule in {finding.rule for finding in together.findings}


def test_a_reassurance_afterwards_deletes_nothing() -> None:
    first = judge("I can't feel it when I wipe", SAFETY)
    assert judge("it's all fine, really", SAFETY, unpack(pack(first))).level is Level.EMERGENCY


def test_an_ordinary_ache_does_not_follow_the_next_message_around() -> None:
    first = judge("my hip is a bit stiff", SAFETY)
    assert judge("thanks!", SAFETY, unpack(pack(first))).level is Level.UNRELATED


def test_what_is_kept_for_the_next_message_holds_no_words_of_the_person() -> None:
    kept = json.dumps(pack(judge("my willy is numb and my back aches, Ana", SAFETY)))
    assert "willy" not in kept
    assert "Ana" not in kept
    assert unpack(json.loads(kept))


@pytest.mark.parametrize("packed", [{}, {"signs": 3}, {"signs": [["a"], 4, ["a", "nobody", True]]}])
def test_what_cannot_be_unpacked_is_left_out(packed: dict[str, object]) -> None:
    assert unpack(packed) == ()


def test_a_denied_sign_is_not_kept_as_a_fact() -> None:
    kept = unpack(pack(judge("no fever, only a stiff hip", SAFETY)))
    assert "fever" not in {sign.concept for sign in kept}


def test_the_trace_quotes_the_person_and_names_the_rule() -> None:
    lines = trace(judge("Can't pee, and my BACK hurts", SAFETY))
    quoted = {line.words for line in lines if "K1" in line.rules}
    assert "can't pee" in quoted
    assert all(line.who == "you" and line.when == "now" for line in lines)


def test_the_trace_shows_what_was_denied() -> None:
    lines = trace(judge("no chest pain, hip a bit stiff", SAFETY))
    assert any(line.denied and "chest" in line.words for line in lines)


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("I can't pee", "you"),
        ("my mum can't pee", "somebody else"),
        ("he fell, can't stand", "somebody else"),
    ],
)
def test_it_knows_whom_it_is_about(text: str, who: str) -> None:
    assert judge(text, SAFETY).spoken_of == who


def test_a_judgement_is_a_value() -> None:
    assert judge("thanks!", SAFETY) == Judgement(Level.UNRELATED, (), None, crisis=False)
