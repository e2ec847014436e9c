"""Forgetting somebody puts them on the list first, and is never held up by the list."""

import logging
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import cast

import pytest
from sqlmodel import select

from bot.services import erasure
from bot.services.work import Work
from content.model import Library
from content.words import Words
from storage import erasure_list
from storage.database import Database, Transaction
from storage.tables import Inbox, Subscriber
from storage.trouble import DamagedDatabase

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
ANA, BO = 101, 202


def work(db: object, now: datetime = NOW) -> Work:
    return Work(cast("Transaction", db), cast("Library", None), cast("Words", None), now)


def joins(database: Database, *people: int, at: datetime = NOW - timedelta(days=1)) -> None:
    with database.begin() as db:
        for person in people:
            db.add(Subscriber(id=person, chat_id=person, joined_at=at, seen_at=at))


def people(database: Database) -> list[int]:
    with database.look() as db:
        return sorted(db.exec(select(Subscriber.id)).all())


def forget(database: Database, person: int) -> None:
    with database.begin() as db:
        erasure.take_out(work(db), person, person)


def replay(database: Database) -> int:
    with database.begin() as db:
        return erasure.replay(work(db))


def list_of(database: Database) -> Path:
    return Path(f"{database.path}.erased")


def test_who_was_brought_back_is_forgotten_again_and_nobody_else(database: Database) -> None:
    joins(database, ANA, BO)
    forget(database, ANA)
    joins(database, ANA)
    assert replay(database) == 1
    assert people(database) == [BO]
    assert replay(database) == 0


def test_who_came_back_of_their_own_will_stays(database: Database) -> None:
    joins(database, ANA)
    forget(database, ANA)
    joins(database, ANA, at=NOW + timedelta(seconds=1))
    assert replay(database) == 0
    assert people(database) == [ANA]


def test_updates_that_a_backup_brought_back_are_blanked_too(database: Database) -> None:
    joins(database, ANA)
    forget(database, ANA)
    with database.begin() as db:
        db.add(
            Inbox(update_id=1, person_id=ANA, received_at=NOW - timedelta(hours=1), body="words")
        )
    assert replay(database) == 1
    with database.look() as db:
        row = db.exec(select(Inbox)).one()
    assert (row.person_id, row.body) == (None, None)


def test_a_list_that_cannot_be_written_holds_up_no_erasure(
    database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    joins(database, ANA)
    list_of(database).mkdir()
    with caplog.at_level(logging.ERROR):
        forget(database, ANA)
    assert people(database) == []
    assert "the erasure list could not be written" in caplog.text


def test_a_damaged_list_is_left_alone_and_said(database: Database) -> None:
    joins(database, ANA, BO)
    list_of(database).write_text("something else")
    forget(database, ANA)
    assert people(database) == [BO]
    assert list_of(database).read_text() == "something else"
    with pytest.raises(DamagedDatabase, match="not a list of erasures"):
        replay(database)


def test_an_erasure_that_is_undone_leaves_the_person_here(database: Database) -> None:
    joins(database, ANA)
    with pytest.raises(RuntimeError), database.begin() as db:
        erasure.take_out(work(db), ANA, ANA)
        raise RuntimeError("the machine stops")
    assert people(database) == [ANA]
    known = erasure_list.of(database.engine)
    assert known is not None
    assert known.erased_at(ANA) == NOW
