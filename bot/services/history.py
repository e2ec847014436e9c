"""History: what the rows of one subscriber mean to the coach, one fact sheet for each date."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from bot.coach.facts import Day, Done, Item, Kind, SessionFact, Weekly
from bot.services.work import Work
from storage import answers, pain, sessions
from storage.tables import Answer, Session

ANSWER_LASTS = 28  # days, programme G1
NO_SIGNS = "none"  # the stored answer of somebody who has none of the signs of card D5


def days(work: Work, subscriber_id: int) -> list[Day]:
    """Everything the subscriber told us, by local date, oldest first."""
    found = _Facts()
    for score in pain.of(work.db, subscriber_id):
        if score.kind in ("morning", "usual"):
            found.on(score.date).setdefault(score.kind, score.score)
            found.told(score.date, score.at)
    for session in sessions.of(work.db, subscriber_id):
        if session.state == "finished":
            found.on(session.date)["sessions"] += (session_fact(session),)
            found.told(session.date, session.ended_at or session.started_at)
    for answer in answers.of(work.db, subscriber_id):
        found.answered(answer)
    return found.as_days()


def since(work: Work, subscriber_id: int, start: date) -> list[Day]:
    """The facts from the very first start on.

    Somebody may answer the warning signs days before the first Start. That answer counts as
    given on the day of the start, as long as it is not older than an answer may be (G1).
    """
    found = days(work, subscriber_id)
    kept = [day for day in found if day.date >= start]
    early = [day for day in found if day.date < start and day.red_flags]
    if not early or (start - early[-1].date).days > ANSWER_LASTS:
        return kept
    if kept and kept[0].date == start:
        first = kept[0]
        if first.red_flags is None:
            kept[0] = replace(first, red_flags=early[-1].red_flags)
        return kept
    return [Day(date=start, red_flags=early[-1].red_flags), *kept]


def read_weekly(value: str) -> Weekly:
    """A weekly answer as it is stored, "3 better same": usual pain, function, night pain."""
    usual, function, night = value.split()
    return Weekly(int(usual), function, night)


# What an answer that needs no more than its words tells the coach, by its question.
MEANS: dict[str, tuple[str, Callable[[str], Any]]] = {
    "clinician_ok": ("clinician_ok", lambda _: True),
    "weekly": ("weekly", read_weekly),
    "soreness": ("muscle_soreness", lambda value: value == "muscle"),
    "strain": ("strain", date.fromisoformat),
    "signs": ("signs", lambda value: value != NO_SIGNS),
    "missed": ("bored", lambda value: value == "bored"),
}


class _Facts:
    """Facts by date while they are gathered, and when the last of each date was told."""

    def __init__(self) -> None:
        self._facts: dict[date, dict[str, Any]] = {}
        self._last: dict[date, datetime] = {}

    def on(self, day: date) -> dict[str, Any]:
        return self._facts.setdefault(day, {"sessions": ()})

    def told(self, day: date, at: datetime) -> None:
        self._last[day] = max(at, self._last.get(day, at))

    def answered(self, answer: Answer) -> None:
        facts = self.on(answer.date)
        if answer.question == "red_flags":
            facts["red_flags"] = answer.value
            # A "no" given after every score of the day answers them; an earlier one does not.
            facts["screened_last"] = answer.at >= self._last.get(answer.date, answer.at)
        elif answer.question == "fall":
            facts["fell"], facts["screened_last"] = True, False
            self.told(answer.date, answer.at)
        elif answer.question in MEANS:
            name, read = MEANS[answer.question]
            facts[name] = read(answer.value)

    def as_days(self) -> list[Day]:
        return [Day(date=day, **self._facts[day]) for day in sorted(self._facts)]


def session_fact(session: Session) -> SessionFact:
    """What the coach needs to know of a finished session."""
    return SessionFact(
        minutes=session.plan["minutes"],
        done=Done(session.done or "none"),
        peak=session.peak,
        hurts=dict(session.hurts),
        pinched=frozenset(session.pinched),
        gave_way=session.gave_way,
        kind=Kind(session.plan["kind"]),
        items=tuple(read_item(item) for item in session.plan["items"]),
    )


def read_item(stored: dict[str, Any]) -> Item:
    """One stored line of a plan back as a value."""
    return Item(**stored)
