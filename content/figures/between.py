"""PURE: the frames that lie between two key frames of a pose."""

from dataclasses import replace
from math import cos, pi

from content.figures.contact import GIVE, grounded, rest
from content.figures.pose import Angles, Frame, Point
from content.figures.skeleton import Skeleton, stand
from content.figures.vector import add, mix


def eased(t: float) -> float:
    """A share of the time as a share of the way: slow at both ends, 0 to 1."""
    return (1 - cos(pi * t)) / 2


def between(one: Frame, two: Frame, t: float) -> Frame:
    """The frame `t` of the way, already placed: what is on the floor in both stays on it.

    `t` runs from 0 to 1. The point that moves least carries the figure, so feet do not slide.
    """
    start, end = grounded(one), grounded(two)
    anchor = _steady(one, two, start, end)
    placed = Frame(
        name=one.name,
        anchor=anchor,
        at=mix(start.points[anchor], end.points[anchor], t),
        angles=_angles(one, two, t),
        hands=(one if t < 1 / 2 else two).hands,
    )
    return _above_floor(_lowered(placed, _floor(one) & _floor(two), start, end, t))


def _floor(frame: Frame) -> set[str]:
    return {point for point, under in frame.touch.items() if under == "floor"}


def _steady(one: Frame, two: Frame, start: Skeleton, end: Skeleton) -> str:
    """The contact that moves least from one frame to the other, by name where two are alike."""
    shared = set(one.touch) & set(two.touch) | {one.anchor}
    return min(sorted(shared), key=lambda p: (_way(start.points[p], end.points[p]), p))


def _way(one: Point, two: Point) -> float:
    # Rounded, so that a hair's breadth does not decide.
    return round(sum((a - b) ** 2 for a, b in zip(one, two, strict=True)), 1)


def _angles(one: Frame, two: Frame, t: float) -> dict[str, Angles]:
    parts = sorted(set(one.angles) | set(two.angles))
    return {part: _mixed(one.angles.get(part, {}), two.angles.get(part, {}), t) for part in parts}


def _mixed(one: Angles, two: Angles, t: float) -> Angles:
    joints = sorted(set(one) | set(two))
    return {j: one.get(j, 0.0) + (two.get(j, 0.0) - one.get(j, 0.0)) * t for j in joints}


def _lowered(frame: Frame, points: set[str], start: Skeleton, end: Skeleton, t: float) -> Frame:
    """The frame shifted up or down until its lowest shared contact is where it belongs."""
    if not points:
        return frame
    wanted = _lowest(start, points) * (1 - t) + _lowest(end, points) * t
    return _lifted(frame, wanted - _lowest(stand(frame), points))


def _above_floor(frame: Frame) -> Frame:
    """The frame raised where a limb would swing through the floor."""
    points = stand(frame).points
    low = min(point[1] for name, point in points.items() if not name.endswith("toe"))
    return _lifted(frame, -GIVE - low) if low < -GIVE else frame


def _lifted(frame: Frame, up: float) -> Frame:
    return replace(frame, at=add(frame.at, (0.0, up, 0.0)))


def _lowest(figure: Skeleton, points: set[str]) -> float:
    return min(figure.points[point][1] - rest(point) for point in points)
