"""Buttons: what a button carries, packed into Telegram's 64 bytes and read back with care."""

import re
from dataclasses import dataclass

VERSION = "1"
MOST_BYTES = 64
_FORM = re.compile(r"1:([a-z_]{1,16})((?::[A-Za-z0-9_+\-/]{1,40})*)", re.ASCII)


class OldButton(ValueError):
    """The button is of an older version, forged, or belongs to something that is gone."""


@dataclass(frozen=True, slots=True)
class Press:
    """What a pressed button asked for."""

    verb: str
    args: tuple[str, ...]

    def word(self, place: int) -> str:
        """The word at this place. Raises OldButton when there is none."""
        if place >= len(self.args):
            raise OldButton(self.verb)
        return self.args[place]

    def number(self, place: int) -> int:
        """The whole number at this place, at most 18 digits. Raises OldButton otherwise."""
        word = self.word(place)
        if not re.fullmatch(r"\d{1,18}", word, re.ASCII):
            raise OldButton(self.verb)
        return int(word)


def pack(verb: str, *args: str | int) -> str:
    """The data of a button. Raises ValueError when it does not fit or cannot be read back."""
    data = ":".join([VERSION, verb, *map(str, args)])
    if len(data.encode()) > MOST_BYTES or not _FORM.fullmatch(data):
        raise ValueError(f"a button cannot carry {data!r}")
    return data


def unpack(data: str) -> Press:
    """What a button asked for. Raises OldButton for anything this version did not make."""
    found = _FORM.fullmatch(data)
    if found is None or len(data.encode("utf-8", "replace")) > MOST_BYTES:
        raise OldButton("unreadable")
    return Press(found[1], tuple(found[2].split(":")[1:]))
