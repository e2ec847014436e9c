"""Export: everything that is stored about one person, as values that JSON can hold."""

from datetime import UTC, date, datetime
from typing import Any

from bot.services.work import Work
from storage import export

VERSION = 1  # goes up when a key changes its name or its meaning

# The words that explain each table.
ABOUT = {
    "subscriber": "export.about.subscriber",
    "schedule": "export.about.schedule",
    "nudge": "export.about.nudge",
    "delivery": "export.about.delivery",
    "plan": "export.about.plan",
    "session": "export.about.session",
    "pain": "export.about.pain",
    "answer": "export.about.answer",
    "verdict": "export.about.verdict",
    "inbox": "export.about.inbox",
}


def everything(work: Work, person_id: int) -> dict[str, Any] | None:
    """Every row about a person, explained; None for somebody about whom nothing is stored.

    The keys: `format` and `version` say how to read it, `made_at` when it was made, `about` says
    in plain words what each table is, and `data` holds the rows by table and column name. Times
    are ISO 8601 in UTC and end in Z; dates are the person's own. The words of a message are there
    only while the person wants notes kept.
    """
    work.db.flush()
    rows = export.rows_of(work.db, person_id)
    if not rows["subscriber"]:
        return None
    if not rows["subscriber"][0]["notes"]:
        rows["verdict"] = [{**row, "words": None} for row in rows["verdict"]]
    return {
        "format": "unpinch-export",
        "version": VERSION,
        "made_at": _plain(work.now),
        "about": {name: work.words.plain(ABOUT[name]) for name in rows},
        "data": _plain(rows),
    }


def _plain(value: Any) -> Any:
    """The same value with times and dates as text."""
    match value:
        case dict():
            return {key: _plain(one) for key, one in value.items()}
        case list():
            return [_plain(one) for one in value]
        case datetime():
            return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
        case date():
            return value.isoformat()
    return value
