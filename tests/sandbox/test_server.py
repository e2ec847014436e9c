"""The server keeps to this computer, to its one token, and to its book."""

import json
from pathlib import Path

import pytest

from bot.sandbox import api
from bot.sandbox.reference import METHODS
from tests.sandbox.stand import Stand, keyboard


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost:80", "[::1]:8765", "[::1]"])
async def test_a_request_for_this_computer_is_let_in(stand: Stand, host: str) -> None:
    address = f"{stand.address}/bot{stand.world.token}/getMe"
    assert (await stand.client.get(address, headers={"Host": host})).status_code == 200


@pytest.mark.parametrize(
    "host", ["example.org", "127.0.0.1.example.org", "localhost:x", "127.0.0.1:80:80", "", "::1"]
)
async def test_a_request_for_any_other_name_is_refused(stand: Stand, host: str) -> None:
    for path in (f"/bot{stand.world.token}/getMe", "/", "/sandbox/state"):
        answer = await stand.client.get(stand.address + path, headers={"Host": host})
        assert answer.status_code in (400, 403)


async def test_another_token_is_unauthorized_and_an_unknown_method_not_found(stand: Stand) -> None:
    wrong = await stand.client.get(f"{stand.address}/bot1:abc/getMe")
    assert wrong.status_code == 401
    assert wrong.json() == {"ok": False, "error_code": 401, "description": "Unauthorized"}
    unknown = await stand.call("getRich")
    assert unknown == {"ok": False, "error_code": 404, "description": "Not Found"}


async def test_a_body_that_is_no_json_object_is_refused(stand: Stand) -> None:
    address = f"{stand.address}/bot{stand.world.token}/getMe"
    for body in ("{", "[]", '"x"'):
        headers = {"content-type": "application/json"}
        answer = await stand.client.post(address, content=body, headers=headers)
        assert answer.status_code == 400
        assert "can't parse JSON object" in answer.json()["description"]


async def test_every_accepted_send_is_in_the_book_before_its_answer(
    stand: Stand, tmp_path: Path
) -> None:
    number = await stand.text("Ready?", reply_markup=keyboard("Yes"))
    await stand.refusal("sendMessage", chat_id=stand.ana, text="")
    await stand.done("editMessageText", chat_id=stand.ana, message_id=number, text="Go")
    lines = (tmp_path / "ledger.jsonl").read_text().splitlines()
    assert [json.loads(line) for line in lines] == [
        {
            "time": "2026-11-22T08:00:00+00:00",
            "method": "sendMessage",
            "chat_id": stand.ana,
            "message_id": number,
            "text": "Ready?",
            "data": ["yes"],
        }
    ]


def test_the_description_keeps_its_licence_notice() -> None:
    path = Path(api.__file__).with_name("methods.json")
    notice = json.loads(path.read_text())["_licence"]
    assert "MIT, Copyright (c) 2020 Paul Larsen" in notice


def test_every_described_method_has_a_hand_and_the_other_way_round() -> None:
    assert set(METHODS) == set(api.METHODS)
    assert METHODS["sendMessage"]["chat_id"].required
    assert not METHODS["sendMessage"]["reply_markup"].required
