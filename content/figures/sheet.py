"""PURE: many stills on one page, to be looked at together."""

from collections.abc import Sequence

from content.figures import still
from content.figures.pose import Pose

_GAP = 16
_SMALL = 0.5


def draw(poses: Sequence[Pose], *, columns: int = 3) -> str:
    """All stills at half size, row by row, as one SVG document."""
    wide, high = still.WIDTH * _SMALL + _GAP, still.HEIGHT * _SMALL + _GAP
    rows = -(-len(poses) // columns)
    width, height = round(columns * wide + _GAP), round(rows * high + _GAP)
    drawn = [f'<rect width="{width}" height="{height}" fill="#fff"/>']
    for index, pose in enumerate(poses):
        x, y = _GAP + index % columns * wide, _GAP + index // columns * high
        place = f'transform="translate({x:g} {y:g}) scale({_SMALL})"'
        drawn.append(f"<g {place}>{still.inner(pose)}</g>")
    top = f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}"'
    return f'{top} viewBox="0 0 {width} {height}">{"".join(drawn)}</svg>'
