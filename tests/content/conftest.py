"""A small content folder of one's own, to be spoiled at will."""

import shutil
from pathlib import Path

import pytest

from content.loader import own_folder

SMALL = Path(__file__).parent / "small"


class Shelf:
    """A content folder with two exercises, three sources and a few phrases."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def change(self, file: str, old: str, new: str) -> None:
        text = (self.folder / file).read_text(encoding="utf-8")
        assert old in text, f"{file} has no {old!r} to change"
        (self.folder / file).write_text(text.replace(old, new, 1), encoding="utf-8")

    def write(self, file: str, text: str) -> None:
        (self.folder / file).write_text(text, encoding="utf-8")


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    """The small folder, with our own safety words: there is no library without them."""
    folder = tmp_path / "content"
    shutil.copytree(SMALL, folder)
    shutil.copytree(own_folder() / "safety", folder / "safety")
    return Shelf(folder)
