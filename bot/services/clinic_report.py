"""Clinic report: what a clinician wants to know of one subscriber, as numbers and names."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from bot.coach import usual, weeks
from bot.coach.state import State
from bot.coach.weeks import Scores, Week
from bot.services import history, limits, muscles, profiles
from bot.services.muscles import Minutes
from bot.services.person import Person
from bot.services.work import Work
from content.model import Phase
from storage import answers, sessions
from storage.tables import Session

WEEKS = 12
A_LOT = 6  # programme P2


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened on a date.

    `what` is hurt, hurt_a_lot, pinched, gave_way, swapped, sign, cleared or a doctor card D1 to
    D7; `old` and `new` are exercise ids where they apply.
    """

    date: date
    what: str
    old: str = ""
    new: str = ""


@dataclass(frozen=True, slots=True)
class Findings:
    """The last 12 calendar weeks of one person. Scores are 0 to 10, seconds those of done moves.

    `usual_first` was stated at the start and `usual_now` comes from the latest mornings; both
    and `phase` are None for somebody who has not begun. `muscles` is about the last seven dates;
    `grown` holds the ids of moves with the date of their last step up.
    """

    made: date
    started: date | None
    phase: Phase | None
    phase_since: date | None
    usual_first: int | None
    usual_now: int | None
    limits: tuple[str, ...]
    weeks: tuple[Week, ...]
    seconds: int
    scores: tuple[Scores, ...]
    swaps: tuple[Event, ...]
    cards: tuple[Event, ...]
    signs: tuple[Event, ...]
    muscles: Minutes = ()
    grown: tuple[tuple[str, date], ...] = ()


def findings(work: Work, person: Person) -> Findings:
    """What is known on the person's date; changes nothing. Works in every state of a person."""
    last = max(person.days(work.now))
    me = profiles.of(work, person, last)
    days = [day for day in history.since(work, person.id, me.start) if day.date <= last]
    counted = weeks.weeks(days, last, WEEKS)
    first = counted[0].first
    rows = [s for s in sessions.of(work.db, person.id) if first <= s.date <= last]
    begun = person.started_on is not None
    known = profiles.known_at_start(work, person, me)
    states = weeks.walk(known, days, last, work.library.exercises) if begun else ()
    end = states[-1] if states else None
    return Findings(
        made=last,
        started=person.started_on,
        phase=end.phase if end else None,
        phase_since=end.since if end else None,
        usual_first=person.usual,
        usual_now=usual.through(end, last) if end else None,
        limits=tuple(sorted(limits.of(work, person))),
        weeks=counted,
        seconds=sum(map(_seconds_done, rows)),
        scores=weeks.scores(days, first, last),
        swaps=tuple(_swaps(rows)),
        cards=_cards(states, first),
        signs=tuple(_signs(work, person, first)),
        muscles=muscles.of(work, person, last),
        grown=_grown(end, first),
    )


def _grown(state: State | None, first: date) -> tuple[tuple[str, date], ...]:
    raised = state.raised if state else {}
    return tuple(sorted((name, day) for name, day in raised.items() if day >= first))


def _seconds_done(row: Session) -> int:
    """The planned time of the moves that were done, one outcome for each move in order."""
    pairs = zip(row.plan["items"], row.outcomes, strict=False)
    return sum(int(item["seconds"]) for item, outcome in pairs if outcome == "done")


def _swaps(rows: Iterable[Session]) -> Iterator[Event]:
    """What hurt in a session and what took its place, oldest first."""
    for row in rows:
        changed = dict(row.plan.get("swapped", []))
        for move, score in row.hurts.items():
            what = "pinched" if move in row.pinched else _hurt(score)
            yield Event(row.date, what, move, changed.get(move, ""))
        if row.gave_way:
            yield Event(row.date, "gave_way")


def _hurt(score: int) -> str:
    return "hurt_a_lot" if score >= A_LOT else "hurt"


def _cards(states: Iterable[State], first: date) -> tuple[Event, ...]:
    return tuple(Event(day, card) for day, card in weeks.cards(states) if day >= first)


def _signs(work: Work, person: Person, first: date) -> Iterator[Event]:
    """Warning signs that were told, and a clinician's word as the person stated it."""
    for answer in answers.of(work.db, person.id):
        if answer.date < first:
            continue
        if answer.question == "red_flags" and answer.value == "yes":
            yield Event(answer.date, "sign")
        elif answer.question == "clinician_ok":
            yield Event(answer.date, "cleared")
