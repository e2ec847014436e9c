"""The test vectors beside this file, read by the reader of `unpinch plan --cases`."""

from pathlib import Path

from bot.cli.cases import Case, read_cases

FILE = Path(__file__).with_name("examples.yaml")


def load() -> list[Case]:
    """All vectors, in their order."""
    return read_cases(FILE.read_text(encoding="utf-8"))
