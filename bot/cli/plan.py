"""`unpinch plan`: the plan of a person in a file, and test vectors of the programme."""

import json
import sys
from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

from bot.cli.cases import Answer, answer, differences, read_cases
from bot.cli.profiles import BadProfile, parse, read_date, read_told
from bot.coach.slots import MINUTES
from content.loader import ContentError, load_library
from content.model import Exercise, Library

FAILED = 1
WRONG = 2
FAULTY = 65
NO_FILE = 66
USUAL_MINUTES = 10
EXAMPLE = {
    "profile": {
        "start": "2026-11-23",
        "usual": 3,
        "flags": [],
        "modes": [],
        "kit": ["bed", "band"],
        "weekdays": [0, 1, 2, 3, 4, 5, 6],
    },
    "minutes": USUAL_MINUTES,
    "red_flags_every": 14,
    "history": [
        {"from": "2026-11-23", "days": 400, "morning": 2, "minutes": 10, "done": "all", "peak": 1}
    ],
}


def print_example() -> int:
    """Print a person's file that `--profile` understands, to change and try."""
    print(json.dumps(EXAMPLE, indent=2))  # noqa: T201
    return 0


def print_plan(profile: Path, on: str, minutes: int) -> int:
    """Print the plan of a date as JSON; 0 minutes means what the file says, else 10.

    2, 65 or 66 and a sentence when the question, the file or its place is wrong.
    """
    try:
        day = read_date(on, "--date")
        library = load_library()
        body = parse(_text(profile))
        length = minutes or _minutes_of(body)
        if length not in MINUTES:
            raise BadProfile(f"minutes are 1, 5, 10 or 15, not {length!r}")
        told = read_told(body, day)
        if day < told.profile.start:
            raise BadProfile(f"the date is before the start, {told.profile.start}")
        found = answer(told, day, length, library.exercises)
    except (BadProfile, ContentError) as error:
        return _refused(f"{error}. `unpinch plan --example` prints a file that works.", WRONG)
    except OSError as error:
        return _refused(f"{profile} cannot be read: {error.strerror or error}.", NO_FILE)
    print(json.dumps(_shown(found, library), indent=2, default=_written))  # noqa: T201
    return 0


def print_cases(path: Path) -> int:
    """Print each vector of a YAML file as ok or with its differences; 1 when there are any.

    65 for a file that holds no vectors, 66 for one that cannot be opened.
    """
    try:
        exercises = load_library().exercises
        cases = read_cases(_text(path))
    except (BadProfile, ContentError) as error:
        return _refused(f"{path}: {error}.", FAULTY)
    except OSError as error:
        return _refused(f"{path} cannot be read: {error.strerror or error}.", NO_FILE)
    wrong = 0
    for case in cases:
        lines = differences(case, exercises)
        wrong += bool(lines)
        print(f"{'differs' if lines else 'ok':<8}{case.name}")  # noqa: T201
        for line in lines:
            print(f"        {line}")  # noqa: T201
    print(f"{len(cases) - wrong} of {len(cases)} hold.")  # noqa: T201
    return FAILED if wrong else 0


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        raise BadProfile("the file is not text in UTF-8") from None


def _minutes_of(body: Any) -> Any:
    return body.get("minutes", USUAL_MINUTES) if isinstance(body, Mapping) else USUAL_MINUTES


def _refused(sentence: str, code: int) -> int:
    print(sentence, file=sys.stderr)  # noqa: T201
    return code


def _shown(found: Answer, library: Library) -> dict[str, Any]:
    """The answer as plain data; behind a closed gate there is no routine, only its code."""
    shown: dict[str, Any] = {"gate": found.gate}
    if found.gate is None:
        plan = asdict(found.plan)
        plan["items"] = [_item(item, library.exercises) for item in plan["items"]]
        shown |= plan | {"why_words": [_reason(code, library) for code in plan["why"]]}
    shown["card"] = found.state.card
    shown["state"] = asdict(found.state) | {"usual": found.usual}
    return shown


def _item(item: dict[str, Any], exercises: Mapping[str, Exercise]) -> dict[str, Any]:
    return {**item, "name": exercises[item["exercise"]].name}


def _reason(code: str, library: Library) -> str:
    return library.phrases.get("why", {}).get(code, code)


def _written(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return sorted(value)
