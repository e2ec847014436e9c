"""PURE: what the coach is told about a person and their days, and the plan it answers with."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from content.model import Phase

Date = date  # inside a class with a field named date the field hides the type
EVERY_DAY = frozenset(range(7))


class Kind(StrEnum):
    """The kind of one day's plan (programme section 5 and rule 6.4.4)."""

    REST = "rest"
    BED = "bed"
    ONE = "one"
    SETTLE = "settle"
    STRETCH = "stretch"
    STRENGTH = "strength"
    TOO_LITTLE = "too_little"


class Done(StrEnum):
    """How much of a session was done, in the person's own words."""

    ALL = "all"
    PART = "part"
    NONE = "none"


class Gate(StrEnum):
    """Why there is no routine at all on a day (programme section 2), first that is true."""

    UNDER_18 = "under_18"
    CLEARANCE = "clearance"
    MIDWIFE = "midwife"
    FRESH_INJURY = "fresh_injury"
    ASK_RED_FLAGS = "ask_red_flags"


@dataclass(frozen=True, slots=True)
class Profile:
    """What one person told us about themselves. Weekdays count from 0 = Monday.

    `usual` is the usual pain 0-10 stated at the very first start. `kit` holds things beyond
    chair, wall, pillow and towel. `never` holds exercises the person never wants to see, `likes`
    those they want more of where the rules leave a choice.
    """

    start: date
    usual: int
    flags: frozenset[str] = frozenset()
    modes: frozenset[str] = frozenset()
    kit: frozenset[str] = frozenset({"bed"})
    weekdays: frozenset[int] = EVERY_DAY
    strength_days: frozenset[int] = frozenset()
    alternate: bool = False
    long_hold: bool = False
    strain: date | None = None
    cleared: bool = False
    midwife_ok: bool = False
    adult: bool = True
    never: frozenset[str] = frozenset()
    likes: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Item:
    """One line of a plan: sets of `count` repetitions, or of one hold of `hold` seconds.

    `count` 1 with `hold` means a timed hold; `hold` inside a repetition is part of its tempo.
    `seconds` is the whole time of the item, set-up and rests included. `step` is the dose step
    on the exercise's ladder, None for fixed doses.
    """

    slot: str
    exercise: str
    sets: int
    count: int
    hold: int
    sides: int
    seconds: int
    step: int | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """What one person gets on one local day. `why` holds codes of the one-line explanation."""

    date: date
    kind: Kind
    phase: Phase
    phase_today: Phase
    first_side: str
    minutes: int
    items: tuple[Item, ...]
    total: int
    why: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SessionFact:
    """One session as it happened. `items` None means: exactly what was planned for that day.

    `hurts` maps exercise ids to the score given with "this hurts"; `pinched` lists those with
    a sharp pinch; `gave_way` is true after tingling, numbness or giving way.
    """

    minutes: int
    done: Done
    peak: int | None = None
    hurts: Mapping[str, int] = field(default_factory=dict)
    pinched: frozenset[str] = frozenset()
    gave_way: bool = False
    kind: Kind | None = None
    items: tuple[Item, ...] | None = None


@dataclass(frozen=True, slots=True)
class Weekly:
    """The weekly answer: usual pain 0-10, function and night pain against the week before."""

    usual: int
    function: str | None = None
    night: str | None = None


@dataclass(frozen=True, slots=True)
class Day:
    """Everything a person told us on one local date. What is unknown stays None.

    `red_flags` is "no" when every warning-sign question was answered no, else "yes".
    `screened_last` says that this answer came after every score, fall and session of the date,
    so it also clears what those raised. `strain` is the day of a strain stated on this date.
    `signs` is true when a sign of doctor card D5 was reported, `bored` when other moves were
    asked for.
    """

    date: date
    morning: int | None = None
    usual: int | None = None
    weekly: Weekly | None = None
    red_flags: str | None = None
    clinician_ok: bool = False
    fell: bool = False
    muscle_soreness: bool = False
    sessions: tuple[SessionFact, ...] = ()
    screened_last: bool = False
    strain: Date | None = None
    signs: bool = False
    bored: bool = False
