"""`unpinch figures`: every still picture drawn into a folder, to be looked at."""

import sys
from collections.abc import Mapping
from pathlib import Path
from time import perf_counter

from content.figures import png, sheet, still
from content.figures.pose import Pose
from content.loader import ContentError, load_library

FAULTY = 65
UNKNOWN = 64
CANNOT_WRITE = 73
SHEET = "contact-sheet.png"


def draw_all(out: Path, only: str) -> int:
    """Draw the stills of all exercises, or of one, and a sheet of them; say sizes and seconds.

    64 when `only` is no exercise, 65 when the library has faults, 73 when nothing can be written.
    """
    try:
        exercises = load_library().exercises
    except ContentError as error:
        return _fail(f"{error} `unpinch check` lists everything.", FAULTY)
    poses = {id_: e.pose for id_, e in exercises.items() if e.pose and only in ("", id_)}
    if not poses:
        return _fail(f"No exercise is called {only}; `ls content/exercises` shows them.", UNKNOWN)
    try:
        _write(out, poses)
    except OSError as error:
        return _fail(f"{out} cannot be written: {error.strerror}. Choose another.", CANNOT_WRITE)
    return 0


def _write(out: Path, poses: Mapping[str, Pose]) -> None:
    begun, total = perf_counter(), 0
    out.mkdir(parents=True, exist_ok=True)
    for count, (id_, pose) in enumerate(poses.items(), 1):
        svg = still.draw(pose)
        picture = png.raster(svg)
        (out / f"{id_}.svg").write_text(svg, encoding="utf-8")
        (out / f"{id_}.png").write_bytes(picture)
        total += len(picture)
        _say(f"{count}/{len(poses)} {id_}: {_kb(len(picture))} PNG, {_kb(len(svg))} SVG")
    whole = png.raster(sheet.draw(list(poses.values())))
    (out / SHEET).write_bytes(whole)
    seconds = perf_counter() - begun
    _say(f"{len(poses)} stills, {_kb(total)}; {SHEET} {_kb(len(whole))}; {seconds:.1f} seconds.")


def _kb(size: int) -> str:
    return f"{size / 1024:.0f} KB"


def _say(line: str) -> None:
    print(line)  # noqa: T201  # the command's own output


def _fail(sentence: str, code: int) -> int:
    print(sentence, file=sys.stderr)  # noqa: T201  # the command's own output
    return code
