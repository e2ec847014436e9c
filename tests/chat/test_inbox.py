"""Updates become visits: every kind Telegram sends, and only as much as is needed."""

import json
from contextlib import suppress
from datetime import timedelta
from typing import Any

import pytest
from telegram import Bot

from bot.chat.inbox import person_of, read
from bot.chat.visit import Did, Visit
from tests.conftest import MONDAY_TEN

ANA = {"id": 7, "is_bot": False, "first_name": "Ana", "language_code": "pt-br"}
PRIVATE = {"id": 7, "type": "private", "first_name": "Ana"}
BOT = Bot("123456:canary-token")


def message(**more: Any) -> dict[str, Any]:
    return {"message_id": 3, "date": 1795428000, "chat": PRIVATE, "from": ANA, **more}


def visit(age: timedelta = timedelta(0), **kinds: Any) -> Visit | None:
    body = json.dumps({"update_id": 1, **kinds})
    return read(body, BOT, now=MONDAY_TEN, received_at=MONDAY_TEN - age)


def seen(**kinds: Any) -> Visit:
    found = visit(**kinds)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("text", "command", "argument"),
    [
        ("/today", "today", ""), ("/time 8 pm", "time", "8 pm"),
        ("/Start@unpinch_bot x", "start", "x"),
        ("/pain\n7", "pain", "7"), ("/", "", "/"),
    ],
)  # fmt: skip
def test_commands_are_split_from_what_stands_behind_them(
    text: str, command: str, argument: str
) -> None:
    found = seen(message=message(text=text))
    assert (found.command, found.text) == (command, argument)


def test_text_is_text() -> None:
    found = seen(message=message(text="hello"))
    assert (found.did, found.text, found.language) == (Did.TEXT, "hello", "pt-br")


def test_an_edited_command_is_an_edit_and_keeps_its_words() -> None:
    found = seen(edited_message=message(text="/today my leg is numb", edit_date=1795428001))
    assert (found.did, found.text) == (Did.EDIT, "/today my leg is numb")


def test_a_caption_is_read() -> None:
    photo = [{"file_id": "a", "file_unique_id": "b", "width": 1, "height": 1}]
    found = seen(message=message(photo=photo, caption="numb"))
    assert (found.did, found.text) == (Did.MEDIA, "numb")


def test_a_location_carries_its_degrees() -> None:
    found = seen(message=message(location={"latitude": 1.5, "longitude": 2.5}))
    assert (found.did, found.latitude, found.longitude) == (Did.LOCATION, 1.5, 2.5)


def test_a_tap_carries_its_data_and_message() -> None:
    query = {
        "id": "9",
        "from": ANA,
        "chat_instance": "c",
        "data": "1:x",
        "message": message(text="a"),
    }
    found = seen(callback_query=query)
    assert (found.did, found.data, found.message_id, found.old) == (Did.PRESS, "1:x", 3, False)


def test_a_tap_that_waited_too_long_is_old() -> None:
    query = {"id": "9", "from": ANA, "chat_instance": "c", "data": "1:x"}
    found = visit(timedelta(minutes=3), callback_query=query)
    assert found is not None
    assert found.old


def test_a_tap_on_a_message_out_of_reach_has_no_message_to_edit() -> None:
    gone = {"message_id": 3, "chat": PRIVATE, "date": 0}
    query = {"id": "9", "from": ANA, "chat_instance": "c", "data": "1:x", "message": gone}
    assert seen(callback_query=query).message_id is None


@pytest.mark.parametrize(("status", "did"), [("kicked", Did.LEFT), ("member", Did.CAME_BACK)])
def test_blocking_and_coming_back(status: str, did: Did) -> None:
    bot = {"id": 1, "is_bot": True, "first_name": "b"}
    member = {"status": status, "user": bot, "until_date": 0}
    old = {"status": "member", "user": bot}
    change = {
        "chat": PRIVATE,
        "from": ANA,
        "date": 1,
        "old_chat_member": old,
        "new_chat_member": member,
    }
    assert seen(my_chat_member=change).did is did


def test_a_group_is_not_private() -> None:
    group = {"id": -5, "type": "group", "title": "Friends"}
    assert not seen(message=message(text="/today", chat=group)).private


@pytest.mark.parametrize(
    "kinds",
    [
        {},
        {"poll": {}},
        {"message": message(text="x") | {"from": None}},
        {"brand_new_kind": {"a": 1}},
    ],
)
def test_what_asks_nothing_of_us_is_no_visit(kinds: dict[str, Any]) -> None:
    # An update nobody can read raises, and is set aside by whoever handles it.
    with suppress(KeyError, TypeError):
        assert visit(**kinds) is None


def test_the_owner_is_read_from_the_raw_form() -> None:
    assert person_of({"update_id": 1, "callback_query": {"from": {"id": 7}}}) == 7
    assert person_of({"update_id": 1, "message": "broken"}) is None
