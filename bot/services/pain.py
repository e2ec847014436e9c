"""Pain: keep a score that somebody tells in between, and take it back again."""

from dataclasses import dataclass
from datetime import timedelta

from bot.services import answers, plans, sessions, subscribers
from bot.services.person import Person
from bot.services.work import Work
from storage import pain

NOTE = "note"
WORST = 10
ASK_SIGNS_FROM = 8  # programme section 2: a score of 8 or more asks the warning signs again
LONGEST_NOTE = 1000  # characters of a person's own words
UNDO_WITHIN = timedelta(days=1)
SAME_TAP = timedelta(seconds=30)  # two taps on one number within this are one score
ASKED = "asked"  # the warning list is open until it is answered; no routine starts before


@dataclass(frozen=True, slots=True)
class Kept:
    """A score that was kept, and whether the words that came with it were kept too."""

    id: int
    score: int
    with_words: bool


def keep(work: Work, person: Person, score: int, words: str = "") -> Kept | None:
    """Keep a score of 0 to 10, None without consent. ValueError for any other number.

    The words go with it only while the person wants notes kept. A score of 8 or more opens the
    warning list: no routine starts until it is answered (programme section 2). When nothing was
    told or begun on its date yet, it also counts as the morning, so that the plan fits it.
    """
    if not 0 <= score <= WORST:
        raise ValueError(f"a pain score is 0 to 10, not {score}")
    if not person.consent_given:
        return None
    note = words.strip()[:LONGEST_NOTE] if subscribers.row_of(work, person.id).notes else ""
    row = pain.add(
        work.db,
        person.id,
        at=work.now,
        date=person.today(work.now),
        kind=NOTE,
        score=score,
        note=note or None,
    )
    work.db.flush()
    if score >= ASK_SIGNS_FROM:
        _very_high(work, person, score)
    return Kept(row.id or 0, score, bool(note))


def _very_high(work: Work, person: Person, score: int) -> None:
    """Ask the signs before anything else; the first score of a date is its morning too."""
    if not person.hold_level:
        answers.keep(work, person, "red_flags", ASKED)
    day = person.today(work.now)
    if person.usual is not None and sessions.needs_morning_score(work, person, day):
        sessions.morning_score(work, person, score, day)


def just_kept(work: Work, person: Person, score: int) -> Kept | None:
    """The same score told a moment ago, so that a second tap on its number changes nothing."""
    row = pain.last(work.db, person.id, NOTE)
    if row is None or row.score != score or work.now - row.at > SAME_TAP:
        return None
    return Kept(row.id or 0, score, row.note is not None)


def undo(work: Work, person: Person, pain_id: int) -> int | None:
    """Take a score back; returns it. None when it is not theirs, gone, or over a day old.

    A warning list that it opened stays open: to answer it once more harms nobody.
    """
    row = pain.owned(work.db, pain_id, person.id)
    if row is None or row.kind != NOTE or work.now - row.at > UNDO_WITHIN:
        return None
    score, morning = row.score, pain.on(work.db, person.id, row.date, "morning")
    if morning is not None and morning.at == row.at:
        pain.delete(work.db, morning)  # this score had counted as the morning of its date
        plans.forget(work, person)
    pain.delete(work.db, row)
    return score
