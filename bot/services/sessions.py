"""Sessions: begin, advance and finish a guided run through a plan."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from bot.coach import screening
from bot.coach.facts import Item, Kind, Plan
from bot.services import plans, schedules, subscribers
from bot.services.person import Person
from bot.services.work import Work
from storage import pain, sessions
from storage import plans as kept_plans
from storage.tables import Session

# "This hurts" offers ranges; a range is kept as its lowest score (programme P2, P3).
A_LITTLE = 3
A_LOT = plans.SORE_FROM
UNDER_WAY = ("open", "hurting")
ENDS_AFTER_HURTS = 2  # a second move at 6 or more, or with a pinch, ends the session (P2)


@dataclass(frozen=True, slots=True)
class Place:
    """Where somebody is in a session: everything a screen needs, and nothing stored."""

    id: int
    date: date
    plan: Plan
    step: int
    state: str
    done_any: bool
    hurt_any: bool
    finished_all: bool

    @property
    def item(self) -> Item | None:
        """The line of the plan that is up now; None after the last one."""
        return self.plan.items[self.step] if self.step < len(self.plan.items) else None


@dataclass(frozen=True, slots=True)
class Swapped:
    """What "this hurts" led to: an easier move, leaving it out, or the end of the session."""

    place: Place
    old: str
    new: str | None = None
    ended: bool = False


def place_of(row: Session) -> Place:
    """The place a stored session is at."""
    return Place(
        id=row.id or 0,
        date=row.date,
        plan=plans.unpack(row.plan),
        step=row.step,
        state=row.state,
        done_any="done" in row.outcomes,
        hurt_any=bool(row.hurts),
        finished_all=bool(row.outcomes) and all(word == "done" for word in row.outcomes),
    )


def find(work: Work, person: Person, session_id: int) -> Place | None:
    """The session with this number, only if it belongs to this person."""
    row = sessions.owned(work.db, session_id, person.id)
    return place_of(row) if row else None


def open_place(work: Work, person: Person) -> Place | None:
    """The session of today that is not finished."""
    found = person.days(work.now)
    for row in reversed(sessions.unfinished(work.db, person.id)):
        if row.date in found:
            return place_of(row)
    return None


def begin(work: Work, person: Person, plan: Plan, delivery_id: int | None) -> Place:
    """Begin a session, or come back to the one already begun.

    Pressing Start twice, or on both copies of one delivery, opens the same session.
    """
    if delivery_id is not None:
        known = sessions.of_delivery(work.db, delivery_id)
        if known is not None and known.subscriber_id == person.id and known.state != "finished":
            return place_of(known)
        if known is not None:
            delivery_id = None  # that delivery had its session; this one is another
    running = open_place(work, person)
    if running is not None:
        return running
    for stale in sessions.unfinished(work.db, person.id):
        _end(work, stale)
    row = sessions.add(
        work.db,
        person.id,
        date=plan.date,
        delivery_id=delivery_id,
        plan=plans.pack(plan),
        at=work.now,
    )
    return place_of(row)


def done(work: Work, person: Person, session_id: int, step: int) -> Place | None:
    """The move of this step is done; a press for a step that is over changes nothing."""
    return _at_step(work, person, session_id, step, lambda row: _close_step(row, "done"))


def skip(work: Work, person: Person, session_id: int, step: int) -> Place | None:
    """The move of this step is left out."""
    return _at_step(work, person, session_id, step, lambda row: _close_step(row, "skipped"))


def hurting(work: Work, person: Person, session_id: int, step: int) -> Place | None:
    """A move hurts, as was pressed: the next answer says how much."""
    return _at_step(work, person, session_id, step, lambda row: _turn(row, "hurting"))


def hurts_a_little(work: Work, person: Person, session_id: int, step: int) -> Place | None:
    """3 to 5: go on, smaller and slower; the move is not raised from this session (P3)."""
    return _at_step(work, person, session_id, step, _hurt_a_little)


def not_hurting(work: Work, person: Person, session_id: int, step: int) -> Place | None:
    """Back from the question without an answer."""
    return _at_step(work, person, session_id, step, lambda row: _turn(row, "open"))


def _at_step(
    work: Work, person: Person, session_id: int, step: int, change: Callable[[Session], None]
) -> Place | None:
    """Change the session if it still stands at this step; None when it is not this person's."""
    row = sessions.owned(work.db, session_id, person.id)
    if row is None:
        return None
    if row.state in UNDER_WAY and row.step == step:
        change(row)
        if row.state == "asking_pain" and not _told_anything(row):
            _end(work, row)
    return place_of(row)


def _told_anything(row: Session) -> bool:
    """Whether there is a reason to ask for pain: something was done, or something hurt."""
    return "done" in row.outcomes or bool(row.hurts)


def _turn(row: Session, state: str) -> None:
    row.state = state


def _hurt_a_little(row: Session) -> None:
    if row.state != "hurting":
        return
    _note_hurt(row, A_LITTLE)
    row.state = "open"
    if row.plan["kind"] == Kind.SETTLE:
        _close_step(row, "hurt")  # pain above 3 stops a gentle move for the day (6.5)


def _close_step(row: Session, outcome: str) -> None:
    row.outcomes = [*row.outcomes, outcome]
    row.step += 1
    row.state = "asking_pain" if row.step >= len(row.plan["items"]) else "open"


def hurts_a_lot(
    work: Work, person: Person, session_id: int, step: int, *, pinch: bool
) -> Swapped | None:
    """6 or more, or a sharp pinch: stop this move, offer the easier one (programme P2).

    The second such move ends the session.
    """
    row = sessions.owned(work.db, session_id, person.id)
    if row is None or row.state != "hurting" or row.step != step:
        return Swapped(place_of(row), old="") if row else None
    old = str(row.plan["items"][row.step]["exercise"])
    _note_hurt(row, A_LOT)
    if pinch:
        row.pinched = sorted({*row.pinched, old})
    if _bad_moves(row) >= ENDS_AFTER_HURTS:
        row.outcomes = [*row.outcomes, "hurt"]
        row.state = "asking_pain"
        return Swapped(place_of(row), old=old, ended=True)
    return _swap(work, person, row, old)


def _bad_moves(row: Session) -> int:
    return len({move for move, score in row.hurts.items() if score >= A_LOT} | {*row.pinched})


def _swap(work: Work, person: Person, row: Session, old: str) -> Swapped:
    me, state = plans.state_of(work, person, row.date)
    plan = plans.unpack(row.plan)
    easier = screening.swap(me, state, row.date, old, plan, work.library.exercises)
    if easier is None:
        _close_step(row, "hurt")
        return Swapped(place_of(row), old=old)
    items = list(plan.items)
    items[row.step] = easier
    row.plan = plans.pack(replace(plan, items=tuple(items)))
    row.plan = {**row.plan, "swapped": [*row.plan.get("swapped", []), [old, easier.exercise]]}
    row.state = "open"
    return Swapped(place_of(row), old=old, new=easier.exercise)


def _note_hurt(row: Session, score: int) -> None:
    move = row.plan["items"][row.step]["exercise"]
    row.hurts = {**row.hurts, move: max(score, row.hurts.get(move, 0))}


def gave_way(work: Work, person: Person, session_id: int) -> Place | None:
    """Tingling, numbness or giving way: the session ends and the list is asked again (P2)."""
    row = sessions.owned(work.db, session_id, person.id)
    if row is None:
        return None
    row.gave_way = True
    if row.state == "finished":
        row.ended_at = work.now  # told now, so an earlier answer of the day does not cover it
    else:
        _end(work, row)
    return place_of(row)


def stop(work: Work, person: Person, session_id: int) -> Place | None:
    """Stop here; what was done counts. Nothing done: there is nothing to ask about."""
    row = sessions.owned(work.db, session_id, person.id)
    if row is None:
        return None
    if row.state in UNDER_WAY:
        row.outcomes = [*row.outcomes, "stopped"]
        row.state = "asking_pain"
        if not _told_anything(row):
            _end(work, row)
    return place_of(row)


def give_up(work: Work, person: Person, session_id: int) -> None:
    """A session of a day that is over ends as far as it went."""
    row = sessions.owned(work.db, session_id, person.id)
    if row is not None and row.state != "finished":
        _end(work, row)


def finish(work: Work, person: Person, session_id: int, peak: int | None) -> Place | None:
    """Keep the highest pain of the session (0 to 10, None when not told) and close it."""
    row = sessions.owned(work.db, session_id, person.id)
    if row is None:
        return None
    if row.state != "finished":
        row.peak = peak
        _end(work, row)
    return place_of(row)


def _end(work: Work, row: Session) -> None:
    row.state, row.ended_at = "finished", work.now
    words = row.outcomes
    whole = len(words) >= len(row.plan["items"]) and all(word == "done" for word in words)
    row.done = "all" if whole else "part" if "done" in words else "none"
    if plans.was_sore(row):
        kept_plans.forget(work.db, row.subscriber_id, row.date)
    if row.done != "none":
        schedules.leave_out(work, row.subscriber_id, row.date, "done")


def first_score(work: Work, person: Person, score: int, found: date) -> Person:
    """The usual pain told at the very first start; the programme counts its days from here."""
    row = subscribers.row_of(work, person.id)
    if row.usual is None:
        row.usual, row.started_on = score, found
        pain.add(work.db, person.id, at=work.now, date=found, kind="usual", score=score)
        plans.forget(work, person)
    return subscribers.look_again(work, person)


def morning_score(work: Work, person: Person, score: int, found: date) -> None:
    """The first score of a date, given before any session; a second one changes nothing."""
    if pain.on(work.db, person.id, found, "morning") is None:
        pain.add(work.db, person.id, at=work.now, date=found, kind="morning", score=score)
        plans.forget(work, person)


def needs_morning_score(work: Work, person: Person, found: date) -> bool:
    """True when no score of this date is known and no session of it was begun."""
    begun = any(row.date == found for row in sessions.of(work.db, person.id))
    told = (pain.on(work.db, person.id, found, kind) for kind in ("morning", "usual"))
    return not begun and not any(told)
