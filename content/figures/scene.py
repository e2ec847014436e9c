"""PURE: one key frame as SVG in centimetres: floor, things, body, patch and arrow."""

from collections.abc import Iterable
from dataclasses import dataclass

from content.figures import arrow, palette, patch, props
from content.figures.body import Part, parts
from content.figures.contact import grounded
from content.figures.outline import Disc, number, skin
from content.figures.pose import Frame, Pose
from content.figures.skeleton import Skeleton
from content.figures.view import View

_SEAM = 1.5


@dataclass(frozen=True, slots=True)
class Bounds:
    """A rectangle in the picture, in centimetres right and up."""

    left: float
    right: float
    low: float
    high: float


def bounds(pose: Pose, frames: Iterable[Frame], view: View) -> Bounds:
    """What holds all frames with their arrows and things."""
    xs, ys = [], []
    for frame in frames:
        figure = grounded(frame)
        for part in parts(figure, view, frame.hands):
            for (x, y), r in (disc for lump in part.lumps for disc in _flat(lump, view)):
                xs += [x - r, x + r]
                ys += [y - r, y + r]
        ends = [end for a in frame.arrows for end in arrow.reach(a, figure, view)]
        boxes = [view.flat(c) for prop in pose.props if prop.box for c in props.corners(prop)]
        xs += [x for x, _ in ends + boxes]
        ys += [y for _, y in ends + boxes]
    return Bounds(min(xs), max(xs), min(ys), max(ys))


def draw(pose: Pose, frame: Frame, view: View, *, marked: bool) -> str:
    """The whole scene without its floor; `marked` adds patch and arrow."""
    figure = grounded(frame)
    things = sorted((p for p in pose.props if p.box), key=lambda p: props.near(p, view))
    drawn = [props.draw(p, view, figure) for p in things if not p.front]
    drawn += [_ghost(pose, view)] if pose.ghost and marked else []
    drawn += [_part(part, view) for part in parts(figure, view, frame.hands)]
    drawn += [props.draw(p, view, figure) for p in pose.props if p.front or p.line]
    if marked:
        drawn += [patch.draw(p, figure, view) for p in pose.patches]
        drawn += [arrow.draw(a, figure, view) for a in frame.arrows]
    return "".join(drawn)


def film(pose: Pose, frame: Frame, pointing: Frame | None, view: View) -> str:
    """The scene within a movement: always with its patch, and with the arrow of `pointing`."""
    arrows = pointing.arrows if pointing else ()
    drawn = [draw(pose, frame, view, marked=False)]
    figure = grounded(frame)
    drawn += [patch.draw(p, figure, view) for p in pose.patches]
    drawn += [arrow.draw(a, figure, view) for a in arrows]
    return "".join(drawn)


def _part(part: Part, view: View, colour: str = "") -> str:
    shape = "".join(skin(_flat(lump, view)) for lump in part.lumps)
    seam = f'stroke="{palette.SEAM}" stroke-width="{number(_SEAM)}" stroke-linejoin="round"'
    fill = colour or part.colour
    return f'<path class="{part.name}" d="{shape}" fill="{fill}" {seam} paint-order="stroke"/>'


def _ghost(pose: Pose, view: View) -> str:
    start = pose.frame(pose.still[0])
    figure: Skeleton = grounded(start)
    return "".join(_part(p, view, palette.GHOST) for p in parts(figure, view, start.hands))


def _flat(lump: Iterable[tuple[tuple[float, float, float], float]], view: View) -> list[Disc]:
    return [(view.flat(point), radius) for point, radius in lump]
