"""PURE: many stills, or pictures of many clips, on one page, to be looked at together."""

from collections.abc import Sequence

from content.figures import clip, still
from content.figures.clip import Clip
from content.figures.pose import Pose

_GAP = 16
_SMALL = 0.5
_PICTURES, _TINY = 8, 0.4  # of each clip on its page, and their size


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


def clips(several: Sequence[Clip]) -> str:
    """Eight pictures of each clip, evenly spread over its loop, row by row as one SVG document."""
    side = clip.SIDE * _TINY
    width, height = round(_PICTURES * side), round(len(several) * side)
    drawn = []
    for row, one in enumerate(several):
        for column, (figure, dial) in enumerate(clip.pictures(one, _PICTURES)):
            place = f'transform="translate({column * side:g} {row * side:g}) scale({_TINY})"'
            drawn.append(f"<g {place}>{figure}{_below(dial)}</g>")
    top = f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}"'
    return f'{top} viewBox="0 0 {width} {height}">{"".join(drawn)}</svg>'


def _below(dial: str) -> str:
    return f'<g transform="translate(0 {clip.HIGH})">{dial}</g>'
