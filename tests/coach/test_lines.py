"""Each line of the families that mean a sign is needed: without it a plain sentence is missed."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from bot.coach import triage
from content.safety_loader import load_safety
from tests.coach.mutate_safety import Lacking, without_tally
from tests.coach.write_lines import Carrier, needed

HERE = Path(__file__).parent
SAFETY = without_tally(load_safety(HERE.parents[1] / "content" / "safety", {}))
GROUPS = tomllib.loads((HERE / "lines.toml").read_text(encoding="utf-8"))["messages"]


def name(group: dict[str, Any]) -> str:
    return str(group["why"]).rpartition(" ")[2]


@pytest.mark.parametrize("group", GROUPS, ids=name)
def test_every_line_of_a_sign_is_read_by_the_rules_alone(group: dict[str, Any]) -> None:
    got = {text: triage.judge(text, SAFETY).level.value for text in group["texts"]}
    wrong = {text: level for text, level in got.items() if level != group["expected"]}
    assert wrong == {}, "a line was lost: put it back, or run tests/coach/write_lines.py"


def test_a_sentence_is_kept_only_when_it_needs_its_line() -> None:
    words = Lacking(SAFETY)
    breath = Carrier("breath", "emergency", ("{}", "my hip is stiff and {}"))
    assert needed(words, SAFETY, breath, "cannot breathe") is None  # other lines say it too
    weak = Carrier("pee_signs", "urgent", ("a nice day",))
    assert needed(words, SAFETY, weak, SAFETY.families["pee_signs"].words[0]) is None


def test_taking_a_line_out_is_noticed() -> None:
    words = Lacking(SAFETY)
    carrier = Carrier("baby_quiet", "urgent", ("{}",))
    line = next(
        line for line in SAFETY.families["baby_quiet"].words if needed(words, SAFETY, carrier, line)
    )
    words.left_out = ("baby_quiet", line)
    text = needed(Lacking(SAFETY), SAFETY, carrier, line)
    assert text is not None
    assert triage.judge(text, SAFETY).level.value == "urgent"


def test_most_lines_of_the_gravest_families_have_their_sentence() -> None:
    kept = {name(group): len(group["texts"]) for group in GROUPS}
    for family in ("crisis", "overdose", "stroke", "breath", "toilet_strong", "no_weight"):
        assert kept[family] >= 0.7 * len(SAFETY.families[family].words)
