"""Rows move only along the known ways, and only for the claim that holds them."""

import sqlite3
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from storage import deliveries
from storage.database import Transaction
from storage.tables import Delivery
from tests.delivery.town import ANA, MONDAY, Town

ROW: dict[str, Any] = {
    "subscriber_id": ANA,
    "epoch": 0,
    "date": MONDAY.date(),
    "due": MONDAY,
    "rev": 1,
    "state": "waiting",
}


@pytest.fixture
def db(address: str) -> Iterator[Transaction]:
    town = Town(address)
    town.join(ANA)
    with town.database.begin() as opened:
        yield opened
    town.close()


def only(db: Transaction) -> Delivery:
    (row,) = deliveries.waiting_of(db, ANA)
    return row


def sending(db: Transaction, token: str = "t1") -> Delivery:
    deliveries.add(db, [ROW])
    row = only(db)
    assert deliveries.begin(db, row, token, MONDAY)
    assert row.id is not None
    found = deliveries.get(db, row.id)
    assert found is not None
    return found


def test_a_date_has_one_row_unless_the_former_was_cancelled(db: Transaction) -> None:
    assert deliveries.add(db, [ROW]) == 1
    assert deliveries.add(db, [ROW]) == 0
    assert deliveries.drop(db, only(db), "cancelled", "x", MONDAY) == "cancelled"
    assert deliveries.add(db, [ROW]) == 1


def test_more_rows_than_one_statement_takes_are_added(db: Transaction) -> None:
    limit = db.connection().connection.driver_connection
    if isinstance(limit, sqlite3.Connection):
        limit.setlimit(sqlite3.SQLITE_LIMIT_VARIABLE_NUMBER, 8_000)
    rows = [{**ROW, "slot": slot} for slot in range(2_000)]
    assert deliveries.add(db, rows) == 2_000
    assert deliveries.add(db, rows) == 0


def test_a_wait_from_before_the_clock_was_set_back_is_not_kept(db: Transaction) -> None:
    row = sending(db)
    assert row.id is not None
    until = MONDAY + timedelta(minutes=1)
    deliveries.not_sent(db, row.id, "t1", not_before=until, reason="flood")
    assert deliveries.waiting_now(db, MONDAY, 5) == []
    row.due = MONDAY - timedelta(days=2)
    db.flush()
    assert len(deliveries.waiting_now(db, MONDAY - timedelta(days=1), 5)) == 1


def test_adding_nothing_is_fine(db: Transaction) -> None:
    assert deliveries.add(db, []) == 0


def test_a_row_is_begun_once(db: Transaction) -> None:
    row = sending(db)
    assert not deliveries.begin(db, row, "t2", MONDAY)
    assert (row.copies_possible, row.attempts, row.token) == (1, 1, "t1")


def test_only_the_token_that_holds_a_row_moves_it(db: Transaction) -> None:
    row = sending(db)
    assert row.id is not None
    assert not deliveries.arrived(db, row.id, "other", 5, MONDAY)
    assert not deliveries.refused(db, row.id, "other", "blocked", MONDAY)
    assert not deliveries.not_sent(db, row.id, "other", not_before=None, reason="x")
    assert deliveries.unknown(db, row.id, "other", not_before=MONDAY, now=MONDAY) is None
    assert deliveries.arrived(db, row.id, "t1", 5, MONDAY)
    assert not deliveries.arrived(db, row.id, "t1", 6, MONDAY)


def test_two_unknown_results_are_the_end(db: Transaction) -> None:
    row = sending(db)
    assert deliveries.unknown(db, row.id, "t1", not_before=MONDAY, now=MONDAY) == "waiting"
    assert deliveries.begin(db, only(db), "t2", MONDAY)
    assert deliveries.unknown(db, row.id, "t2", not_before=MONDAY, now=MONDAY) == "unknown"
    assert deliveries.waiting_of(db, ANA) == []


def test_an_attempted_row_is_never_cancelled_only_unknown(db: Transaction) -> None:
    row = sending(db)
    deliveries.unknown(db, row.id, "t1", not_before=MONDAY, now=MONDAY)
    assert deliveries.drop(db, only(db), "cancelled", "x", MONDAY) == "unknown"
    assert deliveries.add(db, [ROW]) == 0


def test_a_row_that_must_wait_is_not_found_before(db: Transaction) -> None:
    row = sending(db)
    assert row.id is not None
    later = MONDAY + timedelta(minutes=1)
    deliveries.not_sent(db, row.id, "t1", not_before=later, reason="flood")
    assert deliveries.waiting_now(db, later - timedelta(seconds=1), 5) == []
    assert [found.id for found in deliveries.waiting_now(db, later, 5)] == [row.id]


def test_the_next_free_number_of_a_date_counts_cancelled_ones_too(db: Transaction) -> None:
    day = MONDAY.date()
    assert deliveries.free_slot(db, ANA, 0, "routine", day) == 1
    deliveries.add(db, [ROW, {**ROW, "slot": 1}])
    assert deliveries.free_slot(db, ANA, 0, "routine", day) == 2


@pytest.mark.parametrize(
    "move",
    [
        "UPDATE delivery SET state = 'sent'",
        "UPDATE delivery SET state = 'failed'",
        "UPDATE delivery SET state = 'unknown'",
        "UPDATE delivery SET state = 'sending'",
        "UPDATE delivery SET copies_possible = 2",
        "UPDATE delivery SET copies_possible = 3",
    ],
)
def test_the_guard_of_the_tests_itself_refuses_what_must_not_be(db: Transaction, move: str) -> None:
    deliveries.add(db, [ROW])
    savepoint = db.begin_nested()
    with pytest.raises(IntegrityError):
        db.connection().execute(text(move))
    savepoint.rollback()
