"""Polls as a bot may send them."""

from typing import Any

from bot.sandbox.refusal import bad_request
from bot.sandbox.requests import Call
from bot.sandbox.values import Json

MOST_QUESTION = 300  # characters
MOST_OPTIONS = 12
MOST_OPTION = 100
MOST_EXPLANATION = 200
SHORTEST_OPEN = 5  # seconds
LONGEST_OPEN = 2_628_000


def poll(call: Call, *, number: int) -> Json:
    """The `Poll` that a sendPoll call describes; a 400 Refusal when a limit is broken."""
    kind = call.get("type", "regular")
    if kind not in ("regular", "quiz"):
        raise bad_request("unsupported poll type specified")
    question = _text(call.values["question"], "poll question", MOST_QUESTION)
    options = _options(call.values["options"])
    body: Json = {
        "id": str(5_000_000_000_000_000 + number),
        "question": question,
        "options": options,
        "total_voter_count": 0,
        "is_closed": call.get("is_closed", False),
        "is_anonymous": call.get("is_anonymous", True),
        "type": kind,
        "allows_multiple_answers": call.get("allows_multiple_answers", False),
        "allows_revoting": call.get("allows_revoting", kind == "regular"),
        "members_only": call.get("members_only", False),
    }
    _check_open(call.get("open_period"))
    return body | _quiz(call, kind, len(options))


def _options(given: list[Any]) -> list[Json]:
    if not given:
        raise bad_request("poll must have at least 1 option")
    if len(given) > MOST_OPTIONS:
        raise bad_request(f"poll can't have more than {MOST_OPTIONS} options")
    words = [one.get("text") if isinstance(one, dict) else one for one in given]
    return [
        {
            "persistent_id": str(place),
            "text": _text(word, "poll options", MOST_OPTION),
            "voter_count": 0,
        }
        for place, word in enumerate(words)
    ]


def _text(value: Any, what: str, most: int) -> str:
    if not isinstance(value, str) or not value.strip():
        raise bad_request(f"{what} must be non-empty")
    if len(value) > most:
        raise bad_request(f"{what} length must not exceed {most}")
    return value.strip()


def _quiz(call: Call, kind: str, options: int) -> Json:
    right = call.get("correct_option_ids")
    if kind != "quiz":
        return {}
    if not right or not all(isinstance(one, int) and 0 <= one < options for one in right):
        raise bad_request("wrong correct option ID specified")
    explanation = call.get("explanation", "")
    if len(explanation) > MOST_EXPLANATION or explanation.count("\n") > 2:
        raise bad_request("poll explanation is too long")
    return {"correct_option_ids": right} | ({"explanation": explanation} if explanation else {})


def _check_open(seconds: int | None) -> None:
    if seconds is not None and not SHORTEST_OPEN <= seconds <= LONGEST_OPEN:
        raise bad_request("open period is invalid")
