"""Subscribers: meet them, keep what they agreed to and told us about their body."""

from datetime import datetime, timedelta

from bot.services import answers
from bot.services.person import Person, picture
from bot.services.work import Work
from storage.tables import Subscriber

CONSENT_VERSION = "2026-11-1"
QUESTION_STAYS_OPEN = timedelta(hours=12)

# The order in which the first minute asks its questions.
STAGES = ("hello", "emergencies", "exclusions", "limits", "zone", "hour", "ready")

# Limits that are ways of moving rather than conditions of the body (programme section 11).
MODES = frozenset({"no_kneeling", "no_floor"})

# Operations that wait for a clinician's word (programme G3).
OPERATIONS = frozenset({"hip_replacement", "surgery"})


class StrangerError(LookupError):
    """Nothing is stored about this person; they have to press start first."""


def row_of(work: Work, person_id: int) -> Subscriber:
    """The stored subscriber. Raises StrangerError when there is none."""
    row = work.db.get(Subscriber, person_id)
    if row is None:
        raise StrangerError(str(person_id))
    return row


def meet(work: Work, person_id: int, chat_id: int, language: str | None) -> Person:
    """Find the subscriber, or keep one small row for somebody new (no health data in it)."""
    row = work.db.get(Subscriber, person_id)
    if row is None:
        row = Subscriber(
            id=person_id,
            chat_id=chat_id,
            language=language,
            joined_at=work.now,
            seen_at=work.now,
        )
        work.db.add(row)
        work.db.flush()
    row.seen_at = work.now
    return picture(work.db, row, work.now)


def find(work: Work, person_id: int) -> Person | None:
    """The picture of a subscriber, None for somebody unknown."""
    row = work.db.get(Subscriber, person_id)
    return picture(work.db, row, work.now) if row else None


def look_again(work: Work, person: Person) -> Person:
    """The picture after something was changed."""
    work.db.flush()
    return picture(work.db, row_of(work, person.id), work.now)


def consent(work: Work, person: Person) -> Person:
    """Keep that an adult agreed: which text, and when. Asked once; later taps change nothing."""
    row = row_of(work, person.id)
    if row.consent_at is None:
        row.consent_version = CONSENT_VERSION
        row.consent_at = work.now
    if row.stage == "hello" or row.excluded_for == "under_18":
        row.stage, row.excluded_for = "emergencies", None
    return look_again(work, person)


def exclude(work: Work, person: Person, reason: str) -> Person:
    """No routine for this person for now; everything else stays open to them."""
    row = row_of(work, person.id)
    row.stage, row.excluded_for = "excluded", reason
    return look_again(work, person)


def exclude_operated(work: Work, person: Person, flag: str) -> Person:
    """A hip replacement or another operation: no routine until a clinician clears it (G3)."""
    row = row_of(work, person.id)
    row.flags = sorted({*row.flags, flag})
    return exclude(work, person, "clearance")


def reopen(work: Work, person: Person) -> Person:
    """What kept somebody out has changed: ask the safety questions again from the first."""
    row = row_of(work, person.id)
    row.excluded_for = None
    row.flags = sorted({*row.flags} - OPERATIONS - {"pregnant"})
    row.cleared = row.midwife_ok = False
    row.stage = "emergencies" if row.consent_at else "hello"
    return look_again(work, person)


def clear(work: Work, person: Person) -> Person:
    """A clinician has cleared exercise after a hip operation (programme G3), as stated."""
    row = row_of(work, person.id)
    row.cleared = True
    row.excluded_for = None
    row.stage = "limits"
    answers.keep(work, person, "clinician_ok", "yes")
    return look_again(work, person)


def midwife_agreed(work: Work, person: Person) -> Person:
    """A midwife or doctor agreed to exercise in pregnancy (programme G5), as stated."""
    row = row_of(work, person.id)
    row.midwife_ok = True
    row.excluded_for = None
    row.stage = "limits"
    answers.keep(work, person, "midwife_ok", "yes")
    return limits_done(work, look_again(work, person))


def no_warning_signs(work: Work, person: Person) -> Person:
    """Every line of the warning list was answered with no."""
    answers.keep(work, person, "red_flags", "no")
    row = row_of(work, person.id)
    if row.stage == "emergencies":
        row.stage = "exclusions"
    return look_again(work, person)


def nothing_excludes(work: Work, person: Person) -> Person:
    """None of the conditions that need a clinician first."""
    row = row_of(work, person.id)
    if row.stage == "exclusions":
        row.stage = "limits"
    return look_again(work, person)


def toggle_limit(work: Work, person: Person, limit: str) -> Person:
    """Switch one limit on or off."""
    row = row_of(work, person.id)
    if limit in MODES:
        row.modes = sorted({*row.modes} ^ {limit})
    else:
        row.flags = sorted({*row.flags} ^ {limit})
    return look_again(work, person)


def no_limits(work: Work, person: Person) -> Person:
    """None of the limits: forget those tapped before, but not a cleared operation."""
    row = row_of(work, person.id)
    row.flags = sorted({*row.flags} & OPERATIONS) if row.cleared else []
    row.modes = []
    return look_again(work, person)


def limits_done(work: Work, person: Person) -> Person:
    """All limits are told; pregnancy and an artificial hip wait for a clinician's yes."""
    row = row_of(work, person.id)
    if "pregnant" in row.flags and not row.midwife_ok:
        return exclude(work, person, "midwife")
    if OPERATIONS & {*row.flags} and not row.cleared:
        return exclude(work, person, "clearance")
    if row.stage == "limits":
        row.stage = "zone"
    return look_again(work, person)


def ask(work: Work, person: Person, question: str, **data: str) -> Person:
    """Remember which question is open, so that a typed answer finds it, also after a restart."""
    row = row_of(work, person.id)
    row.asking, row.asking_data = question, data
    row.asking_until = work.now + QUESTION_STAYS_OPEN
    return look_again(work, person)


def asked(work: Work, person: Person) -> Person:
    """The open question is answered or dropped."""
    row = row_of(work, person.id)
    row.asking, row.asking_data, row.asking_until = None, {}, None
    return look_again(work, person)


def stranger(person_id: int, chat_id: int, now: datetime) -> Person:
    """The picture of somebody about whom nothing is stored, and nothing will be."""
    blank = Subscriber(id=person_id, chat_id=chat_id, joined_at=now, seen_at=now)
    return picture(None, blank, now)
