"""Bars: somebody at a terminal sees how far long work is; a file gets no control signs."""

import io
import json
import sys
from pathlib import Path

import pytest

from bot.cli.bar import bar
from bot.clock import Clock
from bot.ops.restore import restore
from bot.services import export, subscribers
from bot.services.importing import bring_back, rows_in
from bot.services.work import Work
from content.model import Library
from content.words import Words
from storage.database import Database
from storage.tables import Subscriber


class Terminal(io.StringIO):
    """Standard error of somebody who looks."""

    def isatty(self) -> bool:
        return True


def test_a_terminal_shows_how_far_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    seen = Terminal()
    monkeypatch.setattr(sys, "stderr", seen)
    with bar("Copying", 4) as tell:
        for _ in range(4):
            tell(1)
    assert "Copying" in seen.getvalue()
    assert "100%" in seen.getvalue()


def test_into_a_file_nothing_is_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    seen = io.StringIO()
    monkeypatch.setattr(sys, "stderr", seen)
    with bar("Copying", 4) as tell:
        tell(4)
    assert seen.getvalue() == ""


def test_a_restore_tells_all_of_its_hundred_parts(
    tmp_path: Path, database: Database, library: Library, words: Words
) -> None:
    now = Clock().now()
    with database.begin() as db:
        db.add(Subscriber(id=1, chat_id=1, joined_at=now, seen_at=now))
    assert database.path is not None
    told: list[int] = []
    restore(
        tmp_path / "new.db", database.path, now, lambda db: Work(db, library, words, now),
        told.append,
    )  # fmt: skip
    assert sum(told) == 100


def test_an_import_tells_each_row_of_the_file(
    database: Database, library: Library, words: Words
) -> None:
    now = Clock().now()
    with database.begin() as db:
        work = Work(db, library, words, now)
        person = subscribers.meet(work, 1, 1, "en")
        text = json.dumps(export.everything(work, person.id))
        db.delete(db.get(Subscriber, 1))
    told: list[int] = []
    with database.begin() as db:
        bring_back(Work(db, library, words, now), text, told.append)
    assert sum(told) == rows_in(text) == 1
