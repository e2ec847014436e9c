"""`unpinch restore`, `move`, `import`, `backup` and `notes-key`: plain words and exit codes."""

import json
import os
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlmodel import select
from typer.testing import CliRunner, Result

from bot.cli.entry import app
from bot.ops.lock import take_lock
from bot.services import erasure, export
from bot.services.secrets_notes import Keys
from bot.services.work import Work
from bot.settings import PREFIX
from content.model import Library
from content.words import Words
from storage.database import open_database
from storage.facts import put
from storage.migrate import migrate
from storage.sealing import LOCKED
from storage.tables import Meta, Pain, Schedule, Subscriber
from tests.engines import Postgres

HERE, THERE = "sqlite:///here.db", "sqlite:///there.db"


@pytest.fixture(autouse=True)
def clean(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in [name for name in os.environ if name.startswith(PREFIX)]:
        monkeypatch.delenv(name)
    monkeypatch.setenv(f"{PREFIX}DATABASE_URL", HERE)
    monkeypatch.chdir(tmp_path)


def unpinch(*words: str) -> Result:
    return CliRunner().invoke(app, list(words))


def made(url: str, fact: str = "") -> None:
    """A database of the newest shape, with one fact in it."""
    opened = open_database(url)
    migrate(opened)
    if fact:
        with opened.begin() as db:
            put(db, "fact", fact)
    opened.close()


def fact(url: str) -> str | None:
    opened = open_database(url)
    with opened.look() as db:
        row = db.get(Meta, "fact")
    opened.close()
    return row.value if row else None


def test_a_backup_is_taken_and_brought_back() -> None:
    made(HERE, "before")
    backup = unpinch("backup")
    assert backup.exit_code == 0
    made(HERE, "after")
    result = unpinch("restore", backup.stdout.strip())
    assert result.exit_code == 0
    assert fact(HERE) == "before"
    assert "Forgotten again, because they were erased after the backup: 0." in result.stdout
    aside = result.stdout.rpartition("The former file is ")[2].partition(". Delete")[0]
    assert fact(f"sqlite:///{aside}") == "after"


def test_only_as_many_backups_stay_as_are_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    made(HERE, "x")
    monkeypatch.setenv(f"{PREFIX}BACKUP_KEEP", "1")
    old = Path("backups/here-20260101T000000Z.backup.db")
    old.parent.mkdir()
    old.write_bytes(b"")
    assert unpinch("backup").exit_code == 0
    assert not old.exists()


@pytest.mark.parametrize(
    "words", [("restore", "b.db"), ("move", "--to", THERE), ("import", "b.db")]
)
def test_nothing_is_done_to_a_database_whose_bot_runs(words: tuple[str, ...]) -> None:
    made(HERE, "mine")
    made("sqlite:///b.db", "other")
    Path("b.json").write_text("{}")
    lock = take_lock(Path("here.db"))
    result = unpinch(*(word.replace("b.db", "b.json") if words[0] == "import" else word
                       for word in words))  # fmt: skip
    assert lock is not None
    lock.close()
    assert result.exit_code == 73
    assert "Another Unpinch already uses" in result.stderr
    assert fact(HERE) == "mine"


def test_a_missing_backup_is_said_in_one_line() -> None:
    made(HERE)
    result = unpinch("restore", "gone.db")
    assert (result.exit_code, result.stderr) == (66, "There is no file gone.db.\n")


def test_a_server_is_restored_with_its_own_tools(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(f"{PREFIX}DATABASE_URL", "postgresql+psycopg://nobody@127.0.0.1:1/none")
    result = unpinch("restore", "a.dump")
    assert result.exit_code == 64
    assert "pg_restore" in result.stdout


def test_an_installation_moves_to_a_server_and_back(
    postgres: Postgres, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = postgres.empty()
    made(HERE, "moved")
    there = unpinch("move", "--to", server)
    assert there.exit_code == 0, there.stderr
    assert "each found to be the same" in there.stdout
    assert fact(server) == "moved"
    monkeypatch.setenv(f"{PREFIX}DATABASE_URL", server)
    back = unpinch("move", "--to", THERE)
    assert back.exit_code == 0, back.stderr
    assert fact(THERE) == "moved"
    postgres.drop(server)


def test_a_target_with_something_in_it_is_refused() -> None:
    made(HERE, "mine")
    made(THERE, "theirs")
    result = unpinch("move", "--to", THERE)
    assert result.exit_code == 73
    assert "is not empty" in result.stderr
    assert fact(THERE) == "theirs"


def test_moving_to_where_it_is_is_refused() -> None:
    made(HERE, "mine")
    assert unpinch("move", "--to", "sqlite:///./here.db").exit_code == 64


def test_moving_what_is_not_there_makes_no_file() -> None:
    result = unpinch("move", "--to", THERE)
    assert result.exit_code == 73
    assert not Path("here.db").exists()


def test_a_file_that_is_no_export_is_refused() -> None:
    made(HERE)
    Path("a.json").write_text(json.dumps({"format": "unpinch-export", "version": 99, "data": {}}))
    result = unpinch("import", "a.json")
    assert result.exit_code == 65
    assert "version 99" in result.stderr
    assert unpinch("import", "gone.json").exit_code == 65


def test_a_person_comes_back_from_their_file_with_their_words_sealed(
    library: Library, words: Words, monkeypatch: pytest.MonkeyPatch
) -> None:
    made(HERE)
    now = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
    opened = open_database(HERE)
    with opened.begin() as db:
        db.add(
            Subscriber(
                id=7, chat_id=7, joined_at=now, seen_at=now, consent_at=now, notes=True,
                stage="ready",
            )
        )  # fmt: skip
        db.flush()
        db.add(Schedule(subscriber_id=7, zone="Europe/Lisbon", wall_time="07:30"))
        db.add(Pain(subscriber_id=7, at=now, date=now.date(), kind="note", score=3, note="ouch"))
        db.flush()
        work = Work(db, library, words, now)
        Path("ana.json").write_text(json.dumps(export.everything(work, 7)), encoding="utf-8")
        erasure.take_out(work, 7, 7)
    opened.close()
    monkeypatch.setenv(f"{PREFIX}NOTES_KEY", unpinch("notes-key").stdout.strip())
    result = unpinch("import", "ana.json")
    assert result.exit_code == 0, result.stderr
    assert "The person is back." in result.stdout
    opened = open_database(HERE)
    with opened.look() as db:
        assert db.get_one(Schedule, 7).next_due is not None
        assert [row.note for row in db.exec(select(Pain))] == [LOCKED]
    opened.close()
    assert unpinch("import", "ana.json").exit_code == 65


def test_a_new_key_can_be_used(monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = unpinch("notes-key").stdout.strip(), unpinch("notes-key").stdout.strip()
    keys = Keys([first])
    assert keys.unseal(keys.seal("words")) == "words"
    assert first != second
    monkeypatch.setenv(f"{PREFIX}NOTES_KEY", f"{second}, {first}")
    made(HERE)
    assert unpinch("backup").exit_code == 0


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("NOTES_KEY", "my-dog", "notes-key"),
        ("BACKUP_EVERY", "daily", "whole number"),
        ("BACKUP_EVERY", "721", "from 0 to 720"),
        ("BACKUP_KEEP", "0", "from 1 to 1000"),
    ],
)
def test_a_wrong_setting_is_named_and_not_repeated(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, says: str
) -> None:
    monkeypatch.setenv(f"{PREFIX}{name}", value)
    result = unpinch("check")
    assert result.exit_code == 78
    assert f"{PREFIX}{name}" in result.stderr
    assert says in result.stderr
    assert "my-dog" not in result.stderr


def test_a_server_takes_no_backups_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(f"{PREFIX}DATABASE_URL", "postgresql+psycopg://nobody@127.0.0.1:1/none")
    monkeypatch.setenv(f"{PREFIX}BACKUP_EVERY", "24")
    result = unpinch("check")
    assert result.exit_code == 78
    assert "BACKUP_EVERY" in result.stderr


def test_the_licences_name_what_runs_and_not_what_only_tests(tmp_path: Path) -> None:
    assert unpinch("licences", "--out", "l.md").exit_code == 0
    said = (tmp_path / "l.md").read_text()
    assert "| av | " in said
    assert "| python-telegram-bot | " in said
    assert "GPL-2.0-or-later" in said
    assert "| pytest | " not in said
