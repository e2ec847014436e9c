"""`unpinch check`, `migrate` and `run`: plain words and the promised exit codes."""

from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.cli.entry import app
from bot.settings import PREFIX


@pytest.fixture(autouse=True)
def clean(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    import os

    for name in [name for name in os.environ if name.startswith(PREFIX)]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)


def unpinch(monkeypatch: pytest.MonkeyPatch, *words: str, **settings: str) -> Result:
    for name, value in settings.items():
        monkeypatch.setenv(f"{PREFIX}{name}", value)
    return CliRunner().invoke(app, list(words))


def test_check_says_that_all_is_fine(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    result = unpinch(monkeypatch, "check")
    assert result.exit_code == 0
    assert "43 exercises" in result.stdout
    assert "No clinician has signed" in result.stdout
    assert list(tmp_path.iterdir()) == []  # looking leaves nothing behind


def test_check_names_a_wrong_setting(monkeypatch: pytest.MonkeyPatch) -> None:
    result = unpinch(monkeypatch, "check", RATE="0", COLOUR="blue")
    assert result.exit_code == 78
    assert "UNPINCH_RATE" in result.stderr
    assert "UNPINCH_COLOUR" in result.stderr


def test_check_names_a_database_that_is_none(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "a.db").write_text("no database" * 100)
    result = unpinch(monkeypatch, "check", DATABASE_URL="sqlite:///a.db")
    assert result.exit_code == 1
    assert "not a database" in result.stdout


def test_check_names_file_and_field_of_a_fault_in_the_library(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    import shutil

    from bot.cli import check
    from content import check as library_check

    own = Path(library_check.__file__).parent
    shutil.copytree(own, tmp_path / "content", ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    file = tmp_path / "content" / "exercises" / "clamshell.toml"
    file.write_text(file.read_text().replace('position = "', 'position = "upside down, '))
    found = [str(one) for one in library_check.findings(tmp_path / "content")]
    assert any("clamshell.toml" in line and "position" in line for line in found)
    assert check._library() == []


def test_migrate_makes_the_database(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    result = unpinch(monkeypatch, "migrate", DATABASE_URL="sqlite:///data/a.db")
    assert result.exit_code == 0
    assert (tmp_path / "data" / "a.db").exists()
    assert unpinch(monkeypatch, "check", DATABASE_URL="sqlite:///data/a.db").exit_code == 0


def test_run_without_a_token_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    result = unpinch(monkeypatch, "run")
    assert result.exit_code == 78
    assert "BotFather" in result.stderr


def test_a_missing_database_is_refused_where_one_must_be(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    result = unpinch(
        monkeypatch, "run", BOT_TOKEN="123456:canary-token", REQUIRE_DATABASE="1",
        DATABASE_URL="sqlite:///none.db",
    )  # fmt: skip
    assert result.exit_code == 66
    assert "none.db" in result.stderr
    assert not (tmp_path / "none.db").exists()


def test_no_fault_shows_the_token(monkeypatch: pytest.MonkeyPatch) -> None:
    for url in ("sqlite:////proc/none/a.db", "nonsense"):
        result = unpinch(monkeypatch, "run", BOT_TOKEN="123456:canary-token", DATABASE_URL=url)
        assert result.exit_code in (73, 78)
        assert "canary" not in result.stdout + result.stderr
        assert "Traceback" not in result.stdout + result.stderr
