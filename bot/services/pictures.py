"""Pictures: which moving or still picture goes with some words, if the person wants any."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, zip_longest
from typing import Any

from bot.coach import breaks, ladders, slots
from bot.coach.facts import Item
from bot.services.person import Person
from bot.services.work import Work
from content.model import Exercise, Ladder, Library
from storage.tables import Subscriber

# Seconds of one hold on each step of a ladder; a card that belongs to no plan shows the first.
_HOLDS = {
    Ladder.HOLD: tuple(hold for _, hold in ladders.HOLDS),
    Ladder.PLANK: tuple(hold for _, hold in ladders.PLANKS),
    Ladder.ISOMETRIC: ladders.PRESSES,
}
MOST_IN_STRIP = 12
ANIMATION, PHOTO, VIDEO = "animation", "photo", "video"
ENDINGS = {ANIMATION: "mp4", PHOTO: "png", VIDEO: "mp4"}


@dataclass(frozen=True, slots=True)
class Picture:
    """A `clip` of one exercise, or a `strip` of the numbered moves of a day.

    `sides` is 1 or 2; `seconds` is the hold shown in the ring, 0 for none.
    """

    kind: str
    exercises: tuple[str, ...]
    sides: int = 1
    seconds: int = 0


@dataclass(frozen=True, slots=True)
class Ready:
    """A picture that can be sent now: `file` is its `file_id`, or the bytes to upload."""

    key: str
    kind: str
    file: str | bytes

    @property
    def name(self) -> str:
        """The file name of an upload."""
        return f"{self.key}.{ENDINGS[self.kind]}"


# The moves that calm, as on the card of somebody who hurts.
CALM = Picture("strip", slots.SETTLE_MOVES[:5])


def read(stored: Mapping[str, Any]) -> Picture:
    """A picture from its stored form."""
    return Picture(**{**stored, "exercises": tuple(stored["exercises"])})


def of_item(work: Work, person: Person, item: Item) -> Picture | None:
    """The clip of one line of a plan, with the seconds this person holds; None for words alone."""
    if not _can(work, person, [item.exercise]):
        return None
    return clip_of(item)


def clip_of(item: Item) -> Picture:
    """The clip of one line of a plan, for whoever wants pictures."""
    seconds = 0 if item.exercise == slots.WALK else item.hold
    return Picture("clip", (item.exercise,), item.sides, seconds)


def of_exercise(work: Work, person: Person, exercise: Exercise) -> Picture | None:
    """The clip of an exercise with the dose it starts with; None for words alone."""
    if not _can(work, person, [exercise.id]):
        return None
    return usual(exercise)


def usual(exercise: Exercise) -> Picture:
    """The clip of an exercise as a card shows it."""
    return variants(exercise)[0]


def variants(exercise: Exercise) -> list[Picture]:
    """The clips of an exercise with every hold a plan may ask for, the first step first.

    The walk that opens a session is of any length; its clip has no seconds, so that one is enough.
    """
    dose = exercise.dose
    if exercise.id == slots.WALK:
        return [Picture("clip", (exercise.id,), dose.sides)]
    fixed = (dose.seconds or dose.hold,)
    holds = dict.fromkeys(_HOLDS.get(dose.ladder, fixed))
    return [Picture("clip", (exercise.id,), dose.sides, seconds) for seconds in holds]


def by_need(library: Library) -> list[Exercise]:
    """What can be drawn: the moves of a first routine, then what each slot takes first."""
    lists = [*slots.LISTS.values(), *slots.STRETCH_GROUPS]
    ranked = [id_ for id_ in chain.from_iterable(zip_longest(*lists)) if id_]
    known = library.exercises
    order = dict.fromkeys([*slots.SETTLE_MOVES, slots.WALK, *ranked, *known])
    return [known[id_] for id_ in order if id_ in known and known[id_].pose is not None]


def of_breaks(library: Library) -> list[Picture]:
    """The clips that breaks may show; their holds are shorter than those of a routine."""
    items = breaks.moves(library.exercises)
    return [clip_of(item) for item in items if library.exercises[item.exercise].pose is not None]


def of_day(work: Work, person: Person, items: Sequence[Item]) -> Picture | None:
    """One strip with the moves of a day, numbered as in the plan; None for words alone."""
    moves = [item.exercise for item in items]
    if not 0 < len(moves) <= MOST_IN_STRIP or not _can(work, person, moves):
        return None
    return Picture("strip", tuple(moves))


def _can(work: Work, person: Person, exercises: Sequence[str]) -> bool:
    """Whether the person wants pictures and every move can be drawn."""
    row = work.db.get(Subscriber, person.id)
    known = work.library.exercises
    return row is not None and row.pictures and all(known[id_].pose for id_ in exercises)


def wanted(work: Work, person: Person) -> bool:
    """Whether this chat has pictures; somebody new does."""
    row = work.db.get(Subscriber, person.id)
    return row is None or row.pictures


def want(work: Work, person: Person, *, on: bool) -> None:
    """Switch pictures on or off for one person."""
    row = work.db.get(Subscriber, person.id)
    if row is not None:
        row.pictures = on
