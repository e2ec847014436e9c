"""PURE: the script of a guided video: its stretches in order, and when which tone sounds."""

from dataclasses import dataclass
from hashlib import sha256

from content.film.scene import Scene, key

# Raise this when films change though their stretches do not, as with other tones.
JOINING = 1


@dataclass(frozen=True, slots=True)
class Script:
    """At least one scene, and tones as (second from the start, name)."""

    scenes: tuple[Scene, ...]
    tones: tuple[tuple[float, str], ...]

    @property
    def seconds(self) -> float:
        """How long the film is."""
        return sum(scene.timing.seconds for scene in self.scenes)

    @property
    def key(self) -> str:
        """A name for the film that changes when anything in it does."""
        parts = [JOINING, *(key(scene) for scene in self.scenes), self.tones]
        return "guided-" + sha256(repr(parts).encode()).hexdigest()[:32]
