"""PURE: joint angles to points in space (forward kinematics).

World: y is up, the floor is y = 0. Body: x is forward, y towards the head, z towards the worked
side. Limbs run along their own -y, a foot along its own +x.
"""

from dataclasses import dataclass, field

from content.figures.pose import Angles, Frame, Point
from content.figures.vector import UPRIGHT, Turn, about_x, about_y, about_z, add, place

PELVIS_TO_WAIST, WAIST_TO_NECK, NECK_TO_HEAD = 16.0, 36.0, 18.0
SHOULDER_OUT, SHOULDER_DOWN, HIP_OUT = 18.0, 4.0, 9.0
THIGH, SHANK, UPPER_ARM, FOREARM, HAND = 42.0, 41.0, 29.0, 25.0, 9.0
HEEL, BALL, TOE = (-5.0, -7.0, 0.0), (13.0, -7.0, 0.0), (18.0, -7.0, 0.0)
SIDES = (("w", 1.0), ("o", -1.0))


@dataclass(slots=True)
class Skeleton:
    """Every named point of a figure in centimetres, and how each segment is turned."""

    points: dict[str, Point] = field(default_factory=dict)
    turns: dict[str, Turn] = field(default_factory=dict)

    def local(self, segment: str, start: str, local: Point) -> Point:
        """A point given in the frame of a segment that begins at `start`."""
        return place(self.points[start], self.turns[segment], local)

    def moved(self, by: Point) -> "Skeleton":
        """The same figure somewhere else."""
        points = {name: add(point, by) for name, point in self.points.items()}
        return Skeleton(points, self.turns)


def stand(frame: Frame) -> Skeleton:
    """The figure of a frame, with its anchor point where the frame wants it."""
    figure = Skeleton({"pelvis": (0.0, 0.0, 0.0)})
    _axis(figure, frame)
    for name, side in SIDES:
        angles = frame.angles.get(name, {})
        _leg(figure, name, side, angles)
        _arm(figure, name, side, angles)
    return figure.moved(add(frame.at, figure.points[frame.anchor], -1.0))


def _axis(figure: Skeleton, frame: Frame) -> None:
    root, spine = frame.angles.get("root", {}), frame.angles.get("spine", {})
    pelvis = about_z(about_y(UPRIGHT, root.get("turn", 0)), -root.get("pitch", 0))
    pelvis = about_x(pelvis, root.get("roll", 0))
    trunk = about_x(about_z(pelvis, -spine.get("bend", 0)), spine.get("side", 0))
    trunk = about_y(trunk, spine.get("twist", 0))
    head = about_z(trunk, -frame.angles.get("head", {}).get("neck", 0))
    figure.turns.update(pelvis=pelvis, trunk=trunk, head=head)
    points = figure.points
    points["waist"] = figure.local("pelvis", "pelvis", (0.0, PELVIS_TO_WAIST, 0.0))
    points["neck"] = figure.local("trunk", "waist", (0.0, WAIST_TO_NECK, 0.0))
    points["head"] = figure.local("head", "neck", (0.0, NECK_TO_HEAD, 0.0))


def _leg(figure: Skeleton, name: str, side: float, angles: Angles) -> None:
    thigh = _ball_joint(figure.turns["pelvis"], side, angles, ("hip", "abd", "rot"))
    shank = about_z(thigh, -angles.get("knee", 0))
    foot = about_z(shank, angles.get("ankle", 0))
    figure.turns.update({f"{name}_thigh": thigh, f"{name}_shank": shank, f"{name}_foot": foot})
    points = figure.points
    points[f"{name}_hip"] = figure.local("pelvis", "pelvis", (0.0, 0.0, side * HIP_OUT))
    points[f"{name}_knee"] = figure.local(f"{name}_thigh", f"{name}_hip", (0.0, -THIGH, 0.0))
    points[f"{name}_ankle"] = figure.local(f"{name}_shank", f"{name}_knee", (0.0, -SHANK, 0.0))
    for part, local in (("heel", HEEL), ("ball", BALL), ("toe", TOE)):
        points[f"{name}_{part}"] = figure.local(f"{name}_foot", f"{name}_ankle", local)


def _arm(figure: Skeleton, name: str, side: float, angles: Angles) -> None:
    upper = _ball_joint(figure.turns["trunk"], side, angles, ("sh", "sabd", "srot"))
    forearm = about_z(upper, angles.get("elbow", 0))
    hand = about_z(forearm, angles.get("wrist", 0))
    figure.turns.update({f"{name}_arm": upper, f"{name}_forearm": forearm, f"{name}_hand": hand})
    points = figure.points
    shoulder = (0.0, -SHOULDER_DOWN, side * SHOULDER_OUT)
    points[f"{name}_shoulder"] = figure.local("trunk", "neck", shoulder)
    points[f"{name}_elbow"] = figure.local(f"{name}_arm", f"{name}_shoulder", (0, -UPPER_ARM, 0))
    points[f"{name}_wrist"] = figure.local(f"{name}_forearm", f"{name}_elbow", (0, -FOREARM, 0))
    points[f"{name}_hand"] = figure.local(f"{name}_hand", f"{name}_wrist", (0, -HAND, 0))


def _ball_joint(parent: Turn, side: float, angles: Angles, names: tuple[str, str, str]) -> Turn:
    """Bend, then out to the side, then the turn about the limb itself."""
    bend, out, turn = (angles.get(name, 0) for name in names)
    return about_y(about_x(about_z(parent, bend), -side * out), -side * turn)
