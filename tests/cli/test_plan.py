"""`unpinch plan`: the plan of a person in a file, and vectors checked to the second."""

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import Result
from typer.testing import CliRunner

from bot.cli.entry import app

EXAMPLES = Path(__file__).parents[1] / "coach" / "programme" / "examples.yaml"
START = "2026-11-23"


def run(*words: str) -> Result:
    return CliRunner().invoke(app, ["plan", *words])


def planned(tmp_path: Path, body: Any, *words: str) -> Result:
    path = tmp_path / "person.json"
    path.write_text(body if isinstance(body, str) else json.dumps(body), encoding="utf-8")
    return run("--profile", str(path), *words)


def plan_of(tmp_path: Path, body: Any, *words: str) -> dict[str, Any]:
    result = planned(tmp_path, body, *words)
    assert result.exit_code == 0, result.output
    found: dict[str, Any] = json.loads(result.stdout)
    return found


def vectors(tmp_path: Path, cases: Any) -> Result:
    path = tmp_path / "cases.yaml"
    path.write_text(yaml.safe_dump({"cases": cases}), encoding="utf-8")
    return run("--cases", str(path))


def case(**parts: Any) -> dict[str, Any]:
    whole = {
        "name": "Ana",
        "profile": {"start": START, "usual": 3},
        "history": [{"from": START, "days": 1, "red_flags_no": True}],
        "ask": {"date": START, "minutes": 10},
        "expect": {"kind": "strength"},
    }
    return {**whole, **parts}


def test_the_example_is_a_profile_that_works(tmp_path: Path) -> None:
    found = plan_of(tmp_path, run("--example").stdout, "--date", "2026-12-01")
    assert found["gate"] is None
    assert found["items"]
    assert found["total"] == sum(item["seconds"] for item in found["items"])
    assert len(found["why_words"]) == len(found["why"])


def test_a_plan_of_a_date_is_the_same_on_every_run(tmp_path: Path) -> None:
    body = run("--example").stdout
    first = planned(tmp_path, body, "--date", "2027-03-01").stdout
    assert planned(tmp_path, body, "--date", "2027-03-01").stdout == first


def test_a_profile_alone_is_enough_and_unasked_questions_close_the_gate(tmp_path: Path) -> None:
    found = plan_of(tmp_path, {"start": START, "usual": 3}, "--date", START)
    assert found["gate"] == "ask_red_flags"
    assert "items" not in found


def test_the_minutes_of_the_file_hold_unless_others_are_asked_for(tmp_path: Path) -> None:
    body = {"profile": {"start": START, "usual": 3}, "red_flags_every": 14, "minutes": 5}
    assert plan_of(tmp_path, body, "--date", START)["minutes"] == 5
    assert plan_of(tmp_path, body, "--date", START, "--minutes", "15")["minutes"] == 15


def test_yaml_is_understood_as_well_as_json(tmp_path: Path) -> None:
    body = "start: 2026-11-23\nusual: 7\nflags: [pinch]\nred_flags_every: 7\n"
    assert plan_of(tmp_path, body, "--date", START)["kind"] == "settle"


def test_what_happened_on_the_date_itself_does_not_change_its_plan(tmp_path: Path) -> None:
    quiet = {"profile": {"start": START, "usual": 3}, "red_flags_every": 14}
    busy = quiet | {"history": [{"from": START, "days": 1, "minutes": 10, "hurts": {"plank": 9}}]}
    assert plan_of(tmp_path, busy, "--date", START) == plan_of(tmp_path, quiet, "--date", START)


def test_a_move_that_hurt_is_left_out_the_next_day(tmp_path: Path) -> None:
    entry = {"from": START, "days": 1, "minutes": 10, "hurts": {"knee-rolls": 6}}
    told = {"profile": {"start": START, "usual": 3}, "red_flags_every": 14, "history": [entry]}
    state = plan_of(tmp_path, told, "--date", "2026-11-24")["state"]
    assert state["benched"] == {"knee-rolls": "2026-12-01"}


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        ("{", "neither YAML nor JSON"),
        ("[]", "write names with values"),
        ({"usual": 3}, "start is missing"),
        ({"start": START, "usual": 11}, "from 0 to 10"),
        ({"start": START, "usual": 3, "flags": ["pregnat"]}, "'pregnat' is not known"),
        ({"start": START, "usual": 3, "shoes": 1}, "'shoes' is not known"),
        ({"start": "soon", "usual": 3}, "is not a date"),
        ({"start": "2027-01-01", "usual": 3}, "before the start"),
        ({"start": START, "usual": 3, "minutes": 7}, "1, 5, 10 or 15"),
    ],
)
def test_a_wrong_file_gets_a_sentence_that_names_the_part(
    tmp_path: Path, body: Any, sentence: str
) -> None:
    result = planned(tmp_path, body, "--date", "2026-11-30")
    assert result.exit_code == 2
    assert sentence in result.stderr
    assert "--example" in result.stderr


def test_without_a_question_the_way_to_ask_is_said() -> None:
    result = run()
    assert result.exit_code == 2
    assert "--profile" in result.stderr


def test_the_public_vectors_hold_with_the_real_library() -> None:
    result = run("--cases", str(EXAMPLES))
    assert result.exit_code == 0
    assert "6 of 6 hold." in result.stdout
    assert result.stdout.count("ok ") == 6


def test_a_vector_that_does_not_hold_shows_each_difference(tmp_path: Path) -> None:
    expect = {"kind": "stretch", "total": 1, "state": {"phase": "mobility", "usual": 4}}
    result = vectors(tmp_path, [case(), case(name="Bo", expect=expect)])
    assert result.exit_code == 1
    assert "kind: expected stretch, found strength" in result.stdout
    assert "total: expected 1, found 641" in result.stdout
    assert "state.usual: expected 4, found 3" in result.stdout
    assert "phase" not in result.stdout
    assert "1 of 2 hold." in result.stdout


def test_a_closed_gate_is_a_difference_and_can_be_what_is_expected(tmp_path: Path) -> None:
    unasked = {"history": []}
    closed = case(expect={"gate": "ask_red_flags"}, **unasked)
    assert vectors(tmp_path, [closed]).exit_code == 0
    result = vectors(tmp_path, [case(**unasked)])
    assert result.exit_code == 1
    assert "gate: expected None, found ask_red_flags" in result.stdout


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"history": [{"from": START, "shoes": 1}]}, "'shoes' is not known"),
        ({"history": [{"days": 2}]}, "is not a date"),
        ({"ask": {"date": START, "minutes": 7}}, "1, 5, 10 or 15"),
        ({"expect": None}, "expect is missing"),
    ],
)
def test_a_wrong_vector_is_named(tmp_path: Path, wrong: dict[str, Any], sentence: str) -> None:
    result = vectors(tmp_path, [case(), case(name="Cy", **wrong)])
    assert result.exit_code == 65
    assert "case 'Cy'" in result.stderr
    assert sentence in result.stderr


def test_a_file_that_is_not_there_is_said_so(tmp_path: Path) -> None:
    assert run("--cases", str(tmp_path / "none.yaml")).exit_code == 66


def test_sessions_fall_only_on_the_weekdays_named_with_on(tmp_path: Path) -> None:
    entry = "{from: 2026-11-23, days: 14, on: [0, 2, 4], minutes: 10, done: all, peak: 1}"
    body = f"profile: {{start: 2026-11-23, usual: 3}}\nred_flags_every: 14\nhistory: [{entry}]"
    state = plan_of(tmp_path, body, "--date", "2026-12-07")["state"]
    assert [session["date"] for session in state["sessions"]] == [
        "2026-11-23", "2026-11-25", "2026-11-27", "2026-11-30", "2026-12-02", "2026-12-04",
    ]  # fmt: skip


def test_the_example_has_a_plan_on_every_day_of_a_year(tmp_path: Path) -> None:
    body = run("--example").stdout
    for month in range(1, 12):
        found = plan_of(tmp_path, body, "--date", f"2027-{month:02}-15")
        assert found["items"], month
