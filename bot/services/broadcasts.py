"""Broadcasts: an announcement of the operator, from a draft to the last person who gets it.

Deliveries are made for a few hundred people at a time, and only for those whose quiet hours are
over. So a pause or an end takes back few rows, and nobody can get a second one: whoever has a
delivery of it is never looked at again.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from bot.coach import schedule as rules
from bot.coach.quiet import is_quiet
from bot.coach.zones import UnknownZone, zone
from bot.services import subscribers
from bot.services.schedules import zone_is_known
from bot.services.work import Work
from storage import announcements as rows
from storage import deliveries, send_clock
from storage.announcements import KIND, Recipient
from storage.tables import Announcement, Delivery, Schedule, Subscriber

__all__ = ["KIND", "Broadcast", "Start"]

AT_A_TIME = 500  # people looked at in one step
ENOUGH_WAIT = 300  # deliveries that wait; more are made once fewer do
NEXT_ROUND = timedelta(minutes=10)  # until those who had quiet hours are looked at again
SOON = timedelta(seconds=5)


class Start(StrEnum):
    """What became of a tap on Send."""

    STARTED = "started"
    ALREADY = "already"  # this very one was begun before: a double tap
    BUSY = "busy"  # another one is on its way
    GONE = "gone"  # the draft was changed or dropped
    NOBODY = "nobody"


@dataclass(frozen=True, slots=True)
class Broadcast:
    """How far an announcement is, in counts.

    `left_out` were refused by Telegram or left out by our own rules; `resting_until` is when those
    are looked at again who have their quiet hours now.
    """

    id: int
    state: str
    audience: int
    sent: int
    unclear: int
    left_out: int
    under_way: int
    resting_until: datetime | None

    @property
    def settled(self) -> int:
        """How many people are done with, however it ended."""
        return self.sent + self.unclear + self.left_out

    @property
    def is_open(self) -> bool:
        """Whether it may still reach somebody."""
        return self.state in rows.OPEN


def audience(work: Work) -> int:
    """How many people would get an announcement that begins now."""
    return rows.count(work.db)


def draft(work: Work, admin_id: int, words: str) -> int:
    """Keep words as a draft, in place of this operator's former one; returns its number."""
    return rows.draft(work.db, words, admin_id, work.now)


def drop_drafts(work: Work, admin_id: int) -> None:
    """Forget what this operator wrote and did not send."""
    rows.drop_drafts(work.db, admin_id)


def words_of(work: Work, number: int) -> str | None:
    """The words of an announcement, None when there is none with this number."""
    row = rows.get(work.db, number)
    return row.words or None if row is not None else None


def find(work: Work, number: int) -> Broadcast | None:
    """How far an announcement is; None when there is none with this number."""
    row = rows.get(work.db, number)
    return _picture(work, row) if row is not None else None


def open_one(work: Work) -> Broadcast | None:
    """The announcement that is on its way or rests, None when there is none."""
    row = rows.open_one(work.db)
    return _picture(work, row) if row is not None else None


def _picture(work: Work, row: Announcement) -> Broadcast:
    number = row.id or 0
    found = rows.tally(work.db, number) if row.state != "draft" else {}
    return Broadcast(
        id=number,
        state=row.state,
        audience=row.audience,
        sent=found.get("sent", 0),
        unclear=found.get("unknown", 0),
        left_out=found.get("failed", 0) + found.get("skipped", 0),
        under_way=found.get("waiting", 0) + found.get("sending", 0),
        resting_until=rows.rests_until(work.db, number),
    )


def start(work: Work, number: int, chat_id: int, message_id: int | None) -> Start:
    """Begin to send a draft; `message_id` is the message that will show how far it is."""
    send_clock.locked(work.db)  # two operators on two replicas take turns here
    row, other = rows.get(work.db, number), rows.open_one(work.db)
    if row is None or not row.words:
        return Start.GONE
    if row.state != "draft":
        return Start.ALREADY
    if other is not None:
        return Start.BUSY
    people = audience(work)
    if not people:
        return Start.NOBODY
    where = {"chat_id": chat_id, "message_id": message_id}
    rows.mark_first(work.db, number)
    begun = {"audience": people, "made_at": work.now, "reached": 0}
    rows.move(work.db, number, ("draft",), "sending", **begun, **where)
    return Start.STARTED


def pause(work: Work, number: int) -> None:
    """Rest: what waits is taken back and made again when it goes on."""
    if rows.move(work.db, number, ("sending",), "paused"):
        rows.take_back(work.db, number, "paused", work.now)


def go_on(work: Work, number: int) -> None:
    """Send to those who are left."""
    if rows.move(work.db, number, ("paused",), "sending", reached=0):
        rows.rest(work.db, number, None)


def cancel(work: Work, number: int) -> None:
    """End it: whoever has no message yet gets none."""
    if rows.move(work.db, number, rows.OPEN, "cancelled", settled_at=work.now):
        rows.take_back(work.db, number, "called off", work.now)


def call_off(work: Work) -> None:
    """End whatever is on its way or rests."""
    row = rows.open_one(work.db)
    if row is not None and row.id is not None:
        cancel(work, row.id)
        rows.tell_in(work.db, row.id, None, None)


def feed(work: Work) -> int:
    """Make deliveries for the next people of the announcement under way; returns how many.

    Nothing while enough wait already, and nothing until the next round once everybody has been
    looked at.
    """
    row = rows.take_running(work.db)
    if row is None or row.id is None:
        return 0
    rests = rows.rests_until(work.db, row.id)
    if rests is not None and rests > work.now:
        return 0
    if rows.under_way(work.db, row.id) >= ENOUGH_WAIT:
        return 0
    people = rows.next_people(work.db, row, AT_A_TIME)
    made = _make(work, row, people)
    row.reached = people[-1].id if people else row.reached
    if len(people) < AT_A_TIME:
        _end_round(work, row)
    work.db.flush()
    return made


def _make(work: Work, row: Announcement, people: list[Recipient]) -> int:
    awake = [(one, day) for one in people if (day := _day_awake(work, one)) is not None]
    made = [
        {
            "subscriber_id": one.id, "epoch": one.epoch, "kind": KIND, "date": day,
            "slot": row.id, "due": work.now, "rev": one.rev, "state": "waiting",
        }
        for one, day in awake
    ]  # fmt: skip
    return deliveries.add(work.db, made)


def _day_awake(work: Work, person: Recipient) -> date | None:
    """The date where somebody is, None while they have their quiet hours."""
    try:
        here = work.now.astimezone(zone(person.zone))
    except UnknownZone:
        plan = work.db.get(Schedule, person.id)
        if plan is not None:
            zone_is_known(plan)  # it rests from now on, so this person is not looked at again
        return None
    return None if is_quiet(here.time(), person.quiet_from, person.quiet_to) else here.date()


def _end_round(work: Work, row: Announcement) -> None:
    """Everybody was looked at once: come back to those who are left, or end."""
    number = row.id or 0
    row.reached = 0
    work.db.flush()
    if rows.anyone_left(work.db, row):
        rows.rest(work.db, number, work.now + NEXT_ROUND)
    elif rows.under_way(work.db, number):
        rows.rest(work.db, number, work.now + SOON)
    else:
        row.state, row.settled_at = "done", work.now


def obstacle(work: Work, person: Subscriber, plan: Schedule, row: Delivery) -> str | None:
    """Why a delivery of an announcement is taken back, None when it may go.

    Somebody for whom it was taken back is looked at again in a later round.
    """
    if not person.announcements:
        return "not wanted"
    found = rows.get(work.db, row.slot)
    if found is not None and found.state != "sending":
        return "called off"
    if rows.waits_for_routine(work.db, person.id, work.now):
        return "routine first"
    return _out_of_time(work, person, plan, row)


def _out_of_time(work: Work, person: Subscriber, plan: Schedule, row: Delivery) -> str | None:
    try:
        place = zone(plan.zone)
    except UnknownZone:
        return "zone unknown"
    begins, ends = time.fromisoformat(person.quiet_from), time.fromisoformat(person.quiet_to)
    if is_quiet(work.now.astimezone(place).time(), begins, ends):
        return "quiet hours"
    return "late" if rules.too_late(row.due, work.now, place) else None


def wanted(work: Work, person_id: int) -> bool:
    """Whether this person gets news."""
    return subscribers.row_of(work, person_id).announcements


def want(work: Work, person_id: int, *, on: bool) -> None:
    """News on or off; off takes back what waits."""
    subscribers.row_of(work, person_id).announcements = on
    if not on:
        for row in deliveries.waiting_of(work.db, person_id):
            if row.kind == KIND:
                deliveries.drop(work.db, row, "cancelled", "not wanted", work.now)
    work.db.flush()


def shown(work: Work) -> list[tuple[Broadcast, int, int]]:
    """Every announcement with the chat and message that show an operator how far it is."""
    return [
        (_picture(work, row), row.chat_id, row.message_id)
        for row in rows.told(work.db)
        if row.chat_id is not None and row.message_id is not None
    ]


def show_in(
    work: Work,
    number: int,
    chat_id: int | None,
    message_id: int | None,
    *,
    instead_of: int | None = None,
) -> None:
    """Keep the message that shows how far it is; None when nothing more will change.

    With `instead_of` only if that one is still the message.
    """
    row = rows.get(work.db, number)
    if row is not None and instead_of in (None, row.message_id):
        rows.tell_in(work.db, number, chat_id, message_id)
