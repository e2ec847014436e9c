"""PURE: when a break from sitting comes, and which move it brings."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from itertools import count
from zoneinfo import ZoneInfo

from bot.coach import ladders, quiet, schedule, situation, slots
from bot.coach.facts import Item, Profile
from bot.coach.ladders import Amount
from bot.coach.state import State
from content.model import Exercise

EVERY = (30, 45, 60, 90, 120)  # minutes; standing up every 30 to 60 is common advice (HSE)
LONGEST = 60  # seconds of one break
SHORT = 5  # minutes of a session at the desk, whose rules a break follows
HOLD_SECONDS, WALK_SECONDS = 15, 45
TURN = 3  # each day begins with another move
ONE_DAY = timedelta(days=1)
A_MINUTE = 60
DAY_MINUTES = 24 * A_MINUTE


@dataclass(frozen=True, slots=True)
class Hours:
    """When somebody sits: weekdays from 0 = Monday, two times of day, minutes between breaks.

    An end that is not after the beginning belongs to the next day, and the hours to the first.
    """

    weekdays: frozenset[int]
    begins: time
    ends: time
    every: int

    def offsets(self) -> range:
        """Minutes from midnight of each break; the first comes once one stretch is sat."""
        first, last = _minutes(self.begins), _minutes(self.ends)
        if last <= first:
            last += DAY_MINUTES
        return range(first + self.every, last + 1, self.every)


@dataclass(frozen=True, slots=True)
class Break:
    """One break: the date it belongs to, its number on that date from 0, its instant (UTC)."""

    date: date
    slot: int
    instant: datetime


def breaks(
    hours: Hours, zone: ZoneInfo, after: datetime, quiet_hours: tuple[time, time]
) -> Iterator[Break]:
    """Every break strictly after `after`, in order, none in the quiet hours.

    Through daylight saving each comes at its own clock time; of two that fall on one instant the
    first counts. Empty without weekdays, or where the hours are too short for a break.
    """
    if not hours.weekdays or not hours.offsets() or _all_quiet(hours, quiet_hours):
        return
    first = after.astimezone(zone).date() - 2 * ONE_DAY
    latest = after
    for step in count():
        day = first + step * ONE_DAY
        if day.weekday() not in hours.weekdays:
            continue
        for found in _of_day(hours, zone, day):
            local = found.instant.astimezone(zone).time()
            if found.instant > latest and not quiet.is_quiet(local, *quiet_hours):
                latest = found.instant
                yield found


def next_break(
    hours: Hours, zone: ZoneInfo, after: datetime, quiet_hours: tuple[time, time]
) -> Break | None:
    """The first break strictly after an aware instant; None when there is none at all."""
    return next(breaks(hours, zone, after, quiet_hours), None)


def too_late(due: datetime, now: datetime, every: int) -> bool:
    """Whether a break is left out: more than half the time to the next one has passed."""
    return now - due > timedelta(minutes=every) / 2


def move(
    profile: Profile, state: State, d: date, slot: int, exercises: Mapping[str, Exercise]
) -> Item | None:
    """The move of one break, at most a minute; None when this body has none at the desk.

    Desk moves (programme 11) that are allowed for this person on d, the next in order with each
    break. Of each less than the least dose of a routine, so that it stays a break (our choice).
    """
    seated = replace(profile, modes=profile.modes | {"desk"})
    today = situation.read(seated, state, d, SHORT, exercises)
    found = [_brief(exercises[name]) for name in slots.DESK_ORDER if name in today.allowed]
    short = [one for one in found if one.seconds <= LONGEST]
    return short[(d.toordinal() * TURN + slot) % len(short)] if short else None


def moves(exercises: Mapping[str, Exercise]) -> list[Item]:
    """Every move that a break may bring to somebody, as it brings it."""
    found = [_brief(exercises[name]) for name in slots.DESK_ORDER if name in exercises]
    return [one for one in found if one.seconds <= LONGEST]


def _brief(exercise: Exercise) -> Item:
    """One set of a move that fits into a minute, at least one repetition of it."""
    dose = exercise.dose
    if exercise.id == slots.WALK:
        return Item(slots.WU1, exercise.id, 1, 1, WALK_SECONDS, 1, slots.WALK_SET_UP + WALK_SECONDS)
    first = ladders.amount(dose, 0)
    if ladders.is_timed(dose):
        return ladders.item(exercise, slots.ONE, Amount(1, 1, min(first.hold, HOLD_SECONDS)), None)
    sizes = (Amount(1, count, first.hold) for count in range(first.count, 0, -1))
    tried = [ladders.item(exercise, slots.ONE, size, None) for size in sizes]
    return next((one for one in tried if one.seconds <= LONGEST), tried[-1])


def _minutes(wall: time) -> int:
    return wall.hour * A_MINUTE + wall.minute


def _of_day(hours: Hours, zone: ZoneInfo, day: date) -> Iterator[Break]:
    for slot, minutes in enumerate(hours.offsets()):
        days, rest = divmod(minutes, DAY_MINUTES)
        wall = time(*divmod(rest, A_MINUTE))
        instant = schedule.occurrence(day + days * ONE_DAY, wall, zone)
        if instant is not None:
            yield Break(day, slot, instant)


def _all_quiet(hours: Hours, quiet_hours: tuple[time, time]) -> bool:
    """Whether every break of a day lies in the quiet hours, so that none would ever come."""
    walls = (time(*divmod(minutes % DAY_MINUTES, A_MINUTE)) for minutes in hours.offsets())
    return all(quiet.is_quiet(wall, *quiet_hours) for wall in walls)
