"""The operator's counts come from the rows, and only what is due counts as late."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from storage import deliveries, stats
from storage.database import Transaction
from storage.tables import Inbox
from tests.delivery.town import ANA, MONDAY, Town


@pytest.fixture
def db(address: str) -> Iterator[Transaction]:
    town = Town(address)
    town.join(ANA)
    with town.database.begin() as opened:
        yield opened
    town.close()


def test_a_delivery_that_is_due_is_the_oldest_and_one_of_tomorrow_is_not(db: Transaction) -> None:
    row = {"subscriber_id": ANA, "epoch": 0, "rev": 1, "state": "waiting"}
    deliveries.add(db, [{**row, "date": MONDAY.date(), "due": MONDAY}])
    assert stats.read(db, MONDAY - timedelta(minutes=1)).oldest_due is None
    found = stats.read(db, MONDAY + timedelta(minutes=1))
    assert (found.oldest_due, found.deliveries) == (MONDAY, {"waiting": 1})


def test_only_updates_still_open_count_and_the_first_is_the_oldest(db: Transaction) -> None:
    for number, state in enumerate(("done", "new", "handled")):
        received = MONDAY + timedelta(seconds=number)
        db.add(Inbox(update_id=number, received_at=received, state=state))
    db.flush()
    found = stats.read(db, MONDAY)
    assert (found.updates, found.oldest_update) == (2, MONDAY + timedelta(seconds=1))


def test_a_person_without_a_hold_is_no_hold(db: Transaction) -> None:
    found = stats.read(db, MONDAY)
    assert (found.holds, found.schedules) == ({}, {"active": 1})
