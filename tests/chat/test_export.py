"""/export hands over everything that is stored, in any state, and never after an erasure."""

import json
from datetime import datetime
from typing import Any

import pytest
from sqlmodel import SQLModel

from bot.chat import export
from bot.chat.letters import Letter, Post, pack, unpack
from bot.chat.screens import Document, Place, Reply, Screen
from bot.chat.visit import Did
from bot.clock import Clock
from bot.services.outcomes import Outcome, Refused, Sent, Why
from bot.services.work import Work, Worker
from storage.export import owner_of
from storage.tables import Subscriber
from tests.chat.talking import Chat
from tests.conftest import MONDAY_TEN

BO = 8


def work_of(chat: Chat, db: Any) -> Work:
    return Work(db, chat.library, chat.words, chat.now)


def built(chat: Chat, person: int | None = None) -> Document | None:
    with chat.database.look() as db:
        return export.build(work_of(chat, db), person or chat.person)


def read(chat: Chat) -> dict[str, Any]:
    document = built(chat)
    assert document is not None
    found: dict[str, Any] = json.loads(document.content)
    return found


def known(chat: Chat) -> bool:
    with chat.database.look() as db:
        return db.get(Subscriber, chat.person) is not None


def mid_onboarding(chat: Chat) -> None:
    chat.types("/start")
    chat.taps("I understand")
    chat.taps("None of these")


def excluded(chat: Chat) -> None:
    chat.types("/start")
    chat.taps("under 18")


def held(chat: Chat) -> None:
    chat.subscribes()
    chat.types("I can't feel my saddle area and I lost control of my bladder")


def paused(chat: Chat) -> None:
    chat.subscribes()
    chat.types("/pause 3 days")


def stopped(chat: Chat) -> None:
    chat.subscribes()
    chat.types("/stop")


def in_a_session(chat: Chat) -> None:
    chat.subscribes()
    chat.begins()


def asked_the_zone(chat: Chat) -> None:
    chat.subscribes()
    chat.types("/timezone")


def new(chat: Chat) -> None:
    """Nothing was said yet."""


STATES = (new, mid_onboarding, excluded, held, paused, stopped, in_a_session, asked_the_zone)
every_state = pytest.mark.parametrize("state", STATES, ids=lambda state: state.__name__)


@every_state
def test_export_answers_with_the_file_in_any_state(chat: Chat, state: Any) -> None:
    state(chat)
    assert "everything I keep" in chat.types("/export")
    assert chat.screen is not None
    assert (chat.screen.document, chat.screen.place) == ("export", Place.NEW)
    assert read(chat)["data"]["subscriber"][0]["id"] == chat.person


@every_state
def test_delete_works_in_any_state(chat: Chat, state: Any) -> None:
    state(chat)
    chat.types("/delete")
    assert "All gone" in chat.taps("Delete everything")
    assert not known(chat)
    assert built(chat) is None


def test_nonsense_after_the_command_changes_nothing(chat: Chat) -> None:
    assert "everything I keep" in chat.types("/export <b>xml please")


def test_it_hangs_on_the_privacy_screen_and_leaves_it_as_it_is(chat: Chat) -> None:
    chat.types("/privacy")
    chat.taps("Export my data")
    assert chat.screen is not None
    assert chat.screen.place is Place.NEW
    assert not chat.screen.living


def test_a_second_tap_gets_a_second_file(chat: Chat) -> None:
    chat.types("/privacy")
    data = chat.data("Export my data")
    assert [chat.presses(data).screens[0].document for _ in range(2)] == ["export", "export"]


def test_every_table_about_a_person_is_in_the_file_and_explained(chat: Chat) -> None:
    in_a_session(chat)
    found = read(chat)
    named = {table.name for table in SQLModel.metadata.sorted_tables if owner_of(table)}
    assert set(found["data"]) == set(found["about"]) == named
    assert {"subscriber", "schedule", "plan", "session", "pain", "verdict", "inbox"} <= named
    for name in ("subscriber", "schedule", "plan", "session", "pain", "answer"):
        assert found["data"][name], name


def test_the_file_says_its_version_and_has_utc_times(chat: Chat) -> None:
    in_a_session(chat)
    found = read(chat)
    assert (found["format"], found["version"]) == ("unpinch-export", 1)
    joined = found["data"]["subscriber"][0]["joined_at"]
    for instant in (found["made_at"], joined):
        assert instant.endswith("Z")
        assert datetime.fromisoformat(instant).utcoffset() is not None
    assert datetime.fromisoformat(joined) > MONDAY_TEN


def test_the_name_of_the_file_tells_its_day(chat: Chat) -> None:
    chat.types("/start")
    document = built(chat)
    assert document is not None
    assert document.name == "unpinch-2026-11-23.json"


def test_nobody_elses_rows_are_in_the_file(chat: Chat) -> None:
    chat.subscribes()
    other = Chat(chat.database, chat.library, chat.words, chat.now, person=BO, count=100)
    in_a_session(other)
    for rows in read(chat)["data"].values():
        assert all(BO not in (row.get("id"), row.get("subscriber_id")) for row in rows)
    assert read(chat)["data"]["session"] == []


def test_words_are_in_the_file_only_with_notes_on(chat: Chat) -> None:
    chat.subscribes()
    chat.types("my hip pinches like a zyxquark")
    assert "zyxquark" not in json.dumps(read(chat))
    chat.types("/settings notes")
    chat.taps("Turn notes on")
    chat.types("my hip pinches like a zyxquark")
    assert "zyxquark" in json.dumps(read(chat))


@pytest.mark.parametrize("did", [Did.LEFT, Did.CAME_BACK])
def test_blocking_after_an_erasure_leaves_no_row_behind(chat: Chat, did: Did) -> None:
    stopped(chat)
    chat.types("/delete")
    chat.taps("Delete everything")
    chat.does(did)
    assert not known(chat)


def test_an_old_button_after_an_erasure_leaves_no_row_behind(chat: Chat) -> None:
    chat.subscribes()
    old = chat.data("Start")
    chat.types("/delete")
    chat.taps("Delete everything")
    reply = chat.presses(old)
    assert "/start" in reply.toast
    assert reply.screens == ()
    assert not known(chat)


class Telegram:
    """Notes the files it is sent, and answers as it was told."""

    def __init__(self, *answers: Outcome) -> None:
        self.answers = list(answers)
        self.files: list[Document] = []

    async def send_document(self, _chat: int, _screen: Screen, document: Document) -> Outcome:
        self.files.append(document)
        return self.answers.pop(0) if self.answers else Sent(1)


async def posted(chat: Chat, telegram: Telegram) -> None:
    """Send a stored reply with the file, as after a restart."""
    clock = Clock(MONDAY_TEN - Clock().now())
    worker = Worker(chat.database, chat.library, chat.words, clock)

    async def at_once(_seconds: float) -> None:
        return None

    post = Post(worker, telegram, documents={"export": export.build}, pause=at_once)  # type: ignore[arg-type]  # only files are sent here
    screen = Screen("Here", place=Place.NEW, living=False, document="export")
    post.send(unpack(pack(Letter(1, chat.person, chat.person, Reply((screen,))))))
    await post.finish()
    worker.close()


async def test_the_file_is_made_when_it_is_sent(chat: Chat) -> None:
    chat.types("/export")
    chat.subscribes()
    telegram = Telegram()
    await posted(chat, telegram)
    (file,) = telegram.files
    assert json.loads(file.content)["data"]["schedule"]


async def test_somebody_forgotten_meanwhile_gets_no_file(chat: Chat) -> None:
    telegram = Telegram()
    await posted(chat, telegram)
    assert telegram.files == []


async def test_a_file_that_surely_did_not_arrive_is_sent_again(chat: Chat) -> None:
    chat.subscribes()
    telegram = Telegram(Refused(Why.NETWORK))
    await posted(chat, telegram)
    assert len(telegram.files) == 2
