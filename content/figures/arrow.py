"""PURE: the arrow that shows a movement."""

from math import hypot

from content.figures import palette
from content.figures.outline import number, path
from content.figures.pose import Arrow
from content.figures.skeleton import Skeleton
from content.figures.vector import add
from content.figures.view import Flat, View

_LONGER = 1.7
_HEAD, _HALF, _SHAFT = 9.0, 6.5, 2.0


def ends(arrow: Arrow, figure: Skeleton, view: View) -> tuple[Flat, Flat]:
    """Tail and tip in the picture, in centimetres right and up."""
    x, y = view.flat(add(figure.points[arrow.point], arrow.offset))
    right, up = arrow.move
    return (x, y), (x + _LONGER * view.flip * right, y + _LONGER * up)


def draw(arrow: Arrow, figure: Skeleton, view: View) -> str:
    """A dark arrow with a pale rim, so that it shows on body and card alike."""
    (x1, y1), (x2, y2) = ends(arrow, figure, view)
    length = hypot(x2 - x1, y2 - y1)
    ux, uy = (x2 - x1) / length, (y2 - y1) / length

    def at(along: float, across: float) -> Flat:
        return (x1 + ux * along - uy * across, -(y1 + uy * along + ux * across))

    neck = length - _HEAD
    shape = path([
        at(0, _SHAFT), at(neck, _SHAFT), at(neck, _HALF), at(length, 0),
        at(neck, -_HALF), at(neck, -_SHAFT), at(0, -_SHAFT),
    ])  # fmt: skip
    style = f'stroke="{palette.CARD}" stroke-width="{number(2)}" stroke-linejoin="round"'
    return f'<path class="arrow" d="{shape}" fill="{palette.ARROW}" {style} paint-order="stroke"/>'
