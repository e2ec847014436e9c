"""One stretch of a guided video: figure, words, count and ring, described but not yet drawn."""

from dataclasses import dataclass
from hashlib import sha256

from content.figures import clip
from content.figures.clip import HIGH, SIDE
from content.figures.pose import Pose
from content.film import lettering
from content.film.times import Timing

WIDE, TALL = SIDE, lettering.HIGH_ABOVE + HIGH + lettering.HIGH_BELOW
# Raise this when stretches change, so that those kept elsewhere are made anew.
DRAWING = 1


@dataclass(frozen=True, slots=True)
class Scene:
    """What a stretch shows. `kind` decides the colour of the words: ready, work or another.

    `head` says what to do now, `title` is the move and `line` its dose. `counts` are the words
    for each repetition, in order; empty where none are counted.
    """

    pose: Pose
    other_side: bool
    kind: str
    timing: Timing
    head: str
    title: str
    line: str
    counts: tuple[str, ...] = ()


def key(scene: Scene) -> str:
    """A name that changes when the pose, the dose, the side, the drawing or the words do."""
    return sha256(f"scene {DRAWING} {clip.DRAWING} {scene!r}".encode()).hexdigest()[:32]
