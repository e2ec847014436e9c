"""An SVG drawing as PNG bytes, the same for the same drawing."""

import resvg_py


def raster(svg: str, *, width: int | None = None) -> bytes:
    """The drawing as a PNG, `width` pixels wide, by default as wide as it says. No fonts."""
    return bytes(resvg_py.svg_to_bytes(svg_string=svg, width=width, skip_system_fonts=True))
