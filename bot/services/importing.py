"""Importing: brings one person back from the file that /export sent them."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.services import export, nudges, schedules
from bot.services.work import Work
from storage import export_back
from storage.database import DatabaseError
from storage.tables import Schedule, Subscriber

FORMAT = "unpinch-export"
REASON = "imported"
# Updates are Telegram's numbers of another day, and are not taken over.
LEFT_OUT = ("inbox",)
# Held only with a person's consent; without it a file must not bring them in.
HEALTH = ("plan", "session", "pain", "answer", "verdict")

Rows = Sequence[Mapping[str, Any]]
Tell = Callable[[int], None]


class Refused(DatabaseError):
    """The file cannot be imported; nothing was written."""

    exit_code = 65


@dataclass(frozen=True, slots=True)
class Imported:
    """Who came back, with how many rows of each table, and what was left out."""

    person_id: int
    rows: dict[str, int]
    left_out: dict[str, int]


def rows_in(text: str) -> int:
    """How many rows of a file are to be written. Raises Refused for one that is no export."""
    return sum(len(rows) for name, rows in _read(text).items() if name not in LEFT_OUT)


def bring_back(work: Work, text: str, tell: Tell = lambda _: None) -> Imported:
    """Write every row of the file for its person, and plan what comes next.

    `tell` hears how many rows were written just now.

    Nothing in it is sent afterwards that was due before now. Rows get new numbers, and what
    points at them follows. Raises Refused for another format or version, for somebody who is
    here already, and for rows that are not allowed; the transaction must then be rolled back.
    """
    data = _read(text)
    person_id = _who(work, data)
    counts = _write(work, data, tell)
    work.db.expire_all()
    _settle(work, person_id)
    left_out = {name: len(data.get(name, ())) for name in LEFT_OUT}
    return Imported(person_id, counts, {name: n for name, n in left_out.items() if n})


def _read(text: str) -> dict[str, Rows]:
    try:
        found = json.loads(text)
        kind, version, data = found["format"], found["version"], found["data"]
    except (ValueError, KeyError, TypeError, RecursionError):
        raise Refused("This file is not one that /export sent.") from None
    if kind != FORMAT:
        raise Refused("This file is not one that /export sent.")
    if version != export.VERSION:
        raise Refused(
            f"The file is of version {version}, this program reads version {export.VERSION}. "
            "Nothing was imported."
        )
    _check_shape(data)
    return dict(data)


def _check_shape(data: object) -> None:
    """Tables that we know, each a list of rows; and one person."""
    known = export_back.tables()
    is_fit = isinstance(data, dict) and all(
        isinstance(rows, list) and all(isinstance(row, dict) for row in rows)
        for rows in data.values()
    )
    if not is_fit or not isinstance(data, dict):
        raise Refused("The rows of this file cannot be read. Nothing was imported.")
    strange = sorted(data.keys() - known.keys())
    if strange:
        raise Refused(f"The file holds unknown tables: {', '.join(strange)}. Nothing was imported.")
    if len(data.get("subscriber", ())) != 1:
        raise Refused("The file must hold one person. Nothing was imported.")


def _who(work: Work, data: Mapping[str, Rows]) -> int:
    """The person the file is about; all its rows must be theirs, and they must not be here."""
    row = data["subscriber"][0]
    person_id = row.get("id")
    if not isinstance(person_id, int) or isinstance(person_id, bool):
        raise Refused("The file does not say whose it is. Nothing was imported.")
    for name, table in export_back.tables().items():
        if any(export_back.owner(table, one) != person_id for one in data.get(name, ())):
            raise Refused(f"Rows of {name} belong to somebody else. Nothing was imported.")
    if row.get("consent_at") is None and any(data.get(name) for name in HEALTH):
        raise Refused("The file holds health data without consent. Nothing was imported.")
    if work.db.get(Subscriber, person_id) is not None:
        raise Refused(
            "This person is here already. They must press /delete first. Nothing was imported."
        )
    return person_id


def _write(work: Work, data: Mapping[str, Rows], tell: Tell) -> dict[str, int]:
    """The rows, parents first; a session follows its delivery to the new number."""
    numbers: dict[int, int] = {}
    counts: dict[str, int] = {}
    try:
        for name, table in export_back.tables().items():
            if name in LEFT_OUT:
                continue
            for row in data.get(name, ()):
                made = export_back.write(work.db, table, _fitted(work, name, row, numbers))
                if name == "delivery" and made is not None:
                    numbers[row["id"]] = made
                tell(1)
            counts[name] = len(data.get(name, ()))
    except (export_back.NotARow, KeyError, TypeError, ValueError) as error:
        raise Refused(f"A row cannot be used ({error}). Nothing was imported.") from error
    return counts


def _fitted(
    work: Work, name: str, row: Mapping[str, Any], numbers: Mapping[int, int]
) -> dict[str, Any]:
    """The row without what was only true where it came from."""
    if name == "subscriber":
        return {**row, "living_message_id": None, "asking": None, "asking_data": {}}
    if name == "session":
        return {**row, "delivery_id": numbers.get(row.get("delivery_id") or 0)}
    if name == "delivery" and row.get("state") in ("waiting", "sending"):
        return {**row, **_over(work, row)}
    return dict(row)


def _over(work: Work, row: Mapping[str, Any]) -> dict[str, Any]:
    """What becomes of a delivery that was not final: only an untried one of the future waits."""
    tried = row["state"] == "sending" or row.get("copies_possible", 0) > 0
    if not tried and datetime.fromisoformat(row["due"]) > work.now:
        return {}
    state = "unknown" if tried else "skipped"
    return {"state": state, "reason": REASON, "token": None, "settled_at": work.now.isoformat()}


def _settle(work: Work, person_id: int) -> None:
    """The next routine and the next nudges are found anew, all of them after now."""
    plan = work.db.get(Schedule, person_id)
    if plan is not None and plan.status == "active" and schedules.zone_is_known(plan):
        schedules.set_next(work, plan, work.now)
    work.db.flush()
    nudges.replan(work, person_id)
