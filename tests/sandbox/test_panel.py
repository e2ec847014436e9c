import asyncio
import json
import re
from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest

from bot.sandbox import panel
from bot.sandbox.sniff import content_type
from tests.sandbox.served import Stage, button, served

PNG = b"\x89PNG\r\n\x1a\n" + bytes(24)


@pytest.fixture
async def stage() -> AsyncIterator[Stage]:
    async with served(Stage()) as stage:
        yield stage


@pytest.fixture
async def http(stage: Stage) -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession(stage.address) as http:
        yield http


async def state(http: aiohttp.ClientSession, user: object) -> dict:
    async with http.get("/sandbox/state", params={"user": str(user)}) as answer:
        assert answer.status == 200
        return await answer.json()


async def post(http: aiohttp.ClientSession, name: str, **body: object) -> tuple[int, dict]:
    async with http.post(f"/sandbox/{name}", json=body) as answer:
        return answer.status, await answer.json()


async def refused(http: aiohttp.ClientSession, name: str, **body: object) -> str:
    status, answer = await post(http, name, **body)
    assert status == 400
    return answer["error"]


async def test_the_state_holds_everything_in_the_chat(stage, http):
    stage.world.say(stage.ana, "/start")
    stage.bot_says("<b>Hello</b>", [button("Go on", "go", style="primary")], silent=True)
    seen = await state(http, stage.ana)
    said, answer = seen["chat"]["messages"]
    assert (said["from_bot"], said["text"]) == (False, "/start")
    assert answer["entities"] == [{"type": "bold", "offset": 0, "length": 5}]
    assert answer["buttons"][0][0]["style"] == "primary"
    assert answer["silent"]
    assert seen["now"] == "2026-11-23T08:00:00+00:00"
    assert seen["users"][0]["first_name"] == "Ana"


async def test_a_page_without_a_person_gets_the_first_one(stage, http):
    stage.world.add_account("Bo")
    async with http.get("/sandbox/state") as answer:
        assert (await answer.json())["user"] == stage.ana


async def test_nobody_looks_into_the_chat_of_a_stranger(http):
    for stranger in ("1", "x", "٣", "-1", "9" * 5000):
        async with http.get("/sandbox/state", params={"user": stranger}) as answer:
            assert answer.status == 404


async def test_commands_and_words_come_in_the_persons_language(stage, http):
    profile = stage.world.profile
    profile.commands["default", ""] = [{"command": "today", "description": "Today"}]
    profile.commands["default", "es"] = [{"command": "today", "description": "Hoy"}]
    profile.texts["description", "es"] = "Una rutina"
    bo = stage.world.add_account("Bo", language_code="es-419").id
    assert (await state(http, stage.ana))["bot"]["commands"][0]["description"] == "Today"
    assert (await state(http, bo))["bot"]["commands"][0]["description"] == "Hoy"
    assert (await state(http, bo))["bot"]["description"] == "Una rutina"


async def test_what_a_person_does_reaches_the_bot(stage, http):
    shown = stage.bot_says("Ready?", [button("Yes", "y")])
    _, said = await post(http, "say", user=stage.ana, text="hello")
    await post(http, "press", user=stage.ana, message_id=shown.message_id, data="y")
    await post(http, "edit", user=stage.ana, message_id=said["message_id"], text="hi")
    await post(http, "location", user=stage.ana, latitude=-36.85, longitude=174.76)
    await post(http, "media", user=stage.ana, kind="photo", caption="my hip")
    await post(http, "block", user=stage.ana, blocked=True)
    updates = stage.world.updates.pending()
    kinds = [next(kind for kind in update if kind != "update_id") for update in updates]
    expected = ["message", "callback_query", "edited_message", "message", "message"]
    assert kinds == [*expected, "my_chat_member"]
    assert updates[2]["edited_message"]["text"] == "hi"
    assert updates[3]["message"]["location"] == {"latitude": -36.85, "longitude": 174.76}


async def test_a_second_person_joins_and_has_a_chat_of_their_own(stage, http):
    _, joined = await post(http, "users", first_name="Cy", language_code="")
    await post(http, "say", user=joined["user"], text="only mine")
    assert stage.world.accounts[joined["user"]].language_code is None
    assert (await state(http, stage.ana))["chat"]["messages"] == []


async def test_a_tap_waits_until_the_bot_answers(stage, http):
    shown = stage.bot_says("Ready?", [button("Yes", "y")])
    await post(http, "press", user=stage.ana, message_id=shown.message_id, data="y")
    assert [tap["data"] for tap in (await state(http, stage.ana))["chat"]["waiting"]] == ["y"]
    stage.bot_answers("Noted")
    assert (await state(http, stage.ana))["chat"]["waiting"] == []


async def test_only_buttons_that_are_there_can_be_pressed(stage, http):
    shown = stage.bot_says("Ready?", [button("Yes", "y")])
    number = shown.message_id
    said = await refused(http, "press", user=stage.ana, message_id=number, data="erase")
    assert said == f"No button of message {number} carries 'erase'."
    assert stage.world.forged == []


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("say", {"text": "   "}),
        ("say", {"text": "x" * 4097}),
        ("say", {"text": 5}),
        ("say", {"text": "\ud800"}),
        ("say", {"user": 1, "text": "hello"}),
        ("say", {"user": True, "text": "hello"}),
        ("press", {"message_id": "1", "data": "y"}),
        ("edit", {"message_id": 99, "text": "hello"}),
        ("location", {"latitude": 91, "longitude": 0}),
        ("location", {"latitude": float("nan"), "longitude": 0}),
        ("media", {"kind": "hologram"}),
        ("media", {"kind": ["photo"]}),
        ("media", {"kind": "photo", "caption": 5}),
        ("block", {"blocked": "yes"}),
        ("users", {"first_name": ""}),
        ("users", {"first_name": "Bo", "language_code": ["en"]}),
        ("jump", {"user": 1}),
        ("wind", {"seconds": 0}),
        ("wind", {"seconds": float("inf")}),
    ],
)
async def test_nonsense_is_refused_with_a_sentence_and_changes_nothing(stage, http, name, body):
    before = stage.world.revision
    said = await refused(http, name, **{"user": stage.ana, **body})
    assert re.fullmatch(r"[A-Z].*\.", said), said
    assert stage.world.revision == before
    assert stage.asked == []


async def test_whoever_blocked_the_bot_cannot_write(stage, http):
    await post(http, "block", user=stage.ana, blocked=True)
    assert "cannot write" in await refused(http, "say", user=stage.ana, text="hello")
    await post(http, "block", user=stage.ana, blocked=False)
    assert (await post(http, "say", user=stage.ana, text="hello"))[0] == 200


@pytest.mark.parametrize("sent", [b"{", b"[]", b'"text"', b"\xff"])
async def test_a_body_that_is_no_json_object_is_refused(http, sent):
    head = {"Content-Type": "application/json"}
    async with http.post("/sandbox/say", data=sent, headers=head) as answer:
        assert answer.status == 400
        assert (await answer.json())["error"]


async def test_a_page_of_another_site_cannot_post(stage, http):
    body = json.dumps({"user": stage.ana, "text": "/erase"})
    for kind in ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data"):
        head = {"Content-Type": kind}
        async with http.post("/sandbox/say", data=body, headers=head) as answer:
            assert answer.status == 415
    async with http.get("/sandbox/say") as answer:
        assert answer.status == 405
    assert stage.world.updates.pending() == []


async def test_a_very_long_body_is_refused(http):
    head = {"Content-Type": "application/json"}
    async with http.post("/sandbox/say", data=b" " * 100_000, headers=head) as answer:
        assert answer.status == 413


async def test_the_clock_and_the_bot_are_in_the_hands_of_the_page(stage, http):
    assert await post(http, "jump", user=stage.ana) == (200, {"said": "It is now Tue 08:00."})
    await post(http, "wind", seconds=3600)
    await post(http, "restart")
    assert stage.asked == [f"jump {stage.ana}", "wind 3600", "restart"]
    assert (await state(http, stage.ana))["now"] == "2026-11-24T09:00:00+00:00"


async def test_a_picture_is_shown_and_any_other_file_is_only_downloaded(stage, http):
    picture = stage.upload("photo", "p.png", PNG)
    script = stage.upload("document", "p.html", b"<script>alert(1)</script>")
    async with http.get(f"/sandbox/file/{picture.file_id}") as answer:
        assert (answer.content_type, await answer.read()) == ("image/png", PNG)
    async with http.get(f"/sandbox/file/{script.file_id}") as answer:
        assert answer.content_type == "application/octet-stream"
        assert answer.headers["Content-Disposition"] == "attachment"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
    async with http.get("/sandbox/file/nothing") as answer:
        assert answer.status == 404


def test_a_drawing_that_may_carry_a_script_is_no_picture():
    assert content_type(b"<svg xmlns='http://www.w3.org/2000/svg'></svg>") is None
    assert content_type(b"") is None
    assert content_type(b"\x00\x00\x00\x20ftypisom") == "video/mp4"


async def test_the_page_allows_nothing_from_elsewhere(http):
    async with http.get("/") as answer:
        policy = answer.headers["Content-Security-Policy"]
        assert answer.content_type == "text/html"
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy


async def test_every_part_of_the_page_is_served_and_nothing_beside_it(http):
    for path in panel.PAGE.iterdir():
        async with http.get(f"/page/{path.name}") as answer:
            assert answer.status == 200
            assert answer.content_type == panel.TYPES[path.suffix]
    for path in ("/page/../panel.py", "/page/%2e%2e/panel.py", "/page/", "/page/nothing.js"):
        async with http.get(path) as answer:
            assert answer.status == 404


def sources() -> list[Path]:
    return sorted(panel.PAGE.iterdir())


@pytest.mark.parametrize("path", sources(), ids=lambda path: path.name)
def test_no_part_of_the_page_reads_markup_or_names_another_host(path):
    source = path.read_text(encoding="utf-8").replace("http://www.w3.org/2000/svg", "")
    assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(", source)
    assert not re.search(r"https?://[a-z]|@import|url\(", source)


@pytest.mark.parametrize("host", ["evil.example", "evil.example:80", "127.0.0.1.evil.example"])
async def test_the_page_answers_only_under_the_names_of_this_computer(http, host):
    for path in ("/", "/sandbox/state", "/page/chat.js"):
        async with http.get(path) as answer:
            assert answer.status == 200
        async with http.get(path, headers={"Host": host}) as answer:
            assert answer.status == 403


class Listener:
    """An open event stream, read event by event."""

    def __init__(self, answer: aiohttp.ClientResponse) -> None:
        self.answer = answer

    async def next(self) -> tuple[str, dict]:
        """The next event, without the lines that only keep the stream alive."""
        async with asyncio.timeout(5):
            name = ""
            while not name:
                line = (await self.answer.content.readline()).decode()
                assert line, "the stream ended"
                name = line.removeprefix("event: ").strip() if line.startswith("event") else ""
            data = (await self.answer.content.readline()).decode()
            return name, json.loads(data.removeprefix("data: "))


@pytest.fixture
async def listener(stage: Stage, http: aiohttp.ClientSession) -> AsyncIterator[Listener]:
    async with http.get("/sandbox/events", params={"user": stage.ana}) as answer:
        assert answer.content_type == "text/event-stream"
        yield Listener(answer)


async def test_the_stream_tells_of_every_change(stage, listener):
    name, first = await listener.next()
    assert (name, first) == ("revision", {"revision": stage.world.revision})
    stage.bot_says("Hello")
    name, second = await listener.next()
    assert second["revision"] > first["revision"]


async def test_the_stream_tells_a_person_what_their_tap_brought(stage, listener):
    await listener.next()
    shown = stage.bot_says("Ready?", [button("Yes", "y")])
    tap = stage.world.press(stage.ana, shown.message_id, "y")
    stage.bot_answers("Stop and rest.", alert=True)
    while (event := await listener.next())[0] != "toast":
        pass
    assert event[1] == {"callback_id": tap, "text": "Stop and rest.", "alert": True}


async def test_a_person_hears_nothing_of_the_taps_of_another(stage, listener):
    await listener.next()
    bo = stage.world.add_account("Bo").id
    shown = stage.bot_says("Ready?", [button("Yes", "y")])
    stage.world.callbacks.tap(bo, shown.message_id, "y", forged=True)
    stage.bot_answers("for Bo")
    mine = stage.world.press(stage.ana, shown.message_id, "y")
    stage.bot_answers("for Ana")
    while (event := await listener.next())[0] != "toast":
        pass
    assert event[1]["callback_id"] == mine


async def test_an_old_answer_is_not_shown_again_to_a_page_that_opens(stage, http):
    shown = stage.bot_says("Ready?", [button("Yes", "y")])
    stage.world.press(stage.ana, shown.message_id, "y")
    stage.bot_answers("Noted")
    async with http.get("/sandbox/events", params={"user": stage.ana}) as answer:
        listener = Listener(answer)
        await listener.next()
        stage.bot_says("Hello")
        assert (await listener.next())[0] == "revision"


async def test_closing_the_panel_ends_the_streams(stage, listener):
    await listener.next()
    stage.panel.close()
    async with asyncio.timeout(5):
        while await listener.answer.content.readline():
            pass
    assert listener.answer.content.at_eof()
