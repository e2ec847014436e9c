"""`unpinch check --watch` looks again at every saved file, and only then."""

from pathlib import Path

import pytest

from bot.cli import check
from bot.settings import read_settings
from content.watch_check import stamps


def test_a_saved_file_has_a_new_stamp(shelf) -> None:
    before = stamps(shelf.folder)
    assert stamps(shelf.folder) == before
    file = shelf.folder / "sources.toml"
    shelf.write("sources.toml", file.read_text(encoding="utf-8") + "\n# more\n")
    shelf.write("new.toml", "")
    after = stamps(shelf.folder)
    assert after.keys() - before.keys() == {shelf.folder / "new.toml"}
    assert after[file] >= before[file]


def test_the_watch_checks_once_for_each_save_and_ends_with_ctrl_c(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    looks = iter([{Path("a"): 1}, {Path("a"): 1}, {Path("a"): 2}])
    runs, naps = [], iter([None, None])

    def nap(_seconds: float) -> None:
        if next(naps, KeyboardInterrupt) is KeyboardInterrupt:
            raise KeyboardInterrupt

    monkeypatch.setattr(check.watch_check, "stamps", lambda _folder: next(looks))
    monkeypatch.setattr(check, "sleep", nap)
    monkeypatch.setattr(check, "run", lambda settings: runs.append(settings) or 0)
    assert check.watch(read_settings({})) == 0
    assert len(runs) == 2
