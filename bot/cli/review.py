"""`unpinch review`: the safety review pack for a clinician, written to one HTML file."""

import sys
from pathlib import Path

from content import sign_off
from content.loader import ContentError, load_library, own_folder
from content.review_pack import build

FAULTY = 65
CANNOT_WRITE = 73


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
