"""PURE: the coloured patch where an exercise should be felt."""

from content.figures import palette
from content.figures.outline import number
from content.figures.pose import Patch, Point
from content.figures.skeleton import Skeleton
from content.figures.vector import mix
from content.figures.view import View

_OFF = 5.5
_ENDS = {
    "pelvis": ("pelvis", "waist"), "trunk": ("waist", "neck"),
    "w_thigh": ("w_hip", "w_knee"), "o_thigh": ("o_hip", "o_knee"),
    "w_shank": ("w_knee", "w_ankle"), "o_shank": ("o_knee", "o_ankle"),
}  # fmt: skip
SEGMENTS = frozenset(_ENDS)
SIDES = frozenset({"front", "back", "out", "in"})


def spot(patch: Patch, figure: Skeleton) -> Point:
    """The middle of the patch in space, a little off the bone."""
    top, end = _ENDS[patch.segment]
    x, _, z = figure.turns[patch.segment]
    out = -1.0 if patch.segment.startswith("o_") else 1.0
    way, sign = {"front": (x, 1.0), "back": (x, -1.0), "out": (z, out), "in": (z, -out)}[patch.side]
    a, b, c = mix(figure.points[top], figure.points[end], patch.t)
    return (a + _OFF * sign * way[0], b + _OFF * sign * way[1], c + _OFF * sign * way[2])


def draw(patch: Patch, figure: Skeleton, view: View) -> str:
    """A disc with a soft rim."""
    x, y = view.flat(spot(patch, figure))
    middle = f'cx="{number(x)}" cy="{number(-y)}"'
    rim = f'stroke="{palette.CARD}" stroke-width="0.8"'
    return (
        f'<g class="patch"><circle {middle} r="8" fill="{palette.GLOW}" fill-opacity="0.6"/>'
        f'<circle {middle} r="5" fill="{palette.PATCH}" {rim}/></g>'
    )
