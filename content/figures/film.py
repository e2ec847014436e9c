"""Pictures as a silent H.264 film in an MP4 file, the same bytes for the same pictures."""

from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction
from pathlib import Path
from tempfile import TemporaryDirectory

import av
from av.video.frame import VideoFrame

from content.figures import png

FORMAT = "yuv420p"
# One thread, no notes about the program that wrote it, and no picture that refers to a later one:
# all would change the bytes. With such pictures libx264 reads memory that nobody has filled.
_X264 = {"preset": "veryfast", "crf": "24", "tune": "animation", "threads": "1"}
_X264["x264-params"] = "threads=1:lookahead-threads=1:keyint=240:scenecut=0:bframes=0"
_MP4 = {"movflags": "faststart", "fflags": "+bitexact"}

Planes = tuple[bytes, bytes, bytes]


class Raster:
    """Drawings as planes of brightness and colour; what was drawn before is not drawn again."""

    def __init__(self, draw: Callable[[str], bytes] = png.raster) -> None:
        self._draw = draw
        self._known: dict[str, Planes] = {}

    def planes(self, svg: str) -> Planes:
        """The three planes of a drawing, row by row without gaps; even width and height only."""
        if svg not in self._known:
            self._known[svg] = _planes(_decoded(self._draw(svg)))
        return self._known[svg]


def mp4(pictures: Iterable[Sequence[str]], size: tuple[int, int], rate: int) -> bytes:
    """A film of `rate` pictures a second; each picture is SVG strips, one below the other.

    `size` is width and height in pixels, both even; the strips together must fill it. Raises
    ValueError when they do not, and av.FFmpegError when the film cannot be written.
    """
    raster = Raster()
    with TemporaryDirectory() as folder:
        path = Path(folder, "film.mp4")
        with av.open(str(path), "w", format="mp4", options=_MP4) as file:
            stream = file.add_stream("libx264", rate=rate, options=_X264)
            stream.width, stream.height = size
            stream.pix_fmt = FORMAT
            stream.codec_context.flags |= av.codec.context.Flags.bitexact
            for number, strips in enumerate(pictures):
                picture = frame([raster.planes(strip) for strip in strips], size)
                picture.pts, picture.time_base = number, Fraction(1, rate)
                file.mux(stream.encode(picture))
            file.mux(stream.encode())
        return path.read_bytes()


def _decoded(picture: bytes) -> VideoFrame:
    decoder = av.CodecContext.create("png", "r")
    frame = decoder.decode(av.Packet(picture))[0]
    if not isinstance(frame, VideoFrame):
        raise ValueError("a drawing did not become a picture")
    return frame.reformat(format=FORMAT, dst_colorspace="ITU709", dst_color_range="MPEG")


def _planes(frame: VideoFrame) -> Planes:
    y, u, v = (_rows(bytes(p), p.line_size, p.width, p.height) for p in frame.planes)
    return y, u, v


def _rows(data: bytes, stride: int, width: int, height: int) -> bytes:
    """A plane without the gaps between its rows."""
    return b"".join(data[row * stride : row * stride + width] for row in range(height))


def frame(strips: Sequence[Planes], size: tuple[int, int]) -> VideoFrame:
    """One picture from strips below each other; ValueError when they do not fill it."""
    made = VideoFrame(*size, FORMAT)
    made.colorspace, made.color_range = 1, 1  # ITU-R 709, as in every film of this size
    for number, plane in enumerate(made.planes):
        whole = b"".join(strip[number] for strip in strips)
        if len(whole) != plane.width * plane.height:
            raise ValueError("the strips of a picture do not fill it")
        plane.update(_padded(whole, plane.width, plane.line_size, plane.height))
    return made


def _padded(data: bytes, width: int, stride: int, height: int) -> bytes:
    if stride == width:
        return data
    gap = bytes(stride - width)
    return b"".join(data[row * width : (row + 1) * width] + gap for row in range(height))
