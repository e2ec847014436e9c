"""What a transaction has read is asked for once, and never hides what was written since."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import delete, event
from sqlmodel import col

from storage import answers
from storage.database import Database, Transaction
from storage.tables import Answer, Subscriber

ANA = 1
NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)
TODAY = date(2026, 11, 23)


@pytest.fixture
def asked(database: Database) -> Iterator[list[str]]:
    """Every question to the database, from now on."""
    with database.begin() as db:
        db.add(Subscriber(id=ANA, chat_id=ANA, joined_at=NOW, seen_at=NOW))
    heard: list[str] = []

    def hear(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        if statement.startswith("SELECT"):
            heard.append(statement)

    event.listen(database.engine, "before_cursor_execute", hear)
    yield heard
    event.remove(database.engine, "before_cursor_execute", hear)


def answer(db: Transaction, value: str = "no") -> None:
    answers.add(db, ANA, at=NOW, date=TODAY, question="fall", value=value)


def values(db: Transaction) -> list[str]:
    return [row.value for row in answers.of(db, ANA)]


def test_the_same_rows_are_read_once(database: Database, asked: list[str]) -> None:
    with database.begin() as db:
        answer(db)
        db.flush()
        asked.clear()
        assert values(db) == values(db) == ["no"]
        assert len(asked) == 1


def test_a_subscriber_is_read_once(database: Database, asked: list[str]) -> None:
    with database.look() as db:
        asked.clear()
        numbers = [row.id for _ in range(3) if (row := db.get(Subscriber, ANA))]
        assert numbers == [ANA] * 3
        assert len(asked) == 1


def test_what_was_added_since_is_seen(database: Database, asked: list[str]) -> None:
    with database.begin() as db:
        assert values(db) == []
        answer(db)
        assert values(db) == ["no"]
        db.flush()
        answer(db, "yes")
        assert values(db) == ["no", "yes"]


def test_what_was_deleted_since_is_not_seen(database: Database, asked: list[str]) -> None:
    with database.begin() as db:
        answer(db)
        assert values(db) == ["no"]
        db.execute(delete(Answer).where(col(Answer.subscriber_id) == ANA))
        assert values(db) == []


def test_what_was_rolled_back_is_not_seen(database: Database, asked: list[str]) -> None:
    with database.begin() as db:
        with pytest.raises(ZeroDivisionError), db.begin_nested():
            answer(db)
            assert values(db) == ["no"]
            raise ZeroDivisionError
        assert values(db) == []


def test_another_transaction_reads_for_itself(database: Database, asked: list[str]) -> None:
    with database.look() as db:
        assert values(db) == []
    with database.begin() as db:
        answer(db)
    with database.look() as db:
        assert values(db) == ["no"]


def test_whoever_asks_may_change_their_list(database: Database, asked: list[str]) -> None:
    with database.begin() as db:
        answer(db)
        answers.of(db, ANA).clear()
        assert values(db) == ["no"]
