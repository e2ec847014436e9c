"""PURE: how often to write to somebody who does not answer (all numbers are our choice)."""

from collections.abc import Set as AbstractSet
from datetime import date
from enum import StrEnum

IGNORED = 3  # routines without any answer, after which fewer come
EVERY = 3  # days between two of those
ASK_AFTER = 14  # days of silence, after which one question comes and then nothing


class Quiet(StrEnum):
    """What to do with the routine of a date."""

    SEND = "send"
    SKIP = "quiet"
    ASK = "ask"
    REST = "silence"


def respect(ignored: AbstractSet[date], day: date) -> Quiet:
    """What the silence asks for on a date.

    `ignored` holds the earlier dates on which a routine was sent since the person was last heard
    of; anything they tap or type ends the silence.
    """
    earlier = {one for one in ignored if one < day}
    if len(earlier) < IGNORED:
        return Quiet.SEND
    first = min(earlier)
    if any((one - first).days >= ASK_AFTER for one in earlier):
        return Quiet.REST
    if (day - max(earlier)).days < EVERY:
        return Quiet.SKIP
    return Quiet.ASK if (day - first).days >= ASK_AFTER else Quiet.SEND
