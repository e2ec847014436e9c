"""`unpinch due`: the next due instants, asked on the command line or as JSON lines."""

import io
import json

import pytest
from typer.testing import CliRunner

from bot.cli import due
from bot.cli.entry import app

ASK = ["due", "--zone", "Europe/Berlin", "--at", "02:30", "--after", "2027-03-27T00:00:00Z"]


def answers(*questions: object) -> list[dict[str, object]]:
    lines = [q if isinstance(q, str) else json.dumps(q) for q in questions]
    out = io.StringIO()
    assert due.answer_lines(lines, out) == 0
    return [json.loads(line) for line in out.getvalue().splitlines()]


def test_instants_are_printed_one_a_line() -> None:
    result = CliRunner().invoke(app, [*ASK, "--count", "3"])
    assert result.stdout.split() == [
        "2027-03-27T01:30:00Z",
        "2027-03-28T01:30:00Z",
        "2027-03-29T00:30:00Z",
    ]


def test_weekdays_leave_the_others_out() -> None:
    result = CliRunner().invoke(app, [*ASK, "--days", "sun", "--count", "2"])
    assert result.stdout.split() == ["2027-03-28T01:30:00Z", "2027-04-04T00:30:00Z"]


def test_an_instant_at_after_itself_is_not_repeated() -> None:
    ask = {"zone": "UTC", "at": "07:00", "after": "2027-01-01T07:00:00Z", "count": 1}
    assert answers(ask) == [{"due": ["2027-01-02T07:00:00Z"]}]


def test_json_lines_are_answered_line_by_line() -> None:
    good = {
        "zone": "Asia/Kathmandu",
        "at": "07:00",
        "days": ["mon", "tue", "wed", "thu", "fri", "sat", "sun"],
        "after": "2027-01-01T00:00:00Z",
        "count": 1,
    }
    found = answers(good, "not json", {**good, "zone": "Atlantis"}, [1])
    assert found[0] == {"due": ["2027-01-01T01:15:00Z"]}
    assert [list(one) for one in found[1:]] == [["error"]] * 3


@pytest.mark.parametrize(
    ("part", "value"),
    [
        ("zone", ""),
        ("zone", 5),
        ("zone", "../etc/passwd"),
        ("at", "25:00"),
        ("at", "7:00"),
        ("at", "07:60"),
        ("days", ["someday"]),
        ("days", "mon"),
        ("days", [1]),
        ("after", "yesterday"),
        ("after", "2027-01-01T00:00:00"),
        ("count", 0),
        ("count", -1),
        ("count", "3"),
        ("count", True),
        ("count", 10**9),
    ],
)
def test_a_bad_question_gets_a_sentence_not_a_traceback(part: str, value: object) -> None:
    ask = {"zone": "UTC", "at": "07:00", "after": "2027-01-01T00:00:00Z", "count": 1, part: value}
    (found,) = answers(ask)
    assert list(found) == ["error"]


def test_a_bad_question_on_the_command_line_exits_with_2() -> None:
    result = CliRunner().invoke(app, ["due", "--zone", "Atlantis", "--at", "07:00"])
    assert result.exit_code == 2
    assert "Atlantis" in result.stderr
