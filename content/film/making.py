"""What a process of its own does for a film: it draws stretches and joins them, whole or not."""

import os
from collections.abc import Callable
from functools import partial
from pathlib import Path

from content import fonts
from content.film.scene import Scene
from content.film.script import Script

Stretches = list[tuple[Scene, Path]]


def draw(group: Stretches) -> None:
    """Draw stretches into files, whole or not at all; RuntimeError for whatever goes wrong.

    What two of them show alike is drawn once.
    """
    from content.film import shooting  # the video library takes 18 MB, so the bot never loads it

    raster = shooting.raster_with(fonts.plain_and_bold())
    for one, to in group:
        _whole(to, partial(shooting.draw, one, raster=raster))


def join(script: Script, parts: list[Path], to: Path) -> None:
    """Join a film into a file, whole or not at all; RuntimeError for whatever goes wrong."""
    from content.film import joining

    shown = [one.timing.seconds for one in script.scenes]
    _whole(to, lambda half: joining.join(list(zip(parts, shown, strict=True)), script.tones, half))


def _whole(to: Path, write: Callable[[Path], None]) -> None:
    half = to.with_suffix(f".{os.getpid()}.half")
    try:
        to.parent.mkdir(parents=True, exist_ok=True)
        write(half)
        half.replace(to)
    except BaseException as error:  # noqa: BLE001  # a panic of the drawing library is no Exception
        half.unlink(missing_ok=True)
        raise RuntimeError(f"a film could not be made: {error!r}") from None
