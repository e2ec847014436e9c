"""Stretches and tones joined into one film, without encoding a picture again."""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from fractions import Fraction
from pathlib import Path

import av
from av.container import OutputContainer
from av.video.stream import VideoStream

from content.film import tones
from content.film.times import RATE
from content.film.tones import Packet

_MP4 = {"movflags": "faststart", "fflags": "+bitexact"}


def join(
    parts: Sequence[tuple[Path, float]], sounds: Sequence[tuple[float, str]], to: Path
) -> None:
    """Write one MP4 of all parts in order; each is a film of `scene` and how long it is shown.

    `sounds` are the tones, (second from the start, name). Raises ValueError without parts or
    where their pictures are not of one form, and av.FFmpegError or OSError when a part is gone.
    """
    if not parts:
        raise ValueError("a film needs at least one part")
    seconds = sum(shown for _, shown in parts)
    with ExitStack() as open_:
        file = open_.enter_context(av.open(str(to), "w", format="mp4", options=_MP4))
        first = open_.enter_context(av.open(str(parts[0][0])))
        sound = open_.enter_context(tones.template())
        picture = file.add_stream_from_template(first.streams.video[0])
        track = file.add_stream_from_template(sound.streams.audio[0])
        header = first.streams.video[0].codec_context.extradata
        _mux(file, picture, _pictures(parts, header), track, tones.packets(sounds, seconds))


def _mux(
    file: OutputContainer,
    picture: VideoStream,
    pictures: Iterator[Packet],
    track: av.AudioStream,
    sounds: Iterator[Packet],
) -> None:
    """Write both tracks side by side, so that a player finds them together."""
    waiting = next(sounds, None)
    for one in pictures:
        while waiting is not None and _at(waiting) <= _at(one):
            _write(file, track, waiting)
            waiting = next(sounds, None)
        _write(file, picture, one)
    while waiting is not None:
        _write(file, track, waiting)
        waiting = next(sounds, None)


def _at(one: Packet) -> Fraction:
    return (one.pts or 0) * Fraction(one.time_base or 1)


def _write(file: OutputContainer, stream: av.stream.Stream, one: Packet) -> None:
    one.stream = stream
    file.mux_one(one)


def _pictures(parts: Sequence[tuple[Path, float]], header: bytes | None) -> Iterator[Packet]:
    """The packets of all parts, each shown until the next one comes."""
    begins = 0
    for path, shown in parts:
        ends = begins + round(shown * RATE)
        yield from _shown(_read(path, header), begins, ends)
        begins = ends


def _shown(found: Sequence[tuple[int, bool, bytes]], begins: int, ends: int) -> Iterator[Packet]:
    times = [begins + tick for tick, _, _ in found]
    lasts = [after - at for at, after in zip(times, [*times[1:], ends], strict=True)]
    for (_, whole, content), at, long in zip(found, times, lasts, strict=True):
        made = tones.packet(content, at, long, Fraction(1, RATE))
        made.is_keyframe = whole
        yield made


def _read(path: Path, header: bytes | None) -> list[tuple[int, bool, bytes]]:
    """The packets of one part: tick, whether it stands alone, content."""
    with av.open(str(path)) as file:
        stream = file.streams.video[0]
        if stream.codec_context.extradata != header:
            raise ValueError("the parts of a film are not of one form")
        base = Fraction(stream.time_base or 1)
        return [
            (round((one.pts or 0) * base * RATE), one.is_keyframe, bytes(one))
            for one in file.demux(stream)
            if one.size
        ]
