"""PURE: how far a joint goes in a person without pain, in degrees.

Ranges are those of everyday teaching, widened a little for summed joints such as the shoulder
with its blade; a drawing outside them would show something nobody can do.
"""

from collections.abc import Iterator

from content.figures.pose import Frame

_LEG = {
    "hip": (-30, 130), "abd": (-30, 60), "rot": (-45, 80), "knee": (0, 150), "ankle": (-70, 40),
}  # fmt: skip
_ARM = {
    "sh": (-60, 185), "sabd": (-50, 180), "srot": (-95, 95), "elbow": (0, 150), "wrist": (-85, 90),
}  # fmt: skip
LIMITS: dict[str, dict[str, tuple[int, int]]] = {
    "root": {"pitch": (-120, 120), "roll": (-95, 95), "turn": (-180, 180)},
    "spine": {"bend": (-35, 60), "side": (-40, 40), "twist": (-45, 45)},
    "head": {"neck": (-45, 60)},
    "w": _LEG | _ARM,
    "o": _LEG | _ARM,
}


def beyond(frame: Frame) -> Iterator[tuple[str, str]]:
    """Each joint of a frame that goes further than a body can: its name, and what to do."""
    for part, angles in frame.angles.items():
        for joint, angle in angles.items():
            least, most = LIMITS[part][joint]
            if not least <= angle <= most:
                yield f"{part}.{joint}", f"bend this from {least} to {most}, not {angle:g} degrees."
