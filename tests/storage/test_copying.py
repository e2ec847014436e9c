"""Copying: from SQLite to PostgreSQL and back, and every row is what it was."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select as pick
from sqlalchemy import text

from storage.copying import Busy, Differs, NotEmpty, copy, count, prepare
from storage.database import Database, open_database
from storage.migrate import migrate
from storage.tables import (
    Answer,
    DayPlan,
    Delivery,
    Inbox,
    Meta,
    Nudge,
    Pain,
    Schedule,
    SendClock,
    Session,
    Subscriber,
    Verdict,
)
from tests.engines import Postgres

NOW = datetime(2026, 11, 23, 10, 0, 0, 123456, tzinfo=UTC)
FAR = 48_151_623_421
EVERYTHING = Subscriber.metadata.sorted_tables


@pytest.fixture
def server(postgres: Postgres) -> Iterator[Database]:
    """An empty database of the newest shape on a real server."""
    address = postgres.fresh()
    opened = open_database(address)
    yield opened
    opened.close()
    postgres.drop(address)


def fill(database: Database, people: int = 3) -> None:
    """Rows in every table, with odd words, big numbers, empty values and lists."""
    day = date(2026, 11, 23)
    with database.begin() as db:
        db.add(SendClock(id=1, next_slot=NOW, flooded_chat=FAR))
        db.add(Meta(key="introduced", value="x"))
        db.add(Meta(key="Bot_id", value="é — 🦵"))
        db.add(Inbox(update_id=FAR, person_id=FAR, received_at=NOW, body='{"a": "ü"}'))
        for number in range(people):
            who = FAR + number
            db.add(
                Subscriber(
                    id=who, chat_id=-who, joined_at=NOW, seen_at=NOW, flags=["age65"],
                    asking_data={"a": [1, None, "ß"]}, started_on=day,
                )
            )  # fmt: skip
            db.flush()
            db.add(Schedule(subscriber_id=who, zone="Europe/Lisbon", wall_time="07:30"))
            db.add(Nudge(subscriber_id=who, kind="weekly", wall_from="18:00"))
            db.add(Nudge(subscriber_id=who, kind="break", wall_from="09:00", every_minutes=60))
            db.add(Delivery(subscriber_id=who, epoch=0, date=day, due=NOW, state="sent"))
            db.add(DayPlan(subscriber_id=who, date=day, body={"items": [{"id": "a"}]}))
            db.add(Session(subscriber_id=who, date=day, started_at=NOW, plan={"x": 1.5}))
            db.add(Pain(subscriber_id=who, at=NOW, date=day, kind="note", score=3, note="ouch 🦵"))
            db.add(Answer(subscriber_id=who, at=NOW, date=day, question="fall", value="no"))
            db.add(Verdict(subscriber_id=who, at=NOW, level="calm", body={"signs": []}, words=None))


def rows(database: Database) -> dict[str, list[dict[str, Any]]]:
    with database.look() as db:
        return {
            table.name: sorted(
                (dict(row) for row in db.connection().execute(pick(table)).mappings()), key=repr
            )
            for table in EVERYTHING
        }


def test_everything_arrives_on_the_server_and_comes_back_the_same(
    database: Database, server: Database, tmp_path: Path
) -> None:
    fill(database)
    back = open_database(f"sqlite:///{tmp_path}/back.db")
    migrate(back)
    heard: list[int] = []
    done = copy(database, server, heard.append)
    assert sum(heard) == sum(one.rows for one in done) == count(database) == count(server)
    assert rows(server) == rows(database)
    copy(server, back, heard.append)
    assert rows(back) == rows(database)
    back.close()


def test_the_server_goes_on_counting_after_the_copied_rows(
    database: Database, server: Database
) -> None:
    fill(database)
    copy(database, server, lambda _: None)
    with server.begin() as db:
        made = Pain(subscriber_id=FAR, at=NOW, date=date(2026, 11, 24), kind="note", score=1)
        db.add(made)
        db.flush()
        assert made.id == 4


def test_many_rows_arrive_in_parts(database: Database, server: Database) -> None:
    fill(database, people=1)
    with database.begin() as db:
        for score in range(1234):
            db.add(
                Pain(
                    subscriber_id=FAR, at=NOW, date=date(2026, 11, 24), kind="note",
                    score=score % 11,
                )
            )  # fmt: skip
    copy(database, server, lambda _: None)
    assert rows(server) == rows(database)


def test_a_target_with_rows_is_refused_and_left_alone(database: Database, server: Database) -> None:
    fill(database)
    with server.begin() as db:
        db.add(Meta(key="bot_id", value="1"))
    with pytest.raises(NotEmpty, match="meta"):
        copy(database, server, lambda _: None)
    assert count(server) == 1


def test_a_row_that_arrives_differently_undoes_the_whole_copy(
    database: Database, server: Database
) -> None:
    fill(database)
    with server.engine.begin() as connection:
        connection.execute(
            text(
                "CREATE FUNCTION worse() RETURNS trigger LANGUAGE plpgsql AS "
                "$$ BEGIN NEW.score = NEW.score + 1; RETURN NEW; END $$"
            )
        )
        connection.execute(
            text("CREATE TRIGGER t BEFORE INSERT ON pain FOR EACH ROW EXECUTE FUNCTION worse()")
        )
    with pytest.raises(Differs, match="pain"):
        copy(database, server, lambda _: None)
    assert count(server) == 0


def test_a_server_with_another_program_on_it_is_refused(server: Database) -> None:
    prepare(server)
    other = open_database(server.engine.url.render_as_string(hide_password=False))
    with other.look() as db:
        db.connection().execute(text("SELECT 1"))
        with pytest.raises(Busy, match="Stop every replica"):
            prepare(server)
    other.close()
