"""Operating the bot over HTTP: new content without a restart, and logs that can be followed."""

import io
import json
import logging
import shutil
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from bot import logs
from bot.cli.sandbox import Sandbox
from bot.clock import Clock
from bot.sandbox.faults import Fault
from bot.services import marks, reloading
from content import loader
from tests.journeys.operated import operated
from tests.journeys.person import Person

CANARY = "canaryword"
# Lines of the program as a whole: promoted steps, the start, rounds over all letters.
OF_NOBODY = ("promoted ", "running as")


@pytest.fixture
async def sandbox(tmp_path: Path, clock: Clock) -> AsyncIterator[Sandbox]:
    """A sandbox whose first person runs the bot."""
    async with operated(tmp_path, clock) as running:
        yield running


@pytest.fixture
def content(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the content files, in place of our own."""
    copy = tmp_path / "content"
    shutil.copytree(loader.own_folder(), copy, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    monkeypatch.setattr(loader, "own_folder", lambda: copy)
    monkeypatch.setattr(reloading, "own_folder", lambda: copy)
    return copy


def edit(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


async def test_new_content_is_used_without_a_restart_and_bad_content_never(
    sandbox: Sandbox, ana: Person, content: Path
) -> None:
    help_ = content / "phrases" / "en" / "help.toml"
    await ana.says("/help", "What I can do")
    edit(help_, "What I can do", "What I do")
    await ana.says("/reload", "I check all content first")
    told = await ana.sees("New content is in use")
    assert "process" in told.text
    await ana.says("/help", "What I do")
    edit(help_, "What I do", "What I <blink>do")
    await ana.says("/reload", "I check all content first")
    told = await ana.sees("Nothing was changed")
    assert "help.text" in told.text
    assert "blink" in told.text
    await ana.says("/help", "What I do")


def follow() -> io.StringIO:
    """Write JSON lines of everything from now on, as `unpinch run` does."""
    book = io.StringIO()
    stderr, sys.stderr = sys.stderr, book
    try:
        logs.set_up(level="debug", form="json", secret="", marks=marks.current)
    finally:
        sys.stderr = stderr
    for name in ("asyncio", "sqlalchemy", "telegram", "tzlocal"):
        logging.getLogger(name).setLevel(logging.WARNING)
    return book


def lines(book: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in book.getvalue().splitlines()]


async def test_every_line_names_its_update_or_delivery_and_no_words(
    sandbox: Sandbox, ana: Person, bo: Person
) -> None:
    await ana.subscribes()
    await bo.subscribes()
    book = follow()
    for chat in (ana.id, bo.id):
        sandbox.world.faults.add(Fault("error", method="sendMessage", chat_id=chat, status=502))
    await ana.says(f"{CANARY} tell me about heat", "Heat or ice")
    await bo.says(f"{CANARY} what about running", "un")
    before = len(ana.screens)
    await sandbox.jump(ana.id)
    await ana.sees("Your routine", after=before)
    await ana.taps("Start", "usually hurt")
    ours = [one for one in lines(book) if one["logger"].startswith("unpinch")]
    about = [one for one in ours if not one["message"].startswith(OF_NOBODY)]
    assert all("update_id" in one or "delivery_id" in one for one in about), about
    assert any("delivery_id" in one for one in about)
    trouble = {one["update_id"] for one in about if one["logger"] == "unpinch.send"}
    assert len(trouble) == 2  # the lines of two people are told apart
    assert CANARY not in book.getvalue()
