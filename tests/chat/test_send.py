"""Screens go out as the right calls, and answers come back as the right outcomes."""

import asyncio
import json
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

import pytest
from aiohttp import web
from telegram import Bot
from telegram.error import BadRequest, NetworkError, TelegramError, TimedOut

from bot.chat.refusals import classify
from bot.chat.request import MayHaveArrived, NothingLeft, Request
from bot.chat.screens import Button, Place, Screen
from bot.chat.send import Outgoing, plain
from bot.services.outcomes import Refused, Sent, Why

TOKEN = "123456:canary-token"
HELLO = Screen("<b>Hello</b>", rows=((Button("Start", "go", "primary"), Button("Later", "no")),))
Answer = Callable[[web.Request], Awaitable[web.StreamResponse]]


@dataclass
class Server:
    """A scripted Bot API on this machine: what it was asked, and what it answers next."""

    port: int = 0
    asked: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    answers: list[Answer] = field(default_factory=list)

    async def handle(self, request: web.Request) -> web.StreamResponse:
        words = {key: str(value) for key, value in (await request.post()).items()}
        self.asked.append((request.path.rpartition("/")[2], words))
        if self.answers:
            return await self.answers.pop(0)(request)
        return await good(request)


async def good(request: web.Request) -> web.Response:
    if "Message" in request.path and "answer" not in request.path:
        chat = {"id": 7, "type": "private"}
        return web.json_response(
            {"ok": True, "result": {"message_id": 42, "date": 1, "chat": chat, "text": "x"}}
        )
    return web.json_response({"ok": True, "result": True})


def error(status: int, text: str, **parameters: int) -> Answer:
    async def answer(_: web.Request) -> web.Response:
        body: dict[str, Any] = {"ok": False, "error_code": status, "description": text}
        if parameters:
            body["parameters"] = parameters
        return web.json_response(body, status=status)

    return answer


def body(status: int, words: str) -> Answer:
    async def answer(_: web.Request) -> web.Response:
        return web.Response(status=status, text=words)

    return answer


async def reset(request: web.Request) -> web.Response:
    assert request.transport is not None
    request.transport.abort()
    return web.Response()


async def half_an_answer(request: web.Request) -> web.StreamResponse:
    answer = web.StreamResponse(headers={"Content-Length": "1000"})
    await answer.prepare(request)
    await answer.write(b'{"ok": true, ')
    assert request.transport is not None
    request.transport.abort()
    return answer


async def silence(_: web.Request) -> web.Response:
    await asyncio.Event().wait()
    raise AssertionError("nobody waits that long")


@pytest.fixture
async def server() -> AsyncIterator[Server]:
    made = Server()
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", made.handle)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    made.port = runner.addresses[0][1]
    yield made
    await runner.cleanup()


def bot_at(port: int, **more: Any) -> Bot:
    return Bot(TOKEN, base_url=f"http://127.0.0.1:{port}/bot", request=Request(**more))


@pytest.fixture
async def outgoing(server: Server) -> AsyncIterator[Outgoing]:
    request = Request()
    await request.initialize()
    bot = Bot(TOKEN, base_url=f"http://127.0.0.1:{server.port}/bot", request=request)
    yield Outgoing(bot)
    await request.shutdown()


async def test_a_screen_goes_out_with_its_buttons_and_without_a_preview(
    server: Server, outgoing: Outgoing
) -> None:
    assert await outgoing.send(7, HELLO) == Sent(42)
    method, words = server.asked[0]
    assert method == "sendMessage"
    assert (words["chat_id"], words["text"], words["parse_mode"]) == ("7", HELLO.text, "HTML")
    assert json.loads(words["link_preview_options"]) == {"is_disabled": True}
    assert json.loads(words["reply_markup"])["inline_keyboard"] == [
        [
            {"text": "Start", "callback_data": "go", "style": "primary"},
            {"text": "Later", "callback_data": "no"},
        ]
    ]


async def test_a_silent_screen_makes_no_sound(server: Server, outgoing: Outgoing) -> None:
    await outgoing.send(7, Screen("psst", silent=True))
    assert server.asked[0][1]["disable_notification"] == "true"


async def test_asking_where_somebody_is_shows_a_location_button(
    server: Server, outgoing: Outgoing
) -> None:
    await outgoing.send(7, Screen("Where?", place=Place.NEW, ask_location="Share"))
    keyboard = json.loads(server.asked[0][1]["reply_markup"])
    assert keyboard["keyboard"] == [[{"text": "Share", "request_location": True}]]


async def test_dropping_the_keyboard_is_one_message_of_its_own(
    server: Server, outgoing: Outgoing
) -> None:
    await outgoing.send(7, Screen("Thanks", drop_keyboard=True))
    assert json.loads(server.asked[0][1]["reply_markup"]) == {"remove_keyboard": True}
    assert len(server.asked) == 1


async def test_a_screen_with_a_reply_keyboard_is_never_put_over_a_message(
    server: Server, outgoing: Outgoing
) -> None:
    screen = Screen("Where?", ask_location="Share")
    assert await outgoing.edit(7, 5, screen) == Refused(Why.LOST)
    assert server.asked == []


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [
        (error(429, "Too Many Requests: retry after 30", retry_after=30), Refused(Why.FLOOD, 30)),
        (error(429, "Too Many Requests"), Refused(Why.FLOOD, 5)),
        (error(403, "Forbidden: bot was blocked by the user"), Refused(Why.BLOCKED)),
        (error(403, "Forbidden: user is deactivated"), Refused(Why.BLOCKED)),
        (error(400, "Bad Request: chat not found"), Refused(Why.REJECTED)),
        (error(400, "Bad Request: BUTTON_DATA_INVALID"), Refused(Why.REJECTED)),
        (
            error(400, "Bad Request: group chat was upgraded", migrate_to_chat_id=-9),
            Refused(Why.MOVED, chat_id=-9),
        ),
        (error(401, "Unauthorized"), Refused(Why.UNAUTHORISED)),
        (error(404, "Not Found"), Refused(Why.UNAUTHORISED)),
        (error(500, "Internal Server Error"), Refused(Why.UNKNOWN)),
        (body(502, "<html>Bad Gateway</html>"), Refused(Why.UNKNOWN)),
        (body(200, "<html>Log in to this network</html>"), Refused(Why.UNKNOWN)),
        (body(200, '{"ok": true, "res'), Refused(Why.UNKNOWN)),
        (body(200, '{"ok": true}'), Refused(Why.UNKNOWN)),
        (body(200, '{"ok": true, "result": {"half": 1}}'), Refused(Why.UNKNOWN)),
        (body(302, "elsewhere"), Refused(Why.UNKNOWN)),
        (reset, Refused(Why.UNKNOWN)),
        (half_an_answer, Refused(Why.UNKNOWN)),
    ],
)
async def test_each_answer_has_its_outcome_after_one_request(
    server: Server, outgoing: Outgoing, answer: Answer, outcome: Refused
) -> None:
    server.answers.append(answer)
    assert await outgoing.send(7, HELLO, routine=True) == outcome
    assert len(server.asked) == 1


async def test_an_answer_that_does_not_come_in_time_is_unknown(server: Server) -> None:
    server.answers.append(silence)
    async with Request(read=0.05) as request:
        bot = Bot(TOKEN, base_url=f"http://127.0.0.1:{server.port}/bot", request=request)
        assert await Outgoing(bot).send(7, HELLO) == Refused(Why.UNKNOWN)


async def test_a_refused_connection_is_certain_not_to_have_sent_anything() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # bound but not listening: connecting is refused
        async with Request() as request:
            address = f"http://127.0.0.1:{taken.getsockname()[1]}/bot"
            outgoing = Outgoing(Bot(TOKEN, base_url=address, request=request))
            assert await outgoing.send(7, HELLO) == Refused(Why.NETWORK)


async def test_no_error_shows_the_token(server: Server) -> None:
    server.answers.append(reset)
    async with Request() as request:
        address = f"http://127.0.0.1:{server.port}/bot{TOKEN}/sendMessage"
        with pytest.raises(NetworkError) as caught:
            await request.do_request(address, "POST")
        broken = "http://[broken/bot" + TOKEN
        with pytest.raises(NetworkError) as worse:
            await request.do_request(broken, "POST")
        assert TOKEN not in repr(request)
    for error_ in (caught.value, worse.value):
        assert error_.__context__ is error_.__cause__ or error_.__context__ is None
        assert TOKEN not in f"{error_!r} {error_.__cause__!r} {error_.__context__!r}"
    assert isinstance(caught.value.__cause__, MayHaveArrived)
    assert isinstance(worse.value.__cause__, NothingLeft)


async def test_markup_that_cannot_be_read_is_sent_once_as_plain_text(
    server: Server, outgoing: Outgoing
) -> None:
    server.answers.append(error(400, "Bad Request: can't parse entities: unclosed tag"))
    assert await outgoing.send(7, Screen("<b>3 &lt; 4")) == Sent(42)
    assert server.asked[1][1]["text"] == "3 < 4"
    assert "parse_mode" not in server.asked[1][1]


async def test_markup_refused_twice_is_not_tried_a_third_time(
    server: Server, outgoing: Outgoing
) -> None:
    server.answers += [error(400, "Bad Request: can't parse entities")] * 2
    assert await outgoing.send(7, HELLO) == Refused(Why.MARKUP)
    assert len(server.asked) == 2


async def test_an_edit_that_changes_nothing_is_done(server: Server, outgoing: Outgoing) -> None:
    server.answers.append(error(400, "Bad Request: message is not modified: same content"))
    assert await outgoing.edit(7, 5, HELLO) == Sent(5)


@pytest.mark.parametrize(
    "words",
    [
        "message to edit not found",
        "message can't be edited",
        "MESSAGE_ID_INVALID",
    ],
)
async def test_a_message_that_is_gone_is_told_to_the_caller(
    server: Server, outgoing: Outgoing, words: str
) -> None:
    server.answers.append(error(400, f"Bad Request: {words}"))
    assert await outgoing.edit(7, 5, HELLO) == Refused(Why.LOST)


async def test_an_edit_is_repeated_once_after_trouble(server: Server, outgoing: Outgoing) -> None:
    server.answers.append(body(502, "bad gateway"))
    assert await outgoing.edit(7, 5, HELLO) == Sent(42)
    assert [method for method, _ in server.asked] == ["editMessageText"] * 2


async def test_buttons_are_taken_off_an_old_message(server: Server, outgoing: Outgoing) -> None:
    await outgoing.strip_buttons(7, 5)
    method, words = server.asked[0]
    assert (method, words["message_id"]) == ("editMessageReplyMarkup", "5")
    assert "reply_markup" not in words


async def test_a_press_is_answered_with_a_toast(server: Server, outgoing: Outgoing) -> None:
    assert await outgoing.answer("q1", "Saved", alert=True)
    assert server.asked[0][1] == {
        "callback_query_id": "q1",
        "text": "Saved",
        "show_alert": "true",
    }


async def test_a_press_that_is_too_old_is_no_error(server: Server, outgoing: Outgoing) -> None:
    server.answers.append(error(400, "Bad Request: query is too old"))
    assert not await outgoing.answer("q1")


async def test_the_probes_leave_no_message(server: Server, outgoing: Outgoing) -> None:
    server.answers.append(
        body(200, '{"ok": true, "result": {"id": 1, "is_bot": true, "first_name": "U"}}')
    )
    assert await outgoing.me() == Sent(0)
    assert await outgoing.typing(7) == Sent(0)
    assert [method for method, _ in server.asked] == ["getMe", "sendChatAction"]


async def test_a_file_goes_out_in_parts(server: Server) -> None:
    async with Request() as request:
        bot = Bot(TOKEN, base_url=f"http://127.0.0.1:{server.port}/bot", request=request)
        server.answers.append(good)
        await bot.send_document(7, b"date;pain\n", filename="pain.csv")
    method, words = server.asked[0]
    assert method == "sendDocument"
    assert any("pain.csv" in value for value in words.values())


@pytest.mark.parametrize(
    ("error_", "why"),
    [
        (NetworkError("x"), Why.UNKNOWN),
        (TimedOut("x"), Why.UNKNOWN),
        (TelegramError("Invalid server response"), Why.UNKNOWN),
        (KeyError("result"), Why.UNKNOWN),
        (BadRequest("Can't parse entities"), Why.MARKUP),
    ],
)
def test_whatever_is_not_certain_is_unknown(error_: Exception, why: Why) -> None:
    assert classify(error_) == Refused(why)


def test_plain_text_keeps_words_that_only_look_like_tags() -> None:
    assert plain("<b>Pain</b> &lt; 3, or 1 < 2") == "Pain < 3, or 1 < 2"
