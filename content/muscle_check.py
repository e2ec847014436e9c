"""The closed lists of muscles, in plain and in anatomical words, that an exercise may name."""

from collections.abc import Iterator
from difflib import get_close_matches

from content.findings import Finding
from content.model import Exercise

# Plain words, as the card shows them.
PLAIN = frozenset(
    {
        "all round the hip", "back", "back of the thigh", "belly", "buttock",
        "buttock of the front leg", "buttocks", "calf", "deep belly", "deep buttock", "deep hip",
        "front of the hip", "front of the hip of the back leg", "front of the thigh",
        "heart and lungs", "hips", "inner thighs", "legs", "low back", "muscles for balance",
        "muscles that steady the pelvis", "outer side of the thigh", "shoulders",
        "side of the body", "side of the hip", "trunk",
    }
)  # fmt: skip

# The names that anatomy gives them.
ANATOMY = frozenset(
    {
        "abdominal muscles", "adductors", "back extensors", "deep abdominal muscles",
        "deep hip rotators", "gluteus maximus", "gluteus medius", "gluteus minimus", "hamstrings",
        "heart", "hip flexors", "hip joint", "hip muscles", "hip rotators", "iliopsoas",
        "lumbar muscles", "piriformis", "quadriceps", "rectus femoris", "side trunk muscles",
        "tensor fasciae latae", "vastus lateralis",
    }
)  # fmt: skip


def check_muscles(exercise: Exercise) -> Iterator[Finding]:
    """Every muscle that is on neither list: most often a slip of the pen."""
    for field, named, known in (
        ("muscles", exercise.muscles, PLAIN),
        ("anatomy", exercise.anatomy, ANATOMY),
    ):
        for muscle in named:
            if muscle not in known:
                yield Finding(f"exercises/{exercise.id}.toml", field, _remedy(muscle, known))


def _remedy(muscle: str, known: frozenset[str]) -> str:
    close = get_close_matches(muscle, sorted(known), n=1)
    if close:
        return f"{muscle} is not known; did you mean {close[0]}?"
    return f"{muscle} is not known; choose another, or add it to content/muscle_check.py."
