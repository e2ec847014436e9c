"""The test vectors beside this file, read into facts and expected plans."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import yaml

from bot.coach.facts import Day, Done, Profile, SessionFact, Weekly

SETS = ("flags", "modes", "kit", "weekdays", "strength_days", "never")


@dataclass(frozen=True, slots=True)
class Example:
    """One vector: a person, what happened, the question and its exact answer."""

    name: str
    profile: Profile
    days: tuple[Day, ...]
    date: date
    minutes: int
    expect: Mapping[str, Any]


def load() -> list[Example]:
    """All vectors, in their order."""
    text = Path(__file__).with_name("examples.yaml").read_text(encoding="utf-8")
    return [_example(case) for case in yaml.safe_load(text)["cases"]]


def _example(case: dict[str, Any]) -> Example:
    told: dict[str, Any] = {k: frozenset(v) if k in SETS else v for k, v in case["profile"].items()}
    profile = Profile(**told)
    ask = case["ask"]
    days = _days(case, profile.start, ask["date"])
    return Example(case["name"], profile, days, ask["date"], ask["minutes"], case["expect"])


def _days(case: dict[str, Any], start: date, until: date) -> tuple[Day, ...]:
    named: dict[date, dict[str, Any]] = {}
    for entry in case["history"]:
        for offset in range(entry["days"]):
            d = entry["from"] + timedelta(days=offset)
            named.setdefault(d, {}).update(_named(entry, d, offset))
    every = case.get("red_flags_every")
    for offset in range(0, (until - start).days + 1, every) if every else ():
        named.setdefault(start + timedelta(days=offset), {})["red_flags_no"] = True
    return tuple(_day(d, facts) for d, facts in sorted(named.items()))


def _named(entry: dict[str, Any], d: date, offset: int) -> dict[str, Any]:
    facts = dict(entry)
    if "on" in entry and d.weekday() not in entry["on"]:
        facts.pop("minutes", None)
    if offset:
        facts.pop("weekly", None)
    return facts


def _day(d: date, facts: dict[str, Any]) -> Day:
    weekly = facts.get("weekly")
    return Day(
        date=d,
        morning=facts.get("morning"),
        weekly=Weekly(weekly) if weekly is not None else None,
        red_flags="no" if facts.get("red_flags_no") else None,
        sessions=(_session(facts),) if "minutes" in facts else (),
    )


def _session(facts: dict[str, Any]) -> SessionFact:
    return SessionFact(facts["minutes"], Done(facts["done"]), facts.get("peak"))
