"""PURE: the moves of a day side by side in one picture, each with its number."""

from dataclasses import dataclass
from hashlib import sha256

from content.figures import dial, palette, still
from content.figures.outline import number
from content.figures.pose import Pose

# Raise this when strips change, so that those kept elsewhere are drawn anew.
DRAWING = 1
TILE, _GAP, _COLUMNS = 320, 8, 3


@dataclass(frozen=True, slots=True)
class Strip:
    """The poses of a day in their order, at least one."""

    poses: tuple[Pose, ...]


def key(strip: Strip) -> str:
    """A name for the strip that changes when a pose, the order or the drawing does."""
    return sha256(f"strip {DRAWING} {still.DRAWING} {strip!r}".encode()).hexdigest()[:32]


def draw(strip: Strip) -> str:
    """The strip as an SVG document: up to three moves in a row."""
    columns = columns_of(len(strip.poses))
    rows = -(-len(strip.poses) // columns)
    width, height = columns * TILE, rows * TILE
    drawn = [f'<rect width="{width}" height="{height}" fill="{palette.CARD}"/>']
    for place, pose in enumerate(strip.poses):
        x, y = place % columns * TILE, place // columns * TILE
        drawn.append(_tile(pose, place + 1, x, y))
    top = f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}"'
    return f'{top} viewBox="0 0 {width} {height}">{"".join(drawn)}</svg>'


def columns_of(count: int) -> int:
    """How many moves stand in a row: four moves make a square, one alone fills the picture."""
    return {1: 1, 2: 2, 4: 2}.get(count, _COLUMNS)


def _tile(pose: Pose, place: int, x: float, y: float) -> str:
    """One move at its end, with its number in the corner."""
    side = TILE - 2 * _GAP
    scale = side / still.PANEL
    shift = f"translate({number(x + _GAP)} {number(y + _GAP)}) scale({scale:.4f})"
    badge = f'<circle cx="{x + 42}" cy="{y + 42}" r="24" fill="{palette.CARD}"'
    badge += f' stroke="{palette.ARROW}" stroke-width="3"/>'
    figure = f'<g transform="{shift}">{still.end(pose)}</g>'
    return figure + badge + dial.figures(place, x + 42, y + 42, high=22)
