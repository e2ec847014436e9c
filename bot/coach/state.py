"""PURE: what the coach remembers about a person on a date, all of it worked out from the facts."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from bot.coach import ladders
from bot.coach.facts import Done, Item, Kind, Profile, Weekly
from content.model import Exercise, Phase

KEEP_DAYS = 60
"""How long mornings, sessions and flares are kept; the longest rule looks 56 days back."""

SETTLE_USUAL = 6
FRESH_STRAIN_DAYS = 14


@dataclass(frozen=True, slots=True)
class Setting:
    """Who is coached with which moves: what stays the same while days pass."""

    profile: Profile
    exercises: Mapping[str, Exercise]


class Verdict(StrEnum):
    """What the next morning said about a session (rule P5)."""

    SETTLED = "settled"
    HOLD = "hold"
    BAD = "bad"


@dataclass(frozen=True, slots=True)
class Session:
    """One session that counts. `pain` is the highest score given, None when none was.

    `counts_as` is strength, stretch or settle: a bed session counts as the phase it fell in.
    """

    date: date
    kind: Kind
    counts_as: Kind
    done: Done
    pain: int | None
    hurts: Mapping[str, int]
    items: tuple[Item, ...]
    deload: bool = False
    after_gap: bool = False
    verdict: Verdict | None = None


@dataclass(frozen=True, slots=True)
class State:
    """The state of one person on `day` (programme section 3).

    `benched` holds the first date a move is allowed again, `raised` the date of its last
    increase; `no_strength_until` and `back_off_until` are last dates, both included. `card` is
    the doctor card of `day`, `cards` the last date of each. `all_no` is the last date on which
    every warning-sign question was answered no; `ask_again` asks for it before that is old.
    `turn` is how often other strength moves were asked for.
    """

    day: date
    phase: Phase
    since: date
    baseline: date
    baseline_usual: int
    steps: Mapping[str, int]
    stated: tuple[tuple[date, int], ...]
    topped: frozenset[str] = frozenset()
    benched: Mapping[str, date] = field(default_factory=dict)
    raised: Mapping[str, date] = field(default_factory=dict)
    mornings: tuple[tuple[date, int], ...] = ()
    sessions: tuple[Session, ...] = ()
    last_session: date | None = None
    weeklies: tuple[Weekly, ...] = ()
    function: str | None = None
    bad_runs: Mapping[Kind, int] = field(default_factory=dict)
    flares: tuple[date, ...] = ()
    no_strength_until: date | None = None
    back_off_until: date | None = None
    settle_ended: date | None = None
    strength_reached: bool = False
    maintain_reached: bool = False
    strength_count: int = 0
    phase_strength: int = 0
    clinician_ok: date | None = None
    all_no: date | None = None
    ask_again: bool = False
    cards: Mapping[str, date] = field(default_factory=dict)
    card: str | None = None
    turn: int = 0


def start_steps(usual: int, exercises: Mapping[str, Exercise]) -> dict[str, int]:
    """The first step of every move that has a ladder, for a usual pain of 0-10 (rule 9)."""
    return {
        move.id: ladders.start_step(move, usual)
        for move in exercises.values()
        if ladders.has_ladder(move)
    }


def opening(setting: Setting) -> State:
    """The state before anything happened on the day of the very first start (section 4)."""
    profile = setting.profile
    strained = profile.strain is not None and (
        0 <= (profile.start - profile.strain).days <= FRESH_STRAIN_DAYS
    )
    sore = profile.usual >= SETTLE_USUAL
    return State(
        day=profile.start,
        phase=Phase.SETTLE if sore or strained else Phase.MOBILITY,
        since=profile.start,
        baseline=profile.start,
        baseline_usual=profile.usual,
        steps=start_steps(profile.usual, setting.exercises),
        stated=((profile.start, profile.usual),),
    )
