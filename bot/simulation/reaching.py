"""What reaches a made-up person on a date: the routine, the weekly note, or silence."""

from datetime import date, timedelta

from bot.services import silence, subscribers
from bot.services.person import Person
from bot.services.work import Work
from bot.simulation.people import Who
from bot.simulation.tally import Tally
from storage import deliveries, offers
from storage.tables import Delivery, Schedule

A_MOMENT = timedelta(minutes=1)
ROUTINE, NOTE = "routine", "weekly"


def offer(work: Work, person: Person, who: Who, day: date, tally: Tally) -> bool:
    """Send what a date brings, as the rules of silence allow; whether the routine went out.

    Nothing is sent in a hold, in a pause, or to somebody who has stopped. The instant of arrival
    lies just before the person looks.
    """
    if person.hold_level or person.status != "active":
        return False
    reached = day.weekday() in person.weekdays and _send(work, person, day, ROUTINE, tally)
    if day.weekday() == who.note_on:
        _send(work, person, day, NOTE, tally)
    most = offers.left_on(work.db, person.id, day)
    if most > silence.MOST_A_DAY:
        tally.faults.append(("messages", f"{day}: {most} messages that nobody asked for"))
    return reached


def _send(work: Work, person: Person, day: date, kind: str, tally: Tally) -> bool:
    row = _row(work, person, day, kind)
    if row is None:
        return False
    asks = kind == ROUTINE and silence.asks(work, person.id, day)
    why = silence.obstacle(work, subscribers.row_of(work, person.id), row)
    tally.around[f"{kind} {why}" if why else f"{kind} sent"] += 1
    tally.around["silence question"] += asks and not why
    row.state, row.settled_at = ("skipped", None) if why else ("sent", work.now - A_MOMENT)
    work.db.flush()
    return not why


def _row(work: Work, person: Person, day: date, kind: str) -> Delivery | None:
    """The waiting row of a date, as the scheduler would write it; None when there was one."""
    plan = work.db.get(Schedule, person.id)
    if plan is None or not deliveries.add(
        work.db,
        [
            {
                "subscriber_id": person.id, "epoch": plan.epoch, "kind": kind, "date": day,
                "slot": 0, "due": work.now - A_MOMENT, "rev": plan.rev, "state": "waiting",
            }
        ],
    ):  # fmt: skip
        return None
    return next(
        (one for one in deliveries.waiting_of(work.db, person.id) if one.kind == kind), None
    )
