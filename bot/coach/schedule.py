"""PURE: when the next routine is due, through zones and daylight saving. The only zone arithmetic.

The nominal date is the calendar date in the person's zone that a routine is for; weekdays and
the one-routine-a-date promise use it. The due instant is the UTC moment computed from nominal
date, wall time and zone.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import count
from zoneinfo import ZoneInfo

LATE_MAX = timedelta(hours=4)
NIGHT_LATE_MAX = timedelta(minutes=30)
NIGHT_FROM, NIGHT_TO = time(22, 30), time(6, 30)
DAY_ENDS = time(4)
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Due:
    """One routine to come: its nominal date, and the aware UTC instant at which it is due."""

    date: date
    instant: datetime


def _instant(d: date, wall: time, zone: ZoneInfo) -> datetime:
    """The wall time on a date, read with fold 0: a gap adds its length, an overlap is the first."""
    local = datetime.combine(d, wall.replace(fold=0), tzinfo=zone)
    return local.astimezone(UTC)


def occurrence(d: date, wall: time, zone: ZoneInfo) -> datetime | None:
    """The due instant of nominal date `d`, aware UTC; None when the date does not exist there.

    A date does not exist when its instant would not come before that of the next date.
    """
    instant = _instant(d, wall, zone)
    return instant if instant < _instant(d + ONE_DAY, wall, zone) else None


def dues(
    *,
    zone: ZoneInfo,
    wall: time,
    weekdays: frozenset[int],
    after: datetime,
    not_before_date: date | None = None,
) -> Iterator[Due]:
    """Every due instant strictly after `after`, in order; weekdays count from 0 = Monday.

    Empty when no weekday is chosen. `after` must be aware; ValueError otherwise. Raises
    OverflowError where the search leaves the years 1 to 9999, the only ones dates can name.
    """
    if after.tzinfo is None:
        raise ValueError("`after` needs a time zone")
    if not weekdays:
        return
    # A gap can move a routine into the next local day, so the search begins two dates back.
    first = after.astimezone(zone).date() - 2 * ONE_DAY
    if not_before_date is not None:
        first = max(first, not_before_date)
    for step in count():
        day = first + step * ONE_DAY
        if day.weekday() not in weekdays:
            continue
        instant = occurrence(day, wall, zone)
        if instant is not None and instant > after:
            yield Due(day, instant)


def next_due(
    *,
    zone: ZoneInfo,
    wall: time,
    weekdays: frozenset[int],
    after: datetime,
    not_before_date: date | None = None,
) -> Due | None:
    """The first due instant strictly after `after` whose nominal date is not before the given."""
    found = dues(
        zone=zone, wall=wall, weekdays=weekdays, after=after, not_before_date=not_before_date
    )
    return next(found, None)


def earliest_date_after_change(last_due: datetime | None, zone: ZoneInfo) -> date | None:
    """The first nominal date that may follow a routine after a change of zone (fault U4).

    It is later than the local date, in the new zone, of the last due instant. None: any may.
    """
    return None if last_due is None else last_due.astimezone(zone).date() + ONE_DAY


def local_date(now: datetime, zone: ZoneInfo, day_ends: time = DAY_ENDS) -> date:
    """The date a session without a delivery counts for: the day ends at 04:00 local."""
    local = now.astimezone(zone)
    return local.date() - ONE_DAY if local.time() < day_ends else local.date()


def is_night(now: datetime, zone: ZoneInfo) -> bool:
    """Whether it is between 22:30 and 06:30 on the person's clock."""
    local = now.astimezone(zone).time()
    return local >= NIGHT_FROM or local < NIGHT_TO


def too_late(due: datetime, now: datetime, zone: ZoneInfo) -> bool:
    """Whether a late routine is skipped: over 4 hours late, or over 30 minutes late at night."""
    late = now - due
    return late > LATE_MAX or (late > NIGHT_LATE_MAX and is_night(now, zone))
