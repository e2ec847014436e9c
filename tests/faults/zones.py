"""Every zone, every quarter of an hour, every date of three years: one instant each, in order.

Zones whose clocks go by the same rules in these years share one look. Sameness is read from the
zone files themselves, change by change, so what is not surely the same is looked at by itself.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from importlib.resources import files
from itertools import pairwise

from bot.coach.schedule import occurrence
from bot.coach.zones import zone, zone_names

FIRST, LAST = date(2026, 1, 1), date(2028, 12, 31)
DAYS = [FIRST + timedelta(days=number) for number in range((LAST - FIRST).days + 1)]
QUARTERS = [time(minute // 60, minute % 60) for minute in range(0, 24 * 60, 15)]
A_MONTH = 31 * 86_400  # seconds; no offset is that large, no rule looks that far
BEGINS = int(datetime(2026, 1, 1, tzinfo=UTC).timestamp()) - A_MONTH
ENDS = int(datetime(2029, 1, 1, tzinfo=UTC).timestamp()) + A_MONTH

_HEADER = struct.Struct(">4s c 15x 6l")  # RFC 9636: magic, version, six counts

# The offset at the beginning, each change until the end with the offset after it, and the rule
# in words that counts after the last change of the file, if that comes before the end.
Rules = tuple[int, tuple[tuple[int, int], ...], bytes]


@dataclass(frozen=True, slots=True)
class Found:
    """What was looked at, and where two instants are out of order or one is missing."""

    instants: int
    zones: int
    kinds: int
    missing: int
    wrong: list[str]

    def line(self) -> str:
        """The whole in one line."""
        named = " ".join(self.wrong[:9])
        return (
            f"{self.instants:,} instants in {self.zones} zones of {self.kinds} different rules, "
            f"{self.missing:,} dates that do not exist: {len(self.wrong)} out of order {named}"
        ).rstrip()


def instants(name: str, wall: time) -> Iterator[datetime]:
    """The instants of all dates at a clock time; a date that does not exist has none."""
    place = zone(name)
    for day in DAYS:
        instant = occurrence(day, wall, place)
        if instant is not None:
            yield instant


def rules_of(data: bytes) -> Rules:
    """By which rules the clocks of a zone file go in the years that are looked at."""
    changes, offsets, footer = _read(data)
    before = [offset for at, offset in zip(changes, offsets[1:], strict=True) if at <= BEGINS]
    within = [
        (at, offset) for at, offset in zip(changes, offsets[1:], strict=True) if BEGINS < at < ENDS
    ]
    goes_on = bool(changes) and changes[-1] >= ENDS
    return (before or offsets[:1])[-1], tuple(within), b"" if goes_on else footer


def _read(data: bytes) -> tuple[list[int], list[int], bytes]:
    """Every change of a file, the offsets before and after each, and its last line."""
    second = _after(data, 0, width=4)  # the first half repeats the second in fewer years
    _, _, _, _, _, many, kinds, _ = _HEADER.unpack_from(data, second)
    at = second + _HEADER.size
    changes = list(struct.unpack_from(f">{many}q", data, at))
    places = data[at + 8 * many : at + 9 * many]
    offsets = [struct.unpack_from(">l", data, at + 9 * many + 6 * n)[0] for n in range(kinds)]
    footer = data[_after(data, second, width=8) :].strip(b"\n")
    return changes, [offsets[0], *(offsets[place] for place in places)], footer


def _after(data: bytes, begins: int, width: int) -> int:
    """Where the block that begins here ends; an instant in it takes `width` bytes."""
    magic, _, isut, isstd, leaps, many, kinds, letters = _HEADER.unpack_from(data, begins)
    if magic != b"TZif":
        raise ValueError("not a zone file")
    length = many * (width + 1) + kinds * 6 + letters + leaps * (width + 4) + isstd + isut
    return begins + _HEADER.size + int(length)


def kinds(names: list[str]) -> dict[Rules, list[str]]:
    """The zones by the rules that they share."""
    found: dict[Rules, list[str]] = {}
    for name in names:
        data = files("tzdata").joinpath("zoneinfo", *name.split("/")).read_bytes()
        found.setdefault(rules_of(data), []).append(name)
    return found


def look_at(name: str) -> tuple[int, list[str]]:
    """How many instants a zone has, and the clock times at which they are out of order."""
    seen, wrong = 0, []
    for wall in QUARTERS:
        found = list(instants(name, wall))
        seen += len(found)
        if any(later <= earlier for earlier, later in pairwise(found)):
            wrong.append(f"{wall:%H:%M}")
    return seen, wrong


def look() -> Found:
    """Every zone of the database, those of the same rules at once."""
    names = sorted(zone_names())
    shared = kinds(names)
    seen = missing = 0
    wrong: list[str] = []
    for alike in shared.values():
        instants_of_one, clocks = look_at(alike[0])
        seen += instants_of_one * len(alike)
        missing += (len(DAYS) * len(QUARTERS) - instants_of_one) * len(alike)
        wrong += [f"{name} {clock}" for name in alike for clock in clocks]
    return Found(seen, len(names), len(shared), missing, wrong)
