"""The soft tones of a guided video, made by code, as a track of sound that is mostly silence."""

from array import array
from collections.abc import Iterator, Sequence
from fractions import Fraction
from functools import cache
from io import BytesIO
from math import exp, pi, sin
from typing import Any, TypeAlias

import av
from av.audio.frame import AudioFrame
from av.audio.stream import AudioStream
from av.container import InputContainer

PACE = 44_100  # samples a second
FRAME = 1_024  # samples in one packet of AAC
LOUD, DECAY, ATTACK = 0.28, 5.0, 0.015  # of full scale; a second; seconds
LASTS = 0.9  # seconds of each tone
# The notes of each tone in hertz, with the second at which they come in.
NOTES: dict[str, tuple[tuple[float, float], ...]] = {
    "start": ((0.0, 587.33), (0.18, 880.0)),
    "halfway": ((0.0, 698.46),),
    "change": ((0.0, 523.25), (0.22, 523.25)),
    "end": ((0.0, 783.99), (0.18, 659.26), (0.36, 523.25)),
}
_AAC = {"fflags": "+bitexact"}
_SILENT = 4  # packets before a tone, so that it starts out of true silence

Packet: TypeAlias = "av.Packet[Any]"


def packets(tones: Sequence[tuple[float, str]], seconds: float) -> Iterator[Packet]:
    """Every packet of a track of this length; each tone is (second from the start, its name).

    Silence is the same packet over and over, so a long track takes no time to make.
    """
    silence = _packets("")[_SILENT]
    line = [silence] * round(seconds * PACE / FRAME)
    for at, name in tones:
        first = round(at * PACE / FRAME)
        for place, content in enumerate(_packets(name)[_SILENT:], start=first):
            if place < len(line):
                line[place] = content
    for number, content in enumerate(line):
        yield packet(content, number * FRAME, FRAME, Fraction(1, PACE))


def packet(content: bytes, at: int, lasts: int, base: Fraction) -> Packet:
    """A packet of a film at its time, both in units of `base`."""
    made = av.Packet(content)
    made.pts = made.dts = at
    made.duration = lasts
    made.time_base = base
    return made


def template() -> InputContainer:
    """A file with such a track, to copy its form from; the caller closes it."""
    return av.open(BytesIO(_encoded("")), "r")


@cache
def _packets(name: str) -> list[bytes]:
    with av.open(BytesIO(_encoded(name)), "r") as file:
        return [bytes(one) for one in file.demux(audio=0) if one.size]


@cache
def _encoded(name: str) -> bytes:
    """A tone between silences as a small film without pictures; the same bytes every time."""
    made = BytesIO()
    with av.open(made, "w", format="mp4", options=_AAC) as file:
        stream: AudioStream = file.add_stream("aac", rate=PACE, layout="mono")
        stream.bit_rate = 64_000
        stream.codec_context.flags |= av.codec.context.Flags.bitexact
        for frame in _frames(_samples(name)):
            file.mux(stream.encode(frame))
        file.mux(stream.encode())
    return made.getvalue()


def _frames(samples: "array[float]") -> Iterator[AudioFrame]:
    for start in range(0, len(samples), FRAME):
        frame = AudioFrame(format="fltp", layout="mono", samples=FRAME)
        frame.planes[0].update(samples[start : start + FRAME].tobytes())
        frame.sample_rate, frame.pts, frame.time_base = PACE, start, Fraction(1, PACE)
        yield frame


def _samples(name: str) -> "array[float]":
    """The sound from -1 to 1, a whole number of packets long, with silence on both sides."""
    before = (_SILENT - 1) * FRAME
    whole = before + round((LASTS * PACE if name else FRAME) / FRAME) * FRAME + 2 * FRAME
    samples = array("f", bytes(4 * whole))
    for begins, pitch in NOTES.get(name, ()):
        first = before + round(begins * PACE)
        for place in range(first, before + round(LASTS * PACE)):
            samples[place] += _note(pitch, (place - first) / PACE, LASTS - begins)
    return samples


def _note(pitch: float, at: float, lasts: float) -> float:
    """A note that comes softly and fades to nothing."""
    swell = min(1.0, at / ATTACK) * exp(-DECAY * at) * min(1.0, (lasts - at) / 0.1)
    wave = sin(2 * pi * pitch * at) + 0.25 * sin(4 * pi * pitch * at)
    return LOUD * swell * wave
