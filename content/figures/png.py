"""An SVG drawing as PNG bytes, the same for the same drawing."""

from collections.abc import Sequence
from pathlib import Path

import resvg_py


def raster(svg: str, *, width: int | None = None, fonts: Sequence[Path] = ()) -> bytes:
    """The drawing as a PNG, `width` pixels wide, by default as wide as it says.

    Words in it are drawn with these `fonts` alone, so that they look the same everywhere.
    """
    files = [str(font) for font in fonts]
    drawn = resvg_py.svg_to_bytes(
        svg_string=svg, width=width, skip_system_fonts=True, font_files=files
    )
    return bytes(drawn)
