"""Every zone, every quarter of an hour, every date of three years: one instant each, in order."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from itertools import pairwise

from bot.coach.schedule import occurrence
from bot.coach.zones import zone, zone_names

FIRST, LAST = date(2026, 1, 1), date(2028, 12, 31)
DAYS = [FIRST + timedelta(days=number) for number in range((LAST - FIRST).days + 1)]
QUARTERS = [time(minute // 60, minute % 60) for minute in range(0, 24 * 60, 15)]


def instants(name: str, wall: time) -> Iterator[datetime]:
    """The instants of all dates at a clock time; a date that does not exist has none."""
    place = zone(name)
    for day in DAYS:
        instant = occurrence(day, wall, place)
        if instant is not None:
            yield instant


def look() -> tuple[int, int, list[str]]:
    """How many instants were looked at in how many zones, and where they are out of order."""
    seen, wrong = 0, []
    names = sorted(zone_names())
    for name in names:
        for wall in QUARTERS:
            found = list(instants(name, wall))
            seen += len(found)
            if any(later <= earlier for earlier, later in pairwise(found)):
                wrong.append(f"{name} {wall:%H:%M}")
    return seen, len(names), wrong
