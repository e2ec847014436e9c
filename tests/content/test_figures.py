"""The drawing: a skeleton that stands on the floor, and pictures that are the same every time."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli import entry
from content.figures import contact, limits, png, sheet, skeleton, still
from content.figures.outline import hull, number, skin
from content.figures.pose import Camera, Frame, Pose
from content.figures.view import look
from content.loader import load_library

POSES: dict[str, Pose] = {
    id_: exercise.pose for id_, exercise in load_library().exercises.items() if exercise.pose
}
BRIDGE = POSES["glute-bridge"]
UPRIGHT = Frame("A", "w_heel", (0.0, 0.0, 9.0), {})
PNG_LIMIT, SVG_LIMIT = 80_000, 90_000


def test_a_figure_without_angles_stands_as_tall_as_its_bones() -> None:
    figure = skeleton.stand(UPRIGHT)
    height = 7 + skeleton.SHANK + skeleton.THIGH + skeleton.PELVIS_TO_WAIST
    assert figure.points["waist"][1] == pytest.approx(height)
    assert figure.points["w_hip"][2] == pytest.approx(-figure.points["o_hip"][2])


def test_a_bent_hip_brings_the_knee_forward_and_a_bent_knee_the_foot_back() -> None:
    frame = Frame("A", "pelvis", (0.0, 90.0, 0.0), {"w": {"hip": 90.0, "knee": 90.0}})
    figure = skeleton.stand(frame)
    knee, ankle = figure.points["w_knee"], figure.points["w_ankle"]
    assert knee == pytest.approx((42.0, 90.0, 9.0))
    assert ankle == pytest.approx((42.0, 49.0, 9.0))


def test_a_leg_out_to_the_side_leaves_the_middle_on_either_side() -> None:
    angles = {"w": {"abd": 30.0}, "o": {"abd": 30.0}}
    figure = skeleton.stand(Frame("A", "pelvis", (0.0, 90.0, 0.0), angles))
    worked, other = figure.points["w_knee"], figure.points["o_knee"]
    assert worked[2] == pytest.approx(30.0)
    assert other == pytest.approx((worked[0], worked[1], -worked[2]))


def test_lying_face_up_puts_the_head_as_low_as_the_pelvis() -> None:
    frame = Frame("A", "pelvis", (0.0, 8.0, 0.0), {"root": {"pitch": -90.0}})
    assert skeleton.stand(frame).points["neck"] == pytest.approx((-52.0, 8.0, 0.0))


def test_the_lowest_contact_is_shifted_onto_the_floor() -> None:
    floating = replace(UPRIGHT, at=(0.0, 12.0, 9.0), touch={"w_heel": "floor", "w_ball": "floor"})
    assert contact.grounded(floating).points["w_heel"][1] == pytest.approx(0.0)


def test_a_point_that_floats_and_one_below_the_floor_are_named() -> None:
    lifted = {"o": {"hip": 40.0, "knee": 20.0}}
    touch = {"w_heel": "floor", "o_heel": "floor"}
    floats = dict(contact.misplaced(replace(UPRIGHT, angles=lifted, touch=touch)))
    assert set(floats) == {"o_heel"}
    sunk = dict(contact.misplaced(replace(UPRIGHT, at=(0.0, -10.0, 9.0))))
    assert {"w_heel", "o_heel"} <= set(sunk)


@pytest.mark.parametrize(("joint", "angle"), [("knee", -5.0), ("hip", 140.0), ("elbow", 170.0)])
def test_a_joint_bent_too_far_is_named(joint: str, angle: float) -> None:
    frame = replace(UPRIGHT, angles={"w": {joint: angle}})
    assert [name for name, _ in limits.beyond(frame)] == [f"w.{joint}"]


def test_a_view_from_the_side_shows_the_front_on_the_right_and_mirrored_on_the_left() -> None:
    assert look(Camera(0, 0)).flat((10.0, 5.0, 3.0)) == pytest.approx((10.0, 5.0))
    assert look(Camera(0, 0, mirror=True)).flat((10.0, 5.0, 3.0)) == pytest.approx((-10.0, 5.0))
    assert look(Camera(90, 0)).near((10.0, 5.0, 3.0)) == pytest.approx(10.0)
    assert look(Camera(0, 90)).near((10.0, 5.0, 3.0)) == pytest.approx(5.0)


def test_the_skin_holds_its_discs_and_nothing_is_minus_nothing() -> None:
    assert hull([(0.0, 0.0), (2.0, 0.0), (1.0, 0.5), (2.0, 2.0), (0.0, 2.0)]) == [
        (0.0, 0.0), (2.0, 0.0), (2.0, 2.0), (0.0, 2.0),
    ]  # fmt: skip
    assert "M-5 " in skin([((0.0, 0.0), 5.0), ((10.0, 0.0), 3.0)])
    assert number(-0.01) == "0"


def test_the_other_side_is_the_mirror_image() -> None:
    """The hands of a lying figure end at the left on one side and at the right on the other."""
    one, two = still.draw(BRIDGE), still.draw(BRIDGE, other_side=True)
    assert one != two
    assert _middles(one) == pytest.approx([-x for x in _middles(two)])


def _middles(svg: str) -> list[float]:
    return [float(x) for x in re.findall(r'circle cx="([-\d.]+)"', svg)]


def test_a_picture_is_the_same_bytes_twice() -> None:
    one, two = (png.raster(still.draw(BRIDGE)) for _ in range(2))
    assert one == two
    assert one.startswith(b"\x89PNG")
    assert int.from_bytes(one[16:20]) == still.WIDTH
    assert int.from_bytes(one[20:24]) == still.HEIGHT


def test_the_key_changes_with_the_pose_and_the_side_and_with_nothing_else() -> None:
    other = replace(BRIDGE, camera=Camera(1, 0))
    keys = {still.key(BRIDGE), still.key(BRIDGE, other_side=True), still.key(other)}
    assert len(keys) == 3
    assert still.key(replace(BRIDGE)) == still.key(BRIDGE)


def test_the_key_changes_with_the_drawing(monkeypatch: pytest.MonkeyPatch) -> None:
    before = still.key(BRIDGE)
    monkeypatch.setattr(still, "DRAWING", still.DRAWING + 1)
    assert still.key(BRIDGE) != before


@pytest.mark.parametrize("id_", POSES)
def test_each_exercise_draws_with_patch_and_arrow_on_its_end(id_: str) -> None:
    pose = POSES[id_]
    svg = still.draw(pose)
    assert len(svg) < SVG_LIMIT
    assert svg.count('class="patch"') == len(pose.patches) >= 1
    assert svg.count('class="arrow"') == len(pose.frame(pose.still[1]).arrows) >= 1
    assert svg.count('class="trunk"') == 2 + pose.ghost
    assert svg.count('class="floor"') == 2
    assert "<text" not in svg


@pytest.mark.parametrize("id_", POSES)
def test_each_picture_fits_its_card_and_is_light(id_: str) -> None:
    picture = png.raster(still.draw(POSES[id_]))
    assert 3_000 < len(picture) < PNG_LIMIT


def test_the_sheet_holds_every_still() -> None:
    svg = sheet.draw([BRIDGE, POSES["plank"]], columns=2)
    assert svg.count('class="trunk"') == 4
    assert svg.startswith('<svg xmlns="http://www.w3.org/2000/svg" width="1008" height="272"')


def test_the_command_draws_one_exercise_with_its_sheet(tmp_path: Path) -> None:
    found = CliRunner().invoke(entry.app, ["figures", "--out", str(tmp_path), "--only", "plank"])
    assert found.exit_code == 0
    assert "plank: " in found.output
    names = {"plank.svg", "plank.png", "plank.mp4", "contact-sheet.png", "clips-1.png"}
    assert {p.name for p in tmp_path.iterdir()} == names


def test_the_command_refuses_an_exercise_nobody_knows(tmp_path: Path) -> None:
    found = CliRunner().invoke(entry.app, ["figures", "--out", str(tmp_path), "--only", "nothing"])
    assert found.exit_code == 64
    assert "nothing" in found.output
