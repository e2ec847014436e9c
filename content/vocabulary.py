"""The closed lists of words that content files may use for flags, places, positions and kit."""

from content.model import Phase

# What a person may say about their body; an exercise names those that hide it.
FLAGS = frozenset(
    {
        "pinch", "lateral_pain", "knee_pain", "knee_replacement", "wrist_pain", "shoulder_pain",
        "back_ext", "back_flex", "sciatica", "numbness", "hypermobile", "pregnant",
        "pelvic_girdle_pain", "hip_replacement", "surgery", "osteoporosis", "hernia", "high_bp",
        "balance", "blood_thinner", "recent_injury", "no_kneeling", "no_floor", "desk", "bed",
    }
)  # fmt: skip

# Things beyond a chair, a wall, a pillow, a towel and floor space, which everybody has.
KIT = frozenset({"band", "step", "roller", "ball", "bed"})

AREAS = frozenset(
    {
        "front of hip", "outer hip", "buttock", "inner thigh", "thigh", "low back", "belly",
        "whole body",
    }
)  # fmt: skip

POSITIONS = frozenset(
    {
        "kneeling on one knee", "standing", "standing at a wall", "lying on your back",
        "lying on your side", "lying on your front", "sitting on the floor", "sitting",
        "sitting half off a chair", "sitting and standing", "hands and knees", "on your forearms",
        "on your back at the side of a bed", "standing, sitting or outdoors",
        "lying on your back or sitting",
    }
)  # fmt: skip

EQUIPMENT = frozenset(
    {
        "mat", "pillow", "cushion", "chair", "wall", "counter", "towel", "strap", "bed", "step",
        "rail", "band", "loop band", "clear floor", "roller", "ball", "ankle weight",
    }
)  # fmt: skip

PHASES = frozenset(phase.value for phase in Phase)

# How much of a source somebody has read; `READ_ITSELF` asks for the day of that reading.
READ_ITSELF = frozenset({"page", "abstract", "excerpt"})
READ = READ_ITSELF | {"second-hand", "not re-read"}

# What an article is about; each kind is one page of the library.
ARTICLE_KINDS = frozenset(
    {
        "anatomy", "causes", "symptoms", "examination", "treatments", "relief", "desk",
        "lifestyle", "food", "medicines", "surgery", "yoga", "time", "myths", "safety", "faq",
    }
)  # fmt: skip
