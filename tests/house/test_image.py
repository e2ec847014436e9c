"""The Dockerfile, compose file and ignore list say what the docs promise."""

import re
from fnmatch import fnmatch
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[2]
LINES = [
    line
    for line in (ROOT / "Dockerfile").read_text(encoding="utf-8").replace("\\\n", " ").splitlines()
    if line.strip() and not line.startswith("#")
]
STAGES = [number for number, line in enumerate(LINES) if line.startswith("FROM ")]
FINAL = LINES[STAGES[-1] :]


def of(word: str, lines: list[str]) -> list[str]:
    """The rest of each line that begins with this instruction."""
    return [line.removeprefix(f"{word} ") for line in lines if line.startswith(f"{word} ")]


def copied() -> list[str]:
    """Everything the first stage copies out of the project."""
    return [source for line in of("COPY", LINES[: STAGES[-1]]) for source in line.split()[:-1]]


def test_it_is_built_in_two_stages_on_a_slim_python() -> None:
    assert len(STAGES) == 2
    assert all("python:3.11-slim" in line for line in of("FROM", LINES))


def test_the_final_stage_runs_as_nobody_in_particular() -> None:
    assert of("USER", FINAL) == ["unpinch"]
    assert of("USER", FINAL) != ["root"]


def test_the_final_stage_installs_nothing() -> None:
    commands = " ".join(of("RUN", FINAL))
    assert not re.search(r"\b(apt-get|apk|pip|gcc|build-essential|curl)\b", commands)


def test_the_lock_file_decides_what_is_installed() -> None:
    syncs = [line for line in of("RUN", LINES) if "uv sync" in line]
    assert syncs
    assert all("--locked" in line and "--no-dev" in line for line in syncs)


def test_the_makefile_and_the_image_use_the_same_installer() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    version = re.search(r"UV_VERSION := (\S+)", makefile)
    assert version
    assert f"uv=={version[1]}" in "\n".join(LINES)


def test_it_asks_for_its_own_health_and_starts_without_a_shell() -> None:
    assert of("ENTRYPOINT", FINAL) == ['["unpinch"]']
    assert of("HEALTHCHECK", FINAL)[0].endswith('CMD ["unpinch", "health"]')


@pytest.mark.parametrize("source", copied())
def test_what_is_copied_exists_and_is_not_ignored(source: str) -> None:
    assert (ROOT / source).exists()
    rules = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    kept = [rule[1:] for rule in rules if rule.startswith("!")]
    assert any(fnmatch(source, rule) for rule in kept)


def test_compose_leaves_only_the_data_writable() -> None:
    bot = yaml.safe_load((ROOT / "compose.yaml").read_text(encoding="utf-8"))["services"]["bot"]
    assert bot["read_only"] is True
    assert bot["volumes"] == ["data:/data"]
    assert bot["cap_drop"] == ["ALL"]
    assert "UNPINCH_BOT_TOKEN" not in bot["environment"]  # a file, so that `inspect` shows none
