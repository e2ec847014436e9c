"""PURE: space to picture: an orthographic look from one side, and how near a point is."""

from dataclasses import dataclass
from math import cos, radians, sin

from content.figures.pose import Camera, Point
from content.figures.vector import dot

Flat = tuple[float, float]


@dataclass(frozen=True, slots=True)
class View:
    """The axes of a picture in space. `flip` is -1 when the picture is mirrored, else 1."""

    right: Point
    up: Point
    towards: Point
    flip: float

    def flat(self, point: Point) -> Flat:
        """Centimetres to the right and up in the picture."""
        return (self.flip * dot(point, self.right), dot(point, self.up))

    def near(self, point: Point) -> float:
        """How near the viewer a point is, in centimetres from the middle."""
        return dot(point, self.towards)


def look(camera: Camera, *, other_side: bool = False) -> View:
    """The view of a camera; for the other side of the body the picture is flipped once more."""
    az, el = radians(camera.azimuth), radians(camera.elevation)
    level = (sin(az), 0.0, cos(az))
    up = (-level[0] * sin(el), cos(el), -level[2] * sin(el))
    towards = (level[0] * cos(el), sin(el), level[2] * cos(el))
    flip = -1.0 if camera.mirror != other_side else 1.0
    return View((cos(az), 0.0, -sin(az)), up, towards, flip)
