"""PURE: the figure put on the floor, and what floats above it or goes through it."""

from collections.abc import Iterator

from content.figures.pose import Frame
from content.figures.skeleton import Skeleton, stand

# How high the middle of a joint lies when its skin touches the ground, in centimetres.
REST = {
    "heel": 0.0, "ball": 0.0, "toe": 0.0, "knee": 5.0, "ankle": 5.0, "wrist": 3.0, "elbow": 4.0,
    "hip": 9.0, "pelvis": 8.0, "neck": 8.0, "head": 8.0, "hand": 0.0, "shoulder": 5.0, "waist": 5.0,
}  # fmt: skip
# A point may miss its surface by this much: skin and cushions give.
GIVE = 3.0
# A sole turned outward rests on its edge, as in the butterfly.
_EDGE = "floor_edge"
_FLOOR = frozenset({"floor", "floor_side", _EDGE})


def rest(point: str) -> float:
    """The height of a named point above the surface it lies on."""
    return REST[point.split("_")[-1]]


def grounded(frame: Frame) -> Skeleton:
    """The figure of a frame, shifted so that its lowest contact stands on the floor."""
    figure = stand(frame)
    gaps = [_gap(figure, point) for point, under in frame.touch.items() if under == "floor"]
    return figure.moved((0.0, -min(gaps), 0.0)) if gaps else figure


def misplaced(frame: Frame) -> Iterator[tuple[str, str]]:
    """Each point that floats above its floor or goes below it: its name, and what to do."""
    figure = grounded(frame)
    for point, under in frame.touch.items():
        gap = _gap(figure, point)
        if under in _FLOOR and gap > GIVE:
            yield point, f"this floats {gap:.0f} cm above the floor; change a joint above it."
    for point in figure.points:
        depth = -figure.points[point][1]
        # Toes bend up where the ball of the foot stands on the ground.
        if depth > GIVE and not point.endswith("toe"):
            yield point, f"this is {depth:.0f} cm below the floor; change a joint above it."


def _gap(figure: Skeleton, point: str) -> float:
    return figure.points[point][1] - rest(point)
