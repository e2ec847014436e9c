"""Verdicts: read a message with what was said in the last half hour, and keep what was read."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.coach import triage
from bot.coach.reading import Sign
from bot.coach.triage import Level
from bot.services import judging, subscribers
from bot.services.judging import Judged
from bot.services.person import Person
from bot.services.work import Work
from storage import verdicts

POOLED = timedelta(minutes=30)
KEPT = timedelta(days=365)
LONGEST_NOTE = 1000  # characters


@dataclass(frozen=True, slots=True)
class Trace:
    """One sign of a kept verdict: its concept, about whom, when, denied or not, and its rules."""

    concept: str
    who: str
    when: str
    denied: bool
    rules: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Last:
    """The latest verdict of a person; `words` is None unless they keep notes."""

    at: datetime
    level: str
    rules: tuple[str, ...]
    traces: tuple[Trace, ...]
    words: str | None


def judge(work: Work, person: Person, text: str) -> Judged:
    """Judge a message, with what the person said in the last 30 minutes, and keep what was read.

    Before consent nothing is kept, so each message is read alone. Never raises for any text.
    """
    alone = judging.judge(work, text)
    if not person.consent_given:
        return alone
    judged = _with_earlier(work, person, text, alone)
    _keep(work, person, text, judged)
    return judged


def _with_earlier(work: Work, person: Person, text: str, alone: Judged) -> Judged:
    """Earlier signs may raise the level, but only together with a sign of this message."""
    new = {sign for sign in alone.english.signs if sign.counts}
    earlier = _earlier(work, person) if new else ()
    if not earlier:
        return alone
    pooled = judging.judge(work, text, earlier)
    joined = any(new & set(finding.signs) for finding in pooled.english.findings)
    return pooled if joined and pooled.level.rank < alone.level.rank else alone


def _earlier(work: Work, person: Person) -> tuple[Sign, ...]:
    rows = verdicts.since(work.db, person.id, work.now - POOLED)
    return tuple(sign for row in rows for sign in triage.unpack(row.body))


def _keep(work: Work, person: Person, text: str, judged: Judged) -> None:
    verdicts.forget_before(work.db, person.id, work.now - KEPT)
    packed = triage.pack(judged.english)
    if judged.level is Level.UNRELATED and not packed["signs"]:
        return
    notes = subscribers.row_of(work, person.id).notes and not judged.crisis
    verdicts.add(
        work.db,
        person.id,
        at=work.now,
        level=judged.level.value,
        rules=judged.rules,
        body={**packed, "trace": _trace(judged)},
        words=text[:LONGEST_NOTE] if notes else None,
    )


def _trace(judged: Judged) -> list[list[object]]:
    """What was read, as plain values and without the person's words."""
    lines = triage.trace(judged.english)
    return [[one.concept, one.who, one.when, one.denied, list(one.rules)] for one in lines]


def last(work: Work, person: Person) -> Last | None:
    """What was read in the latest message that held anything; None when there is none."""
    row = verdicts.last(work.db, person.id)
    if row is None:
        return None
    traces = tuple(
        Trace(concept, who, when, denied, tuple(rules))
        for concept, who, when, denied, rules in row.body.get("trace", [])
    )
    return Last(row.at, row.level, tuple(row.rules), traces, row.words)
