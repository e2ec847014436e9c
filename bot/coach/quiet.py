"""PURE: quiet hours: when a silent message that nobody waits for may come."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.coach import schedule

EVERY_DAY = frozenset(range(7))


def is_quiet(at: time, begins: time, ends: time) -> bool:
    """Whether a time of day lies in the quiet hours; they may cross midnight.

    The end belongs to the day. The same begin and end means that there are none.
    """
    if begins <= ends:
        return begins <= at < ends
    return at >= begins or at < ends


def after_quiet(instant: datetime, zone: ZoneInfo, begins: time, ends: time) -> datetime:
    """The instant itself outside the quiet hours, else the first one at which they are over.

    `instant` is aware; the hours are those of the clock in `zone`, through daylight saving.
    """
    if not is_quiet(instant.astimezone(zone).time(), begins, ends):
        return instant
    found = schedule.next_due(
        zone=zone, wall=ends, weekdays=EVERY_DAY, after=instant - timedelta(microseconds=1)
    )
    return found.instant if found else instant
