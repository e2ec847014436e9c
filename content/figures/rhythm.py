"""PURE: the beats of a clip: which frame is shown when, on which side, with how much of a hold."""

from collections.abc import Iterator
from dataclasses import dataclass

from content.figures.pose import Pose

RATE = 15  # pictures a second
SHORTEST, LONGEST = 6.0, 10.0  # seconds of a whole loop
MOST_ROUNDS = 4
# Seconds shown of a hold, of a short stop, and of the moment in which a movement turns round.
SHOWN_HOLD, SHOWN_STOP, TURN = 2.0, 0.6, 0.25
LONG_HOLD = 2.0


@dataclass(frozen=True, slots=True)
class Beat:
    """One picture of a clip: `way` of the path from key frame `one` to `two`, 0 to 1.

    `rounds` are those done on this side; `held` is the share of a hold that is over, 0 to 1, or
    None where nothing is held.
    """

    one: str
    two: str
    way: float
    other_side: bool
    rounds: int
    held: float | None


@dataclass(frozen=True, slots=True)
class Rhythm:
    """How often a loop goes round on each side, and its tempo: 1 is that of the pose."""

    sides: int
    rounds: int
    tempo: float


def rhythm(pose: Pose, sides: int) -> Rhythm:
    """As many rounds as fit, each side the same; the tempo gives way until the length fits."""
    one = sides * sum(_parts(pose))
    rounds = max(1, min(MOST_ROUNDS, int(LONGEST / one)))
    whole = rounds * one
    fitting = min(max(whole, SHORTEST), LONGEST)
    return Rhythm(sides, rounds, whole / fitting)


def beats(pose: Pose, sides: int) -> Iterator[Beat]:
    """Every picture of the loop in order; the last one leads back to the first."""
    found = rhythm(pose, sides)
    for side in range(sides):
        for done in range(found.rounds):
            yield from _round(pose, found.tempo, side == 1, done)


def holds_long(pose: Pose, place: int) -> bool:
    """Whether the stop at this place of the round is a hold that is counted."""
    return pose.hold[place] >= LONG_HOLD


def _parts(pose: Pose) -> list[float]:
    return [*pose.move, *(_stop(seconds) for seconds in pose.hold)]


def _stop(seconds: float) -> float:
    if seconds >= LONG_HOLD:
        return SHOWN_HOLD
    return SHOWN_STOP if seconds else TURN


def _round(pose: Pose, tempo: float, other: bool, done: int) -> Iterator[Beat]:
    last = len(pose.order) - 1
    for place, name in enumerate(pose.order):
        still = _count(_stop(pose.hold[place]) / tempo)
        for tick in range(still):
            held = tick / max(1, still - 1) if holds_long(pose, place) else None
            yield Beat(name, name, 0.0, other, done, held)
        moving = _count(pose.move[place] / tempo)
        following = pose.order[0 if place == last else place + 1]
        for tick in range(1, moving + 1):
            finished = place == last and 2 * tick > moving
            yield Beat(name, following, tick / (moving + 1), other, done + finished, None)


def _count(seconds: float) -> int:
    return max(1, round(seconds * RATE))
