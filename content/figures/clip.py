"""The moving picture of an exercise: a short loop of its key frames, then of the other side."""

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from math import dist

from content.figures import dial, palette, scene
from content.figures.between import between, eased
from content.figures.contact import grounded
from content.figures.outline import number
from content.figures.pose import Frame, Pose
from content.figures.rhythm import LONG_HOLD, RATE, Beat, Rhythm, beats, holds_long, rhythm
from content.figures.scene import Bounds
from content.figures.view import View, look

SIDE = 480  # pixels, as wide as high
# Raise this when clips change, so that those kept elsewhere are made anew.
DRAWING = 3
HIGH = SIDE - dial.HEIGHT
_SMALL = 9.0  # centimetres
_MARGIN, _CLOSEST, _BELOW, _DEEP = 24, 2.9, 0.3, 100.0


@dataclass(frozen=True, slots=True)
class Clip:
    """What a clip shows: a pose, on one side or two, and the seconds to hold, 0 for no ring."""

    pose: Pose
    sides: int
    seconds: int


def key(clip: Clip) -> str:
    """A name for the clip that changes when the pose, the drawing or a number in it does."""
    return sha256(f"clip {DRAWING} {clip!r}".encode()).hexdigest()[:32]


def draw(clip: Clip) -> bytes:
    """The clip as an MP4 of 480 by 480 without sound, a loop of 6 to 10 seconds."""
    from content.figures import film  # the video library takes 18 MB, so the bot never loads it

    return film.mp4(pictures(clip), (SIDE, SIDE), RATE)


def pictures(clip: Clip, count: int = 0) -> Iterator[tuple[str, str]]:
    """Every picture of the loop: the figure, and the strip with dots and ring below it.

    With a `count`, so many of them, evenly spread.
    """
    views = [look(clip.pose.camera, other_side=other) for other in (False, True)[: clip.sides]]
    boxes = [box(clip.pose, view) for view in views]
    found = rhythm(clip.pose, clip.sides)
    line = list(beats(clip.pose, clip.sides))
    places = [len(line) * each // count for each in range(count)] if count else range(len(line))
    for place in places:
        beat = line[place]
        side = int(beat.other_side)
        strip = _strip(clip, found, beat, place / len(line))
        yield figure(clip.pose, beat, views[side], boxes[side]), strip


def _strip(clip: Clip, found: Rhythm, beat: Beat, share: float) -> str:
    """The strip at a `share` of the loop; seconds without a counted hold run through all of it."""
    done = (found.rounds, beat.rounds) if beat.other_side else (beat.rounds, 0)
    counted = any(holds_long(clip.pose, place) for place in range(len(clip.pose.order)))
    return dial.draw(
        sides=clip.sides,
        rounds=found.rounds,
        done=done,
        seconds=clip.seconds if clip.seconds >= LONG_HOLD else 0,
        held=round((beat.held or 0.0) if counted else share * clip.sides % 1, 2),
    )


def _frame(pose: Pose, beat: Beat) -> Frame:
    one = pose.frame(beat.one)
    if beat.one == beat.two:
        return one
    return between(one, pose.frame(beat.two), round(eased(beat.way), 4))


def box(pose: Pose, view: View) -> Bounds:
    """What holds the figure in all key frames and half-way between them."""
    keys = [pose.frame(name) for name in pose.order]
    ways = [between(a, b, 0.5) for a, b in zip(keys, [*keys[1:], keys[0]], strict=True)]
    return scene.bounds(pose, [*keys, *ways], view)


def figure(pose: Pose, beat: Beat, view: View, held: Bounds) -> str:
    """The figure at one beat, on its ground, as an SVG of 480 by 400; `held` is its `box`."""
    wide, high = held.right - held.left, held.high - held.low
    scale = min((SIDE - 2 * _MARGIN) / wide, (HIGH - 2 * _MARGIN) / high, _CLOSEST)
    x = SIDE / 2 - scale * (held.left + held.right) / 2
    y = HIGH - _MARGIN - max(0.0, (HIGH - 2 * _MARGIN - scale * high) * _BELOW) + scale * held.low
    body = scene.film(pose, _frame(pose, beat), _pointing(pose, beat), view)
    place = f'transform="translate({number(x)} {number(y)}) scale({scale:.3f})"'
    top = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {SIDE} {HIGH}"'
    ground = _ground(view, y, scale)
    return f'{top} width="{SIDE}" height="{HIGH}">{ground}<g {place}>{body}</g></svg>'


def _pointing(pose: Pose, beat: Beat) -> Frame | None:
    """The key frame whose arrow shows: only for movements too small to see, on the way there."""
    there = pose.frame(beat.two)
    return there if there.arrows and _is_small(pose) else None


def _is_small(pose: Pose) -> bool:
    """Whether a movement is hard to see: no point of the body goes far."""
    if pose.ghost:
        return True
    start, end = (grounded(pose.frame(name)).points for name in pose.still)
    return all(dist(start[point], end[point]) < _SMALL for point in start)


def _ground(view: View, y: float, scale: float) -> str:
    """The card, and the floor: a line seen level, a field with a far edge seen from above."""
    far = max(y - scale * _DEEP * view.towards[1], 40.0)
    card = f'<rect width="{SIDE}" height="{HIGH}" fill="{palette.CARD}"/>'
    field = f'<rect x="0" y="{number(far)}" width="{SIDE}" height="{number(HIGH - far)}"'
    line = f'<path class="floor" d="M0 {number(far)}H{SIDE}" stroke="{palette.FLOOR_LINE}"'
    return f'{card}{field} fill="{palette.FLOOR}"/>{line} stroke-width="2.5"/>'
