"""The fonts of charts, pages and videos: they have most alphabets of Europe."""

from importlib.util import find_spec
from pathlib import Path


def plain_and_bold() -> tuple[Path, Path]:
    """Two TrueType files, found without loading the plotting library they come with.

    Raises RuntimeError when that library is not installed.
    """
    found = find_spec("matplotlib")
    if found is None or not found.submodule_search_locations:
        raise RuntimeError("the fonts of the plotting library are missing")
    folder = Path(found.submodule_search_locations[0], "mpl-data", "fonts", "ttf")
    return folder / "DejaVuSans.ttf", folder / "DejaVuSans-Bold.ttf"
