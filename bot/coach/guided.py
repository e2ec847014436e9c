"""PURE: the course of a plan in real time: what comes when in a guided run, second by second."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.coach import ladders
from bot.coach.facts import Item
from content.model import Exercise, Ladder

# Seconds (rule 6): to change sides, and to rest after a set of holds or of repetitions.
CHANGE, REST_HOLD, REST_REPS = 5, 10, 30
PRESS_REST = 5  # seconds between two presses of ladder I (rule 6)
LAST = 1.5  # seconds of the last picture, in which the end tone sounds
SHORTEST_READY = 3
HALFWAY_FROM = 20  # seconds of work that are told to be half over


class Kind(StrEnum):
    """What a stretch of a guided run is for."""

    READY = "ready"
    WORK = "work"
    CHANGE = "change"
    REST = "rest"
    END = "end"


class Tone(StrEnum):
    """The four sounds of a guided run."""

    START = "start"
    HALFWAY = "halfway"
    CHANGE = "change"
    END = "end"


@dataclass(frozen=True, slots=True)
class Stretch:
    """One stretch of a run: `seconds` of item number `place` (from 0) of the plan.

    `side` is 0 for the first side and 1 for the other one; `round` counts the sets from 0. Of a
    change or a rest they are those of the work that follows.
    """

    kind: Kind
    place: int
    seconds: float
    side: int = 0
    round: int = 0


def course(items: Sequence[Item], exercises: Mapping[str, Exercise]) -> tuple[Stretch, ...]:
    """Every stretch of a plan in order; together as long as the plan says, and the last picture."""
    found: list[Stretch] = []
    for place, item in enumerate(items):
        found += _item(place, item, exercises[item.exercise])
    return (*found, Stretch(Kind.END, max(0, len(items) - 1), LAST))


def length(stretches: Sequence[Stretch]) -> float:
    """How long a run takes, in seconds."""
    return sum(one.seconds for one in stretches)


def tones(stretches: Sequence[Stretch]) -> Iterator[tuple[float, Tone]]:
    """Every sound with its time in seconds from the start of the run."""
    at = 0.0
    for one in stretches:
        if one.kind is Kind.WORK:
            yield at, Tone.START
            if one.seconds >= HALFWAY_FROM:
                yield at + one.seconds / 2, Tone.HALFWAY
        elif one.kind in (Kind.CHANGE, Kind.REST):
            yield at, Tone.CHANGE
        elif at:
            yield at, Tone.END
        at += one.seconds


def repetition(item: Item, exercise: Exercise) -> int:
    """The seconds of one repetition of an item (rule 6); 0 where a set is one hold."""
    if ladders.is_timed(exercise.dose):
        return 0
    if exercise.dose.ladder is Ladder.ISOMETRIC:
        return item.hold + PRESS_REST
    return exercise.dose.tempo


def _item(place: int, item: Item, exercise: Exercise) -> list[Stretch]:
    """An item: what its planned time leaves beside the work is for getting ready."""
    work = list(_sets(place, item, exercise))
    ready = max(SHORTEST_READY, item.seconds - length(work))
    return [Stretch(Kind.READY, place, ready), *work]


def _sets(place: int, item: Item, exercise: Exercise) -> Iterator[Stretch]:
    tempo = repetition(item, exercise)
    seconds = item.count * tempo if tempo else item.hold
    rest = REST_REPS if tempo else REST_HOLD
    if item.sides > 1:
        rest -= CHANGE  # one side rests while the other works, so the change back is part of it
    for number in range(item.sets):
        if number:
            yield Stretch(Kind.REST, place, rest, 0, number)
        for side in range(item.sides):
            if side:
                yield Stretch(Kind.CHANGE, place, CHANGE, side, number)
            yield Stretch(Kind.WORK, place, seconds, side, number)
