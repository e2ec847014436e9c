"""PURE: the tables of a session: which slots it has and which moves may fill them."""

from typing import Final

from bot.coach.facts import Kind

WU1, WU2, GLUTE, ABD, FLEX, TRUNK = "WU1", "WU2", "GLUTE", "ABD", "FLEX", "TRUNK"
CTRL, MOB, BAL, SET, ONE, BED = "CTRL", "MOB", "BAL", "SET", "ONE", "BED"
STR_HF, STR2, STR3, STR4 = "STR_HF", "STR2", "STR3", "STR4"
FT = "FT"

WALK: Final = "easy-cardio"
WALK_SET_UP: Final = 15
MINUTES: Final = (1, 5, 10, 15)
WALK_SECONDS = {5: (30, 90), 10: (60, 180), 15: (90, 300)}
"""Shortest and longest walk in seconds by session length (6.1)."""

PICK_ORDER = (STR_HF, GLUTE, ABD, FT, CTRL, MOB, STR2, STR3, STR4, WU2)
SHOW_ORDER = (
    WU1, WU2, GLUTE, ABD, FLEX, TRUNK, CTRL, MOB, BAL, SET, ONE, BED, STR_HF, STR2, STR3, STR4,
)  # fmt: skip
STRENGTH = frozenset({GLUTE, ABD, FLEX, TRUNK, FT})
WARM_UP = frozenset({WU1, WU2})

TABLE: dict[tuple[Kind, int], dict[str, int]] = {
    (Kind.STRENGTH, 5): {GLUTE: 1, ABD: 1, STR_HF: 1},
    (Kind.STRENGTH, 10): {GLUTE: 2, ABD: 1, FT: 1, STR_HF: 1, WU2: 1},
    (Kind.STRENGTH, 15): {GLUTE: 2, ABD: 2, FT: 2, STR_HF: 2, WU2: 1},
    (Kind.STRETCH, 5): {CTRL: 1, STR_HF: 1, STR2: 1},
    (Kind.STRETCH, 10): {CTRL: 1, STR_HF: 2, STR2: 2, STR3: 1, WU2: 1},
    (Kind.STRETCH, 15): {CTRL: 1, MOB: 1, STR_HF: 2, STR2: 2, STR3: 2, STR4: 1, WU2: 1},
}
"""Slots of a session with the most sets each may have, by kind and minutes (6.1)."""

LISTS = {
    WU2: (
        "weight-shift", "knee-rolls", "hip-circles", "standing-march", "leg-swings", "heel-slide",
    ),
    MOB: ("knee-rolls", "heel-slide", "hip-circles", "prone-lying", "weight-shift"),
    CTRL: (
        "pelvic-tilt", "supine-march", "adductor-squeeze", "isometric-hip-flexion",
        "standing-march",
    ),
    GLUTE: (
        "glute-bridge", "sit-to-stand", "prone-hip-extension", "single-leg-bridge", "step-up",
    ),
    ABD: (
        "clamshell", "side-lying-hip-abduction", "standing-band-abduction",
        "monster-walk-sideways", "monster-walk-forward-back", "seated-band-hip-rotation",
        "hip-hike", "fire-hydrant",
    ),
    FLEX: (
        "isometric-hip-flexion", "standing-march", "straight-leg-raise-supine",
        "banded-hip-flexion",
    ),
    TRUNK: ("supine-march", "dead-bug", "bird-dog", "plank", "side-plank-knees"),
    BAL: ("weight-shift", "single-leg-squat"),
    STR_HF: (
        "half-kneeling-arm-reach", "half-kneeling-hip-flexor-stretch",
        "standing-hip-flexor-stretch", "edge-of-bed-hip-flexor-stretch",
        "chair-edge-hip-flexor-stretch",
    ),
}  # fmt: skip
"""The moves of each slot, in order (6.2)."""

DESK_STR_HF = ("chair-edge-hip-flexor-stretch", "standing-hip-flexor-stretch")

STRETCH_GROUPS = (
    ("standing-quad-stretch", "side-lying-quad-stretch"),
    ("piriformis-stretch", "seated-figure-four-stretch"),
    ("supine-hamstring-stretch",),
    ("butterfly-stretch",),
)
STRETCH_SHIFT = {STR2: 0, STR3: 1, STR4: 2}

STRENGTH_SHIFT = {GLUTE: 0, ABD: 1, FLEX: 2, TRUNK: 3}
DAILY_SHIFT = {WU2: 0, MOB: 1, CTRL: 2, BAL: 3}
FALLBACKS = {
    GLUTE: (CTRL,), ABD: (BAL, CTRL), FLEX: (TRUNK, CTRL), TRUNK: (FLEX, CTRL), CTRL: (MOB,),
    STR_HF: (MOB,), STR2: (CTRL, MOB), STR3: (MOB, CTRL),
}  # fmt: skip
"""The lists tried when a slot's own list has no candidate (6.3)."""

SETTLE_MOVES = (
    "pelvic-tilt", "knee-rolls", "heel-slide", "isometric-hip-flexion", "adductor-squeeze",
    "weight-shift",
)  # fmt: skip
SETTLE_COUNT = {5: 3, 10: 5}

ONE_MOVES = {"standing-hip-flexor-stretch": 15, "sit-to-stand": 6, "weight-shift": 10}
ONE_SETTLE_MOVES = {"weight-shift": 10, "adductor-squeeze": 4}
"""The one-minute moves with their repetitions, or seconds of a timed hold (6.6)."""

BED_MOVES = ("heel-slide", "pelvic-tilt", "knee-rolls", "edge-of-bed-hip-flexor-stretch")
# Breaks take them in this order: what stands up and moves comes between what stretches.
DESK_ORDER = (
    "standing-hip-flexor-stretch", "sit-to-stand", "chair-edge-hip-flexor-stretch", WALK,
    "weight-shift", "seated-figure-four-stretch", "standing-march", "adductor-squeeze",
    "standing-band-abduction", "isometric-hip-flexion",
)  # fmt: skip
DESK_MOVES = frozenset(DESK_ORDER)
