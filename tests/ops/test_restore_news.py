"""After a restore no message to everybody goes on: nobody can tell whom it had reached."""

from datetime import UTC, datetime
from pathlib import Path

from bot.ops.restore import restore
from bot.services import broadcasts, deliveries
from bot.services.work import Work
from content.model import Library
from content.words import Words
from storage.database import Database, open_database
from storage.tables import Schedule, Subscriber

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


def test_a_message_on_its_way_is_called_off(
    tmp_path: Path, database: Database, library: Library, words: Words
) -> None:
    with database.begin() as db:
        work = Work(db, library, words, NOON)
        db.add(Subscriber(id=1, chat_id=1, stage="ready", joined_at=NOON, seen_at=NOON))
        db.flush()
        deliveries.reschedule(work, Schedule(subscriber_id=1, zone="UTC", wall_time="18:00"))
        number = broadcasts.draft(work, 70, "Hello")
        assert broadcasts.start(work, number, 70, 5) is broadcasts.Start.STARTED
        broadcasts.feed(work)
    assert database.path is not None
    new = tmp_path / "new.db"
    restore(new, database.path, NOON, lambda db: Work(db, library, words, NOON))
    opened = open_database(f"sqlite:///{new}")
    with opened.begin() as db:
        work = Work(db, library, words, NOON)
        found = broadcasts.find(work, number)
        assert found is not None
        assert (found.state, found.under_way) == ("cancelled", 0)
        assert broadcasts.shown(work) == []
        assert broadcasts.feed(work) == 0
    opened.close()
