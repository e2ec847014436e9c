"""Shoots one stretch of a guided video: a silent film of its own."""

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import av

from content.figures import film, png
from content.figures.clip import box, figure
from content.figures.film import FORMAT, Raster
from content.figures.rhythm import Beat
from content.figures.view import look
from content.film import lettering
from content.film.scene import TALL, WIDE, Scene
from content.film.times import RATE, Moment, moments

# No picture refers to a later one and each film starts afresh: so films can be joined as they are.
_X264 = {"preset": "veryfast", "crf": "25", "tune": "animation", "threads": "1"}
_X264["x264-params"] = "threads=1:lookahead-threads=1:keyint=infinite:scenecut=0:bframes=0"
_MP4 = {"fflags": "+bitexact", "video_track_timescale": str(RATE * 1000)}


def pictures(scene: Scene) -> Iterator[tuple[int, tuple[str, str, str]]]:
    """Each new picture with its tick: the words, the figure, and the strip below, as SVG."""
    view = look(scene.pose.camera, other_side=scene.other_side)
    held = box(scene.pose, view)
    words = lettering.above(scene.kind, scene.head, scene.title, scene.line)
    drawn: dict[tuple[str, str, float], str] = {}
    for tick, now in moments(scene.pose, scene.timing):
        way = (now.one, now.two, now.way)
        if way not in drawn:
            drawn[way] = figure(scene.pose, Beat(*way, scene.other_side, 0, None), view, held)
        yield tick, (words, drawn[way], lettering.below(_count(scene, now), now.left, now.over))


def _count(scene: Scene, now: Moment) -> str:
    return scene.counts[now.count - 1] if 0 < now.count <= len(scene.counts) else ""


def raster_with(fonts: tuple[Path, ...]) -> Raster:
    """Turns drawings into pictures, each once; `fonts` are loaded only where there are words."""
    return Raster(lambda svg: png.raster(svg, fonts=fonts if "<text" in svg else ()))


def draw(scene: Scene, path: Path, raster: Raster) -> None:
    """Write the stretch as a silent MP4 of 480 by 664. Raises av.FFmpegError when it cannot be.

    What the same `raster` has drawn for another stretch is not drawn again.
    """
    with av.open(str(path), "w", format="mp4", options=_MP4) as file:
        stream = file.add_stream("libx264", rate=RATE, options=_X264)
        stream.width, stream.height = WIDE, TALL
        stream.pix_fmt = FORMAT
        stream.codec_context.flags |= av.codec.context.Flags.bitexact
        for tick, strips in pictures(scene):
            picture = film.frame([raster.planes(strip) for strip in strips], (WIDE, TALL))
            picture.pts, picture.time_base = tick, Fraction(1, RATE)
            file.mux(stream.encode(picture))
        file.mux(stream.encode())
