"""New messages are taken or refused as Telegram does."""

import json
from typing import Any

import pytest

from bot.sandbox.reference import METHODS
from tests.sandbox.stand import Stand, keyboard


async def test_a_message_is_shown_with_its_marks_and_buttons(stand: Stand) -> None:
    markup = keyboard("Start")
    sent = await stand.done(
        "sendMessage",
        chat_id=stand.ana,
        text="<b>Good</b> morning",
        parse_mode="HTML",
        reply_markup=markup,
        disable_notification=True,
    )
    shown = stand.world.messages(stand.ana)[-1]
    assert sent["text"] == shown.text == "Good morning"
    assert sent["entities"] == [{"type": "bold", "offset": 0, "length": 4}]
    assert shown.reply_markup == markup
    assert shown.silent
    assert sent["date"] == int(stand.now.timestamp())
    assert sent["from"]["id"] == stand.world.bot["id"]


@pytest.mark.parametrize("method", ["sendmessage", "SENDMESSAGE", "SendMessage"])
async def test_method_names_count_in_any_case(stand: Stand, method: str) -> None:
    assert (await stand.done(method, chat_id=stand.ana, text="x"))["text"] == "x"


async def test_every_spelling_of_a_request_means_the_same(stand: Stand) -> None:
    address = f"{stand.address}/bot{stand.world.token}/sendMessage"
    plain = {"chat_id": str(stand.ana), "text": "x", "reply_markup": json.dumps(keyboard("A"))}
    await stand.client.get(address, params=plain)
    await stand.client.post(address, data=plain)
    await stand.client.post(address, files={name: (None, one) for name, one in plain.items()})
    await stand.client.post(address, json=plain | {"reply_markup": keyboard("A")})
    shown = stand.world.messages(stand.ana)[1:]
    assert [(one.text, one.reply_markup) for one in shown] == [("x", keyboard("A"))] * 4


@pytest.mark.parametrize(
    ("parameters", "words"),
    [
        ({}, "message text is empty"),
        ({"text": ""}, "message text is empty"),
        ({"text": " \n "}, "message text is empty"),
        ({"text": "<b> </b>", "parse_mode": "HTML"}, "message text is empty"),
        ({"text": "x" * 4097}, "message is too long"),
        ({"text": "😀" * 4097}, "message is too long"),
        ({"text": "x<br>", "parse_mode": "html"}, "can't parse entities"),
        ({"text": "*x*", "parse_mode": "MarkdownV2"}, "unsupported parse_mode"),
        ({"text": "x", "reply_markup": "{"}, "can't parse parameter"),
        ({"text": "x", "reply_markup": {"inline_keyboard": [[{"text": "a"}]]}}, "unallowed"),
        ({"text": "x", "reply_parameters": {"message_id": 99}}, "message to be replied not found"),
        ({"text": "x", "message_effect_id": "party"}, "EFFECT_ID_INVALID"),
        ({"text": "x", "txet": "y"}, "sendMessage has no parameter txet"),
        ({"text": "x", "message_thread_id": 4}, "the sandbox does not imitate message_thread_id"),
        ({"text": "x\ud800"}, "strings must be encoded in UTF-8"),
        ({"text": "x", "disable_notification": "maybe"}, "Boolean expected"),
        (
            {"text": "x", "entities": [{"type": "bold", "offset": 0, "length": 2}]},
            "it does not lie inside the text",
        ),
    ],
)
async def test_a_bad_message_is_refused(stand: Stand, parameters: Any, words: str) -> None:
    refusal = await stand.refusal("sendMessage", chat_id=stand.ana, **parameters)
    assert refusal.startswith("Bad Request: ")
    assert words in refusal
    assert len(stand.world.messages(stand.ana)) == 1
    assert stand.world.ledger.lines == []


async def test_text_of_4096_code_points_fits(stand: Stand) -> None:
    sent = await stand.done("sendMessage", chat_id=stand.ana, text="😀" * 4096)
    assert len(sent["text"]) == 4096


async def test_who_is_unknown_or_silent_or_gone_cannot_be_reached(stand: Stand) -> None:
    async def words(chat_id: object) -> str:
        return await stand.refusal("sendMessage", chat_id=chat_id, text="x")

    assert await words(12345) == "Bad Request: chat not found"
    assert await words("@somebody") == "Bad Request: chat not found"
    initiate = "Forbidden: bot can't initiate conversation with a user"
    assert await words(stand.bo) == initiate
    stand.world.block(stand.ana)
    assert await words(stand.ana) == "Forbidden: bot was blocked by the user"
    stand.world.deactivate(stand.ana)
    assert await words(stand.ana) == "Forbidden: user is deactivated"


async def test_writing_on_after_a_403_is_a_violation(stand: Stand) -> None:
    stand.world.block(stand.ana)
    await stand.refusal("sendMessage", chat_id=stand.ana, text="x")
    assert stand.world.check() == []
    await stand.refusal("sendMessage", chat_id=stand.ana, text="x")
    assert len(stand.world.check()) == 1
    stand.world.unblock(stand.ana)
    await stand.text()
    assert len(stand.world.check()) == 1


async def test_lost_formatting_is_a_violation(stand: Stand) -> None:
    await stand.text("<code>a <b>b</b></code>", parse_mode="HTML")
    assert stand.world.check() == ["formatting was lost: bold inside code"]


async def test_a_reply_keyboard_stays_until_it_is_taken_away(stand: Stand) -> None:
    await stand.text("Where?", reply_markup={"keyboard": [["Here"]]})
    await stand.text("Well?")
    kept = stand.world.reply_keyboard(stand.ana)
    assert kept is not None
    assert kept["keyboard"] == [[{"text": "Here"}]]
    await stand.text("Thanks", reply_markup={"remove_keyboard": True})
    assert stand.world.reply_keyboard(stand.ana) is None


async def test_an_answer_shows_what_it_answers(stand: Stand) -> None:
    question = stand.world.say(stand.ana, "Why?").message_id
    quoted = {"message_id": question}
    sent = await stand.done("sendMessage", chat_id=stand.ana, text="So.", reply_parameters=quoted)
    assert sent["reply_to_message"]["text"] == "Why?"
    gone = {"message_id": 99, "allow_sending_without_reply": True}
    sent = await stand.done("sendMessage", chat_id=stand.ana, text="So.", reply_parameters=gone)
    assert "reply_to_message" not in sent


async def test_typing_is_shown_for_five_seconds_or_until_the_message(stand: Stand) -> None:
    await stand.done("sendChatAction", chat_id=stand.ana, action="typing")
    assert stand.world.typing(stand.ana)
    stand.wind(seconds=5)
    assert not stand.world.typing(stand.ana)
    await stand.done("sendChatAction", chat_id=stand.ana, action="typing")
    await stand.text()
    assert not stand.world.typing(stand.ana)
    refusal = await stand.refusal("sendChatAction", chat_id=stand.ana, action="thinking")
    assert refusal == "Bad Request: wrong parameter action in request"


async def test_a_place_and_a_poll_are_shown(stand: Stand) -> None:
    place = await stand.done("sendLocation", chat_id=stand.ana, latitude=38.7, longitude=-9.1)
    assert place["location"] == {"latitude": 38.7, "longitude": -9.1}
    assert "wrong location" in await stand.refusal(
        "sendLocation", chat_id=stand.ana, latitude=91, longitude=0
    )
    poll = await stand.done(
        "sendPoll", chat_id=stand.ana, question="Better?", options=[{"text": "Yes"}]
    )
    assert poll["poll"]["options"][0]["text"] == "Yes"


@pytest.mark.parametrize(
    ("poll", "words"),
    [
        ({"question": "x" * 301, "options": ["a"]}, "must not exceed 300"),
        ({"question": "x", "options": []}, "at least 1 option"),
        ({"question": "x", "options": ["a"] * 13}, "can't have more than 12 options"),
        ({"question": "x", "options": ["a" * 101]}, "must not exceed 100"),
        ({"question": "x", "options": ["a"], "type": "quiz"}, "wrong correct option ID"),
        ({"question": "x", "options": ["a"], "open_period": 4}, "open period is invalid"),
    ],
)
async def test_a_poll_keeps_its_limits(stand: Stand, poll: Any, words: str) -> None:
    assert words in await stand.refusal("sendPoll", chat_id=stand.ana, **poll)


async def test_one_chat_takes_three_at_once_and_then_one_a_second(stand: Stand) -> None:
    stand.world.limits = True
    for _ in range(3):
        await stand.text()
    waits = []
    for _ in range(3):
        answer = await stand.call("sendMessage", chat_id=stand.ana, text="x")
        assert answer["error_code"] == 429
        waits.append(answer["parameters"]["retry_after"])
    assert waits == [1, 2, 4]
    stand.wind(seconds=1)
    await stand.text()


async def test_all_chats_together_take_thirty_a_second(stand: Stand) -> None:
    people = [stand.world.add_account(f"P{number}").id for number in range(31)]
    for person in people:
        stand.world.say(person, "/start")
    stand.world.limits = True
    answers = [await stand.call("sendMessage", chat_id=one, text="x") for one in people]
    assert [one["ok"] for one in answers] == [True] * 30 + [False]


async def test_a_group_is_known_once_the_bot_is_added_and_unknown_after_leaving(
    stand: Stand,
) -> None:
    group = {"id": -100, "type": "group", "title": "Team"}
    stand.world.inject({"my_chat_member": {"chat": group}})
    assert (await stand.done("getChat", chat_id=-100))["title"] == "Team"
    await stand.done("leaveChat", chat_id=-100)
    refusal = await stand.refusal("sendMessage", chat_id=-100, text="x")
    assert refusal == "Bad Request: chat not found"


async def test_no_method_takes_a_parameter_that_does_not_exist(stand: Stand) -> None:
    for method in METHODS:
        assert f"{method} has no parameter nonsense" in await stand.refusal(method, nonsense=1)
