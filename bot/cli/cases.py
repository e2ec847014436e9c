"""Test vectors of the programme: a person, a question, its exact answer, and what differs."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from bot.cli.profiles import BadProfile, Told, parse, read_date, read_told
from bot.coach import gaps, screening, usual
from bot.coach.facts import Plan
from bot.coach.planner import plan
from bot.coach.replay import replay
from bot.coach.slots import MINUTES
from bot.coach.state import State
from content.model import Exercise

OF_PLAN = ("kind", "phase_today", "first_side", "minutes", "items", "total", "gate", "why")


@dataclass(frozen=True, slots=True)
class Case:
    """One vector: a person, what happened, the question and its exact answer."""

    name: str
    told: Told
    date: date
    minutes: int
    expect: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Answer:
    """What the coach says to a question: the gate, else the plan, and the state behind it."""

    gate: str | None
    plan: Plan
    state: State
    usual: int


def read_cases(text: str) -> list[Case]:
    """All vectors of a YAML text in their order; BadProfile names the case that is wrong."""
    body = parse(text)
    listed = body.get("cases") if isinstance(body, Mapping) else body
    if not isinstance(listed, list) or not listed:
        raise BadProfile("the file holds no `cases:` with a list of cases")
    return [_case(case, number) for number, case in enumerate(listed, 1)]


def answer(told: Told, d: date, minutes: int, exercises: Mapping[str, Exercise]) -> Answer:
    """The answer for d, by the functions that plan every routine; changes nothing."""
    state = replay(told.profile, told.days, d, exercises)
    closed = screening.gate(told.profile, state, d)
    given = plan(told.profile, state, d, minutes, exercises)
    seen = gaps.applied(told.profile, state, d, exercises)
    return Answer(closed and closed.value, given, seen, usual.before(state, d))


def differences(case: Case, exercises: Mapping[str, Exercise]) -> list[str]:
    """What the coach answers otherwise than the case expects, a line each; empty when it holds."""
    found = answer(case.told, case.date, case.minutes, exercises)
    shown = _plan_shown(found)
    expected = {"gate": None, **case.expect}
    wanted = expected.pop("state", None) or {}
    lines = list(_compared(expected, shown))
    return [*lines, *_compared(wanted, _state_shown(found, wanted), "state.")]


def rows(given: Plan) -> list[list[Any]]:
    """The items of a plan as vectors write them: slot, id, sets, count, hold, sides, seconds."""
    return [[i.slot, i.exercise, i.sets, i.count, i.hold, i.sides, i.seconds] for i in given.items]


def _case(case: Any, number: int) -> Case:
    name = str(case.get("name", number)) if isinstance(case, Mapping) else str(number)
    try:
        return _read(case, name)
    except BadProfile as error:
        raise BadProfile(f"case {name!r}: {error}") from None


def _read(case: Any, name: str) -> Case:
    if not isinstance(case, Mapping) or not isinstance(case.get("ask"), Mapping):
        raise BadProfile("write profile, history, ask and expect")
    if not isinstance(case.get("expect"), Mapping):
        raise BadProfile("expect is missing")
    unknown = case.keys() - {"name", "profile", "history", "red_flags_every", "ask", "expect"}
    if unknown:
        raise BadProfile(f"{sorted(map(str, unknown))[0]!r} is not known")
    d = read_date(case["ask"].get("date"), "ask.date")
    minutes = case["ask"].get("minutes")
    if minutes not in MINUTES:
        raise BadProfile(f"ask.minutes is 1, 5, 10 or 15, not {minutes!r}")
    return Case(name, read_told(case, d), d, minutes, case["expect"])


def _plan_shown(found: Answer) -> dict[str, Any]:
    """The plan in the words of a vector; behind a closed gate there is none."""
    if found.gate:
        return {"kind": found.gate, "gate": found.gate, "items": [], "total": 0}
    given = found.plan
    shown = {key: getattr(given, key) for key in OF_PLAN if hasattr(given, key)}
    return shown | {"gate": None, "items": rows(given), "why": list(given.why)}


def _state_shown(found: Answer, wanted: Mapping[str, Any]) -> dict[str, Any]:
    """The state in the words of a vector; of mappings only the keys that are asked for."""
    shown = {**asdict(found.state), "usual": found.usual, "topped": sorted(found.state.topped)}
    for key, value in wanted.items():
        if isinstance(value, Mapping) and isinstance(shown.get(key), Mapping):
            shown[key] = {name: shown[key].get(name) for name in value}
    return shown


def _compared(
    expected: Mapping[str, Any], found: Mapping[str, Any], prefix: str = ""
) -> Iterator[str]:
    for key, value in expected.items():
        if key not in found and (prefix or key not in OF_PLAN):
            yield f"{prefix}{key}: this is no part of an answer"
        elif _plain(found.get(key)) != _plain(value):
            yield f"{prefix}{key}: expected {_plain(value)}, found {_plain(found.get(key))}"


def _plain(value: Any) -> Any:
    """A value as it can be written down: dates as texts, tuples as lists."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(key): _plain(part) for key, part in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(part) for part in value]
    return str(value) if isinstance(value, str) else value
