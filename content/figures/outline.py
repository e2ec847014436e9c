"""PURE: round shapes: the skin stretched over balls, as an SVG path."""

from collections.abc import Sequence
from math import cos, pi, sin

from content.figures.view import Flat

Disc = tuple[Flat, float]
_STEPS = 24
_RING = tuple((cos(2 * pi * i / _STEPS), sin(2 * pi * i / _STEPS)) for i in range(_STEPS))


def skin(discs: Sequence[Disc]) -> str:
    """The tightest round shape over some discs; x is right, y is up, so y is turned round."""
    return path(hull([(x + r * c, -(y + r * s)) for (x, y), r in discs for c, s in _RING]))


def path(points: Sequence[Flat]) -> str:
    """A closed SVG path through points that are in picture axes already."""
    return "M" + "L".join(f"{number(x)} {number(y)}" for x, y in points) + "Z"


def number(value: float) -> str:
    """A length with one decimal at most, and never minus nothing: the same bytes everywhere."""
    return f"{round(value, 1) + 0.0:g}"


def hull(points: Sequence[Flat]) -> list[Flat]:
    """The convex outline of some points, always turning the same way."""
    ordered = sorted(set(points))
    return _chain(ordered)[:-1] + _chain(ordered[::-1])[:-1]


def _chain(points: Sequence[Flat]) -> list[Flat]:
    chain: list[Flat] = []
    for point in points:
        while len(chain) > 1 and _turn(chain[-2], chain[-1], point) <= 0:
            chain.pop()
        chain.append(point)
    return chain


def _turn(a: Flat, b: Flat, c: Flat) -> float:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])
