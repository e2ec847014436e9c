"""Importing: a person comes back from their own file as they were, and nobody else is touched."""

import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any, TypeVar

import pytest
from sqlmodel import select

from bot.services import erasure, export
from bot.services.importing import Imported, Refused, bring_back
from bot.services.work import Work
from content.model import Library
from content.words import Words
from storage.database import open_database
from storage.migrate import migrate
from storage.tables import (
    Answer,
    DayPlan,
    Delivery,
    Inbox,
    Nudge,
    Pain,
    Schedule,
    Session,
    Subscriber,
    Verdict,
)

T = TypeVar("T")
NOW = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
TODAY = NOW.date()
ANA, BO = 48_151_623_421, 202


class Home:
    """A database, the library, and a moment."""

    def __init__(self, address: str, library: Library, words: Words) -> None:
        self.database = open_database(address)
        migrate(self.database)
        self.library, self.words = library, words
        self.now = NOW

    def do(self, service: Callable[[Work], T]) -> T:
        with self.database.begin() as db:
            return service(Work(db, self.library, self.words, self.now))

    def export(self, person: int) -> dict[str, Any]:
        found = self.do(lambda work: export.everything(work, person))
        assert found is not None
        return found

    def back(self, found: object) -> Imported:
        return self.do(lambda work: bring_back(work, json.dumps(found)))

    def forget(self, person: int) -> None:
        self.do(lambda work: erasure.take_out(work, person, person))


@pytest.fixture
def home(address: str, library: Library, words: Words) -> Iterator[Home]:
    made = Home(address, library, words)
    yield made
    made.database.close()


def lives(home: Home, person: int) -> None:
    """Somebody with a row in every table, and a routine tomorrow."""
    morning = NOW - timedelta(hours=3)
    with home.database.begin() as db:
        db.add(
            Subscriber(
                id=person, chat_id=person, joined_at=NOW, seen_at=NOW, stage="ready", notes=True,
                consent_at=NOW, consent_version="2026-11-1", usual=3, flags=["age65"],
                living_message_id=7, started_on=TODAY,
            )
        )  # fmt: skip
        db.flush()
        tomorrow = NOW + timedelta(hours=21)
        db.add(
            Schedule(
                subscriber_id=person, zone="UTC", wall_time="07:00", last_due=morning,
                next_date=tomorrow.date(), next_due=tomorrow,
            )
        )  # fmt: skip
        db.add(Nudge(subscriber_id=person, kind="weekly", wall_from="18:00", weekdays=[6]))
        sent = Delivery(subscriber_id=person, epoch=0, date=TODAY, due=morning, state="sent")
        db.add(sent)
        db.flush()
        db.add(
            Session(
                subscriber_id=person, delivery_id=sent.id, date=TODAY, started_at=NOW,
                plan={"items": []}, state="finished", peak=2,
            )
        )  # fmt: skip
        db.add(DayPlan(subscriber_id=person, date=TODAY, body={"items": []}))
        db.add(Pain(subscriber_id=person, at=NOW, date=TODAY, kind="note", score=3, note="ouch"))
        db.add(Answer(subscriber_id=person, at=NOW, date=TODAY, question="fall", value="no"))
        db.add(Verdict(subscriber_id=person, at=NOW, level="calm", words="a bit stiff"))
        db.add(Inbox(update_id=person, person_id=person, received_at=NOW, state="done"))


def plain(found: dict[str, Any]) -> dict[str, Any]:
    """The rows without what is made anew: numbers, and what belonged to one chat of one bot."""
    data = json.loads(json.dumps(found["data"]))
    data.pop("inbox")
    anew = ("id", "delivery_id", "living_message_id", "next_date", "next_due", "rev", "tz_version")
    for name, rows in data.items():
        for row in rows:
            for column in anew if name != "subscriber" else ("living_message_id",):
                row.pop(column, None)
    return dict(data)


def test_a_person_comes_back_as_they_were(home: Home) -> None:
    lives(home, BO)
    lives(home, ANA)
    before = home.export(ANA)
    others = home.export(BO)
    home.forget(ANA)
    done = home.back(before)
    assert plain(home.export(ANA)) == plain(before)
    assert home.export(BO) == others
    assert done.left_out == {"inbox": 1}
    assert done.rows["pain"] == 1


def test_the_next_routine_is_planned_and_the_session_knows_its_delivery(home: Home) -> None:
    lives(home, BO)
    lives(home, ANA)
    before = home.export(ANA)
    home.forget(ANA)
    home.now = NOW + timedelta(days=3)
    home.back(before)
    with home.database.look() as db:
        plan = db.get_one(Schedule, ANA)
        session = db.exec(select(Session).where(Session.subscriber_id == ANA)).one()
        sent = db.exec(select(Delivery).where(Delivery.subscriber_id == ANA)).one()
        weekly = db.get_one(Nudge, (ANA, "weekly"))
    assert plan.next_due == NOW + timedelta(days=3, hours=21)
    assert session.delivery_id == sent.id
    assert weekly.next_due is not None
    assert weekly.next_due > home.now


@pytest.mark.parametrize(
    ("state", "copies", "hours", "becomes"),
    [
        ("waiting", 0, -1, "skipped"),
        ("waiting", 1, -1, "unknown"),
        ("sending", 1, -1, "unknown"),
        ("waiting", 0, 1, "waiting"),
    ],
)
def test_nothing_that_was_due_is_sent_afterwards(
    home: Home, state: str, copies: int, hours: int, becomes: str
) -> None:
    lives(home, ANA)
    before = home.export(ANA)
    due = NOW + timedelta(hours=hours)
    before["data"]["delivery"][0] |= {
        "state": state, "copies_possible": copies, "due": due.isoformat(),
    }  # fmt: skip
    home.forget(ANA)
    home.back(before)
    assert home.export(ANA)["data"]["delivery"][0]["state"] == becomes


def test_somebody_who_is_here_is_not_written_over(home: Home) -> None:
    lives(home, ANA)
    before = home.export(ANA)
    with pytest.raises(Refused, match="here already"):
        home.back(before)
    assert home.export(ANA) == before


def changed(found: dict[str, Any], **values: object) -> dict[str, Any]:
    return {**found, **values}


def without_consent(found: dict[str, Any]) -> dict[str, Any]:
    found["data"]["subscriber"][0]["consent_at"] = None
    return found


def with_row(found: dict[str, Any], table: str, **values: object) -> dict[str, Any]:
    found["data"][table][0] |= values
    return found


@pytest.mark.parametrize(
    ("spoil", "says"),
    [
        (lambda found: changed(found, version=99), "version 99"),
        (lambda found: changed(found, format="diary"), "not one that"),
        (lambda found: [1, 2], "not one that"),
        (lambda found: changed(found, data=[]), "cannot be read"),
        (lambda found: changed(found, data={**found["data"], "diary": []}), "diary"),
        (lambda found: changed(found, data={}), "one person"),
        (without_consent, "without consent"),
        (lambda found: with_row(found, "pain", score=11), "pain"),
        (lambda found: with_row(found, "pain", score=10**30), "pain"),
        (lambda found: with_row(found, "pain", at="yesterday"), "at is not a time"),
        (lambda found: with_row(found, "pain", colour="red"), "no colour"),
        (lambda found: with_row(found, "pain", subscriber_id=BO), "somebody else"),
        (lambda found: with_row(found, "subscriber", id="me"), "whose"),
        (lambda found: with_row(found, "delivery", state="waiting", due=3), "row"),
    ],
)
def test_a_file_that_is_not_right_is_refused_and_nothing_is_written(
    home: Home, spoil: Callable[[dict[str, Any]], object], says: str
) -> None:
    lives(home, ANA)
    spoiled = spoil(home.export(ANA))
    home.forget(ANA)
    with pytest.raises(Refused, match=says):
        home.back(spoiled)
    with home.database.look() as db:
        assert db.exec(select(Subscriber)).all() == []


def test_a_file_that_is_no_json_is_refused(home: Home) -> None:
    for text in ("", "hello", "[" * 100_000, "null"):
        with pytest.raises(Refused):
            home.do(partial(bring_back, text=text))
