"""Updates are posted to the bot's webhook as Telegram posts them."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.sandbox.world import World
from tests.sandbox.stand import Stand

SECRET = "sesame_1-X"


@dataclass
class Listener:
    """A bot's webhook that answers what it is told to, and keeps what it was sent."""

    answers: list[web.Response] = field(default_factory=list)
    heard: list[dict] = field(default_factory=list)
    secrets: list[str | None] = field(default_factory=list)
    url: str = ""

    async def hear(self, request: web.Request) -> web.Response:
        self.heard.append(await request.json())
        self.secrets.append(request.headers.get("X-Telegram-Bot-Api-Secret-Token"))
        return self.answers.pop(0) if self.answers else web.Response()


@pytest.fixture
async def listener() -> AsyncIterator[Listener]:
    listener = Listener()
    app = web.Application()
    app.router.add_post("/hook", listener.hear)
    async with TestServer(app) as server:
        listener.url = str(server.make_url("/hook"))
        yield listener


async def delivered(world: World) -> None:
    await world.wait_for(lambda one: not one.updates.pending())


async def test_each_update_is_posted_once_in_order_with_the_secret(
    stand: Stand, listener: Listener
) -> None:
    stand.world.say(stand.ana, "before")
    await stand.done("setWebhook", url=listener.url, secret_token=SECRET)
    stand.world.say(stand.ana, "after")
    await delivered(stand.world)
    assert [one["message"]["text"] for one in listener.heard] == ["before", "after"]
    assert listener.secrets == [SECRET, SECRET]
    info = await stand.done("getWebhookInfo")
    assert (info["url"], info["pending_update_count"]) == (listener.url, 0)
    assert "last_error_message" not in info


async def test_a_refused_update_comes_again_after_longer_and_longer_waits(
    stand: Stand, listener: Listener
) -> None:
    waits: list[float] = []

    async def pause(seconds: float) -> None:
        waits.append(seconds)

    stand.world.webhook.pause = pause
    asks = web.Response(status=503, headers={"Retry-After": "7"})
    listener.answers = [web.Response(status=500), web.Response(status=500), asks]
    await stand.done("setWebhook", url=listener.url)
    stand.world.say(stand.ana, "hello")
    await delivered(stand.world)
    assert len({one["update_id"] for one in listener.heard}) == 1
    assert len(listener.heard) == 4
    assert waits == [1.0, 2.0, 7.0]
    info = await stand.done("getWebhookInfo")
    assert info["last_error_message"] == "Wrong response from the webhook: 503 Service Unavailable"


async def test_after_deletewebhook_the_rest_waits_for_a_poll(
    stand: Stand, listener: Listener
) -> None:
    await stand.done("setWebhook", url=listener.url)
    await stand.done("deleteWebhook")
    stand.world.say(stand.ana, "hello")
    assert [one["message"]["text"] for one in await stand.done("getUpdates")] == ["hello"]
    assert listener.heard == []


async def test_a_webhook_that_is_not_there_is_told_of_in_the_info(stand: Stand) -> None:
    waiting = stand.world.wait_for(lambda one: "last_error_message" in one.webhook.info())

    async def pause(_seconds: float) -> None:
        stand.world.wake()
        await stand.world.wait_for(lambda _one: None)

    stand.world.webhook.pause = pause
    await stand.done("setWebhook", url="http://127.0.0.1:9/hook")
    stand.world.say(stand.ana, "hello")
    await waiting
    info = await stand.done("getWebhookInfo")
    assert info["last_error_message"] == "Connection refused"
    assert info["pending_update_count"] == 1


async def test_nothing_is_posted_to_another_computer(stand: Stand) -> None:
    await stand.done("setWebhook", url="https://example.org/hook")
    info = await stand.done("getWebhookInfo")
    assert "Nothing leaves this computer" in info["last_error_message"]


@pytest.mark.parametrize("secret", ["", "with space", "ü", "x" * 257])
async def test_a_secret_has_1_to_256_plain_characters(
    stand: Stand, listener: Listener, secret: str
) -> None:
    words = await stand.refusal("setWebhook", url=listener.url, secret_token=secret)
    assert words == "Bad Request: secret token contains unallowed characters"
