"""`unpinch review`: the safety review pack for a clinician, written to one HTML file."""

import sys
from collections.abc import Iterator
from pathlib import Path

from bot.coach.lexicon import TALLY, TALLY_AGAINST, TALLY_FOR
from bot.coach.tally import EVERY_MESSAGE, LEVELS
from content import review_pack, sign_off
from content.loader import ContentError, load_library, own_folder
from content.model import Library, Safety

FAULTY = 65
CANNOT_WRITE = 73
STRONGEST = 15  # words of each level in the table of points


def write_pack(out: Path) -> int:
    """Write the pack to `out` and say who has signed; 65 or 73 and a sentence when it cannot be."""
    folder = own_folder()
    try:
        pack = build(load_library(), folder / "safety")
    except ContentError as error:
        print(f"{error} `unpinch check` lists everything.", file=sys.stderr)  # noqa: T201
        return FAULTY
    try:
        out.write_text(pack, encoding="utf-8")
    except OSError as error:
        reason = error.strerror or error
        print(f"{out} cannot be written: {reason}. Choose another file.", file=sys.stderr)  # noqa: T201
        return CANNOT_WRITE
    print(f"{out} is written. {sign_off.state(folder / 'safety')}")  # noqa: T201
    return 0


def build(library: Library, folder: Path) -> str:
    """The whole pack as one HTML page; `folder` is the safety folder whose files are hashed."""
    of_points = frozenset(name for name in library.safety.families if name.startswith(TALLY))
    return review_pack.build(library, folder, tuple(_points(library.safety)), of_points)


def _points(safety: Safety) -> Iterator[tuple[str, ...]]:
    """For each level: how many things speak for it and against it, and the strongest of them."""
    for level in LEVELS:
        yield level, *_told(safety, TALLY_FOR + level), *_told(safety, TALLY_AGAINST + level)


def _told(safety: Safety, name: str) -> tuple[str, str]:
    """How many things have points in a list, and the strongest of them."""
    family = safety.families.get(name)
    things = [line for line in family.words if _thing(line) != EVERY_MESSAGE] if family else []
    strongest = sorted(things, key=lambda line: (-_tenths(line), line))[:STRONGEST]
    return str(len(things)), ", ".join(strongest)


def _thing(line: str) -> str:
    return line.rpartition(" ")[0]


def _tenths(line: str) -> int:
    return int(line.rpartition(" ")[2])
