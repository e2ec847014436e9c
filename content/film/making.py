"""What a process of its own does for a film: it draws stretches and joins them, whole or not."""

import os
from collections.abc import Callable
from functools import partial
from importlib.util import find_spec
from pathlib import Path

from content.film import joining, scene
from content.film.scene import Scene
from content.film.script import Script

Stretches = list[tuple[Scene, Path]]


def draw(group: Stretches) -> None:
    """Draw stretches into files, whole or not at all; RuntimeError for whatever goes wrong.

    What two of them show alike is drawn once.
    """
    raster = scene.raster_with(fonts())
    for one, to in group:
        _whole(to, partial(scene.draw, one, raster=raster))


def join(script: Script, parts: list[Path], to: Path) -> None:
    """Join a film into a file, whole or not at all; RuntimeError for whatever goes wrong."""
    shown = [one.timing.seconds for one in script.scenes]
    _whole(to, lambda half: joining.join(list(zip(parts, shown, strict=True)), script.tones, half))


def fonts() -> tuple[Path, ...]:
    """The fonts of the words, found without loading the plotting library they come with."""
    found = find_spec("matplotlib")
    if found is None or not found.submodule_search_locations:
        raise RuntimeError("the fonts of the plotting library are missing")
    folder = Path(found.submodule_search_locations[0], "mpl-data", "fonts", "ttf")
    return (folder / "DejaVuSans.ttf", folder / "DejaVuSans-Bold.ttf")


def _whole(to: Path, write: Callable[[Path], None]) -> None:
    half = to.with_suffix(f".{os.getpid()}.half")
    try:
        to.parent.mkdir(parents=True, exist_ok=True)
        write(half)
        half.replace(to)
    except BaseException as error:  # noqa: BLE001  # a panic of the drawing library is no Exception
        half.unlink(missing_ok=True)
        raise RuntimeError(f"a film could not be made: {error!r}") from None
