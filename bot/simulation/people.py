"""Made-up people: who they are, drawn from a seed, the same on every machine."""

from dataclasses import dataclass
from enum import StrEnum
from random import Random

ALL_DAYS = frozenset(range(7))
LIMITS = (
    "back_ext",
    "back_flex",
    "balance",
    "blood_thinner",
    "hernia",
    "high_bp",
    "hypermobile",
    "knee_pain",
    "lateral_pain",
    "no_floor",
    "no_kneeling",
    "numbness",
    "osteoporosis",
    "pinch",
    "sciatica",
    "shoulder_pain",
    "wrist_pain",
)
THINGS = ("band", "step", "roller", "ball")
HOMES = ("Europe/Lisbon", "Pacific/Auckland", "America/New_York", "Asia/Kolkata", "Africa/Lagos")
FLIGHTS = (*HOMES, "Asia/Tokyo", "America/Los_Angeles", "Pacific/Apia", "Pacific/Honolulu")
NIGHT_HOURS = (22.5, 24.5, 26.0, 27.5)
DAY_HOURS = (6.5, 7.0, 8.0, 12.5, 18.0, 21.0)


class Sort(StrEnum):
    """What kind of weeks somebody has."""

    STEADY = "steady"
    IN_PAIN = "in pain"
    FORGETFUL = "forgetful"
    ILL = "often ill"
    NIGHT_WORKER = "night worker"
    FLYER = "flyer"


@dataclass(frozen=True, slots=True)
class Habits:
    """How likely somebody does things on a day, each from 0 to 1.

    `shows_up` starts a session, `tells` gives the morning score, `finishes` does all of it,
    `hurt` is about one move, `gap` begins some days away, `worse` begins a bad spell.
    """

    shows_up: float
    tells: float
    finishes: float
    hurt: float
    gap: float
    worse: float


HABITS = {
    Sort.STEADY: Habits(0.96, 0.97, 0.97, 0.005, 0.002, 0.004),
    Sort.IN_PAIN: Habits(0.85, 0.92, 0.85, 0.06, 0.006, 0.03),
    Sort.FORGETFUL: Habits(0.45, 0.40, 0.80, 0.01, 0.035, 0.006),
    Sort.ILL: Habits(0.88, 0.85, 0.90, 0.015, 0.025, 0.01),
    Sort.NIGHT_WORKER: Habits(0.80, 0.85, 0.92, 0.01, 0.008, 0.008),
    Sort.FLYER: Habits(0.82, 0.85, 0.92, 0.01, 0.01, 0.006),
}


@dataclass(frozen=True, slots=True)
class Who:
    """One made-up person. `usual` is the pain 0-10 of the first day, minutes are asked for.

    `goal` counts days a week, `note_on` is the weekday of the weekly note (None: not wanted), and
    somebody who `sits` wants breaks at the desk.
    """

    number: int
    sort: Sort
    usual: int
    limits: frozenset[str]
    things: frozenset[str]
    weekdays: frozenset[int]
    minutes: int
    home: str
    operated: bool
    pregnant: bool
    goal: int
    note_on: int | None
    sits: bool

    @property
    def habits(self) -> Habits:
        """How this sort of person behaves."""
        return HABITS[self.sort]


def dice(seed: int, number: int) -> Random:
    """The dice of one person: the same seed and number always roll the same."""
    return Random(f"{seed}/{number}")  # noqa: S311  # nothing secret is drawn


def draw(number: int, rolls: Random) -> Who:
    """The person of this number, from 0; the sorts take turns."""
    sort = tuple(Sort)[number % len(Sort)]
    return Who(
        number=number,
        sort=sort,
        usual=rolls.randint(5, 8) if sort is Sort.IN_PAIN else rolls.randint(1, 5),
        limits=frozenset(rolls.sample(LIMITS, rolls.choice((0, 0, 1, 1, 2, 3, 5)))),
        things=frozenset(rolls.sample(THINGS, rolls.randint(0, len(THINGS)))),
        weekdays=_weekdays(rolls),
        minutes=rolls.choice((1, 5, 10, 10, 10, 15)),
        home=rolls.choice(HOMES),
        operated=rolls.random() < 0.06,
        pregnant=rolls.random() < 0.05,
        goal=rolls.choice((2, 3, 5, 5, 5, 7)),
        note_on=rolls.choice((None, 6, 6, 4)),
        sits=rolls.random() < 0.35,
    )


def _weekdays(rolls: Random) -> frozenset[int]:
    """Every day for half of the people, else one to six days."""
    if rolls.random() < 0.5:
        return ALL_DAYS
    return frozenset(rolls.sample(sorted(ALL_DAYS), rolls.randint(1, 6)))


def hour_of(who: Who, rolls: Random) -> float:
    """When a session begins: hours after midnight of its date, over 24 after midnight."""
    return rolls.choice(NIGHT_HOURS if who.sort is Sort.NIGHT_WORKER else DAY_HOURS)
