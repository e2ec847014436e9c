"""Goals: how many days a week somebody wants, when their day ends, and how steadily they go."""

from collections import Counter
from datetime import date, time

from bot.coach import consistency
from bot.coach.consistency import Standing
from bot.services import plans, subscribers
from bot.services.person import Person
from bot.services.work import Work
from storage import offers, sessions

DAYS = range(1, 8)
DAY_ENDS = (time(0), time(2), time(4), time(6))


def standing(work: Work, person: Person) -> Standing:
    """Where somebody stands today. A session of any length counts, at any hour of its date."""
    return consistency.standing(
        offers.dates(work.db, person.id),
        _done(work, person),
        person.weekdays,
        goal(work, person),
        person.today(work.now),
    )


def missed_in_a_row(work: Work, person: Person) -> int:
    """How many routines in a row reached somebody before today and were not done."""
    offered = offers.dates(work.db, person.id)
    return consistency.in_a_row(offered, _done(work, person), person.today(work.now))


def _done(work: Work, person: Person) -> Counter[date]:
    rows = sessions.of(work.db, person.id)
    return Counter(row.date for row in rows if row.done in ("all", "part"))


def goal(work: Work, person: Person) -> int:
    """The days a week somebody wants, 1 to 7."""
    return subscribers.row_of(work, person.id).goal


def set_goal(work: Work, person: Person, days: int) -> None:
    """Set the days a week. ValueError for any number but 1 to 7."""
    if days not in DAYS:
        raise ValueError(f"a goal is 1 to 7 days a week, not {days}")
    subscribers.row_of(work, person.id).goal = days


def set_day_ends(work: Work, person: Person, wall: time) -> Person:
    """Set until when a late night counts for the evening. ValueError for a time not offered."""
    if wall not in DAY_ENDS:
        raise ValueError(f"a day ends at 00:00, 02:00, 04:00 or 06:00, not {wall:%H:%M}")
    subscribers.row_of(work, person.id).day_ends = f"{wall:%H:%M}"
    plans.forget(work, person)
    return subscribers.look_again(work, person)
