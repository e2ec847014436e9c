"""Safety: put routines on hold, lift the hold."""

from datetime import timedelta

from bot.services import answers, checkins, plans, schedules, subscribers
from bot.services.person import Person
from bot.services.work import Work
from storage import sessions
from storage.tables import Schedule, Subscriber

CHECKED = "checked"  # the hold came from a tap in the checker, and may be asked again once
CHECKED_AGAIN = "checked_again"
CHECKER_MARKS = frozenset({CHECKED, CHECKED_AGAIN})
MEDICAL = ("emergency", "urgent")
CRISIS_HOLD = timedelta(hours=48)  # decided by the project; see docs/safety.md


def hold(work: Work, person: Person, level: str, rules: tuple[str, ...]) -> Person:
    """Put routines on hold at once and take back what is waiting.

    A medical hold has no timer: only the person's own statement lifts it. A crisis hold ends
    after 48 hours. A medical hold is never replaced by a crisis hold.
    """
    row = subscribers.row_of(work, person.id)
    before = row.hold_level
    medical = before not in (None, "crisis")
    if not (medical and level == "crisis"):
        known = {*row.hold_rules, *rules} if row.consent_at else set()
        # Whatever comes after taps in the checker makes more of the hold than a slip can undo.
        known -= CHECKER_MARKS - set(rules)
        row.hold_level = before if before == "emergency" else level
        row.hold_rules = sorted(known)
        row.hold_at = work.now
    if level == "crisis":
        row.hold_until = work.now + CRISIS_HOLD
    schedules.cancel_waiting(work, person.id, but=checkins.KIND)
    _check_in(work, row, before)
    _end_open_sessions(work, person)
    if row.consent_at and level != "crisis":
        answers.keep(work, person, "red_flags", "yes")
    return subscribers.look_again(work, person)


def _check_in(work: Work, row: Subscriber, before: str | None) -> None:
    """One check-in for each hold: a second sign in the same hold adds none.

    Another crisis moves the line that still waits, because its 48 hours begin anew.
    """
    same = before is not None and (before == "crisis") == (row.hold_level == "crisis")
    moved = same and row.hold_level == "crisis" and checkins.waits(work, row.id)
    if same and not moved:
        return
    checkins.cancel(work, row.id)
    checkins.begin(work, row)


def seen_by_clinician(work: Work, person: Person) -> Person:
    """The person states that a clinician has seen them and says exercise is fine."""
    _lift(work, person)
    answers.keep(work, person, "clinician_ok", "yes")
    answers.keep(work, person, "red_flags", "no")
    return subscribers.look_again(work, person)


def clinician_looked(work: Work, person: Person) -> None:
    """The person states that a clinician has looked and says exercise is fine (programme 4.5)."""
    answers.keep(work, person, "clinician_ok", "yes")
    answers.keep(work, person, "red_flags", "no")
    plans.forget(work, person)


def crisis_over(work: Work, person: Person) -> Person | None:
    """Lift a crisis hold whose 48 hours are over; None when it must stay."""
    row = subscribers.row_of(work, person.id)
    if row.hold_level != "crisis" or row.hold_until is None or row.hold_until > work.now:
        return None
    _lift(work, person)
    return subscribers.look_again(work, person)


def tapped_by_mistake(work: Work, person: Person) -> Person:
    """The whole list was asked again and answered with no: the hold of that tap is lifted."""
    _lift(work, person)
    answers.keep(work, person, "red_flags", "no")
    return subscribers.look_again(work, person)


def slipped(work: Work, person: Person) -> Person:
    """A slip in the checker: all its screens came again without a sign, so its hold is lifted.

    The warning list itself was not asked, so it is due before the next routine.
    """
    _lift(work, person)
    return subscribers.look_again(work, person)


def held_by_checker(work: Work, person: Person, level: str, rules: tuple[str, ...]) -> bool:
    """True when the hold is exactly what an answer of the checker set, and nothing besides."""
    row = subscribers.row_of(work, person.id)
    return row.hold_level == level and row.hold_rules == sorted(rules)


def held_by_slip(work: Work, person: Person) -> bool:
    """True while all screens of the checker are asked again, and nothing else holds besides."""
    row = subscribers.row_of(work, person.id)
    return row.hold_level in MEDICAL and CHECKED_AGAIN in row.hold_rules


def _lift(work: Work, person: Person) -> None:
    row = subscribers.row_of(work, person.id)
    checkins.cancel(work, person.id)
    if row.hold_level != "crisis" and row.hold_until is not None and row.hold_until > work.now:
        row.hold_level, row.hold_rules = "crisis", []
        checkins.begin(work, row)
        return
    row.hold_level, row.hold_rules, row.hold_at, row.hold_until = None, [], None, None
    schedule = work.db.get(Schedule, person.id)
    if schedule is not None:
        schedules.reschedule(work, schedule)


def _end_open_sessions(work: Work, person: Person) -> None:
    for session in sessions.unfinished(work.db, person.id):
        session.state, session.ended_at = "finished", work.now
        session.done = "part" if "done" in session.outcomes else "none"


def held_by_tap(work: Work, person: Person, *marks: str) -> bool:
    """True when the hold came from a tap on the warning list alone, not from words."""
    row = subscribers.row_of(work, person.id)
    return row.hold_level == "emergency" and row.hold_rules == sorted(marks)
