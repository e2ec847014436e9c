"""Beside the bones: arrows straight and round, round things, and which leg covers the other."""

from math import dist

import pytest

from content.figures import arrow, body, props, skeleton
from content.figures.pose import Arrow, Camera, Frame, Prop
from content.figures.view import look

SIDE, OTHER_SIDE = look(Camera(0, 0)), look(Camera(0, 0), other_side=True)
UPRIGHT = Frame("A", "w_heel", (0.0, 0.0, 9.0), {})
FIGURE = skeleton.stand(UPRIGHT)
BALL = Prop("ball", (10.0, 20.0, 0.0, 10.0, -5.0, 5.0))
ROLLER = Prop("roller", (10.0, 20.0, 0.0, 10.0, -40.0, 40.0))


def corners(svg: str) -> list[tuple[float, float]]:
    """The corners of the first path of a drawing, y down."""
    line = svg.split(' d="M')[1].split('Z"')[0]
    pairs = (pair.split() for pair in line.split("L"))
    return [(float(x), float(y)) for x, y in pairs]


def test_a_straight_arrow_points_the_way_of_its_movement() -> None:
    tail, tip = arrow.reach(Arrow("pelvis", (10.0, 0.0), (0.0, 0.0, 0.0)), FIGURE, SIDE)
    assert tip[0] > tail[0] + 10.0
    assert tip[1] == pytest.approx(tail[1])


def test_a_round_arrow_runs_against_the_clock_about_its_middle() -> None:
    quarter = Arrow("pelvis", (10.0, 0.0), (0.0, 0.0, 0.0), 90.0)
    x, y = SIDE.flat(FIGURE.points["pelvis"])
    line = arrow.reach(quarter, FIGURE, SIDE)
    assert line[0] == pytest.approx((x + 10.0, y))
    assert line[-1] == pytest.approx((x, y + 10.0))
    assert all(dist(point, (x, y)) == pytest.approx(10.0) for point in line)


def test_on_the_other_side_of_the_body_a_round_arrow_runs_the_other_way() -> None:
    quarter = Arrow("pelvis", (10.0, 0.0), (0.0, 0.0, 0.0), 90.0)
    here, there = (arrow.reach(quarter, FIGURE, view) for view in (SIDE, OTHER_SIDE))
    assert [x for x, _ in there] == pytest.approx([-x for x, _ in here])
    assert [y for _, y in there] == pytest.approx([y for _, y in here])


@pytest.mark.parametrize("turn", [0.0, 45.0, -120.0, 300.0])
def test_the_head_of_an_arrow_is_wider_than_its_shaft_and_ends_at_the_tip(turn: float) -> None:
    one = Arrow("pelvis", (12.0, 0.0), (0.0, 0.0, 0.0), turn)
    tip = arrow.reach(one, FIGURE, SIDE)[-1]
    shape = corners(arrow.draw(one, FIGURE, SIDE))
    middle = shape.index(min(shape, key=lambda corner: dist(corner, (tip[0], -tip[1]))))
    assert dist(shape[middle], (tip[0], -tip[1])) < 0.1
    assert dist(shape[middle - 1], shape[middle + 1]) > 2 * dist(shape[0], shape[-1])


def test_a_ball_is_round_from_every_side() -> None:
    for view in (SIDE, look(Camera(70, 30))):
        x, y = view.flat((15.0, 5.0, 0.0))
        rim = [dist(corner, (x, -y)) for corner in corners(props.draw(BALL, view, FIGURE))]
        assert rim == pytest.approx([5.0] * len(rim), abs=0.15)


def test_a_roller_is_a_circle_from_its_end_and_long_from_the_front() -> None:
    end = corners(props.draw(ROLLER, SIDE, FIGURE))
    front = corners(props.draw(ROLLER, look(Camera(90, 0)), FIGURE))
    assert max(x for x, _ in end) - min(x for x, _ in end) == pytest.approx(10.0, abs=0.2)
    assert max(x for x, _ in front) - min(x for x, _ in front) == pytest.approx(80.0, abs=0.2)


@pytest.mark.parametrize(("upper", "under"), [("w", "o"), ("o", "w")])
def test_a_leg_whose_foot_rests_on_the_other_leg_covers_it(upper: str, under: str) -> None:
    drawn = body.parts(FIGURE, SIDE, {f"{upper}_ankle": f"{under}_knee"})
    names = [part.name for part in drawn]
    assert names.index(f"{under}_leg") < names.index(f"{upper}_leg")
