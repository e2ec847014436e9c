"""Turns and leases on real PostgreSQL: two processes never serve one person at once."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from storage import inbox, leases
from storage.database import Database, Transaction, open_database
from storage.inbox import Stored
from tests.engines import Postgres

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
ANA, BO = 1, 2


@pytest.fixture
def shared(postgres: Postgres) -> Iterator[Database]:
    """A database that several processes work on, with two updates of Ana and one of Bo."""
    address = postgres.fresh()
    opened = open_database(address)
    with opened.begin() as db:
        inbox.store(db, [(11, ANA, "first"), (12, ANA, "second"), (13, BO, "other")], NOW)
    yield opened
    opened.close()
    postgres.drop(address)


def row(db: Transaction, number: int) -> Stored:
    return next(one for one in inbox.new_rows(db) if one.update_id == number)


def may(db: Transaction, number: int, mine: tuple[int, ...] = ()) -> bool:
    return leases.take_turn(db, row(db, number), mine)


def test_while_one_serves_a_person_another_serves_somebody_else(shared: Database) -> None:
    with shared.begin() as first, shared.begin() as second:
        assert may(first, 11)
        assert not may(second, 11)
        assert not may(second, 12)
        assert may(second, 13)


def test_a_second_update_waits_until_the_first_has_taken_effect(shared: Database) -> None:
    with shared.begin() as db:
        assert not may(db, 12)
    with shared.begin() as db:
        assert may(db, 11)
        inbox.take(db, 11, None, NOW)
    with shared.begin() as db:
        assert may(db, 12)


def test_an_update_that_arrives_meanwhile_waits_too(shared: Database) -> None:
    with shared.begin() as first:
        assert may(first, 11)
        with shared.begin() as second:
            inbox.store(second, [(10, ANA, "late, but older")], NOW)
        with shared.begin() as second:
            assert not may(second, 10)
    with shared.begin() as second:
        assert may(second, 10)


def test_a_process_that_dies_in_a_turn_lets_go_of_it(shared: Database) -> None:
    with pytest.raises(ConnectionError), shared.begin() as db:
        assert may(db, 11)
        raise ConnectionError
    with shared.begin() as db:
        assert may(db, 11)


def test_a_reply_owed_by_another_process_comes_before_the_next_update(shared: Database) -> None:
    with shared.begin() as db:
        inbox.take(db, 11, "reply", NOW)
    with shared.begin() as db:
        assert not may(db, 12)
    with shared.begin() as db:
        assert may(db, 12, mine=(11,))


def test_a_reply_is_taken_over_once_and_only_when_its_lease_ran_out(shared: Database) -> None:
    with shared.begin() as db:
        inbox.take(db, 11, "reply", NOW)
    in_time, too_late = NOW + leases.REPLY_LEASE, NOW + leases.REPLY_LEASE * 1.1
    with shared.begin() as db:
        assert leases.take_over(db, (), in_time) == []
    with shared.begin() as db:
        assert [one.reply for one in leases.take_over(db, (), too_late)] == ["reply"]
    with shared.begin() as db:
        assert leases.take_over(db, (), too_late) == []


def test_a_living_process_keeps_its_replies(shared: Database) -> None:
    with shared.begin() as db:
        inbox.take(db, 11, "reply", NOW)
    for seconds in range(10, 100, 10):
        now = NOW + timedelta(seconds=seconds)
        with shared.begin() as db:
            leases.renew(db, (11,), now)
            assert leases.take_over(db, (), now) == []
