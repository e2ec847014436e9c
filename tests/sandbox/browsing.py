"""The page in a browser: how it is opened, and what tests look for in it."""

import struct
import zlib
from collections.abc import AsyncIterator

from playwright.async_api import Browser, Locator, Page, expect

from tests.sandbox.served import Stage

PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 900}


async def opened(browser: Browser, stage: Stage, size: dict) -> AsyncIterator[Page]:
    """The page in a window of `size`, in Lisbon; at the end nothing may have gone wrong or left."""
    context = await browser.new_context(
        viewport=size, timezone_id="Europe/Lisbon", locale="en-GB", reduced_motion="reduce"
    )
    page = await context.new_page()
    page.set_default_timeout(10_000)
    wrong: list[str] = []
    page.on("pageerror", lambda fault: wrong.append(str(fault)))
    page.on("console", lambda line: wrong.append(line.text) if line.type == "error" else None)
    page.on("request", lambda sent: _inside(sent.url, stage) or wrong.append(sent.url))
    await page.goto(stage.address)
    await expect(page.locator("#presence")).to_have_text("bot")
    yield page
    await context.close()
    assert [line for line in wrong if "status of 400" not in line] == []


def _inside(url: str, stage: Stage) -> bool:
    return url.startswith((stage.address, "data:", "blob:"))


def started(stage: Stage) -> Stage:
    """Ana has begun the chat."""
    stage.world.say(stage.ana, "/start")
    return stage


def bubble(page: Page, text: str) -> Locator:
    """The messages with this text."""
    return page.locator("article").filter(has_text=text)


async def text_field(page: Page) -> Locator:
    """The field to write in, once the chat has begun."""
    field = page.get_by_label("Message", exact=True)
    await expect(field).to_be_visible()
    return field


def last_update(stage: Stage, kind: str) -> dict:
    """The newest update of this kind."""
    found = [update[kind] for update in stage.world.updates.issued if kind in update]
    return found[-1]


def picture(width: int, height: int) -> bytes:
    """A PNG of one colour."""

    def chunk(name: bytes, body: bytes) -> bytes:
        return (
            struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
        )

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    rows = zlib.compress((b"\0" + b"\x17\x80\x6d" * width) * height)
    parts = chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + parts
