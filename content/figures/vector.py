"""PURE: points in space and turns of a frame, as plain tuples."""

from math import cos, radians, sin

from content.figures.pose import Point

# The columns are the frame's own x, y and z axes, seen from the world.
Turn = tuple[Point, Point, Point]
UPRIGHT: Turn = ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0))


def add(one: Point, two: Point, times: float = 1.0) -> Point:
    """One point moved by another, taken `times` over."""
    return (one[0] + times * two[0], one[1] + times * two[1], one[2] + times * two[2])


def dot(one: Point, two: Point) -> float:
    """How far one point lies along another."""
    return one[0] * two[0] + one[1] * two[1] + one[2] * two[2]


def mix(one: Point, two: Point, t: float) -> Point:
    """The point that lies `t` of the way from one to two."""
    return add(one, add(two, one, -1.0), t)


def place(origin: Point, turn: Turn, local: Point) -> Point:
    """A point given in a turned frame, in the world."""
    x, y, z = turn
    return add(add(add(origin, x, local[0]), y, local[1]), z, local[2])


def about_x(turn: Turn, degrees: float) -> Turn:
    """The frame turned about its own x axis, right-handed."""
    x, y, z = turn
    c, s = cos(radians(degrees)), sin(radians(degrees))
    return (x, _blend(y, c, z, s), _blend(z, c, y, -s))


def about_y(turn: Turn, degrees: float) -> Turn:
    """The frame turned about its own y axis, right-handed."""
    x, y, z = turn
    c, s = cos(radians(degrees)), sin(radians(degrees))
    return (_blend(x, c, z, -s), y, _blend(z, c, x, s))


def about_z(turn: Turn, degrees: float) -> Turn:
    """The frame turned about its own z axis, right-handed."""
    x, y, z = turn
    c, s = cos(radians(degrees)), sin(radians(degrees))
    return (_blend(x, c, y, s), _blend(y, c, x, -s), z)


def _blend(one: Point, a: float, two: Point, b: float) -> Point:
    return add((one[0] * a, one[1] * a, one[2] * a), two, b)
