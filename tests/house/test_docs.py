"""The docs name every command, every button has an answer, and every phrase is there."""

import re
from pathlib import Path

from bot.chat.routes import BUTTONS, COMMANDS
from bot.settings import NAMES
from content.phrase_files import read_phrases

ROOT = Path(__file__).parents[2]
TEST_ONLY = {"UNPINCH_FAULT"}


def phrases() -> dict[str, str]:
    return read_phrases(ROOT / "content/phrases", "phrases", [])["en"]


def chat_source() -> str:
    return "\n".join(path.read_text() for path in (ROOT / "bot").rglob("*.py"))


def test_every_command_is_in_the_readme_and_in_help() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    shown = phrases()["help.text"]
    for command in COMMANDS:
        assert f"/{command.name}" in readme
        assert f"/{command.name}" in shown or command.name in ("help", "start")


def test_the_menu_has_exactly_ten_commands() -> None:
    assert len([command for command in COMMANDS if command.in_menu]) == 10


def test_help_explains_every_command_and_no_other() -> None:
    explained = {key.removeprefix("help_of.") for key in phrases() if key.startswith("help_of.")}
    assert explained == {command.name for command in COMMANDS}


def test_every_menu_command_has_words() -> None:
    texts = phrases()
    assert all(f"menu.{command.name}" in texts for command in COMMANDS if command.in_menu)


def test_every_setting_is_in_the_docs_and_in_the_example_file() -> None:
    docs = (ROOT / "docs/running.md").read_text(encoding="utf-8")
    example = (ROOT / ".env.example").read_text(encoding="utf-8")
    for name in NAMES:
        assert name in docs
        assert name in example or name in TEST_ONLY


def test_every_button_the_chat_makes_has_an_answer() -> None:
    made = set(re.findall(r'talk\.button\(\s*f?"[^"]+",\s*"([a-z_]+)"', chat_source()))
    assert made
    assert made <= BUTTONS.keys()


def test_every_answer_to_a_button_is_reachable() -> None:
    source = chat_source()
    unused = [verb for verb in BUTTONS if len(re.findall(f'"{verb}"', source)) < 2]
    assert unused == []


def test_every_phrase_is_said_somewhere() -> None:
    source = chat_source()
    built = (
        "day.",
        "day_short.",
        "month.",
        "limit.",
        "menu.",
        "help_of.",
        "doctor_card.",
        "why.",
        "side.",
        "card_name.",
        "source.",
        "later.",
        "hurts.",
        "score.",
    )
    unsaid = [key for key in phrases() if f'"{key}"' not in source and not key.startswith(built)]
    assert unsaid == []


def test_the_house_in_contributing_names_every_module_that_exists() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    packages = sorted(
        path.parent.name
        for path in (ROOT / "bot").rglob("__init__.py")
        if path.parent.name != "bot"
    )
    for name in packages:
        assert f"{name}/" in text
