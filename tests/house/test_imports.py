"""Imports point one way, and few files know Telegram, the clock or the database library."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
OURS = ("bot", "content", "storage")

# Each part may import itself and what stands here.
MAY_IMPORT = {
    "content": (),
    "storage": (),
    "bot.clock": (),
    "bot.logs": (),
    "bot.settings": (),
    "bot.coach": ("content.model",),
    "bot.services": ("bot.coach", "bot.clock", "content", "storage"),
    "bot.chat": ("bot.services", "bot.coach", "bot.clock", "content", "storage"),
    "bot.ops": ("bot.services", "bot.coach", "content", "storage"),
    "bot.simulation": ("bot.services", "bot.coach", "bot.clock", "content", "storage"),
    "bot.sandbox": (),
}
TELEGRAM = {
    "bot/app.py",
    "bot/chat/inbox.py",
    "bot/chat/introduction.py",
    "bot/chat/keyboards.py",
    "bot/chat/refusals.py",
    "bot/chat/request.py",
    "bot/chat/send.py",
    "bot/chat/webhook.py",
}
# The program has one clock; the pretend Telegram, run alone, has its own.
READS_THE_TIME = {"bot/clock.py", "bot/sandbox/__main__.py"}
CLOCKS = ("datetime.now", "datetime.utcnow", "datetime.today", "date.today", "time.time")

# The chat's machinery moves stored updates and deliveries; nothing else in the chat sees rows.
CHAT_SEES_STORAGE = {
    "bot/chat/composing.py",
    "bot/chat/daily.py",
    "bot/chat/handling.py",
    "bot/chat/letters.py",
    "bot/chat/polling.py",
    "bot/chat/webhook.py",
}


def files(*folders: str) -> list[Path]:
    return sorted(path for folder in folders for path in (ROOT / folder).rglob("*.py"))


def name_of(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


@cache
def imports(path: Path) -> tuple[str, ...]:
    return tuple(_imports(path))


def _imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            assert node.level == 0, f"{path}: imports are absolute"
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def part_of(module: str) -> str | None:
    found = [part for part in MAY_IMPORT if module == part or module.startswith(part + ".")]
    return max(found, key=len, default=None)


def inside(module: str, part: str) -> bool:
    return module == part or module.startswith(part + ".")


@pytest.mark.parametrize("path", files(*OURS), ids=name_of)
def test_imports_point_one_way(path: Path) -> None:
    part = part_of(name_of(path))
    if part is None:  # the app, its command line and the package's own front page
        assert name_of(path) in ("bot", "bot.__main__", "bot.app") or inside(
            name_of(path), "bot.cli"
        )
        return
    allowed = (part, *MAY_IMPORT[part])
    for module in imports(path):
        if module.split(".")[0] in OURS and "." in module:
            assert any(inside(module, one) for one in allowed), f"{path} imports {module}"


@pytest.mark.parametrize("path", files(*OURS), ids=name_of)
def test_telegram_is_known_to_few_files_only(path: Path) -> None:
    knows = any(inside(module, "telegram") for module in imports(path))
    assert not knows or str(path.relative_to(ROOT)) in TELEGRAM


def test_the_files_that_may_know_telegram_exist() -> None:
    assert all((ROOT / name).is_file() for name in TELEGRAM)


@pytest.mark.parametrize("path", files("bot", "content"), ids=name_of)
def test_sqlmodel_stays_in_storage(path: Path) -> None:
    assert not any(inside(module, "sqlmodel") for module in imports(path))


@pytest.mark.parametrize("path", files("bot/chat"), ids=name_of)
def test_rows_stop_before_the_chat(path: Path) -> None:
    sees = any(inside(module, "storage") for module in imports(path))
    assert not sees or str(path.relative_to(ROOT)) in CHAT_SEES_STORAGE


@pytest.mark.parametrize("path", files("bot/coach"), ids=name_of)
def test_the_coach_knows_only_the_standard_library_and_the_model(path: Path) -> None:
    import sys

    for module in imports(path):
        top = module.split(".")[0]
        if top == "rapidfuzz" and path.name == "spelling.py":
            continue  # the only library of the coach: edit distances, for slips of the keyboard
        assert top in sys.stdlib_module_names or inside(module, "bot") or top == "content", module


@pytest.mark.parametrize("path", files(*OURS), ids=name_of)
def test_only_the_clock_reads_the_time(path: Path) -> None:
    if str(path.relative_to(ROOT)) in READS_THE_TIME:
        return
    calls = [
        ast.unparse(node.func)
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
    ]
    assert not [call for call in calls if call in CLOCKS], path


@pytest.mark.parametrize("path", files(*OURS), ids=name_of)
def test_each_module_opens_with_one_sentence(path: Path) -> None:
    words = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
    assert words, f"{path} says nothing about itself"


def test_no_file_names_a_path_of_one_machine() -> None:
    import re
    import subprocess

    tracked = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.split()
    # Not after a letter: word lists write their choices with slashes between.
    machine = re.compile(r"(?<!\w)/" + "work/|(?<!\\w)/" + "root/|" + r"\.\./" + "shared")
    texts = [name for name in tracked if not name.endswith((".png", ".mp4", ".gz", "uv.lock"))]
    found = [
        name
        for name in texts
        if machine.search((ROOT / name).read_text(encoding="utf-8", errors="replace"))
    ]
    assert found == []
