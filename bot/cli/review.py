"""`unpinch review`: the safety review pack for a clinician, written to one HTML file."""

import re
import sys
from dataclasses import replace
from pathlib import Path

from bot.cli import review_parts as parts
from content import review_pack, sign_off
from content.loader import ContentError, load_library, own_folder
from content.model import Language, Library

FAULTY = 65
CANNOT_WRITE = 73
# To look things up, not to read from end to end.
FOLDED = ("Word families", "Points of words", "Words of the other languages")


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
    """The whole pack as one HTML page: what is read from end to end first, long lists folded.

    `folder` is the safety folder whose files are hashed. The same files give the same bytes.
    """
    pack = review_pack.build(_without_lists(library), folder)
    pack = _put(pack, "Rules", parts.checker(library.safety))
    pack = _put(pack, "Word families", "", instead=True)
    folded = (
        parts.families(library.safety),
        parts.points(library.safety),
        parts.language_words(library),
    )
    pack = _put(pack, "Signing", "\n".join(folded))
    return _put(pack, "Levels", parts.reading_list(library, _lengths(pack)))


def _without_lists(library: Library) -> Library:
    """The same library without the long lists of words, which are put in folded."""
    known = {code: _bare(language) for code, language in library.languages.known.items()}
    return replace(
        library,
        safety=replace(library.safety, families={}),
        languages=replace(library.languages, known=known),
    )


def _bare(language: Language) -> Language:
    return replace(language, families={}, negators=(), negators_after=(), turns=(), idioms=())


def _section_of(title: str) -> re.Pattern[str]:
    return re.compile(rf"<section><h2>{re.escape(title)}</h2>.*?</section>\n?", re.DOTALL)


def _put(pack: str, title: str, section: str, *, instead: bool = False) -> str:
    """The pack with `section` before the part of this title, or `instead` of it."""
    found = _section_of(title).search(pack)
    if found is None:
        raise ValueError(f"the pack has no part {title}")
    end = found.end() if instead else found.start()
    return f"{pack[: found.start()]}{section}\n{pack[end:]}"


def _lengths(pack: str) -> list[tuple[str, int]]:
    """The parts that are read from end to end, each with its number of words."""
    found = re.findall(r"<section><h2>(.*?)</h2>(.*?)</section>", pack, re.DOTALL)
    return [
        (title, len(re.sub(r"<[^>]+>", " ", body).split()))
        for title, body in found
        if title not in FOLDED
    ]
