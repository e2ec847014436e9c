"""Reloading: a library without a fault is swapped in everywhere, one with a fault nowhere."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

import pytest

from bot.clock import Clock
from bot.ops.reloading import EVERY, Reloader
from bot.services import reloading
from bot.services.reloading import Checked
from bot.services.work import Worker
from content import loader
from content.model import Library
from content.words import Words
from storage.database import Database

ADMIN = 70
TODAY = date(2026, 11, 23)


class Stopwatch(Clock):
    """A clock whose seconds the test counts."""

    seconds = 0.0

    def monotonic(self) -> float:  # type: ignore[override]
        return self.seconds


@dataclass
class Process:
    """One running copy of the bot, as far as reloading goes."""

    database: Database
    library: Library
    found: Checked
    name: str = "here"
    told: list[str] = field(default_factory=list)
    adopted: list[Library] = field(default_factory=list)
    looks: int = 0

    def __post_init__(self) -> None:
        self.clock = Stopwatch()
        words = Words(self.library.phrases)
        self.worker = Worker(self.database, self.library, words, self.clock)
        self.reloader = Reloader(
            self.worker, adopt=self._adopt, tell=self._tell, process=self.name,
            inspect=self._inspect,
        )  # fmt: skip

    def _inspect(self, _today: date) -> Checked:
        self.looks += 1
        return self.found

    def _adopt(self, library: Library, _words: Words) -> None:
        self.adopted.append(library)

    async def _tell(self, chat_id: int, words: str) -> None:
        assert chat_id == ADMIN
        self.told.append(words)

    async def later(self) -> None:
        self.clock.seconds += EVERY
        await self.reloader.rounds.round()

    async def wish(self) -> None:
        await self.worker.run(lambda work: reloading.wish(work, ADMIN))


@pytest.fixture
def fresh(library: Library) -> Library:
    """A library that differs from the one in use."""
    phrases = dict(library.phrases)
    phrases["en"] = {**phrases["en"], "help.busy": "A new word."}
    return replace(library, phrases=phrases)


@pytest.fixture
def process(database: Database, library: Library, fresh: Library) -> Iterator[Process]:
    made = Process(database, library, Checked(fresh, ()))
    yield made
    made.worker.close()


async def test_a_library_without_a_fault_is_in_use_from_then_on(
    process: Process, fresh: Library
) -> None:
    await process.reloader.open()
    await process.wish()
    await process.later()
    assert process.worker.library is fresh
    assert process.worker.words.plain("help.busy") == "A new word."
    assert process.adopted == [fresh]
    assert "New content is in use" in process.told[0]
    assert "here" in process.told[0]


async def test_a_library_with_a_fault_changes_nothing_and_the_fault_is_told(
    process: Process, library: Library, fresh: Library
) -> None:
    faults = tuple(f"exercises/{n}.toml, dose: give <sets>." for n in range(8))
    process.found = Checked(fresh, faults)
    await process.wish()
    await process.later()
    assert process.worker.library is library
    assert process.adopted == []
    assert "Nothing was changed" in process.told[0]
    assert "8 faults" in process.told[0]
    assert "exercises/0.toml, dose: give &lt;sets&gt;." in process.told[0]
    assert "3 more" in process.told[0]


async def test_one_wish_is_followed_once(process: Process) -> None:
    await process.reloader.open()
    await process.wish()
    for _ in range(3):
        await process.later()
    assert process.looks == 1
    await process.wish()
    await process.later()
    assert process.looks == 2


async def test_a_wish_from_before_the_start_is_done_already(process: Process) -> None:
    await process.wish()
    await process.reloader.open()
    await process.later()
    assert process.looks == 0


async def test_every_copy_on_the_same_database_follows_and_says_its_name(
    process: Process, database: Database, library: Library, fresh: Library
) -> None:
    other = Process(database, library, Checked(fresh, ("a fault",)), name="there")
    await process.reloader.open()
    await other.reloader.open()
    await process.wish()
    await process.later()
    await other.later()
    assert "here" in process.told[0]
    assert "there" in other.told[0]
    assert (process.worker.library is fresh, other.worker.library is library) == (True, True)
    other.worker.close()


async def test_a_fault_of_ours_keeps_the_old_library_and_the_next_wish_works(
    process: Process, library: Library, fresh: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_library: Library) -> Words:
        raise RuntimeError("out of memory")

    monkeypatch.setattr(reloading, "prepare", broken)
    await process.wish()
    await process.later()
    assert process.worker.library is library
    assert "The program itself failed" in process.told[0]
    monkeypatch.undo()
    await process.wish()
    await process.later()
    assert process.worker.library is fresh


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the content files, in place of our own."""
    ours = loader.own_folder()
    copy = tmp_path / "content"
    shutil.copytree(ours, copy, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    monkeypatch.setattr(loader, "own_folder", lambda: copy)
    monkeypatch.setattr(reloading, "own_folder", lambda: copy)
    return copy


def test_the_files_are_read_anew(folder: Path) -> None:
    help_ = folder / "phrases" / "en" / "help.toml"
    help_.write_text(help_.read_text().replace("What I can do", "What I can do for you"))
    found = reloading.inspect(TODAY)
    assert found.faults == ()
    assert "for you" in found.library.phrases["en"]["help.text"]


def test_it_is_as_strict_as_check(folder: Path) -> None:
    file = folder / "exercises" / "clamshell.toml"
    file.write_text(file.read_text().replace('position = "', 'position = "upside '))
    assert any("clamshell.toml" in fault for fault in reloading.inspect(TODAY).faults)


def test_what_was_read_too_long_ago_is_a_fault(folder: Path) -> None:
    found = reloading.inspect(date(2036, 1, 1))
    assert any("read" in fault for fault in found.faults)
