"""The machine table of the exercise library, and exercises built from it for tests."""

# ruff: noqa: E501 - one row of the table is one line

from types import MappingProxyType

from content.model import Dose, Exercise, Ladder, Phase

COLUMNS = (
    "id", "ladder", "start", "start_dose", "sides", "hold", "tempo", "seconds", "phases", "kit",
    "blocked_by", "regress_to", "progress_to", "unlocked_by",
)  # fmt: skip

TABLE = """
half-kneeling-hip-flexor-stretch | H | 2 | 2 x 30 s | 2 | - | - | 150 | MTK | - | no_kneeling no_floor knee_pain knee_replacement pregnant pelvic_girdle_pain recent_injury hip_replacement | standing-hip-flexor-stretch | half-kneeling-arm-reach | -
half-kneeling-arm-reach | H | 1 | 1 x 30 s | 2 | - | - | 80 | TK | - | no_kneeling no_floor knee_pain knee_replacement shoulder_pain hypermobile pregnant pelvic_girdle_pain balance recent_injury hip_replacement | half-kneeling-hip-flexor-stretch | - | half-kneeling-hip-flexor-stretch
standing-hip-flexor-stretch | H | 2 | 2 x 30 s | 2 | - | - | 150 | SMTK | - | recent_injury hip_replacement | chair-edge-hip-flexor-stretch | half-kneeling-hip-flexor-stretch | -
standing-quad-stretch | H | 2 | 2 x 30 s | 2 | - | - | 150 | MTK | - | knee_pain knee_replacement balance hypermobile numbness recent_injury hip_replacement | side-lying-quad-stretch | - | -
supine-hamstring-stretch | H | 2 | 2 x 30 s | 2 | - | - | 150 | MTK | - | no_floor sciatica numbness pregnant hypermobile recent_injury hip_replacement | - | - | -
piriformis-stretch | H | 2 | 2 x 30 s | 2 | - | - | 150 | MTK | - | no_floor sciatica numbness pregnant hypermobile lateral_pain knee_replacement recent_injury hip_replacement | seated-figure-four-stretch | - | -
side-lying-quad-stretch | H | 2 | 2 x 30 s | 2 | - | - | 150 | MTK | - | no_floor lateral_pain knee_pain knee_replacement hypermobile numbness pelvic_girdle_pain recent_injury hip_replacement | - | standing-quad-stretch | -
iliotibial-band-stretch | H | 1 | 1 x 30 s | 2 | - | - | 80 | - | - | no_floor lateral_pain knee_pain knee_replacement pinch pregnant pelvic_girdle_pain hypermobile numbness recent_injury hip_replacement | side-lying-quad-stretch | - | -
pigeon-pose | H | 0 | 1 x 20 s | 2 | - | - | 60 | - | - | ALWAYS | piriformis-stretch | - | -
butterfly-stretch | H | 2 | 2 x 30 s | 1 | - | - | 85 | MTK | - | no_floor pinch pregnant pelvic_girdle_pain hernia hypermobile recent_injury hip_replacement | - | - | -
diamond-forward-fold | H | 1 | 1 x 30 s | 1 | - | - | 45 | - | - | no_floor pinch back_flex sciatica numbness osteoporosis hernia hypermobile pregnant pelvic_girdle_pain recent_injury hip_replacement | butterfly-stretch | - | -
glute-bridge | R | 1 | 2 x 8 | 1 | 3 | 6 | 141 | MTK | - | no_floor pregnant hip_replacement | pelvic-tilt | single-leg-bridge | -
single-leg-bridge | L | 1 | 2 x 6 | 2 | 3 | 6 | 194 | TK | - | no_floor pregnant pelvic_girdle_pain back_ext sciatica hernia hip_replacement | glute-bridge | - | glute-bridge
bridge-pose | P | 1 | 2 x 10 s | 1 | - | - | 45 | - | - | no_floor pregnant back_ext high_bp hip_replacement | glute-bridge | - | -
pelvic-tilt | F | 0 | 1 x 10 | 1 | 5 | 7 | 85 | SMTK | - | no_floor pregnant | - | supine-march | -
straight-leg-raise-supine | R | 1 | 2 x 8 | 2 | 3 | 6 | 242 | TK | - | no_floor pregnant pelvic_girdle_pain pinch sciatica numbness back_ext hernia recent_injury hip_replacement | supine-march | - | standing-march
side-lying-hip-abduction | R | 1 | 2 x 8 | 2 | 2 | 5 | 210 | MTK | - | no_floor lateral_pain pelvic_girdle_pain hip_replacement | clamshell | hip-hike | -
prone-hip-extension | R | 1 | 2 x 8 | 2 | 3 | 6 | 242 | TK | - | no_floor pregnant back_ext hip_replacement | glute-bridge | - | -
clamshell | R | 1 | 2 x 8 | 2 | 2 | 4 | 178 | MTK | - | no_floor lateral_pain hip_replacement | - | side-lying-hip-abduction | -
plank | P | 1 | 2 x 10 s | 1 | - | - | 45 | TK | - | no_floor no_kneeling pregnant shoulder_pain knee_replacement hernia high_bp hip_replacement | pelvic-tilt | - | -
fire-hydrant | R | 1 | 2 x 8 | 2 | 1 | 4 | 178 | TK | - | no_floor no_kneeling knee_pain knee_replacement wrist_pain pinch pregnant pelvic_girdle_pain hip_replacement | clamshell | - | clamshell
hip-circles | F | 0 | 1 x 10 | 2 | 0 | 2 | 60 | MTK | - | pinch balance pelvic_girdle_pain hypermobile recent_injury hip_replacement | weight-shift | - | -
leg-swings | F | 0 | 1 x 10 | 2 | 0 | 2 | 60 | TK | - | pinch balance hypermobile sciatica numbness back_ext pregnant pelvic_girdle_pain recent_injury hip_replacement | standing-march | - | -
monster-walk-sideways | R | 1 | 2 x 8 | 2 | 0 | 3 | 146 | TK | band | balance pelvic_girdle_pain hip_replacement | standing-band-abduction | monster-walk-forward-back | -
monster-walk-forward-back | R | 1 | 2 x 8 | 2 | 0 | 3 | 146 | TK | band | balance pelvic_girdle_pain pregnant hip_replacement | monster-walk-sideways | - | monster-walk-sideways
hip-hike | R | 1 | 2 x 8 | 2 | 2 | 5 | 210 | TK | step | pinch lateral_pain balance pregnant pelvic_girdle_pain hip_replacement | side-lying-hip-abduction | - | side-lying-hip-abduction
single-leg-squat | L | 1 | 2 x 6 | 2 | 0 | 5 | 170 | TK | - | pinch knee_pain knee_replacement lateral_pain balance pregnant pelvic_girdle_pain hip_replacement | step-up | - | step-up
standing-band-abduction | R | 1 | 2 x 8 | 2 | 2 | 4 | 178 | MTK | - | pelvic_girdle_pain hip_replacement | weight-shift | monster-walk-sideways | -
banded-hip-flexion | R | 1 | 2 x 8 | 2 | 1 | 5 | 210 | TK | band | pinch hernia balance pelvic_girdle_pain recent_injury hip_replacement | standing-march | - | standing-march
weight-shift | F | 0 | 1 x 20 | 1 | 2 | 3 | 75 | SMTK | - | - | - | standing-march | -
foam-roll-front-thigh | F | 0 | 1 x 45 s | 2 | - | - | 110 | - | roller | no_floor pregnant blood_thinner osteoporosis hernia recent_injury numbness back_ext shoulder_pain hip_replacement | - | - | -
ball-release-buttock | F | 0 | 1 x 60 s | 2 | - | - | 140 | - | ball | sciatica numbness blood_thinner osteoporosis recent_injury pregnant hip_replacement | - | - | -
easy-cardio | F | 0 | 1 x 90 s | 1 | - | - | 105 | SMTK | - | - | - | - | -
edge-of-bed-hip-flexor-stretch | H | 2 | 2 x 30 s | 2 | - | - | 150 | MTK | bed | pregnant pelvic_girdle_pain hypermobile back_ext numbness recent_injury hip_replacement | chair-edge-hip-flexor-stretch | half-kneeling-hip-flexor-stretch | -
chair-edge-hip-flexor-stretch | H | 2 | 2 x 30 s | 2 | - | - | 150 | SMTK | - | balance pregnant recent_injury hip_replacement | - | standing-hip-flexor-stretch | -
seated-figure-four-stretch | H | 2 | 2 x 30 s | 2 | - | - | 150 | MTK | - | sciatica numbness pinch hypermobile lateral_pain knee_replacement hip_replacement | - | piriformis-stretch | -
heel-slide | F | 0 | 1 x 10 | 2 | 0 | 4 | 100 | SMTK | - | no_floor pregnant | - | supine-march | -
supine-march | R | 1 | 2 x 8 | 2 | 0 | 4 | 178 | MTK | - | no_floor pregnant hip_replacement | heel-slide | dead-bug | -
standing-march | R | 1 | 2 x 8 | 2 | 0 | 3 | 146 | MTK | - | pelvic_girdle_pain | isometric-hip-flexion | banded-hip-flexion | -
isometric-hip-flexion | I | 1 | 1 x 5 x 10 s | 2 | ladder | hold + 5 | 170 | SMTK | - | hernia high_bp | - | standing-march | -
seated-band-hip-rotation | R | 1 | 2 x 8 | 2 | 0 | 4 | 178 | TK | band | pinch knee_pain knee_replacement pelvic_girdle_pain hip_replacement | - | - | -
dead-bug | L | 1 | 2 x 6 | 2 | 0 | 5 | 170 | TK | - | no_floor pregnant hernia hip_replacement | supine-march | - | supine-march
bird-dog | L | 1 | 2 x 6 | 2 | 5 | 8 | 242 | TK | - | no_floor no_kneeling knee_pain knee_replacement wrist_pain shoulder_pain pregnant hip_replacement | pelvic-tilt | - | -
side-plank-knees | P | 1 | 2 x 10 s | 2 | - | - | 70 | TK | - | no_floor lateral_pain shoulder_pain pregnant pelvic_girdle_pain hernia high_bp hip_replacement | - | - | -
sit-to-stand | R | 1 | 2 x 8 | 1 | 0 | 5 | 125 | MTK | - | hip_replacement | weight-shift | step-up | -
knee-rolls | F | 0 | 1 x 20 | 1 | 0 | 3 | 75 | SMTK | - | no_floor pregnant osteoporosis hip_replacement | - | - | -
prone-lying | F | 0 | 1 x 90 s | 1 | - | - | 105 | SMTK | - | no_floor back_ext pregnant hip_replacement | - | - | -
adductor-squeeze | F | 0 | 1 x 10 | 1 | 5 | 7 | 85 | SMTK | - | recent_injury pelvic_girdle_pain hernia | - | - | -
step-up | R | 1 | 2 x 8 | 2 | 0 | 5 | 210 | TK | step | balance pregnant pelvic_girdle_pain hip_replacement | sit-to-stand | single-leg-squat | sit-to-stand
"""

PHASES = {"S": Phase.SETTLE, "M": Phase.MOBILITY, "T": Phase.STRENGTH, "K": Phase.MAINTAIN}


def rows() -> list[dict[str, str]]:
    """The table as one mapping of column to text for each move."""
    lines = [line for line in TABLE.splitlines() if line]
    return [dict(zip(COLUMNS, line.split(" | "), strict=True)) for line in lines]


def _number(text: str) -> int:
    return int(text) if text.isdigit() else 0


def _name(text: str) -> str | None:
    return None if text == "-" else text


def _names(text: str) -> frozenset[str]:
    return frozenset() if text == "-" else frozenset(text.split())


def _dose(row: dict[str, str]) -> Dose:
    sets, _, size = row["start_dose"].partition(" x ")
    timed = row["ladder"] == "F" and size.endswith(" s")
    counted = row["ladder"] == "F" and not timed
    return Dose(
        ladder=Ladder(row["ladder"]),
        start=int(row["start"]),
        sides=int(row["sides"]),
        tempo=_number(row["tempo"]),
        hold=_number(row["hold"]),
        sets=int(sets) if timed or counted else 1,
        count=int(size) if counted else 1,
        seconds=int(size.removesuffix(" s")) if timed else 0,
    )


def _exercise(row: dict[str, str]) -> Exercise:
    return Exercise(
        id=row["id"],
        name=row["id"].replace("-", " "),
        also=(),
        muscles=(),
        anatomy=(),
        areas=(),
        position="",
        equipment=(),
        dose=_dose(row),
        phases=frozenset(PHASES[letter] for letter in row["phases"] if letter in PHASES),
        kit=_names(row["kit"]),
        blocked_by=_names(row["blocked_by"]),
        regress_to=_name(row["regress_to"]),
        progress_to=_name(row["progress_to"]),
        unlocked_by=_name(row["unlocked_by"]),
        floor_of_chain=False,
        short="",
        steps=(),
        feel="",
        mistakes=(),
        stop_if=(),
        easier="",
        harder="",
        dose_words="",
        dose_reason="",
        changes={},
        sources=(),
    )


EXERCISES = MappingProxyType({row["id"]: _exercise(row) for row in rows()})
