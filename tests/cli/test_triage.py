"""`unpinch triage`: plain lines, JSON lines and the table of a labelled set."""

import io
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli import triage
from bot.cli.entry import app

FAMILIES = Path(__file__).parents[1] / "coach" / "messages" / "families"

SET = """
[[messages]]
expected = "emergency"
acceptable = []
why = "[negation] the sign is real"
texts = ["no fever, but I can't pee"]

[[messages]]
expected = "self_care"
acceptable = ["see_clinician"]
why = "[idiom] only talk"
texts = ["hips are a bit stiff today", "my back is killing me, mild ache"]

[[messages]]
expected = "urgent"
acceptable = []
why = "[negation] labelled wrong on purpose, to be a miss"
texts = ["thanks, see you tomorrow"]
"""


def answers(*lines: str) -> tuple[int, list[dict[str, object]]]:
    out = io.StringIO()
    code = triage.answer_lines(lines, out)
    return code, [json.loads(line) for line in out.getvalue().splitlines()]


@pytest.fixture
def labelled(tmp_path: Path) -> Path:
    path = tmp_path / "set.toml"
    path.write_text(SET, encoding="utf-8")
    return path


def test_a_text_is_explained_in_plain_lines() -> None:
    result = CliRunner().invoke(app, ["triage", "no fever, but my mum can't pee"])
    assert result.exit_code == 0
    assert "level: emergency, about somebody else" in result.stdout
    assert "*fever*" in result.stdout
    assert "denied" in result.stdout
    assert "-> K1" in result.stdout
    assert "card: emergency" in result.stdout


def test_each_line_gets_an_answer_with_level_rules_findings_and_time() -> None:
    code, (first, second) = answers(
        json.dumps({"id": "a", "text": "I can't pee"}), json.dumps({"id": 2, "text": "thanks!"})
    )
    assert code == 0
    assert (first["id"], first["level"], first["rules"]) == ("a", "emergency", ["K1"])
    assert isinstance(first["findings"], list)
    assert isinstance(first["ms"], float)
    assert (second["id"], second["level"], second["findings"]) == (2, "unrelated", [])


@pytest.mark.parametrize("bad", ["no json", "[]", '{"id": 1}', '{"id": 1, "text": 5}', '"text"'])
def test_a_bad_line_is_named_and_the_next_is_answered(bad: str) -> None:
    code, (fault, answer) = answers(bad, '{"id": 9, "text": "stiff hips"}')
    assert code == triage.BAD_INPUT
    assert fault["line"] == 1
    assert "error" in fault
    assert answer["level"] == "self_care"


def test_empty_lines_are_passed_over() -> None:
    assert answers("", "\n") == (0, [])


def test_json_lines_come_from_standard_input() -> None:
    result = CliRunner().invoke(app, ["triage"], input='{"id": 1, "text": "chest pain"}\n')
    assert result.exit_code == 0
    assert json.loads(result.stdout)["level"] == "emergency"


def test_a_set_is_scored_with_its_misses(labelled: Path) -> None:
    result = CliRunner().invoke(app, ["triage", "--score", str(labelled)])
    assert result.exit_code == 0
    assert "at an accepted level: 3 of 4" in result.stdout
    assert "emergencies recognised: 1 of 1 (100.0%, 95 % 2.5% to 100.0%)" in result.stdout
    assert "negation: 1 of 2" in result.stdout
    assert "idiom: 2 of 2" in result.stdout
    assert "miss set:3.1: urgent, got unrelated" in result.stdout


def test_the_misses_can_be_left_out(labelled: Path) -> None:
    result = CliRunner().invoke(app, ["triage", "--score", str(labelled), "--quiet"])
    assert "miss" not in result.stdout


def test_json_lines_can_be_scored_too(tmp_path: Path) -> None:
    path = tmp_path / "set.jsonl"
    row = {"id": "v1", "text": "chest pain", "expected": "emergency", "acceptable": [], "why": "x"}
    path.write_text(json.dumps(row) + "\n", encoding="utf-8")
    out = io.StringIO()
    assert triage.print_score(path, out, quiet=True) == 0
    assert "1 of 1" in out.getvalue()


@pytest.mark.parametrize("words", ["[[messages]]\nexpected = 'often'\ntexts = ['a']", "x = 1", "="])
def test_a_set_that_cannot_be_read_is_refused(tmp_path: Path, words: str) -> None:
    path = tmp_path / "set.toml"
    path.write_text(words, encoding="utf-8")
    assert triage.print_score(path, io.StringIO(), quiet=True) == triage.BAD_INPUT


def test_a_set_that_is_not_there_is_named(tmp_path: Path) -> None:
    out = io.StringIO()
    assert triage.print_score(tmp_path / "none", out, quiet=True) == triage.NO_INPUT
    assert "none" in out.getvalue()


def test_an_empty_folder_holds_no_messages(tmp_path: Path) -> None:
    assert triage.print_score(tmp_path, io.StringIO(), quiet=True) == triage.BAD_INPUT


def test_a_folder_of_sets_is_scored_as_one() -> None:
    out = io.StringIO()
    assert triage.print_score(FAMILIES, out, quiet=True) == 0
    assert "bladder:" in out.getvalue()


def test_a_text_in_another_language_is_read_as_in_the_chat() -> None:
    code, (answer,) = answers('{"id": 1, "text": "non riesco a respirare, dolore al petto"}')
    assert code == 0
    assert answer["level"] == "emergency"
    assert set(answer) == {"id", "level", "rules", "findings", "ms"}


def test_a_trace_names_the_language_that_raised_the_level() -> None:
    result = CliRunner().invoke(app, ["triage", "non riesco a respirare, dolore al petto"])
    assert "language it" in result.stdout
    assert "level: emergency" in result.stdout
