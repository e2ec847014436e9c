"""A person and what happened to them, read from a YAML or JSON text into the coach's facts."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date, timedelta
from typing import Any

import yaml

from bot.coach.facts import Day, Done, Profile, SessionFact, Weekly
from content.vocabulary import FLAGS, KIT

SETS = frozenset({"flags", "modes", "kit", "weekdays", "strength_days", "never"})
DATES = frozenset({"start", "strain"})
MODES = frozenset({"no_kneeling", "no_floor", "desk", "bed"})
WORDS = {"flags": FLAGS, "modes": MODES, "kit": KIT}
SWITCHES = frozenset({"alternate", "long_hold", "cleared", "midwife_ok", "adult"})
OF_SESSION = ("minutes", "done", "peak", "hurts", "pinched", "gave_way")
OF_DAY = ("morning", "usual", "fell", "muscle_soreness", "clinician_ok", "signs", "strain")
OF_WEEK = ("weekly", "function", "night")
OF_SCREENING = ("red_flags_no", "red_flags_yes")
KNOWN = frozenset({"from", "days", "on", *OF_SESSION, *OF_DAY, *OF_WEEK, *OF_SCREENING})
TOP = frozenset({"profile", "history", "red_flags_every", "minutes"})
MOST_DAYS = 4_000
WORST = 10


class BadProfile(ValueError):
    """The text cannot be understood; the sentence says which part and what to write."""


@dataclass(frozen=True, slots=True)
class Told:
    """A person and the days they told about, in order of their dates."""

    profile: Profile
    days: tuple[Day, ...]


def parse(text: str) -> Any:
    """The values in a YAML or JSON text; BadProfile when it is neither."""
    try:
        return yaml.safe_load(text)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        where = getattr(error, "problem_mark", None)
        line = f" (line {where.line + 1})" if where else ""
        raise BadProfile(f"this is neither YAML nor JSON{line}") from None


def read_told(body: Any, until: date) -> Told:
    """A person with their days up to `until`; sessions of that date itself are left out.

    `body` holds `profile`, and may hold `history` and `red_flags_every`; a profile alone is
    enough too. The form is that of the test vectors. Raises BadProfile.
    """
    whole = _mapping(body, "the file")
    if "profile" not in whole:
        told = {key: value for key, value in whole.items() if key in TOP}
        whole = {**told, "profile": {k: v for k, v in whole.items() if k not in TOP}}
    profile = _profile(_mapping(whole["profile"], "profile"))
    return Told(profile, _days(whole, profile.start, until))


def read_date(value: Any, where: str) -> date:
    """A date as YAML gives it, or as a text such as 2026-11-23; BadProfile else."""
    if isinstance(value, date):
        return date(value.year, value.month, value.day)
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        raise BadProfile(f"{where}: {value!r} is not a date; write 2026-11-23") from None


def read_number(value: Any, where: str, lowest: int, highest: int) -> int:
    """A whole number from `lowest` to `highest`; BadProfile else."""
    if isinstance(value, bool) or not isinstance(value, int) or not lowest <= value <= highest:
        raise BadProfile(f"{where}: write a whole number from {lowest} to {highest}")
    return value


def _profile(told: Mapping[str, Any]) -> Profile:
    known = {field.name for field in fields(Profile)}
    _only(told, known, "profile")
    for name in ("start", "usual"):
        if told.get(name) is None:
            raise BadProfile(f"profile: {name} is missing")
    return Profile(**{name: _part(name, value) for name, value in told.items()})


def _part(name: str, value: Any) -> Any:
    where = f"profile.{name}"
    if name in DATES:
        return None if value is None else read_date(value, where)
    if name in SWITCHES:
        return _switch(value, where)
    if name not in SETS:
        return read_number(value, where, 0, WORST)
    if not isinstance(value, list):
        raise BadProfile(f"{where}: write a list such as [a, b]")
    if name in ("weekdays", "strength_days"):
        return frozenset(read_number(day, where, 0, 6) for day in value)
    _only(dict.fromkeys(map(str, value)), WORDS.get(name, frozenset(map(str, value))), where)
    return frozenset(map(str, value))


def _days(whole: Mapping[str, Any], start: date, until: date) -> tuple[Day, ...]:
    if (until - start).days > MOST_DAYS:
        raise BadProfile(f"the date lies more than {MOST_DAYS} days after the start")
    named: dict[date, dict[str, Any]] = {}
    for number, entry in enumerate(whole.get("history") or (), 1):
        _add(named, _mapping(entry, f"history {number}"), f"history {number}")
    _screen(named, whole.get("red_flags_every"), start, until)
    return tuple(
        _day(d, facts, last=d == until) for d, facts in sorted(named.items()) if d <= until
    )


def _add(named: dict[date, dict[str, Any]], entry: Mapping[Any, Any], where: str) -> None:
    # YAML 1.1 reads a bare `on` as true.
    entry = {("on" if key is True else key): value for key, value in entry.items()}
    _only(entry, KNOWN, where)
    first = read_date(entry.get("from"), f"{where}.from")
    for offset in range(read_number(entry.get("days", 1), f"{where}.days", 1, MOST_DAYS)):
        d = first + timedelta(days=offset)
        named.setdefault(d, {}).update(_named(entry, d, offset))


def _named(entry: Mapping[str, Any], d: date, offset: int) -> dict[str, Any]:
    """What an entry says of one of its dates: sessions only `on` its weekdays, weekly once."""
    left_out: set[str] = set(OF_WEEK) if offset else set()
    if "on" in entry and d.weekday() not in entry["on"]:
        left_out |= set(OF_SESSION)
    return {key: value for key, value in entry.items() if key not in left_out}


def _screen(named: dict[date, dict[str, Any]], every: Any, start: date, until: date) -> None:
    if every is None:
        return
    step = read_number(every, "red_flags_every", 1, MOST_DAYS)
    for offset in range(0, (until - start).days + 1, step):
        named.setdefault(start + timedelta(days=offset), {})["red_flags_no"] = True


def _day(d: date, facts: Mapping[str, Any], *, last: bool) -> Day:
    where = f"history of {d}"
    return Day(
        date=d,
        morning=_score(facts, "morning", where),
        usual=_score(facts, "usual", where),
        weekly=_weekly(facts, where),
        red_flags=_screened(facts),
        clinician_ok=_switch(facts.get("clinician_ok", False), where),
        fell=_switch(facts.get("fell", False), where),
        muscle_soreness=_switch(facts.get("muscle_soreness", False), where),
        signs=_switch(facts.get("signs", False), where),
        strain=read_date(facts["strain"], where) if facts.get("strain") else None,
        sessions=() if last or "minutes" not in facts else (_session(facts, where),),
    )


def _screened(facts: Mapping[str, Any]) -> str | None:
    if facts.get("red_flags_yes"):
        return "yes"
    return "no" if facts.get("red_flags_no") else None


def _weekly(facts: Mapping[str, Any], where: str) -> Weekly | None:
    told = facts.get("weekly")
    if told is None:
        return None
    parts = {"usual": told} if not isinstance(told, Mapping) else dict(told)
    _only(parts, {"usual", "function", "night"}, f"{where}, weekly")
    function = parts.get("function", facts.get("function"))
    night = parts.get("night", facts.get("night"))
    return Weekly(read_number(parts.get("usual"), f"{where}, weekly", 0, WORST), function, night)


def _session(facts: Mapping[str, Any], where: str) -> SessionFact:
    minutes = facts["minutes"]
    if minutes not in (1, 5, 10, 15):
        raise BadProfile(f"{where}: minutes are 1, 5, 10 or 15, not {minutes!r}")
    try:
        done = Done(facts.get("done", Done.ALL))
    except ValueError:
        raise BadProfile(f"{where}: done is all, part or none, not {facts['done']!r}") from None
    hurts = _mapping(facts.get("hurts") or {}, f"{where}, hurts")
    return SessionFact(
        minutes=minutes,
        done=done,
        peak=_score(facts, "peak", where),
        hurts={str(k): read_number(v, f"{where}, hurts", 0, WORST) for k, v in hurts.items()},
        pinched=frozenset(map(str, facts.get("pinched") or ())),
        gave_way=_switch(facts.get("gave_way", False), where),
    )


def _score(facts: Mapping[str, Any], name: str, where: str) -> int | None:
    value = facts.get(name)
    return None if value is None else read_number(value, f"{where}, {name}", 0, WORST)


def _switch(value: Any, where: str) -> bool:
    if not isinstance(value, bool):
        raise BadProfile(f"{where}: write true or false, not {value!r}")
    return value


def _mapping(value: Any, where: str) -> Mapping[Any, Any]:
    if not isinstance(value, Mapping):
        raise BadProfile(f"{where}: write names with values, such as `usual: 3`")
    return value


def _only(given: Mapping[Any, Any], known: frozenset[str] | set[str], where: str) -> None:
    unknown = [str(key) for key in given if key not in known]
    if unknown:
        names = ", ".join(sorted(known))
        raise BadProfile(f"{where}: {unknown[0]!r} is not known; there are {names}")
