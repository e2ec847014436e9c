"""What a process of its own does for a picture; light, so that such a process starts at once."""

from content.figures import clip, png, strip
from content.figures.clip import Clip
from content.figures.strip import Strip


def drawn(wanted: Clip | Strip) -> bytes:
    """The file itself, PNG for a strip and MP4 for a clip; RuntimeError for whatever goes wrong."""
    try:
        return png.raster(strip.draw(wanted)) if isinstance(wanted, Strip) else clip.draw(wanted)
    except BaseException as error:  # noqa: BLE001  # a panic of the library is no Exception
        raise RuntimeError(f"drawing failed: {error!r}") from None
