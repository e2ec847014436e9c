"""Retention: who left long ago is forgotten on the day it is promised, and nobody a day sooner."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from typing import TypeVar, cast

import pytest
from sqlmodel import select

from bot.services import retention
from bot.services.work import Work
from content.model import Library
from content.words import Words
from storage import erasure_list
from storage.database import Database, open_database
from storage.migrate import migrate
from storage.tables import Delivery, Pain, Schedule, Subscriber, Verdict

ANA, BO = 101, 202
NOW = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)
A_SECOND = timedelta(seconds=1)


@pytest.fixture
def stored(address: str) -> Iterator[Database]:
    opened = open_database(address)
    migrate(opened)
    yield opened
    opened.close()


T = TypeVar("T")


def do(database: Database, service: Callable[[Work], T], now: datetime = NOW) -> T:
    with database.begin() as db:
        return service(Work(db, cast("Library", None), cast("Words", None), now))


def joins(
    database: Database, person: int, seen: datetime, *, consent: bool = True, status: str = "active"
) -> None:
    with database.begin() as db:
        db.add(
            Subscriber(
                id=person, chat_id=person, joined_at=seen, seen_at=seen,
                consent_at=seen if consent else None,
            )
        )  # fmt: skip
        db.flush()
        db.add(Schedule(subscriber_id=person, zone="UTC", wall_time="07:00", status=status))


def people(database: Database) -> list[int]:
    with database.look() as db:
        return sorted(db.exec(select(Subscriber.id)).all())


def all_steps(database: Database, now: datetime = NOW) -> int:
    done = 0
    while step := do(database, retention.step, now):
        done += step
    return done


@pytest.mark.parametrize(
    ("now", "months", "then"),
    [
        (datetime(2026, 11, 23, 3, tzinfo=UTC), 24, datetime(2024, 11, 23, 3, tzinfo=UTC)),
        (datetime(2028, 2, 29, 3, tzinfo=UTC), 24, datetime(2026, 2, 28, 3, tzinfo=UTC)),
        (datetime(2027, 12, 31, 0, tzinfo=UTC), 12, datetime(2026, 12, 31, 0, tzinfo=UTC)),
        (datetime(2027, 1, 31, 0, tzinfo=UTC), 2, datetime(2026, 11, 30, 0, tzinfo=UTC)),
    ],
)
def test_months_are_those_of_the_calendar(now: datetime, months: int, then: datetime) -> None:
    assert retention.months_before(now, months) == then


def are_told(database: Database, now: datetime, state: str = "sent") -> list[int]:
    """The round of a day, and what became of the messages it planned; returns for whom."""
    all_steps(database, now)
    with database.begin() as db:
        rows = db.exec(select(Delivery).where(Delivery.state == "waiting")).all()
        for row in rows:
            assert (row.kind, row.slot) == ("check_in", 0)
            row.state = state
    return sorted(row.subscriber_id for row in rows)


def test_somebody_is_forgotten_after_24_months_and_not_a_second_sooner(stored: Database) -> None:
    edge = datetime(2024, 11, 23, 3, 0, tzinfo=UTC)
    joins(stored, ANA, edge)
    joins(stored, BO, edge + A_SECOND)
    assert are_told(stored, NOW - timedelta(days=15)) == [ANA, BO]
    assert all_steps(stored) == 1
    assert people(stored) == [BO]
    assert all_steps(stored, NOW + A_SECOND) == 1
    assert people(stored) == []


def test_who_blocked_the_bot_is_forgotten_after_12_months(stored: Database) -> None:
    edge = datetime(2025, 11, 23, 3, 0, tzinfo=UTC)
    joins(stored, ANA, edge, status="blocked")
    joins(stored, BO, edge)
    all_steps(stored)
    assert people(stored) == [BO]


def test_who_blocked_the_bot_lately_after_a_silent_year_stays(stored: Database) -> None:
    joins(stored, ANA, datetime(2025, 1, 1, tzinfo=UTC), status="blocked")
    with stored.begin() as db:
        yesterday = NOW - timedelta(days=1)
        db.add(
            Delivery(subscriber_id=ANA, epoch=0, date=yesterday.date(), due=yesterday, state="sent")
        )
    all_steps(stored)
    assert people(stored) == [ANA]


def test_who_agreed_to_nothing_is_forgotten_after_30_days(stored: Database) -> None:
    joins(stored, ANA, NOW - timedelta(days=30), consent=False)
    joins(stored, BO, NOW - timedelta(days=30) + A_SECOND, consent=False)
    all_steps(stored)
    assert people(stored) == [BO]


def test_words_go_after_12_months_and_their_score_stays(stored: Database) -> None:
    joins(stored, ANA, NOW)
    edge = datetime(2025, 11, 23, 3, 0, tzinfo=UTC)
    with stored.begin() as db:
        for at, words in ((edge, "old words"), (edge + A_SECOND, "young words")):
            db.add(
                Pain(
                    subscriber_id=ANA, at=at, date=date(2025, 11, 23), kind="note", score=3,
                    note=words,
                )
            )  # fmt: skip
            db.add(Verdict(subscriber_id=ANA, at=at, level="calm", words=words))
    all_steps(stored)
    with stored.look() as db:
        assert [row.note for row in db.exec(select(Pain).order_by("id"))] == [None, "young words"]
        assert [row.words for row in db.exec(select(Verdict))] == ["young words"]


def test_many_are_forgotten_in_steps_of_twenty(stored: Database) -> None:
    for person in range(1, 46):
        joins(stored, person, datetime(2020, 1, person % 28 + 1, tzinfo=UTC))
    are_told(stored, NOW - timedelta(days=15))
    steps = []
    while step := do(stored, retention.step):
        steps.append(step)
    assert steps == [20, 20, 5]


def test_there_is_one_round_a_day_and_the_first_only_notes_the_date(stored: Database) -> None:
    assert not do(stored, retention.begin)
    assert not do(stored, retention.begin, NOW + timedelta(hours=1))
    assert do(stored, retention.begin, NOW + timedelta(days=1))
    assert not do(stored, retention.begin, NOW + timedelta(days=1, hours=5))


def test_a_clock_that_leaps_erases_nobody(stored: Database) -> None:
    do(stored, retention.begin)
    assert not do(stored, retention.begin, NOW + timedelta(days=12 * 365))
    assert not do(stored, retention.begin, NOW)  # and back again
    assert do(stored, retention.begin, NOW + timedelta(days=1))


def test_whoever_is_forgotten_stands_on_the_erasure_list(database: Database) -> None:
    joins(database, ANA, datetime(2020, 1, 1, tzinfo=UTC))
    are_told(database, NOW - timedelta(days=15))
    all_steps(database)
    known = erasure_list.of(database.engine)
    assert known is not None
    assert known.erased_at(ANA) == NOW
    assert known.erased_at(BO) is None
    assert str(ANA) not in known.path.read_text().replace(known.key.hex(), "").split()
