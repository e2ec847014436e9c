"""PURE: the still picture of an exercise: its start and its end side by side."""

from hashlib import sha256

from content.figures import palette, scene
from content.figures.outline import number
from content.figures.pose import Frame, Pose
from content.figures.scene import Bounds
from content.figures.view import View, look

WIDTH, HEIGHT = 960, 480
# Raise this when the drawing changes, so that pictures kept elsewhere are drawn anew.
DRAWING = 2
PANEL, _MARGIN = WIDTH / 2, 26
_CLOSEST = 2.9
_BELOW = 0.36
# How far behind the figure the floor ends, in centimetres.
_DEEP = 100.0


def key(pose: Pose, *, other_side: bool = False) -> str:
    """A name for the picture that changes when the pose or the drawing does."""
    return sha256(f"{DRAWING} {other_side} {pose!r}".encode()).hexdigest()[:32]


def draw(pose: Pose, *, other_side: bool = False) -> str:
    """The still as an SVG document of 960 by 480, without any words."""
    top = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}"'
    return f'{top} width="{WIDTH}" height="{HEIGHT}">{inner(pose, other_side=other_side)}</svg>'


def inner(pose: Pose, *, other_side: bool = False) -> str:
    """The still without the document around it, so that others can place it."""
    view = look(pose.camera, other_side=other_side)
    frames = [pose.frame(name) for name in pose.still]
    box = scene.bounds(pose, frames, view)
    card = f'<rect x="2" y="2" width="{WIDTH - 4}" height="{HEIGHT - 4}" rx="28"'
    drawn = [f'{card} fill="{palette.CARD}" stroke="{palette.EDGE}" stroke-width="3"/>']
    for index, frame in enumerate(frames):
        marked = index == len(frames) - 1
        drawn.append(_panel(pose, frame, view, box, index * PANEL, marked=marked))
    line = f'<path d="M{number(PANEL)} 40V{HEIGHT - 40}" stroke="{palette.EDGE}" stroke-width="3"'
    return "".join([*drawn, f'{line} stroke-dasharray="2 10" stroke-linecap="round"/>'])


def end(pose: Pose) -> str:
    """The end of the movement alone, on a square of `PANEL`, so that others can place it."""
    view = look(pose.camera)
    frame = pose.frame(pose.still[-1])
    return _panel(pose, frame, view, scene.bounds(pose, [frame], view), 0.0, marked=True)


def _panel(pose: Pose, frame: Frame, view: View, box: Bounds, left: float, *, marked: bool) -> str:
    wide, high = box.right - box.left, box.high - box.low
    scale = min((PANEL - 2 * _MARGIN) / wide, (HEIGHT - 2 * _MARGIN - 10) / high, _CLOSEST)
    x = left + PANEL / 2 - scale * (box.left + box.right) / 2
    # A low figure lies on the lower third, a tall one fills the card.
    y = HEIGHT - _MARGIN - 10 - max(0.0, (HEIGHT - 2 * _MARGIN - 10 - scale * high) * _BELOW)
    y += scale * box.low
    floor = _floor(view, left, y, scale)
    body = scene.draw(pose, frame, view, marked=marked)
    return f'{floor}<g transform="translate({number(x)} {number(y)}) scale({scale:.3f})">{body}</g>'


def _floor(view: View, left: float, y: float, scale: float) -> str:
    """The ground of a panel: a line seen level, a field with a far edge seen from above."""
    far = max(y - scale * _DEEP * view.towards[1], 40.0)
    left, right = left + 14, left + PANEL - 14
    low = HEIGHT - 14
    field = f'<rect x="{number(left)}" y="{number(far)}" width="{number(right - left)}"'
    field += f' height="{number(low - far)}" rx="8" fill="{palette.FLOOR}"/>'
    line = f'<path class="floor" d="M{number(left)} {number(far)}H{number(right)}"'
    return f'{field}{line} stroke="{palette.FLOOR_LINE}" stroke-width="2.5"/>'
