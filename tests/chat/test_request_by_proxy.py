"""The line to Telegram goes through the proxy of HTTP_PROXY, and around it by NO_PROXY."""

import json
from collections.abc import AsyncIterator

import pytest
from aiohttp import web
from aiohttp.test_utils import RawTestServer

from bot.chat.request import Request

NOWHERE = "http://telegram.invalid/bot1:x/getMe"


@pytest.fixture
async def seen() -> list[str]:
    return []


@pytest.fixture
async def proxy(seen: list[str]) -> AsyncIterator[str]:
    """A proxy that answers for the address it is asked for, and notes it."""

    async def forward(request: web.BaseRequest) -> web.Response:
        seen.append(f"{request.method} {request.url}")
        return web.json_response({"ok": True, "result": {}})

    async with RawTestServer(forward) as server:
        yield str(server.make_url("")).rstrip("/")


@pytest.fixture(autouse=True)
def no_proxy_yet(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)


async def ask(url: str) -> object:
    line = Request()
    await line.initialize()
    try:
        status, body = await line.do_request(url, "POST")
    finally:
        await line.shutdown()
    return status, json.loads(body)


async def test_a_request_goes_through_the_proxy(
    monkeypatch: pytest.MonkeyPatch, proxy: str, seen: list[str]
) -> None:
    monkeypatch.setenv("HTTP_PROXY", proxy)
    assert await ask(NOWHERE) == (200, {"ok": True, "result": {}})
    assert seen == [f"POST {NOWHERE}"]


async def test_an_address_in_no_proxy_goes_around_it(
    monkeypatch: pytest.MonkeyPatch, proxy: str, seen: list[str]
) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    assert await ask(f"{proxy}/bot1:x/getMe") == (200, {"ok": True, "result": {}})
    assert seen == [f"POST {proxy}/bot1:x/getMe"]
