"""Plans: today's plan for one subscriber, the same answer all day."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date, timedelta
from typing import Any

from bot.coach import easier, planner, screening, verdicts
from bot.coach.facts import EVERY_DAY, Day, Gate, Kind, Plan, Profile
from bot.coach.replay import replay
from bot.coach.state import State
from bot.services import answers, history, profiles
from bot.services.person import Person
from bot.services.work import Work
from content.model import Exercise, Phase
from storage import plans, sessions
from storage.tables import Session

ONE_MINUTE = 1
SAY_AGAIN = 14  # days, programme rule W: not more often
SORE_FROM = 6  # programme P2: a move at 6 or more is stopped


@dataclass(frozen=True, slots=True)
class Today:
    """What there is today: a hold, a gate, or a plan, with how far the person got.

    Exactly one of `held`, `gate` and `plan` is set. `doctor` is the doctor card of the date, and
    `wants_score` is true on a day on which to say that nothing can grow without a score (rule W).
    """

    date: date
    held: str | None = None
    gate: Gate | None = None
    plan: Plan | None = None
    open_session: int | None = None
    finished: bool = False
    sore: bool = False
    doctor: str | None = None
    wants_score: bool = False


def today(work: Work, person: Person, *, on: date | None = None, anyway: bool = False) -> Today:
    """Today's plan, or why there is none. `anyway` plans a chosen day off like any other day.

    The first answer of a date is kept, so the morning card and /today show the same.
    """
    found = on or person.today(work.now)
    if person.hold_level:
        return Today(found, held=person.hold_level)
    told = _told(work, person, found)
    closed = _gate(told, found)
    if closed:
        return Today(found, gate=closed)
    me, state = told.me, told.on(found)
    plan = _kept(work, person, found) or _make(work, person, me, state, found, anyway)
    if anyway and plan.kind is Kind.REST:
        plan = _make(work, person, me, state, found, anyway)
    wants = verdicts.needs_a_score(state, found) and (found - me.start).days % SAY_AGAIN == 0
    return Today(
        found, plan=plan, doctor=state.card, wants_score=wants, **_progress(work, person, found)
    )


def gate(work: Work, person: Person, found: date) -> Gate | None:
    """Why no routine may start now: looks at everything told, whatever date it is filed under."""
    return _gate(_told(work, person, found), found)


def _gate(told: "_Told", found: date) -> Gate | None:
    latest = max([found, *(day.date for day in told.facts)])
    return screening.gate(told.me, told.on(latest), latest)


def one_minute(work: Work, person: Person, found: date) -> Plan:
    """The plan of one minute for a date; it is kept nowhere, so the card stays as it is (6.6)."""
    me, state = state_of(work, person, found)
    me = replace(me, weekdays=EVERY_DAY)
    return planner.plan(me, state, found, ONE_MINUTE, work.library.exercises)


def _progress(work: Work, person: Person, found: date) -> dict[str, Any]:
    mine = [row for row in sessions.of(work.db, person.id) if row.date == found]
    still_open = [row.id for row in mine if row.state != "finished"]
    return {
        "open_session": still_open[-1] if still_open else None,
        "finished": any(row.done in ("all", "part") for row in mine),
        "sore": any(was_sore(row) for row in mine),
    }


def was_sore(row: Session) -> bool:
    """Whether a session went badly enough that it is not offered again the same day."""
    worst = max([row.peak or 0, *row.hurts.values()])
    return row.gave_way or bool(row.pinched) or worst >= SORE_FROM


def state_of(work: Work, person: Person, found: date) -> tuple[Profile, State]:
    """What the coach knows about a person on a date: their profile and their state."""
    told = _told(work, person, found)
    return told.me, told.on(found)


class _Told:
    """What one person told us, and what follows from it; each date is worked out once."""

    def __init__(
        self, me: Profile, begun: Profile, facts: list[Day], moves: Mapping[str, Exercise]
    ) -> None:
        self.me, self.facts = me, facts
        self._begun, self._moves = begun, moves
        self._states: dict[date, State] = {}

    def on(self, found: date) -> State:
        """The state of a date, from the facts of it and of the days before."""
        if found not in self._states:
            facts = [day for day in self.facts if day.date <= found]
            self._states[found] = replay(self._begun, facts, found, self._moves)
        return self._states[found]


def _told(work: Work, person: Person, found: date) -> _Told:
    me = profiles.of(work, person, found)
    facts = history.since(work, person.id, me.start)
    return _Told(me, profiles.known_at_start(work, person, me), facts, work.library.exercises)


def _make(work: Work, person: Person, me: Profile, state: State, found: date, anyway: bool) -> Plan:
    if anyway:
        me = replace(me, weekdays=EVERY_DAY)
    said = _said_of_missing(work, person, found)
    minutes = ONE_MINUTE if said == "no_time" else person.minutes
    plan = planner.plan(me, state, found, minutes, work.library.exercises)
    if said == "hurts":
        plan = easier.lighter(me, state, found, plan, work.library.exercises)
    plans.forget(work.db, person.id, found)
    plans.keep(work.db, person.id, found, pack(plan))
    return plan


def _said_of_missing(work: Work, person: Person, found: date) -> str | None:
    """Why days were missed, when that was said on this date: it shapes the plan of the date."""
    said = answers.last(work, person, "missed")
    return said.value if said is not None and said.date == found else None


def _kept(work: Work, person: Person, found: date) -> Plan | None:
    row = plans.of(work.db, person.id, found)
    return unpack(row.body) if row else None


def forget(work: Work, person: Person) -> None:
    """Make today's plan anew at the next question, because what it rests on has changed."""
    days = {found for day in person.days(work.now) for found in (day, day + timedelta(days=1))}
    plans.forget(work.db, person.id, *sorted(days))


def pack(plan: Plan) -> dict[str, Any]:
    """The stored form of a plan."""
    body = asdict(plan)
    body["date"] = plan.date.isoformat()
    return body


def unpack(body: dict[str, Any]) -> Plan:
    """A stored plan back as a value."""
    return Plan(
        date=date.fromisoformat(body["date"]),
        kind=Kind(body["kind"]),
        phase=Phase(body["phase"]),
        phase_today=Phase(body["phase_today"]),
        first_side=body["first_side"],
        minutes=body["minutes"],
        items=tuple(history.read_item(item) for item in body["items"]),
        total=body["total"],
        why=tuple(body["why"]),
    )
