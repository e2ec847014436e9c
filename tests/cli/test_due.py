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
        ("at", "+7:30"),
        ("at", " 7:30"),
        ("at", "07:30\n"),
        ("at", "\u0660\u0667:\u0663\u0660"),
        ("at", "\ud800"),
        ("zone", "\ud800"),
        ("after", "\ud800"),
        ("days", ["someday"]),
        ("days", "mon"),
        ("days", [1]),
        ("after", "yesterday"),
        ("after", "2027-01-01T00:00:00"),
        ("after", "0001-01-01T00:00:00"),
        ("after", "0001-01-01T00:00:00Z"),
        ("after", "0001-01-01T00:00:00+14:00"),
        ("after", "9999-12-31T23:59:59-14:00"),
        ("after", "9999-12-31T23:59:59Z"),
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


@pytest.mark.parametrize(
    "bad",
    [
        {"zone": "Europe/Lisbon", "at": "07:30", "after": "9999-12-30T00:00:00Z", "count": 5},
        {"zone": "Europe/Lisbon", "at": "07:30", "after": "0001-01-01T00:00:00+14:00"},
        {"zone": "Europe/Lisbon", "at": "07:30", "after": "0001-01-01T00:00:00Z"},
        "[" * 200_000,
        '{"count": ' + "9" * 10_000 + "}",
    ],
    ids=["last years", "before the first year", "first day", "deep", "long number"],
)
def test_a_bad_line_does_not_end_the_stream(bad: object) -> None:
    good = {"zone": "UTC", "at": "07:00", "after": "2027-01-01T00:00:00Z"}
    first, second = answers(bad, good)
    assert list(first) == ["error"]
    assert second == {"due": ["2027-01-01T07:00:00Z"]}


def test_bytes_that_are_no_text_spoil_only_their_own_line() -> None:
    good = b'{"zone": "UTC", "at": "07:00", "after": "2027-01-01T00:00:00Z"}\n'
    result = CliRunner().invoke(app, ["due"], input=b"\xff\xfe\n" + good)
    assert result.exit_code == 0
    first, second = map(json.loads, result.stdout.splitlines())
    assert list(first) == ["error"]
    assert second == {"due": ["2027-01-01T07:00:00Z"]}


@pytest.mark.parametrize(
    "after", ["9999-12-30T00:00:00Z", "0001-01-01T00:00:00+14:00", "0001-01-01T00:00:00Z"]
)
def test_an_instant_at_the_end_of_the_calendar_exits_with_2(after: str) -> None:
    ask = ["due", "--zone", "Europe/Lisbon", "--at", "07:30", "--after", after, "--count", "5"]
    result = CliRunner().invoke(app, ask)
    assert result.exit_code == 2
    assert result.stderr.startswith("after: ")
    assert result.stdout == ""


def test_a_year_is_always_written_with_four_digits() -> None:
    ask = {"zone": "UTC", "at": "07:00", "after": "0987-01-01T00:00:00Z"}
    assert answers(ask) == [{"due": ["0987-01-01T07:00:00Z"]}]
