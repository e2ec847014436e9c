"""What is kept about a person comes in one file, and goes without a trace."""

import json
from pathlib import Path
from typing import Any

from sqlalchemy import select as pick
from sqlmodel import SQLModel

from bot.cli.sandbox import Sandbox
from bot.sandbox.values import Message
from bot.services.cleaning import clean
from bot.services.work import Work
from content.model import Library
from content.words import Words
from storage.database import Database, open_database
from storage.export import owner_of
from storage.tables import Meta
from tests.journeys.conftest import MONDAY_TEN
from tests.journeys.person import Person

NAME, NOTE, CITY, NONSENSE, ALARM = (
    "Zyxquarka",
    "plumwhistle",
    "Grimbleton",
    "fozzlewick",
    "snarfblat",
)
PERSON = 48_151_623_421
ODD = (NAME, NOTE, CITY, NONSENSE, ALARM)


def rows(folder: Path) -> dict[str, list[dict[str, Any]]]:
    """Every row of every table as it is stored now."""
    database = open_database(f"sqlite:///{folder}/journey.db")
    with database.look() as db:
        tables = SQLModel.metadata.sorted_tables
        found = {
            table.name: [dict(row) for row in db.connection().execute(pick(table)).mappings()]
            for table in tables
        }
    database.close()
    return found


def theirs(folder: Path, person: int) -> dict[str, list[dict[str, Any]]]:
    """The rows of one person by table."""
    stored = rows(folder)
    owners = {table.name: owner_of(table) for table in SQLModel.metadata.sorted_tables}
    return {
        name: [row for row in stored[name] if row[owner] == person]
        for name, owner in owners.items()
        if owner
    }


def files(folder: Path) -> bytes:
    """Everything that stands in the files of the data folder."""
    return b"".join(path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file())


async def settled(sandbox: Sandbox) -> None:
    """Until every answer that is under way has arrived."""
    assert sandbox._bot is not None
    await sandbox._bot._post.finish()


async def talks(who: Person) -> None:
    """Subscribes, has notes kept, and says odd words wherever one can."""
    await who.subscribes()
    await who.starts()
    await who.says("/settings notes", "otes")
    await who.taps("Turn notes on", "Notes are on")
    await who.says(f"my hip pinches a bit, like a {NOTE}", "")
    await who.says(f"/timezone {CITY}", CITY)
    await who.says(f"{NONSENSE} {NONSENSE}", NONSENSE)
    await who.says(f"{ALARM}! I cannot control my bladder and my groin is numb", "")


async def exported(who: Person) -> dict[str, Any]:
    """Ask for the file and open it."""
    message = await who.says("/export", "everything I keep")
    assert message.media is not None
    assert message.media.kind == "document"
    assert str(message.media.file_name).startswith("unpinch-2026-11-")
    found: dict[str, Any] = json.loads(who.world.files[message.media.file_id])
    return found


def stranger(sandbox: Sandbox) -> Person:
    return Person(sandbox, sandbox.world.add_account(NAME, user_id=PERSON))


async def test_the_file_holds_every_row_and_after_deleting_no_byte_is_left(
    sandbox: Sandbox, tmp_path: Path, bo: Person
) -> None:
    who = stranger(sandbox)
    await bo.says("/start", "I'm Unpinch")
    await talks(who)
    data = (await exported(who))["data"]
    await settled(sandbox)

    stored = theirs(tmp_path, PERSON)
    assert {name: len(found) for name, found in data.items()} == {
        name: len(found) for name, found in stored.items()
    }
    for name in ("subscriber", "schedule", "plan", "session", "pain", "answer", "verdict", "inbox"):
        assert data[name], name
    for name in ("plan", "session", "pain", "answer", "verdict"):
        assert [row["id"] for row in data[name]] == [row["id"] for row in stored[name]]
    assert NOTE in json.dumps(data["verdict"])
    assert [row["update_id"] for row in data["inbox"]] == [
        row["update_id"] for row in stored["inbox"]
    ]
    kept = files(tmp_path)
    assert NOTE.encode() in kept
    assert PERSON.to_bytes(6, "big") in kept

    await who.says("/delete", "Delete everything?")
    await who.taps("Delete everything", "All gone")
    await settled(sandbox)
    assert all(found == [] for found in theirs(tmp_path, PERSON).values())
    assert str(PERSON) not in json.dumps(rows(tmp_path), default=str)
    left = files(tmp_path)
    for word in (*ODD, str(PERSON)):
        assert word.encode() not in left, word
    assert PERSON.to_bytes(6, "big") not in left  # how SQLite writes a number of this size
    assert theirs(tmp_path, bo.id)["subscriber"]

    await who.says("/start", "I'm Unpinch")
    assert theirs(tmp_path, PERSON)["subscriber"][0]["stage"] == "hello"
    await bo.says("/today", "")


async def test_an_old_button_after_deleting_says_how_to_begin_again_and_stores_nothing(
    sandbox: Sandbox, tmp_path: Path
) -> None:
    who = stranger(sandbox)
    await who.subscribes()
    card: Message = who.with_button("Start")
    data = who.data_of(card, "Start")
    await who.says("/delete", "Delete everything?")
    await who.taps("Delete everything", "All gone")
    callback = who.world.press(who.id, card.message_id, data, forged=True)
    assert "/start" in await who.answered(callback)
    await settled(sandbox)
    assert theirs(tmp_path, PERSON)["subscriber"] == []
    assert str(PERSON).encode() not in files(tmp_path)


def test_the_hourly_clean_up_empties_the_log_of_the_database(
    database: Database, library: Library, words: Words
) -> None:
    forgets_in_the_log(database)
    log = Path(f"{database.path}-wal")
    assert NOTE.encode() in log.read_bytes()
    with database.begin() as db:
        clean(Work(db, library, words, MONDAY_TEN))
    assert log.read_bytes() == b""


async def test_a_start_empties_what_a_crash_left_in_the_log_of_the_database(
    sandbox: Sandbox, tmp_path: Path
) -> None:
    await sandbox.stop_bot()
    other = open_database(f"sqlite:///{tmp_path}/journey.db")
    forgets_in_the_log(other)
    assert NOTE.encode() in files(tmp_path)
    await sandbox.start_bot()
    assert NOTE.encode() not in files(tmp_path)
    other.close()


def forgets_in_the_log(database: Database) -> None:
    """Write words and take them out again, as an erasure does whose last step was cut off."""
    with database.begin() as db:
        db.add(Meta(key="words", value=NOTE))
    with database.begin() as db:
        db.delete(db.get_one(Meta, "words"))
