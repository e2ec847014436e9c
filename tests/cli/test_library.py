"""`unpinch library`: everything the bot knows, for people and for programs."""

import json
from dataclasses import fields

from typer.testing import CliRunner

from bot.cli.entry import app
from content.loader import load_library
from content.model import Exercise


def test_the_json_carries_every_field_of_every_exercise() -> None:
    result = CliRunner().invoke(app, ["library", "--json"])
    assert result.exit_code == 0
    whole = json.loads(result.stdout)
    names = {field.name for field in fields(Exercise)}
    assert whole["exercises"].keys() == load_library().exercises.keys()
    assert all(exercise.keys() == names for exercise in whole["exercises"].values())
    assert whole["exercises"]["glute-bridge"]["steps"]


def test_the_json_carries_safety_with_its_rules_numbers_and_sources() -> None:
    whole = json.loads(CliRunner().invoke(app, ["library", "--json"]).stdout)
    library = load_library()
    assert len(whole["safety"]["rules"]) == len(library.safety.rules)
    assert whole["safety"]["cards"].keys() == library.safety.cards.keys()
    assert whole["safety"]["numbers"].keys() == library.safety.numbers.keys()
    assert {rule["source"] for rule in whole["safety"]["rules"]} <= whole["sources"].keys()


def test_the_same_library_prints_the_same_text() -> None:
    first, second = (CliRunner().invoke(app, ["library", "--json"]).stdout for _ in range(2))
    assert first == second


def test_without_json_each_kind_is_one_line_with_its_number() -> None:
    result = CliRunner().invoke(app, ["library"])
    lines = dict(line.split(": ", 1) for line in result.stdout.splitlines())
    assert lines["exercises"].startswith(str(len(load_library().exercises)))
    assert "glute-bridge" in lines["exercises"]
