"""A bot that waits has not loaded what only drawing, checking texts or changing tables needs."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
HEAVY = ("alembic", "av", "fpdf", "matplotlib", "textstat")  # some 130 MB together


def test_starting_the_bot_loads_nothing_heavy() -> None:
    asked = f"import sys, bot.app; print(*sorted({set(HEAVY)!r} & set(sys.modules)))"
    found = subprocess.run(
        [sys.executable, "-c", asked], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert found.stdout.split() == []


def test_a_process_that_draws_loads_nothing_of_the_command_line() -> None:
    """It loads the file that `unpinch` was started from once more."""
    asked = "import sys; from bot.cli import main; print(*{'typer', 'telegram'} & set(sys.modules))"
    found = subprocess.run(
        [sys.executable, "-c", asked], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert found.stdout.split() == []
