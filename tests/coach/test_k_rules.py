"""Tests of the K-rules: each holds where it must, and not where the words only look alike."""

import tomllib
from pathlib import Path

import pytest

from bot.coach.triage import Level, judge
from content.safety_loader import load_safety

SAFETY = load_safety(Path(__file__).parents[2] / "content" / "safety", {})
MESSAGES = Path(__file__).parent / "messages" / "k_rules.toml"
RULES = tomllib.loads(MESSAGES.read_text(encoding="utf-8"))


def said(key: str) -> list[tuple[str, str]]:
    return [(rule, text) for rule, row in RULES.items() for text in row[key]]


@pytest.mark.parametrize(("rule", "text"), said("holds"))
def test_a_rule_holds_where_its_signs_are_told(rule: str, text: str) -> None:
    judgement = judge(text, SAFETY)
    assert rule in {finding.rule for finding in judgement.findings}
    assert judgement.level.rank <= Level(RULES[rule]["level"]).rank


@pytest.mark.parametrize(("rule", "text"), said("misses"))
def test_a_rule_rests_where_the_words_only_look_alike(rule: str, text: str) -> None:
    judgement = judge(text, SAFETY)
    assert rule not in {finding.rule for finding in judgement.findings}
    assert judgement.level.rank > Level.URGENT.rank


def test_each_rule_has_three_of_both_at_least() -> None:
    assert set(RULES) == {f"K{number}" for number in range(1, 26)}
    for row in RULES.values():
        assert len(row["holds"]) >= 3
        assert len(row["misses"]) >= 3
        assert row["why"]
