"""Words reach the safety check from every part of a message."""

import json
from typing import Any

import pytest
from telegram import Bot

from bot.chat.inbox import read
from tests.conftest import MONDAY_TEN

BO = {"id": 8, "is_bot": False, "first_name": "Bo"}
ROBOT = {"id": 9, "is_bot": True, "first_name": "Unpinch"}
CHAT = {"id": 8, "type": "private", "first_name": "Bo"}


def also(**more: Any) -> str:
    message = {"message_id": 3, "date": 1795428000, "chat": CHAT, "from": BO, **more}
    body = json.dumps({"update_id": 1, "message": message})
    visit = read(body, Bot("123456:canary-token"), now=MONDAY_TEN, received_at=MONDAY_TEN)
    assert visit is not None
    return visit.also


def answered(sender: dict[str, Any]) -> dict[str, Any]:
    return {"message_id": 2, "date": 1795428000, "chat": CHAT, "from": sender, "text": "both legs"}


@pytest.mark.parametrize(
    "kinds",
    [
        {"text": "this", "quote": {"text": "both legs", "position": 0}},
        {"text": "this", "reply_to_message": answered(BO)},
        {"contact": {"phone_number": "1", "first_name": "both legs"}},
        {"venue": {"location": {"latitude": 1, "longitude": 2}, "title": "both legs",
                   "address": "x"}},
    ],
)  # fmt: skip
def test_words_beside_the_text_are_read(kinds: dict[str, Any]) -> None:
    assert "both legs" in also(**kinds)


def test_an_answer_to_one_of_our_own_cards_does_not_read_the_card_back() -> None:
    assert also(text="thanks", reply_to_message=answered(ROBOT)) == ""
