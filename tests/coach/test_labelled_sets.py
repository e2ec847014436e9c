"""Tests of the labelled sets for building: how many messages get a level that is fine for them.

The held-out set is not tested here: it measures, and nothing may be tuned to it.
"""

import io
from collections import Counter
from pathlib import Path

import pytest

from bot.cli import triage as command
from bot.coach.judging import judge
from content.loader import load_library

LIBRARY = load_library()
MESSAGES = Path(__file__).parent / "messages"
SETS = (
    "families",
    "second_hand",
    "tuning",
    "spoken.toml",
    "strangers.toml",
    "strangers_two.toml",
    "strangers_three.toml",
    "strangers_four.toml",
    "strangers_five.toml",
)


def levels(name: str) -> list[tuple[str, str, bool]]:
    """For each message of a set the level it should get, the one it got, and if that is fine."""
    found = []
    for message in command.labelled(MESSAGES / name):
        got = judge(message.text, LIBRARY.safety, LIBRARY.languages).level.value
        fine = got == message.expected or got in message.acceptable
        found.append((message.expected, got, fine))
    return found


@pytest.mark.parametrize("name", SETS)
def test_nearly_every_message_gets_a_level_that_is_fine(name: str) -> None:
    rows = levels(name)
    assert sum(fine for _, _, fine in rows) >= 0.95 * len(rows)


@pytest.mark.parametrize("name", SETS)
def test_nearly_every_emergency_is_recognised_and_none_is_answered_with_exercise(name: str) -> None:
    rows = [row for row in levels(name) if row[0] == "emergency"]
    assert sum(fine for _, _, fine in rows) >= 0.97 * len(rows)
    assert "self_care" not in {got for _, got, fine in rows if not fine}


@pytest.mark.parametrize("name", SETS)
def test_ordinary_aches_are_not_sent_to_hospital(name: str) -> None:
    got = Counter(
        got for expected, got, fine in levels(name) if expected == "self_care" and not fine
    )
    total = sum(expected == "self_care" for expected, _, _ in levels(name))
    assert got["emergency"] <= 0.02 * total
    assert sum(got.values()) <= 0.1 * total


@pytest.mark.parametrize("name", SETS)
def test_unsure_is_rare_when_nothing_is_urgent(name: str) -> None:
    calm = [row for row in levels(name) if row[0] != "emergency"]
    assert sum(got == "unsure" and not fine for _, got, fine in calm) <= 0.08 * len(calm)


def test_the_sets_can_be_scored_from_the_command_line() -> None:
    out = io.StringIO()
    assert command.print_score(MESSAGES / "spoken.toml", out, quiet=True) == 0
    assert "emergencies recognised" in out.getvalue()
