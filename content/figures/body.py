"""PURE: flesh on the skeleton: the parts of a body as balls that skin is stretched over."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from content.figures import palette
from content.figures.pose import Point
from content.figures.skeleton import HIP_OUT, SIDES, Skeleton
from content.figures.vector import mix
from content.figures.view import View

Ball = tuple[Point, float]


@dataclass(frozen=True, slots=True)
class Part:
    """One part in one colour: each of its lumps is skin over some balls; `near` orders parts."""

    name: str
    colour: str
    lumps: tuple[tuple[Ball, ...], ...]
    near: float


def parts(figure: Skeleton, view: View, hands: Mapping[str, str]) -> list[Part]:
    """All parts of a figure, the farthest first. A hand or foot is drawn over what it rests on."""
    found = [_trunk(figure, view), *_head(figure, view), *_legs(figure, view, hands)]
    legs = {part.name: part.near for part in found}
    for side, _ in SIDES:
        held = hands.get(f"{side}_hand", "").split("_")[0]
        found.append(_arm(figure, view, side, legs.get(f"{held}_leg")))
    return sorted(found, key=lambda part: part.near)


def _trunk(figure: Skeleton, view: View) -> Part:
    chest, waist, hips = [], [], []
    for z in (-1.0, 1.0):
        chest.append((figure.local("trunk", "neck", (0.5, -7.0, 11.5 * z)), 6.6))
        chest.append((figure.local("trunk", "neck", (1.0, -15.0, 8.0 * z)), 9.4))
        waist.append((figure.local("trunk", "waist", (0.0, 2.0, 6.0 * z)), 7.8))
        hips.append((figure.local("pelvis", "pelvis", (-0.2, 3.0, 6.5 * z)), 9.0))
    chest.append((figure.local("trunk", "neck", (0.0, -2.0, 0.0)), 5.0))
    lumps = (tuple(chest + waist), tuple(waist + hips))
    middle = mix(figure.points["waist"], figure.points["neck"], 0.3)
    return Part("trunk", palette.TRUNK, lumps, view.near(middle))


def _head(figure: Skeleton, view: View) -> list[Part]:
    def at(x: float, y: float) -> Point:
        return figure.local("head", "head", (x, y, 0.0))

    neck = ((figure.points["neck"], 5.2), (at(-0.5, -8.0), 4.8))
    face = ((at(1.6, 0.5), 8.6), (at(3.0, -4.8), 6.2))
    nose = ((at(10.3, -1.6), 1.4), (at(7.2, 2.8), 2.2), (at(7.4, -3.0), 2.2))
    hair = ((at(-1.6, 2.2), 9.6), (at(-3.6, -1.5), 8.0))
    near = view.near(mix(figure.points["neck"], figure.points["head"], 0.7))
    facing = view.near(at(1.0, 0.0)) - view.near(at(0.0, 0.0))
    behind = near + (0.02 if facing < -0.3 else -0.01)
    return [
        Part("neck", palette.FACE, (neck,), near - 0.02),
        Part("face", palette.FACE, (face, nose), near),
        Part("hair", palette.HAIR, (hair,), behind),
    ]


def _legs(figure: Skeleton, view: View, hands: Mapping[str, str]) -> list[Part]:
    """Both legs; one whose foot rests on the other comes after it."""
    legs = {side: _leg(figure, view, side) for side, _ in SIDES}
    for upper, under in (("w", "o"), ("o", "w")):
        rests = [on for point, on in hands.items() if point in (f"{upper}_ankle", f"{upper}_heel")]
        if any(on.startswith(f"{under}_") for on in rests):
            near = max(legs[upper].near, legs[under].near + 1)
            legs[upper] = replace(legs[upper], near=near)
    return list(legs.values())


def _leg(figure: Skeleton, view: View, side: str) -> Part:
    p = figure.points
    hip, knee, ankle = p[f"{side}_hip"], p[f"{side}_knee"], p[f"{side}_ankle"]
    calf = figure.local(f"{side}_shank", f"{side}_knee", (-1.6, -12.0, 0.0))
    lumps = (
        ((hip, 8.2), (mix(hip, knee, 0.35), 7.8), (knee, 5.5)),
        ((knee, 5.5), (calf, 5.6), (ankle, 3.4)),
        *_foot(figure, side),
    )
    # The hip belongs to the trunk; the rest of the leg decides what it covers. A leg as near as
    # the trunk goes under it, so that both hips look alike from the front.
    near, trunk = view.near(mix(mix(hip, knee, 0.5), ankle, 0.4)), view.near(p["waist"])
    near = near - 6.0 if abs(near - trunk) < 6.0 and _level(figure, view) else near
    return Part(f"{side}_leg", _colour(side), lumps, near)


def _level(figure: Skeleton, view: View) -> bool:
    """Whether both hips are about as near: a look from the front or from behind."""
    return abs(view.near(figure.points["w_hip"]) - view.near(figure.points["o_hip"])) < HIP_OUT


def _foot(figure: Skeleton, side: str) -> tuple[tuple[Ball, ...], ...]:
    def at(x: float, y: float, z: float) -> Point:
        return figure.local(f"{side}_foot", f"{side}_ankle", (x, y, z))

    ball = ((at(12.0, -4.9, -2.2), 2.1), (at(12.0, -4.9, 2.2), 2.1))
    sole = ((at(0.0, 0.0, 0.0), 3.6), (at(-2.2, -4.0, 0.0), 3.0), *ball)
    toes = tuple((_toe(figure, side, z), 1.7) for z in (-1.6, 1.6))
    return (sole, ball + toes)


def _toe(figure: Skeleton, side: str, z: float) -> Point:
    """The tip of the toes; flat on the ground when the ball is there and the heel is not."""
    foot, start = f"{side}_foot", f"{side}_ankle"
    heel, ball = figure.points[f"{side}_heel"], figure.points[f"{side}_ball"]
    if heel[1] - ball[1] < 3.0 or ball[1] > 2.0:
        return figure.local(foot, start, (17.0, -5.2, z))
    x, _, forward = figure.turns[foot][0]
    if x * x + forward * forward < 0.12:  # a foot on its tips: the toes bend to the body's front
        x, _, forward = figure.turns["pelvis"][0]
    length = (x * x + forward * forward) ** 0.5
    middle = figure.local(foot, start, (12.0, -4.9, z))
    return (middle[0] + 5.0 * x / length, 1.7, middle[2] + 5.0 * forward / length)


def _arm(figure: Skeleton, view: View, side: str, held: float | None) -> Part:
    p = figure.points
    shoulder, elbow, wrist, hand = (
        p[f"{side}_{name}"] for name in ("shoulder", "elbow", "wrist", "hand")
    )
    thumb = figure.local(f"{side}_hand", f"{side}_wrist", (3.4, -5.6, 0.0))
    lumps = (
        ((shoulder, 5.0), (mix(shoulder, elbow, 0.4), 4.6), (elbow, 3.7)),
        ((elbow, 3.7), (mix(elbow, wrist, 0.3), 3.8), (wrist, 2.5)),
        ((wrist, 2.5), (mix(wrist, hand, 0.5), 3.2), (hand, 2.3)),
        ((mix(wrist, hand, 0.2), 1.9), (thumb, 1.5)),
    )
    near = view.near(mix(shoulder, wrist, 0.6))
    return Part(f"{side}_arm", _colour(side), lumps, near if held is None else max(near, held + 1))


def _colour(side: str) -> str:
    return palette.WORKED if side == "w" else palette.OTHER
