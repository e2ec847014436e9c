"""PURE: everything the rules of one day's plan look at, gathered once."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from bot.coach import gaps, kinds, ladders, slots
from bot.coach.facts import Item, Kind, Profile
from bot.coach.state import State
from content.model import Exercise, Phase

RECENT_INJURY_DAYS = 21


@dataclass(frozen=True, slots=True)
class Situation:
    """One person on one date: state with any gap applied, kind of day, moves that may be used.

    `minutes` is the length that is given, which may be less than what was asked for.
    """

    profile: Profile
    state: State
    date: date
    kind: Kind
    phase: Phase
    minutes: int
    exercises: Mapping[str, Exercise]
    allowed: frozenset[str]

    @property
    def number(self) -> int:
        """The day number n, from 1."""
        return kinds.day_number(self.profile, self.date)

    @property
    def budget(self) -> int:
        """B: the time to fill, in seconds."""
        return self.minutes * 60

    def dose(self, name: str, slot: str, most_sets: int) -> Item:
        """A move at its step of today with at most `most_sets` sets (rules 6.1 and 9)."""
        move = self.exercises[name]
        step = self.state.steps.get(name, 0)
        given = ladders.dose_step(move, step, self.phase, self.profile)
        return ladders.planned(move, slot, given, most_sets, self.minutes == ladders.SHORT_MINUTES)


def read(
    profile: Profile, state: State, d: date, minutes: int, exercises: Mapping[str, Exercise]
) -> Situation:
    """Look at one person on d: gap as a copy, phase today, kind of day, allowed moves."""
    state = gaps.applied(profile, state, d, exercises)
    kind = kinds.kind_of(profile, state, d, minutes)
    phase = kinds.phase_today(state, d)
    allowed = _allowed(profile, state, d, kind, phase, exercises)
    given = _given_minutes(profile, kind, minutes)
    return Situation(profile, state, d, kind, phase, given, exercises, allowed)


def active_flags(profile: Profile, d: date) -> frozenset[str]:
    """The person's flags and modes on d, with those that follow from others.

    A strain of the last 21 days means `recent_injury`; `surgery` hides what `hip_replacement`
    hides (source: exercise library, flags).
    """
    flags = profile.flags | profile.modes
    if "surgery" in flags:
        flags |= {"hip_replacement"}
    if profile.strain and 0 <= (d - profile.strain).days <= RECENT_INJURY_DAYS:
        flags |= {"recent_injury"}
    return flags


def _given_minutes(profile: Profile, kind: Kind, minutes: int) -> int:
    """Settle gives at most 10 minutes (6.5), the desk at most 5 (section 11)."""
    if kind not in (Kind.SETTLE, Kind.STRETCH, Kind.STRENGTH):
        return minutes
    if "desk" in profile.modes:
        return min(minutes, 5)
    return min(minutes, 10) if kind is Kind.SETTLE else minutes


def _allowed(
    profile: Profile,
    state: State,
    d: date,
    kind: Kind,
    phase: Phase,
    exercises: Mapping[str, Exercise],
) -> frozenset[str]:
    """The moves that may be planned on d (rule 6.3); in bed kit and floor do not matter."""
    flags = active_flags(profile, d)
    if kind is Kind.BED:
        flags -= {"no_floor"}
    in_bed = kind is Kind.BED
    at_desk = "desk" in profile.modes and not in_bed
    return frozenset(
        name
        for name, move in exercises.items()
        if phase in move.phases
        and flags.isdisjoint(move.blocked_by)
        and name not in profile.never
        and (in_bed or move.kit <= profile.kit)
        and not (at_desk and name not in slots.DESK_MOVES)
        and (move.unlocked_by is None or move.unlocked_by in state.topped)
        and not (name in state.benched and d < state.benched[name])
    )
