"""`unpinch due`: the next due instants, from the very function that deliveries use."""

import json
import re
import sys
from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import UTC, datetime, time
from io import TextIOWrapper
from itertools import islice
from typing import Any, TextIO

from bot.coach.schedule import dues
from bot.coach.zones import UnknownZone, use_packaged_zones, zone

NAMES = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
MOST = 100_000
WRONG = 2
_HOUR_AND_MINUTE = re.compile(r"\d\d:\d\d", re.ASCII)


class BadQuestion(ValueError):
    """The question for due instants cannot be understood; the text says which part."""


def print_next(zone_name: str, at: str, days: str, after: str, count: int) -> int:
    """Print `count` instants, one a line; 2 and a sentence when the question is not one."""
    try:
        names = [day for day in days.replace(" ", "").split(",") if day]
        found = next_dues(zone_name, at, names, after, count)
    except BadQuestion as error:
        print(error, file=sys.stderr)  # noqa: T201
        return WRONG
    for instant in found:
        print(instant)  # noqa: T201
    return 0


def answer_lines(lines: Iterable[str], out: TextIO) -> int:
    """Answer each JSON line with `{"due": [...]}` or `{"error": "..."}`."""
    if isinstance(lines, TextIOWrapper):
        lines.reconfigure(errors="replace")  # a byte that is no text spoils only its own line
    for line in lines:
        if line.strip():
            out.write(json.dumps(_answer(line)) + "\n")
            out.flush()
    return 0


def _answer(line: str) -> dict[str, Any]:
    try:
        question = json.loads(line)
    except ValueError:
        return {"error": "this line is not JSON"}
    except RecursionError:
        return {"error": "this line is nested too deeply"}
    if not isinstance(question, Mapping):
        return {"error": "write an object with zone, at, days, after and count"}
    try:
        return {"due": _from_json(question)}
    except BadQuestion as error:
        return {"error": str(error)}


def _from_json(question: Mapping[str, Any]) -> list[str]:
    days, count = question.get("days"), question.get("count", 1)
    if days is not None and not (
        isinstance(days, list) and all(isinstance(day, str) for day in days)
    ):
        raise BadQuestion('days: write a list such as ["mon", "wed"]')
    if isinstance(count, bool) or not isinstance(count, int):
        raise BadQuestion("count: write a whole number")
    texts = [question.get(name, "") for name in ("zone", "at", "after")]
    if not all(isinstance(text, str) for text in texts):
        raise BadQuestion("zone, at and after: write them as texts")
    return next_dues(texts[0], texts[1], days or [], texts[2], count)


def next_dues(zone_name: str, at: str, days: list[str], after: str, count: int) -> list[str]:
    """The next `count` due instants strictly after `after`, as `2027-03-28T01:30:00Z`.

    No days means every day. Raises BadQuestion with a sentence.
    """
    if not 1 <= count <= MOST:
        raise BadQuestion(f"count: write a whole number from 1 to {MOST}")
    use_packaged_zones()
    try:
        place = zone(zone_name)
    except UnknownZone:
        raise BadQuestion(
            f"zone: {zone_name!r} is not known; write one such as Europe/Lisbon"
        ) from None
    found = dues(zone=place, wall=_wall(at), weekdays=_weekdays(days), after=_instant(after))
    try:
        return [_written(due.instant) for due in islice(found, count)]
    except OverflowError:
        raise BadQuestion(f"after: {after!r} leads out of the years 1 to 9999") from None


def _written(instant: datetime) -> str:
    return instant.replace(tzinfo=None).isoformat(timespec="seconds") + "Z"


def _wall(at: str) -> time:
    wrong = BadQuestion(f"at: {at!r} is not a time; write HH:MM, such as 07:30")
    if not _HOUR_AND_MINUTE.fullmatch(at):
        raise wrong
    try:
        return time(int(at[:2]), int(at[3:]))
    except ValueError:
        raise wrong from None


def _weekdays(days: list[str]) -> frozenset[int]:
    unknown = [day for day in days if day.strip().lower() not in NAMES]
    if unknown:
        raise BadQuestion(f"days: {unknown[0]!r} is not known; write {', '.join(NAMES)}")
    return frozenset(NAMES.index(day.strip().lower()) for day in days) or frozenset(range(7))


def _instant(after: str) -> datetime:
    with suppress(ValueError, OverflowError):  # an offset can lead out of the years 1 to 9999
        found = datetime.fromisoformat(after)
        if found.tzinfo is not None:
            return found.astimezone(UTC)
    raise BadQuestion(f"after: {after!r} is not a UTC instant; write 2027-03-27T00:00:00Z")
