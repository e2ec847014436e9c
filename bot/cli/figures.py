"""`unpinch figures`: every still and clip drawn into a folder, to be looked at."""

import sys
from collections.abc import Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from time import perf_counter

from bot.cli.bar import bar
from bot.services.album import drawing
from bot.services.pictures import usual
from content.figures import clip, png, sheet, still
from content.figures.clip import Clip
from content.loader import ContentError, load_library

FAULTY = 65
UNKNOWN = 64
CANNOT_WRITE = 73
STILLS, CLIPS = "contact-sheet.png", "clips-{number}.png"
AT_ONCE = 2  # drawing processes
ON_A_SHEET = 10


def draw_all(out: Path, only: str) -> int:
    """Draw still and clip of all exercises, or of one, and sheets of them; say sizes and seconds.

    64 when `only` is no exercise, 65 when the library has faults, 73 when nothing can be written.
    """
    try:
        library = load_library()
    except ContentError as error:
        return _fail(f"{error} `unpinch check` lists everything.", FAULTY)
    clips = {
        id_: drawn
        for id_, exercise in library.exercises.items()
        if exercise.pose and only in ("", id_)
        and isinstance(drawn := drawing(usual(exercise), library), Clip)
    }  # fmt: skip
    if not clips:
        return _fail(f"No exercise is called {only}; `ls content/exercises` shows them.", UNKNOWN)
    try:
        _write(out, clips)
    except OSError as error:
        return _fail(f"{out} cannot be written: {error.strerror}. Choose another.", CANNOT_WRITE)
    return 0


def _write(out: Path, clips: Mapping[str, Clip]) -> None:
    begun = perf_counter()
    out.mkdir(parents=True, exist_ok=True)
    stills, films, lines = [], [], []
    workers = min(AT_ONCE, len(clips))
    with ProcessPoolExecutor(workers) as artists, bar("Drawing", len(clips)) as tell:
        drawn = zip(clips, artists.map(_draw, clips.values()), strict=True)
        for id_, (svg, picture, film) in drawn:
            (out / f"{id_}.svg").write_text(svg, encoding="utf-8")
            (out / f"{id_}.png").write_bytes(picture)
            (out / f"{id_}.mp4").write_bytes(film)
            stills.append(len(picture))
            films.append(len(film))
            sizes = f"{_kb(len(picture))} PNG, {_kb(len(svg))} SVG, {_kb(len(film))} MP4"
            lines.append(f"{id_}: {sizes}")
            tell(1)
    for line in lines:
        _say(line)
    _sheets(out, list(clips.values()))
    _say(f"{len(stills)} stills, {_sizes(stills)}; {len(films)} clips, {_sizes(films)}.")
    _say(f"{perf_counter() - begun:.1f} seconds.")


def _draw(one: Clip) -> tuple[str, bytes, bytes]:
    """The still of a clip as SVG and PNG, and the clip itself."""
    svg = still.draw(one.pose)
    return svg, png.raster(svg), clip.draw(one)


def _sheets(out: Path, clips: Sequence[Clip]) -> None:
    """All stills on one page, and pictures of every clip, ten clips on a page."""
    (out / STILLS).write_bytes(png.raster(sheet.draw([one.pose for one in clips])))
    for number, start in enumerate(range(0, len(clips), ON_A_SHEET), 1):
        page = sheet.clips(clips[start : start + ON_A_SHEET])
        (out / CLIPS.format(number=number)).write_bytes(png.raster(page))


def _sizes(sizes: Sequence[int]) -> str:
    middle, most = sorted(sizes)[len(sizes) // 2], max(sizes)
    return f"{_kb(sum(sizes))}, {_kb(middle)} in the middle, {_kb(most)} at most"


def _kb(size: int) -> str:
    return f"{size / 1024:.0f} KB"


def _say(line: str) -> None:
    print(line)  # noqa: T201  # the command's own output


def _fail(sentence: str, code: int) -> int:
    print(sentence, file=sys.stderr)  # noqa: T201  # the command's own output
    return code
