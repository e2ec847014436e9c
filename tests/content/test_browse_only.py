"""Moves that are there to be read about, and never in a plan."""

from content.loader import inspect_library, load_library

ONLY_READ = {
    "ball-release-buttock", "bridge-pose", "diamond-forward-fold", "foam-roll-front-thigh",
    "iliotibial-band-stretch", "pigeon-pose",
}  # fmt: skip
BRIDGE = "exercises/bridge.toml"


def test_these_six_and_no_other_are_only_read_about():
    exercises = load_library().exercises
    assert {id_ for id_, one in exercises.items() if one.browse_only} == ONLY_READ
    assert {id_ for id_, one in exercises.items() if not one.phases} == ONLY_READ


def test_no_planned_move_leads_to_one_of_them():
    exercises = load_library().exercises
    for one in exercises.values():
        if not one.browse_only:
            assert {one.regress_to, one.progress_to, one.unlocked_by}.isdisjoint(ONLY_READ)


def test_one_that_is_only_read_about_has_no_phase(shelf):
    shelf.change(BRIDGE, "[plan]\n", "[plan]\nbrowse_only = true\n")
    faults = [str(fault) for fault in inspect_library(shelf.folder)[1]]
    assert len(faults) == 1
    assert "plan.phases" in faults[0]
    assert "never in a plan" in faults[0]


def test_one_without_a_phase_says_that_it_is_only_read_about(shelf):
    shelf.change(BRIDGE, '["strength"]', "[]")
    faults = [str(fault) for fault in inspect_library(shelf.folder)[1]]
    assert len(faults) == 1
    assert "write browse_only = true" in faults[0]


def test_with_both_it_is_read(shelf):
    shelf.change(BRIDGE, "[plan]\n", "[plan]\nbrowse_only = true\n")
    shelf.change(BRIDGE, '["strength"]', "[]")
    assert load_library(shelf.folder).exercises["bridge"].browse_only
