"""After an erasure no row and no byte of a person is left, and nobody else loses anything."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlmodel import SQLModel, select

from storage import erasure
from storage.database import Database, open_database
from storage.tables import Inbox, Pain, SendClock, Subscriber, Verdict

NOW = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
ANA, BO = 101, 202
WORDS = {ANA: "zyxquark-of-ana", BO: "plumwhistle-of-bo"}


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    opened = open_database(f"sqlite:///{tmp_path / 'data' / 'unpinch.db'}")
    SQLModel.metadata.create_all(opened.engine)
    for person in (ANA, BO):
        _fill(opened, person)
    yield opened
    opened.close()


def _fill(database: Database, person: int) -> None:
    words = WORDS[person]
    with database.begin() as db:
        db.add(Subscriber(id=person, chat_id=person, joined_at=NOW, seen_at=NOW))
        db.flush()
        for _ in range(50):
            db.add(
                Pain(
                    subscriber_id=person,
                    at=NOW,
                    date=date(2026, 3, 2),
                    kind="note",
                    score=3,
                    note=words,
                )
            )
        db.add(Verdict(subscriber_id=person, at=NOW, level="calm", words=words))
        db.add(Inbox(update_id=person, person_id=person, received_at=NOW, body=words, reply=words))


def _erase(database: Database, person: int) -> bool:
    with database.begin() as db:
        return erasure.erase(db, person, person)


def _bytes(database: Database) -> bytes:
    assert database.path is not None
    return b"".join(path.read_bytes() for path in sorted(database.path.parent.iterdir()))


def test_no_byte_of_the_words_is_left_in_the_files(database: Database) -> None:
    assert WORDS[ANA].encode() in _bytes(database)
    _erase(database, ANA)
    assert erasure.scrub(database.engine)
    assert WORDS[ANA].encode() not in _bytes(database)
    assert WORDS[BO].encode() in _bytes(database)


def test_the_rows_of_others_stay(database: Database) -> None:
    _erase(database, ANA)
    with database.look() as db:
        assert [row.id for row in db.exec(select(Subscriber))] == [BO]
        assert {row.subscriber_id for row in db.exec(select(Pain))} == {BO}
        assert {row.subscriber_id for row in db.exec(select(Verdict))} == {BO}


def test_an_update_keeps_only_its_number(database: Database) -> None:
    _erase(database, ANA)
    with database.look() as db:
        row = db.exec(select(Inbox).where(Inbox.update_id == ANA)).one()
    assert (row.person_id, row.body, row.reply, row.state) == (None, None, None, "done")


def test_a_chat_that_was_too_busy_is_forgotten_too(database: Database) -> None:
    with database.begin() as db:
        db.add(SendClock(id=1, flooded_chat=ANA))
    _erase(database, ANA)
    with database.look() as db:
        assert db.exec(select(SendClock)).one().flooded_chat is None


def test_erasing_twice_changes_nothing_more(database: Database) -> None:
    assert _erase(database, ANA)
    assert not _erase(database, ANA)


def test_the_update_being_answered_stays_open_for_its_reply(database: Database) -> None:
    with database.begin() as db:
        erasure.erase(db, ANA, ANA, update_id=ANA)
    with database.look() as db:
        row = db.exec(select(Inbox).where(Inbox.update_id == ANA)).one()
    assert (row.person_id, row.body, row.state) == (None, None, "new")
