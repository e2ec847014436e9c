"""The edition: which version of program and content this is, and who has signed it."""

from dataclasses import dataclass
from functools import cache
from importlib.metadata import version

from bot.coach.zones import tz_version
from content import sign_off
from content.loader import own_folder
from content.model import Library
from content.sign_off import SignOff

UNREAD = "not re-read"
HASH_SHOWN = 12


@dataclass(frozen=True, slots=True)
class Edition:
    """What /about tells. `safety` is the beginning of the hash of all safety files."""

    version: str
    safety: str
    signed: SignOff
    tz: str


@cache
def edition() -> Edition:
    """The edition of this copy; its files are read once, for they do not change while it runs."""
    folder = own_folder() / "safety"
    whole = sign_off.whole(sign_off.hashes(folder))
    return Edition(version("unpinch"), whole[:HASH_SHOWN], sign_off.state(folder), tz_version())


def unread(library: Library) -> int:
    """How many sources nobody of this project has read again."""
    return sum(source.read == UNREAD for source in library.sources.values())
