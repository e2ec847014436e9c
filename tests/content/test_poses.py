"""The poses in the exercise files: read strictly, possible for a body, and on the floor."""

from tomllib import loads

import pytest

from content import check
from content.figures import contact, limits
from content.figures.pose import Frame, Pose
from content.figures.reading import ALT_LETTERS, read_pose
from content.findings import Finding
from content.loader import load_library
from content.tables import Table

EXERCISES = load_library().exercises
GOOD = """
[pose]
alt = "A person lifts the hips."
azimuth = 0
elevation = 0
order = ["A", "B"]
move = [1, 1.5]
hold = [0, 2]
still = ["A", "B"]
patches = [{ segment = "pelvis", t = 0, side = "back" }]

[[pose.frames]]
name = "A"
anchor = "w_heel"
at = [0, 0, 9]
w = { knee = 4 }
touch = { w_heel = "floor" }

[[pose.frames]]
name = "B"
anchor = "w_heel"
at = [0, 0, 9]
arrows = [{ point = "pelvis", move = [0, 10] }]
"""


def _read(text: str) -> tuple[Pose, list[str]]:
    faults: list[Finding] = []
    pose = read_pose(Table("one.toml", loads(text)["pose"], faults, "pose."))
    return pose, [str(fault) for fault in faults]


@pytest.mark.parametrize("id_", EXERCISES)
def test_each_exercise_has_a_pose_and_words_for_those_who_cannot_see_it(id_: str) -> None:
    pose = EXERCISES[id_].pose
    assert pose is not None
    assert 20 < len(pose.alt.strip()) <= ALT_LETTERS
    assert len(pose.frames) >= 2
    assert sum(pose.move) + sum(pose.hold) > 0
    assert not {"left", "right"} & set(pose.alt.lower().split())


@pytest.mark.parametrize("id_", EXERCISES)
def test_no_joint_bends_further_than_a_body_can(id_: str) -> None:
    assert [fault for frame in _frames(id_) for fault in limits.beyond(frame)] == []


@pytest.mark.parametrize("id_", EXERCISES)
def test_no_figure_floats_and_no_limb_goes_through_the_floor(id_: str) -> None:
    assert [fault for frame in _frames(id_) for fault in contact.misplaced(frame)] == []


@pytest.mark.parametrize("id_", EXERCISES)
def test_a_figure_touches_the_ground_as_its_position_says(id_: str) -> None:
    """A lying or sitting figure rests on its body, the others on feet, knees or arms."""
    position = EXERCISES[id_].position
    for frame in _frames(id_):
        parts = {point.split("_")[-1] for point in frame.touch}
        if position.startswith("lying on your back"):
            assert parts & {"pelvis", "neck"}
        elif position.startswith("lying on your side"):
            assert parts & {"hip", "knee"}
        elif position.startswith("kneeling") or position == "hands and knees":
            assert "knee" in parts
        elif position.startswith("standing"):
            assert parts & {"heel", "ball"}
        else:
            assert parts


def _frames(id_: str) -> tuple[Frame, ...]:
    pose = EXERCISES[id_].pose
    return pose.frames if pose else ()


def test_a_good_pose_is_read_without_a_fault() -> None:
    pose, faults = _read(GOOD)
    assert faults == []
    assert pose.frame("A").angles["w"] == {"knee": 4.0}
    assert pose.move == (1.0, 1.5)


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ('alt = "A person lifts the hips."', 'alt = " "', "pose.alt"),
        ("w = { knee = 4 }", "w = { knees = 4 }", "pose.frames.A.w.knees"),
        ("w = { knee = 4 }", 'w = { knee = "4" }', "pose.frames.A.w.knee"),
        ("azimuth = 0", "azimuth = 0\nzoom = 2", "pose.zoom"),
        ("move = [1, 1.5]", "move = [1]", "pose.move"),
        ('still = ["A", "B"]', 'still = ["A", "C"]', "pose.still"),
        ('segment = "pelvis"', 'segment = "nose"', "pose.patches.segment"),
        ('patches = [{ segment = "pelvis", t = 0, side = "back" }]', "", "pose.patches"),
        ('arrows = [{ point = "pelvis", move = [0, 10] }]', "", "pose.frames"),
        ("move = [0, 10] }", "move = [0, 3], turn = 90 }", "pose.arrows.move"),
        ("move = [0, 10] }", "move = [0, 10], curve = 90 }", "pose.arrows.curve"),
        ('anchor = "w_heel"', 'anchor = "w_wing"', "pose.frames.A"),
        ("elevation = 0", "", "pose.frames"),
    ],
)
def test_a_spoiled_pose_is_a_fault_of_its_key(old: str, new: str, key: str) -> None:
    assert old in GOOD
    _, faults = _read(GOOD.replace(old, new, 1))
    assert len(faults) == 1
    assert faults[0].startswith(f"one.toml, {key}: ")


def test_an_impossible_pose_is_found_by_check_with_its_file_and_joint(shelf) -> None:
    text = (shelf.folder / "exercises" / "bridge.toml").read_text(encoding="utf-8")
    shelf.write("exercises/bridge.toml", text + GOOD.replace("knee = 4", "knee = 170"))
    found = [finding for finding in check.findings(shelf.folder) if "pose" in finding.field]
    assert ("exercises/bridge.toml", "pose.frames.A.w.knee") in {(f.file, f.field) for f in found}


def test_a_possible_pose_is_no_finding(shelf) -> None:
    text = (shelf.folder / "exercises" / "bridge.toml").read_text(encoding="utf-8")
    shelf.write("exercises/bridge.toml", text + GOOD)
    assert [f for f in check.findings(shelf.folder) if "pose" in f.field] == []
