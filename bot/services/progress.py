"""Progress: what the last 14 days of one subscriber were like, as numbers and names."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from bot.coach import kinds, verdicts
from bot.coach.facts import Done
from bot.coach.outcomes import pain_of
from bot.coach.state import State
from bot.services import history, muscles, plans
from bot.services.muscles import Minutes
from bot.services.person import Person
from bot.services.work import Work
from content.model import Phase
from storage import pain, sessions
from storage.tables import Session

DAYS = 14
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Course:
    """Where somebody stands in the programme: phase, since when, and what changed lately.

    `before` is the phase before this one when the change lies within the 14 days; `cleared`
    is true when a clinician's word made it. `raised` and `resting` are exercise ids, with the
    first date on which a resting move may come back. `wants_score` is true when nothing can grow
    because no score was told for long (rule W).
    """

    phase: Phase
    since: date
    before: Phase | None
    cleared: bool
    lighter_until: date | None
    raised: tuple[str, ...]
    resting: tuple[tuple[str, date], ...]
    wants_score: bool


@dataclass(frozen=True, slots=True)
class Fortnight:
    """The 14 dates that end with `last`. Scores are 0 to 10, oldest first.

    `seconds` is the planned time of all moves that were done; `days_off` counts the dates since
    the start on which the person wants no routine; `muscles` is about the last seven dates.
    """

    first: date
    last: date
    whole: int
    part: int
    seconds: int
    days_off: int
    mornings: tuple[int, ...]
    peaks: tuple[int, ...]
    told: tuple[int, ...]
    muscles: Minutes
    course: Course | None

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all was told or done."""
        return not (self.whole or self.part or self.mornings or self.peaks or self.told)


def fortnight(work: Work, person: Person) -> Fortnight:
    """The last 14 days up to today on the person's calendar; changes nothing."""
    last = max(person.days(work.now))
    first = last - (DAYS - 1) * DAY
    begun = [row for row in sessions.of(work.db, person.id) if first <= row.date <= last]
    scores = pain.since(work.db, person.id, first)
    by_kind = {
        kind: tuple(row.score for row in scores if row.kind == kind) for kind in ("morning", "note")
    }
    return Fortnight(
        first=first,
        last=last,
        whole=sum(row.done == Done.ALL for row in begun),
        part=sum(row.done == Done.PART for row in begun),
        seconds=sum(map(_seconds_done, begun)),
        days_off=_days_off(person, first, last),
        mornings=by_kind["morning"],
        peaks=tuple(_peaks(begun)),
        told=by_kind["note"],
        muscles=muscles.of(work, person, last),
        course=_course(work, person, first, last),
    )


def _seconds_done(row: Session) -> int:
    """The planned time of the moves that were done, one outcome for each move in order."""
    pairs = zip(row.plan["items"], row.outcomes, strict=False)
    return sum(int(item["seconds"]) for item, outcome in pairs if outcome == "done")


def _peaks(rows: Iterable[Session]) -> Iterable[int]:
    """The highest pain of each finished session that told one."""
    for row in rows:
        worst = pain_of(history.session_fact(row)) if row.state == "finished" else None
        if worst is not None:
            yield worst


def _days_off(person: Person, first: date, last: date) -> int:
    if person.started_on is None:
        return 0
    begin = max(first, person.started_on)
    days = [begin + step * DAY for step in range((last - begin).days + 1)]
    return sum(day.weekday() not in person.weekdays for day in days)


def _course(work: Work, person: Person, first: date, last: date) -> Course | None:
    """None for somebody without a routine, or who has not begun one yet."""
    if not person.subscribed or person.started_on is None or person.usual is None:
        return None
    _, state = plans.state_of(work, person, last)
    changed = person.started_on < state.since >= first
    return Course(
        phase=state.phase,
        since=state.since,
        before=_phase_on(work, person, state.since - DAY) if changed else None,
        cleared=changed and state.clinician_ok == state.since,
        lighter_until=state.back_off_until if kinds.backs_off(state, last) else None,
        raised=tuple(sorted(name for name, day in state.raised.items() if day >= first)),
        resting=_resting(state, last),
        wants_score=verdicts.needs_a_score(state, last),
    )


def _phase_on(work: Work, person: Person, day: date) -> Phase:
    _, state = plans.state_of(work, person, day)
    return state.phase


def _resting(state: State, last: date) -> tuple[tuple[str, date], ...]:
    return tuple(sorted((name, day) for name, day in state.benched.items() if day > last))
