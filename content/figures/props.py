"""PURE: the things beside a body: chair, wall, pillow, step, bed, rail, mat and band."""

from collections.abc import Iterator
from math import cos, pi, sin

from content.figures import palette
from content.figures.outline import hull, number, path, skin
from content.figures.pose import Point, Prop
from content.figures.skeleton import Skeleton
from content.figures.view import Flat, View

_COLOURS = {
    "pillow": palette.CLOTH, "cushion": palette.CLOTH, "bed": palette.CLOTH, "mat": palette.MAT,
    "wall": palette.WALL, "rail": palette.WALL, "roller": palette.BAND, "ball": palette.BAND,
}  # fmt: skip
_SOFT = frozenset({"pillow", "cushion"})
NAMES = frozenset(_COLOURS) | {
    "band", "step", "counter", "chair seat", "chair leg", "chair back", "bed leg",
}  # fmt: skip
# Faces of a box by the corners that share one side of it: x, y or z at its upper end.
_LIT = 1
_RIM = tuple((cos(pi * i / 12), sin(pi * i / 12)) for i in range(24))


def draw(prop: Prop, view: View, figure: Skeleton) -> str:
    """One thing as SVG; a band runs between two points of the figure."""
    if prop.line:
        return _band([figure.points[name] for name in prop.line], view)
    if prop.name == "ball":
        return _ball(prop, view)
    if prop.name == "roller":
        return _roller(prop, view)
    colour = _COLOURS.get(prop.name, palette.WOOD)
    join = 5 if prop.name in _SOFT else 1.5
    style = f'stroke="{colour}" stroke-width="{join}" stroke-linejoin="round"'
    body = _face(list(corners(prop)), view)
    top = _face([c for c in corners(prop) if c[_LIT] == prop.box[3]], view)
    shine = f'<path d="{top}" fill="#fff" fill-opacity="0.28"/>' if view.up[1] < 1 else ""
    return f'<g class="{prop.name}"><path d="{body}" fill="{colour}" {style}/>{shine}</g>'


def corners(prop: Prop) -> Iterator[Point]:
    """The eight corners of a box in space."""
    x0, x1, y0, y1, z0, z1 = prop.box
    for x in (x0, x1):
        for y in (y0, y1):
            for z in (z0, z1):
                yield (x, y, z)


def near(prop: Prop, view: View) -> float:
    """How near the viewer the middle of a box is."""
    x0, x1, y0, y1, z0, z1 = prop.box
    return view.near(((x0 + x1) / 2, (y0 + y1) / 2, (z0 + z1) / 2))


def _ball(prop: Prop, view: View) -> str:
    """A ball that fills its box, with a shine on its upper part."""
    x0, x1, y0, y1, z0, z1 = prop.box
    middle, radius = view.flat(((x0 + x1) / 2, (y0 + y1) / 2, (z0 + z1) / 2)), (y1 - y0) / 2
    lit = (middle[0] - 0.3 * radius, middle[1] + 0.35 * radius)
    return _round(prop.name, skin([(middle, radius)]), skin([(lit, 0.35 * radius)]))


def _roller(prop: Prop, view: View) -> str:
    """A roller that lies across, with the core of the end that faces the viewer lit."""
    z0, z1 = prop.box[4:]
    facing = z1 if view.towards[2] >= 0 else z0
    whole = hull([*_rim(prop, z0, 1.0, view), *_rim(prop, z1, 1.0, view)])
    return _round(prop.name, path(whole), path(hull(_rim(prop, facing, 0.45, view))))


def _rim(prop: Prop, z: float, share: float, view: View) -> list[Flat]:
    """The circle about the middle of a roller at one place along it, in picture axes."""
    x0, x1, y0, y1 = prop.box[:4]
    x, y, radius = (x0 + x1) / 2, (y0 + y1) / 2, share * (y1 - y0) / 2
    flat = [view.flat((x + radius * c, y + radius * s, z)) for c, s in _RIM]
    return [(right, -up) for right, up in flat]


def _round(name: str, shape: str, lit: str) -> str:
    body = f'<path d="{shape}" fill="{_COLOURS[name]}"/>'
    return f'<g class="{name}">{body}<path d="{lit}" fill="#fff" fill-opacity="0.35"/></g>'


def _face(points: list[Point], view: View) -> str:
    return path(hull([(x, -y) for x, y in map(view.flat, points)]))


def _band(ends: list[Point], view: View) -> str:
    (x1, y1), (x2, y2) = map(view.flat, ends)
    line = f"M{number(x1)} {number(-y1)}L{number(x2)} {number(-y2)}"
    style = f'stroke="{palette.BAND}" stroke-width="4.5" stroke-linecap="round"'
    return f'<path class="band" d="{line}" {style} fill="none"/>'
