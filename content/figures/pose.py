"""PURE: a pose as values: joint angles in degrees, lengths in centimetres, times in seconds."""

from collections.abc import Mapping
from dataclasses import dataclass, field

Point = tuple[float, float, float]
Angles = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Camera:
    """Where the viewer stands: 0 looks from the worked side, 90 from the front, -90 from behind.

    `elevation` looks down. A picture that is `mirror`ed is flipped left to right when finished.
    """

    azimuth: float
    elevation: float
    mirror: bool = False


@dataclass(frozen=True, slots=True)
class Arrow:
    """A movement: it starts `offset` (world) from a body point; `move` is right and up.

    With a `turn`, in degrees against the clock, it runs round that place instead; `move` then
    leads from the middle to its start.
    """

    point: str
    move: tuple[float, float]
    offset: Point
    turn: float = 0.0


@dataclass(frozen=True, slots=True)
class Patch:
    """Where the exercise is felt: on a segment, `t` along it from 0 to 1, on one side of it."""

    segment: str
    t: float
    side: str


@dataclass(frozen=True, slots=True)
class Prop:
    """A thing beside the body: a `box` (x0 x1 y0 y1 z0 z1) or a `line` between two body points.

    One that is in `front` is drawn over the body.
    """

    name: str
    box: tuple[float, ...] = ()
    line: tuple[str, ...] = ()
    front: bool = False


@dataclass(frozen=True, slots=True)
class Frame:
    """One key frame: where one point of the body lies, and all angles that are not 0.

    `angles` holds `root`, `spine`, `head`, and the limbs `w` (worked) and `o` (other). `touch`
    names the surface under a point, `hands` what a hand or foot rests on.
    """

    name: str
    anchor: str
    at: Point
    angles: Mapping[str, Angles]
    touch: Mapping[str, str] = field(default_factory=dict)
    hands: Mapping[str, str] = field(default_factory=dict)
    arrows: tuple[Arrow, ...] = ()


@dataclass(frozen=True, slots=True)
class Pose:
    """All there is to draw one exercise.

    `order` is the round of key frames; `hold` are the seconds spent in each, `move` those of the
    way to the next. `still` names the start and the end of the still picture; with `ghost` the
    start stands pale behind the end, for a movement too small to see.
    """

    alt: str
    camera: Camera
    frames: tuple[Frame, ...]
    order: tuple[str, ...]
    move: tuple[float, ...]
    hold: tuple[float, ...]
    still: tuple[str, ...]
    props: tuple[Prop, ...] = ()
    patches: tuple[Patch, ...] = ()
    ghost: bool = False

    def frame(self, name: str) -> Frame:
        """The key frame of this name; KeyError when there is none."""
        for frame in self.frames:
            if frame.name == name:
                return frame
        raise KeyError(name)
