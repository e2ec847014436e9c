"""The tables of a session are those of the programme, line by line as it was written down."""

import pytest

from bot.coach import fitting, slots
from bot.coach.facts import Kind

SESSIONS = """
strength 5: 30-90: GLUTE 1, ABD 1, STR_HF 1
strength 10: 60-180: GLUTE 2, ABD 1, FT 1, STR_HF 1, WU2 1
strength 15: 90-300: GLUTE 2, ABD 2, FT 2, STR_HF 2, WU2 1
stretch 5: 30-90: CTRL 1, STR_HF 1, STR2 1
stretch 10: 60-180: CTRL 1, STR_HF 2, STR2 2, STR3 1, WU2 1
stretch 15: 90-300: CTRL 1, MOB 1, STR_HF 2, STR2 2, STR3 2, STR4 1, WU2 1
"""
LISTS = """
WU2: weight-shift, knee-rolls, hip-circles, standing-march, leg-swings, heel-slide
MOB: knee-rolls, heel-slide, hip-circles, prone-lying, weight-shift
CTRL: pelvic-tilt, supine-march, adductor-squeeze, isometric-hip-flexion, standing-march
GLUTE: glute-bridge, sit-to-stand, prone-hip-extension, single-leg-bridge, step-up
ABD: clamshell, side-lying-hip-abduction, standing-band-abduction, monster-walk-sideways, \
monster-walk-forward-back, seated-band-hip-rotation, hip-hike, fire-hydrant
FLEX: isometric-hip-flexion, standing-march, straight-leg-raise-supine, banded-hip-flexion
TRUNK: supine-march, dead-bug, bird-dog, plank, side-plank-knees
BAL: weight-shift, single-leg-squat
STR_HF: half-kneeling-arm-reach, half-kneeling-hip-flexor-stretch, \
standing-hip-flexor-stretch, edge-of-bed-hip-flexor-stretch, chair-edge-hip-flexor-stretch
"""
NEXT_LISTS = """
GLUTE: CTRL
ABD: BAL, CTRL
FLEX: TRUNK, CTRL
TRUNK: FLEX, CTRL
CTRL: MOB
STR_HF: MOB
STR2: CTRL, MOB
STR3: MOB, CTRL
"""
PICKED = "STR_HF, GLUTE, ABD, FT, CTRL, MOB, STR2, STR3, STR4, WU2"
SHOWN = "WU1, WU2, GLUTE, ABD, FLEX, TRUNK, CTRL, MOB, BAL, SET, ONE, BED, STR_HF, STR2, STR3, STR4"
FILLED = "STR2, MOB, STR3, CTRL, BAL, STR4"
SETTLE = (
    "pelvic-tilt, knee-rolls, heel-slide, isometric-hip-flexion, adductor-squeeze, weight-shift"
)


def names(words: str) -> tuple[str, ...]:
    return tuple(words.split(", "))


def table(text: str) -> dict[str, tuple[str, ...]]:
    return {name: names(words) for name, words in (row.split(": ") for row in rows(text))}


def rows(text: str) -> list[str]:
    return text.strip().splitlines()


@pytest.mark.rule("6.1")
@pytest.mark.parametrize("row", rows(SESSIONS))
def test_a_session_has_the_slots_and_the_walk_of_its_length(row: str) -> None:
    day, walk, told = row.split(": ")
    kind, minutes = day.split()
    sets = {name: int(most) for name, most in (one.split() for one in names(told))}
    assert slots.TABLE[Kind(kind), int(minutes)] == sets
    assert "-".join(map(str, slots.WALK_SECONDS[int(minutes)])) == walk


@pytest.mark.rule("6.1")
def test_there_are_no_other_lengths() -> None:
    assert len(slots.TABLE) == len(rows(SESSIONS))
    assert list(slots.MINUTES) == [1, *slots.WALK_SECONDS]


@pytest.mark.rule("6.2", "6.3")
def test_each_list_has_its_moves_in_their_order_and_the_lists_that_come_next() -> None:
    assert table(LISTS) == slots.LISTS
    assert table(NEXT_LISTS) == slots.FALLBACKS
    assert slots.STRETCH_GROUPS == (
        ("standing-quad-stretch", "side-lying-quad-stretch"),
        ("piriformis-stretch", "seated-figure-four-stretch"),
        ("supine-hamstring-stretch",),
        ("butterfly-stretch",),
    )


@pytest.mark.rule("6.3", "6.4")
def test_slots_are_picked_filled_and_shown_in_their_orders() -> None:
    assert names(PICKED) == slots.PICK_ORDER
    assert names(SHOWN) == slots.SHOW_ORDER
    assert names(FILLED) == fitting.FILLERS
    assert set(slots.STRENGTH) == {"GLUTE", "ABD", "FLEX", "TRUNK", "FT"}
    assert set(slots.WARM_UP) == {"WU1", "WU2"}


@pytest.mark.rule("6.2", "6.3")
def test_lists_turn_by_numbers_of_their_own() -> None:
    assert slots.STRENGTH_SHIFT == {"GLUTE": 0, "ABD": 1, "FLEX": 2, "TRUNK": 3}
    assert slots.DAILY_SHIFT == {"WU2": 0, "MOB": 1, "CTRL": 2, "BAL": 3}
    assert slots.STRETCH_SHIFT == {"STR2": 0, "STR3": 1, "STR4": 2}


@pytest.mark.rule("6.5", "6.6", "11")
def test_gentle_days_single_minutes_and_the_desk_have_their_moves() -> None:
    assert names(SETTLE) == slots.SETTLE_MOVES
    assert slots.SETTLE_COUNT == {5: 3, 10: 5}
    one = {"standing-hip-flexor-stretch": 15, "sit-to-stand": 6, "weight-shift": 10}
    assert list(slots.ONE_MOVES.items()) == list(one.items())
    chair = ("chair-edge-hip-flexor-stretch", "standing-hip-flexor-stretch")
    assert chair == slots.DESK_STR_HF
    assert list(slots.ONE_SETTLE_MOVES.items()) == [("weight-shift", 10), ("adductor-squeeze", 4)]
