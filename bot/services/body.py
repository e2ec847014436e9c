"""Body: what somebody changes later about what they told of their body in the first minute."""

from bot.services import answers, plans, schedules, subscribers
from bot.services.person import Person
from bot.services.work import Work
from storage.tables import Schedule

# Limits that need a clinician's word before any routine (programme G3, G5).
NEED_A_YES = frozenset({"pregnant", "hip_replacement"})
FOR_QUESTIONS = "questions"  # why a schedule rests while safety questions are open again


def toggle(work: Work, person: Person, limit: str) -> Person:
    """Switch one limit on or off; it counts from the next plan.

    A limit that needed a clinician's yes takes that yes with it when it is switched off, so the
    question comes again the next time.
    """
    row = subscribers.row_of(work, person.id)
    if limit in row.flags and limit == "pregnant":
        row.midwife_ok = False
    if limit in row.flags and not subscribers.OPERATIONS & ({*row.flags} - {limit}):
        row.cleared = row.cleared and limit not in subscribers.OPERATIONS
    plans.forget(work, person)
    return subscribers.toggle_limit(work, person, limit)


def add_agreed(work: Work, person: Person, limit: str) -> Person:
    """A limit of `NEED_A_YES`, with the person's statement that a clinician agreed (G3, G5)."""
    row = subscribers.row_of(work, person.id)
    row.flags = sorted({*row.flags, limit})
    if limit == "pregnant":
        row.midwife_ok = True
        answers.keep(work, person, "midwife_ok", "yes")
    else:
        row.cleared = True
        answers.keep(work, person, "clinician_ok", "yes")
    plans.forget(work, person)
    return subscribers.look_again(work, person)


def add_unagreed(work: Work, person: Person, limit: str) -> Person:
    """A limit of `NEED_A_YES` and no clinician's yes yet: no routine until there is one."""
    row = subscribers.row_of(work, person.id)
    row.flags = sorted({*row.flags, limit})
    _rest(work, person)
    return subscribers.exclude(work, person, "midwife" if limit == "pregnant" else "clearance")


def ask_again(work: Work, person: Person) -> Person:
    """Ask the safety questions again from the first; no routine comes until they are answered."""
    _rest(work, person)
    return subscribers.reopen(work, person)


def _rest(work: Work, person: Person) -> None:
    """Stop deliveries, and remember whether it was this that stopped them."""
    schedule = work.db.get(Schedule, person.id)
    plans.forget(work, person)
    if schedule is None or schedule.status not in ("active", "paused"):
        return
    schedules.cancel_waiting(work, person.id)
    schedules.reschedule(
        work,
        schedule,
        status="stopped",
        paused_until=schedule.paused_until,
        paused_for=FOR_QUESTIONS,
    )


def answered(work: Work, person: Person) -> Person:
    """All limits are told; whoever had a routine before goes straight back to it.

    A pause that was under way goes on to its last date.
    """
    told = subscribers.limits_done(work, person)
    schedule = work.db.get(Schedule, person.id)
    if told.stage != "zone" or schedule is None or schedule.paused_for != FOR_QUESTIONS:
        return told
    subscribers.row_of(work, person.id).stage = "ready"
    until = schedule.paused_until
    paused = until is not None and until > work.now
    schedules.reschedule(
        work,
        schedule,
        status="paused" if paused else "active",
        paused_until=until if paused else None,
    )
    return subscribers.look_again(work, person)
