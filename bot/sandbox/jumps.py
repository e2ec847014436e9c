"""How far the clock is from moments worth a look in a person's zone."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

MORNING = time(7)
BEFORE_CHANGE = timedelta(hours=1)
LONGEST_LOOK = timedelta(days=366)


def to_morning(now: datetime, zone: str) -> float:
    """Seconds from `now` to 07:00 of the next day in `zone`; ValueError for an unknown zone."""
    place = _place(zone)
    tomorrow = now.astimezone(place).date() + timedelta(days=1)
    morning = datetime.combine(tomorrow, MORNING, tzinfo=place)
    return (morning.astimezone(UTC) - now).total_seconds()


def to_change(now: datetime, zone: str) -> float:
    """Seconds from `now` to an hour before the clocks of `zone` change next.

    ValueError for an unknown zone, and where no clock changes within a year.
    """
    place = _place(zone)
    begin = now + BEFORE_CHANGE
    early, late = begin, begin
    while _offset(late, place) == _offset(early, place):
        early, late = late, late + timedelta(days=1)
        if late - begin > LONGEST_LOOK:
            raise ValueError(f"the clocks in {zone} do not change within a year")
    while late - early > timedelta(seconds=1):
        middle = early + (late - early) / 2
        if _offset(middle, place) == _offset(early, place):
            early = middle
        else:
            late = middle
    change = late.replace(microsecond=0)
    return (change - BEFORE_CHANGE - now).total_seconds()


def _place(zone: str) -> ZoneInfo:
    try:
        return ZoneInfo(zone)
    except (ValueError, OSError, LookupError) as fault:
        raise ValueError(f"there is no time zone {zone[:40]!r}") from fault


def _offset(instant: datetime, place: ZoneInfo) -> timedelta | None:
    return instant.astimezone(place).utcoffset()
