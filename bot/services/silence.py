"""Silence: whoever does not answer hears less of us, and nobody hears too much in one day."""

from datetime import date, timedelta

from bot.coach.silence import Quiet, respect
from bot.services.work import Work
from storage import offers
from storage.tables import Delivery, Subscriber

SURELY_THERE = timedelta(days=2)  # heard of so lately: three routines cannot have been ignored
MOST_A_DAY = 2  # messages nobody asked for at that moment; breaks at the desk are apart
EXTRAS = ("weekly", "announcement")
ENOUGH = "enough"


def obstacle(work: Work, person: Subscriber, row: Delivery) -> str | None:
    """Why a row is left out for the sake of quiet, None when it may go.

    A snoozed routine was asked for, and a copy that may have left is settled elsewhere.
    """
    if row.copies_possible or (row.kind == "routine" and row.slot):
        return None
    if row.kind in EXTRAS and offers.left_on(work.db, person.id, row.date) >= MOST_A_DAY:
        return ENOUGH
    if row.kind not in ("routine", *EXTRAS):
        return None
    found = _respect(work, person, row.date)
    sends = (Quiet.SEND, Quiet.ASK) if row.kind == "routine" else (Quiet.SEND,)
    return None if found in sends else found.value


def asks(work: Work, person_id: int, day: date) -> bool:
    """Whether the routine of a date gives way to the one question of a long silence."""
    person = work.db.get(Subscriber, person_id)
    return person is not None and _respect(work, person, day) is Quiet.ASK


def _respect(work: Work, person: Subscriber, day: date) -> Quiet:
    if work.now - person.seen_at < SURELY_THERE:
        return Quiet.SEND
    return respect(offers.sent_since(work.db, person.id, person.seen_at), day)
