"""PURE: the arrow that shows a movement, straight or round."""

from itertools import pairwise
from math import atan2, cos, dist, hypot, radians, sin

from content.figures import palette
from content.figures.outline import number, path
from content.figures.pose import Arrow
from content.figures.skeleton import Skeleton
from content.figures.vector import add
from content.figures.view import Flat, View

_LONGER = 1.7
_HEAD, _HALF, _SHAFT = 9.0, 6.5, 2.0
_STEP = 12.0  # degrees between two corners of a round arrow


def reach(arrow: Arrow, figure: Skeleton, view: View) -> list[Flat]:
    """The middle line from tail to tip in the picture, in centimetres right and up."""
    x, y = view.flat(add(figure.points[arrow.point], arrow.offset))
    if arrow.turn:
        count = max(2, round(abs(arrow.turn) / _STEP))
        ways = [_way(arrow, arrow.turn * step / count) for step in range(count + 1)]
    else:
        right, up = arrow.move
        ways = [(0.0, 0.0), (_LONGER * right, _LONGER * up)]
    return [(x + view.flip * right, y + up) for right, up in ways]


def draw(arrow: Arrow, figure: Skeleton, view: View) -> str:
    """A dark arrow with a pale rim, so that it shows on body and card alike."""
    line = reach(arrow, figure, view)
    shape = path([(x, -y) for x, y in _outline(_shaft(line), line[-1])])
    style = f'stroke="{palette.CARD}" stroke-width="{number(2)}" stroke-linejoin="round"'
    return f'<path class="arrow" d="{shape}" fill="{palette.ARROW}" {style} paint-order="stroke"/>'


def _way(arrow: Arrow, degrees: float) -> Flat:
    """A place on the circle of a round arrow, from its middle."""
    right, up = arrow.move
    radius, angle = hypot(right, up), atan2(up, right) + radians(degrees)
    return (radius * cos(angle), radius * sin(angle))


def _shaft(line: list[Flat]) -> list[Flat]:
    """The line without the length of the head."""
    tip = line[-1]
    kept = [point for point in line[:-1] if dist(point, tip) > _HEAD]
    (x, y), after = kept[-1], line[len(kept)]
    share = (dist(kept[-1], tip) - _HEAD) / dist(kept[-1], after)
    return [*kept, (x + share * (after[0] - x), y + share * (after[1] - y))]


def _outline(shaft: list[Flat], tip: Flat) -> list[Flat]:
    """Up one side of the shaft, round the head, and down the other side."""
    left, right = _beside(shaft, tip, _SHAFT), _beside(shaft, tip, -_SHAFT)
    wings = [_beside(shaft, tip, half)[-1] for half in (_HALF, -_HALF)]
    return [*left, wings[0], tip, wings[1], *reversed(right)]


def _beside(shaft: list[Flat], tip: Flat, aside: float) -> list[Flat]:
    """Each corner of the shaft moved square to the way that leads on from it."""
    found = []
    for (x, y), (x2, y2) in pairwise([*shaft, tip]):
        length = hypot(x2 - x, y2 - y)
        found.append((x - aside * (y2 - y) / length, y + aside * (x2 - x) / length))
    return found
