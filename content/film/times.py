"""PURE: what a stretch of a guided video shows at each moment: the figure, the count, the ring."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil

from content.figures.pose import Pose
from content.figures.rhythm import LONG_HOLD

RATE = 12  # pictures a second where something moves
SHOWN_HOLD = 1.5  # seconds of a hold in the rehearsal while somebody gets ready
BEFORE = 3.0  # seconds before that rehearsal


@dataclass(frozen=True, slots=True)
class Timing:
    """How a stretch runs: `moves` through repetitions, or stays, or `rehearses` the move once.

    `rep` are the seconds of one repetition, 0 for one long hold; `hold` those held within it.
    """

    seconds: float
    rep: int = 0
    hold: int = 0
    moves: bool = True
    rehearses: bool = False


@dataclass(frozen=True, slots=True)
class Moment:
    """One picture: `way` of the path from key frame `one` to `two`, 0 to 1.

    `count` is the repetition, from 1, or 0; `left` the seconds the ring shows, 0 for none, and
    `over` the share of them that is over.
    """

    one: str
    two: str
    way: float
    count: int
    left: int
    over: float


@dataclass(frozen=True, slots=True)
class _Leg:
    """A part of a round: from one key frame to another, or a stop in one."""

    one: str
    two: str
    seconds: float


def moments(pose: Pose, timing: Timing) -> Iterator[tuple[int, Moment]]:
    """Every picture that differs from the one before, with its tick; ticks are 1/RATE seconds."""
    before = None
    for tick in range(round(timing.seconds * RATE)):
        now = _moment(pose, timing, tick / RATE)
        if now != before:
            yield tick, now
        before = now


def _moment(pose: Pose, timing: Timing, at: float) -> Moment:
    if timing.rehearses:
        return _rehearsing(pose, timing, at)
    if not timing.moves:
        return _counting(timing, at, _Leg(pose.order[0], pose.order[0], 0.0), 0.0)
    if timing.rep:
        return _repeating(pose, timing, at)
    return _holding(pose, timing, at)


def _counting(timing: Timing, at: float, leg: _Leg, way: float) -> Moment:
    """A picture with the seconds of the whole stretch in its ring; a short one has none."""
    if timing.seconds < LONG_HOLD:
        return Moment(leg.one, leg.two, way, 0, 0, 0.0)
    over = int(at) / timing.seconds
    return Moment(leg.one, leg.two, way, 0, ceil(timing.seconds - int(at)), round(over, 3))


def _rehearsing(pose: Pose, timing: Timing, at: float) -> Moment:
    legs = _legs(pose, SHOWN_HOLD)
    leg, way, _ = _within(legs, min(max(0.0, at - BEFORE), _whole(legs)))
    return _counting(timing, at, leg, way)


def _holding(pose: Pose, timing: Timing, at: float) -> Moment:
    """One long hold: into it, and there it stays; a move without a stop goes round and round."""
    longest = _longest(pose)
    if pose.hold[longest] < LONG_HOLD:
        legs = _legs(pose, 0.0)
        leg, way, _ = _within(legs, at % _whole(legs))
        return _counting(timing, at, leg, way)
    into = [_Leg(a, b, s) for a, b, s in _ways(pose)[:longest]]
    stay = _Leg(pose.order[longest], pose.order[longest], timing.seconds)
    leg, way, _ = _within([*into, stay], at)
    return _counting(timing, at, leg, way)


def _repeating(pose: Pose, timing: Timing, at: float) -> Moment:
    """Repetitions in their real tempo, with the seconds of a counted hold in the ring."""
    at = round(at * RATE) / RATE
    legs = _fitted(pose, timing)
    leg, way, since = _within(legs, at % _whole(legs))
    count = int(at / timing.rep + 1e-9) + 1
    if leg.one != leg.two or leg.seconds < LONG_HOLD:
        return Moment(leg.one, leg.two, way, count, 0, 0.0)
    whole = round(leg.seconds)
    past = min(int(since + 1e-9), whole - 1)
    return Moment(leg.one, leg.two, way, count, whole - past, round(past / whole, 3))


def _fitted(pose: Pose, timing: Timing) -> list[_Leg]:
    """A round that takes as long as its repetitions; a round without a hold may hold several."""
    whole = sum(pose.move) + sum(pose.hold)
    each = max(1, len(_counted(pose))) if timing.hold else max(1, round(whole / timing.rep))
    wanted = float(each * timing.rep)
    legs = _legs(pose, min(float(timing.hold), timing.rep * 0.9))
    still = sum(leg.seconds for leg in legs if leg.one == leg.two)
    moving = sum(leg.seconds for leg in legs if leg.one != leg.two)
    scale = (wanted - still) / moving
    return [
        leg if leg.one == leg.two else _Leg(leg.one, leg.two, leg.seconds * scale) for leg in legs
    ]


def _legs(pose: Pose, hold: float) -> list[_Leg]:
    """A round of the pose with `hold` seconds in each of its longest stops, and no other stop."""
    held = _counted(pose) if hold else ()
    found = []
    for place, (one, two, seconds) in enumerate(_ways(pose)):
        if place in held:
            found.append(_Leg(one, one, hold))
        found.append(_Leg(one, two, seconds))
    return found


def _ways(pose: Pose) -> list[tuple[str, str, float]]:
    following = (*pose.order[1:], pose.order[0])
    return list(zip(pose.order, following, pose.move, strict=True))


def _counted(pose: Pose) -> tuple[int, ...]:
    """The stops that are counted as a hold: the longest, on both sides where they are alike."""
    most = max(pose.hold)
    return tuple(place for place, hold in enumerate(pose.hold) if hold and hold == most)


def _longest(pose: Pose) -> int:
    return max(range(len(pose.hold)), key=lambda place: pose.hold[place])


def _whole(legs: list[_Leg]) -> float:
    return sum(leg.seconds for leg in legs)


def _within(legs: list[_Leg], at: float) -> tuple[_Leg, float, float]:
    """The leg under way, how much of it is over (0 to 1), and for how many seconds it runs."""
    for leg in legs[:-1]:
        if at < leg.seconds - 1e-9:
            return leg, _share(leg, at), at
        at -= leg.seconds
    return legs[-1], _share(legs[-1], at), at


def _share(leg: _Leg, at: float) -> float:
    if leg.one == leg.two:
        return 0.0
    return round(min(1.0, at / leg.seconds), 3)
