"""`unpinch check`, `migrate` and `run`: plain words and the promised exit codes."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.cli.entry import app
from bot.settings import PREFIX


@pytest.fixture(autouse=True)
def clean(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
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
    assert "49 exercises" in result.stdout
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


def check_fault(monkeypatch: pytest.MonkeyPatch, url: str, **settings: str) -> str:
    """The one fault line that `unpinch check` prints about the database at `url`."""
    result = unpinch(monkeypatch, "check", DATABASE_URL=url, **settings)
    assert result.exit_code == 1
    line, count = result.stdout.splitlines()
    assert line.startswith("Database: ")
    assert count == "1 to mend."
    return line


def test_check_finds_a_file_where_the_folder_should_be(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "data").write_text("")
    said = check_fault(monkeypatch, "sqlite:///data/deep/a.db")
    assert f"{tmp_path / 'data'} is not a folder" in said


def test_check_finds_a_link_to_nowhere_where_the_folder_should_be(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "data").symlink_to(tmp_path / "gone")
    assert "is not a folder" in check_fault(monkeypatch, "sqlite:///data/a.db")


def test_check_finds_a_folder_in_place_of_the_file(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "a.db").mkdir()
    assert "is not a file" in check_fault(monkeypatch, "sqlite:///a.db")


def forbid(monkeypatch: pytest.MonkeyPatch, forbidden: Path) -> None:
    """Make one path unwritable. Made up, because these tests may run as root, who may write all."""
    monkeypatch.setattr(os, "access", lambda path, _mode: Path(path).absolute() != forbidden)


def test_check_finds_a_folder_nobody_may_write_to(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """The refusal is made up: see `forbid`."""
    forbid(monkeypatch, tmp_path)
    said = check_fault(monkeypatch, "sqlite:///data/a.db")
    assert f"The folder {tmp_path} cannot be written to" in said
    assert list(tmp_path.iterdir()) == []


def test_check_finds_a_file_nobody_may_write_to(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """The refusal is made up: see `forbid`."""
    assert unpinch(monkeypatch, "migrate", DATABASE_URL="sqlite:///a.db").exit_code == 0
    forbid(monkeypatch, tmp_path / "a.db")
    assert "a.db cannot be read and written" in check_fault(monkeypatch, "sqlite:///a.db")


def test_check_finds_a_folder_nobody_may_look_into(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """The refusal is made up, because these tests may run as root, who may look everywhere."""
    look = Path.stat

    def refuse(path: Path, **more: bool) -> os.stat_result:
        if path.name == "a.db":
            raise PermissionError(13, "Permission denied")
        return look(path, **more)

    monkeypatch.setattr(Path, "stat", refuse)
    said = check_fault(monkeypatch, "sqlite:///data/a.db")
    assert "data/a.db cannot be looked at (Permission denied)" in said


def test_check_finds_a_path_the_system_refuses(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "cannot be looked at" in check_fault(monkeypatch, f"sqlite:///{'a' * 300}.db")


def test_check_misses_a_database_that_must_be_there(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    said = check_fault(monkeypatch, "sqlite:///data/none.db", REQUIRE_DATABASE="1")
    assert "There is no database at data/none.db" in said
    assert list(tmp_path.iterdir()) == []


def test_check_finds_tables_that_were_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    assert unpinch(monkeypatch, "migrate", DATABASE_URL="sqlite:///a.db").exit_code == 0
    with closing(sqlite3.connect("a.db")) as file:
        file.execute("DROP TABLE delivery")
        file.execute("DROP TABLE schedule")
    said = check_fault(monkeypatch, "sqlite:///a.db")
    assert "tables are missing: delivery, schedule." in said


def test_check_takes_an_empty_file_as_a_new_database(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "a.db").touch()
    assert unpinch(monkeypatch, "check", DATABASE_URL="sqlite:///a.db").exit_code == 0


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


def test_a_settings_file_that_cannot_be_read_is_one_sentence(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / ".env").write_bytes(b"UNPINCH_BOT_TOKEN=canary\xff")
    result = unpinch(monkeypatch, "check")
    assert result.exit_code == 78
    assert result.stderr.splitlines() == [".env is not plain text. Write it anew as UTF-8."]
    assert "canary" not in result.output


def test_a_fault_nobody_thought_of_is_one_redacted_log_entry(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from bot.cli import check

    def broken() -> list[str]:
        raise RuntimeError("https://api.telegram.org/bot123456:canary-token/getMe")

    monkeypatch.setattr(check, "_library", broken)
    result = unpinch(monkeypatch, "check", BOT_TOKEN="123456:canary-token")
    assert result.exit_code == 1
    assert isinstance(result.exception, SystemExit)
    assert "CRITICAL unpinch: the program failed" in result.stderr
    assert "canary" not in result.stdout + result.stderr
