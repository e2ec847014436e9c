"""PURE: what the library is made of, as frozen values. Nothing here reads a file."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class Phase(StrEnum):
    """The four phases of the programme, in the order a person usually meets them."""

    SETTLE = "settle"
    MOBILITY = "mobility"
    STRENGTH = "strength"
    MAINTAIN = "maintain"


class Ladder(StrEnum):
    """How the dose of an exercise grows (programme rule 9); FIXED never grows."""

    REPS = "R"
    LOW_REPS = "L"
    HOLD = "H"
    PLANK = "P"
    ISOMETRIC = "I"
    FIXED = "F"


@dataclass(frozen=True, slots=True)
class Dose:
    """How an exercise is planned: the only part of an exercise that rules read.

    `sets`, `count` and `seconds` are the fixed dose of ladder F (`seconds` > 0 means a timed
    hold, else `count` repetitions). For the other ladders `start` is the first step, 0-based.
    `tempo` is the seconds of one repetition, `hold` the seconds held inside it.
    """

    ladder: Ladder
    start: int
    sides: int
    tempo: int = 0
    hold: int = 0
    sets: int = 1
    count: int = 1
    seconds: int = 0


@dataclass(frozen=True, slots=True)
class Exercise:
    """One movement of the library. `id` is the file name without its ending."""

    id: str
    name: str
    also: tuple[str, ...]
    muscles: tuple[str, ...]
    anatomy: tuple[str, ...]
    areas: tuple[str, ...]
    position: str
    equipment: tuple[str, ...]
    dose: Dose
    phases: frozenset[Phase]
    kit: frozenset[str]
    blocked_by: frozenset[str]
    regress_to: str | None
    progress_to: str | None
    unlocked_by: str | None
    floor_of_chain: bool
    short: str
    steps: tuple[str, ...]
    feel: str
    mistakes: tuple[str, ...]
    stop_if: tuple[str, ...]
    easier: str
    harder: str
    dose_words: str
    dose_reason: str
    changes: Mapping[str, str]
    sources: tuple[str, ...]
    covers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """Where a statement comes from, and how much of it somebody of this project has read.

    `read` is one of `page`, `abstract`, `excerpt`, `second-hand`, `not re-read`; `read_on` is
    empty unless somebody read it on that day.
    """

    id: str
    title: str
    year: int
    link: str
    access: str
    strength: str
    read: str
    read_on: date | None = None


@dataclass(frozen=True, slots=True)
class SafetyCard:
    """Fixed words shown for a warning sign or on request: title, text, sources, rule ids."""

    id: str
    level: str
    title: str
    text: str
    more: str
    rules: tuple[str, ...]
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class EmergencyNumber:
    """Emergency and crisis lines of one country, with where and when they were read."""

    country: str
    name: str
    emergency: str
    urgent: str
    crisis: str
    status: str
    source: str
    read_on: date | None
    crisis_source: str = ""
    crisis_read_on: date | None = None


@dataclass(frozen=True, slots=True)
class WordFamily:
    """A small set of phrasings that mean one thing, used to build findings out of products."""

    id: str
    words: tuple[str, ...]
    means: str = ""


@dataclass(frozen=True, slots=True)
class SafetyRule:
    """A finding in free text: all of `needs` (word family ids) close together mean `level`.

    `within` is the largest number of words between the first and the last of them; 0 means
    anywhere in the message. `also` families may stand anywhere. `ordered` wants `needs` in that
    order. A rule that is not `deniable` also fires after "no" or "not". `card` is shown.
    """

    id: str
    rule: str
    level: str
    needs: tuple[str, ...]
    within: int
    source: str
    card: str = ""
    also: tuple[str, ...] = ()
    ordered: bool = False
    deniable: bool = True
    says: str = ""


@dataclass(frozen=True, slots=True)
class Safety:
    """Everything about warning signs: cards by id, numbers by country, words and their rules."""

    cards: Mapping[str, SafetyCard]
    numbers: Mapping[str, EmergencyNumber]
    families: Mapping[str, WordFamily]
    rules: tuple[SafetyRule, ...]
    sentences: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Library:
    """All content, loaded once and never changed."""

    exercises: Mapping[str, Exercise]
    sources: Mapping[str, Source]
    safety: Safety
    phrases: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
