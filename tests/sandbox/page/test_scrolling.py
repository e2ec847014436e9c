"""Where one reads: news, days, typing, narrow screens and a lost line."""

from datetime import timedelta

import pytest
from playwright.async_api import expect

from tests.sandbox.browsing import PHONE, bubble, started
from tests.sandbox.served import Stage, button, served

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]


async def test_a_reader_higher_up_is_left_there_and_told_of_news(stage, page):
    started(stage)
    for number in range(40):
        stage.bot_says(f"message {number}")
    await expect(bubble(page, "message 39")).to_be_in_viewport()
    await page.locator("#scroll").hover()
    await page.mouse.wheel(0, -900)
    await expect(page.locator("#pill")).to_be_visible()
    stage.bot_says("the newest")
    pill = page.get_by_role("button", name="1 new message")
    await expect(pill).to_be_visible()
    await expect(bubble(page, "the newest")).not_to_be_in_viewport()
    await pill.click()
    await expect(bubble(page, "the newest")).to_be_in_viewport()
    await expect(page.get_by_text("Unread messages")).to_be_visible()
    await expect(page.locator("#pill")).to_be_hidden()


async def test_a_reader_at_the_end_stays_there(stage, page):
    started(stage)
    for number in range(40):
        stage.bot_says(f"message {number}")
    stage.world.show_keyboard(stage.ana, {"keyboard": [["One"], ["Two"], ["Three"]]})
    stage.bot_says("the newest")
    await expect(page.locator("#keys")).to_be_visible()
    await expect(bubble(page, "the newest")).to_be_in_viewport(ratio=1)


async def test_days_part_the_chat(stage, page):
    stage.now -= timedelta(days=1)
    started(stage)
    stage.now += timedelta(days=1)
    stage.bot_says("Good morning")
    await expect(page.locator(".separator.day")).to_have_text(["Yesterday", "Today"])


async def test_typing_is_shown(stage, page):
    started(stage)
    stage.world.show_typing(stage.ana)
    await expect(page.locator("#presence")).to_have_text("typing…")
    await expect(page.locator("#typing")).to_be_visible()
    stage.bot_says("Here it is")
    await expect(page.locator("#presence")).to_have_text("bot")


async def test_the_narrowest_phone_scrolls_only_down(stage, page):
    started(stage)
    await page.set_viewport_size({"width": 360, "height": 640})
    long = "x" * 200
    stage.bot_says(f"{long} <pre>{long}</pre>", [button(f"{long[:40]}", "y")] * 3)
    stage.world.say(stage.ana, long)
    await expect(page.locator("article")).to_have_count(3)
    assert await page.evaluate("document.documentElement.scrollWidth") == 360
    assert await page.evaluate(
        "s => s.scrollWidth <= s.clientWidth", await page.query_selector("#scroll")
    )


async def test_the_page_comes_back_by_itself_when_the_server_does(browser):
    stage = started(Stage())
    async with served(stage):
        context = await browser.new_context(viewport=PHONE)
        page = await context.new_page()
        await page.goto(stage.address)
        await expect(page.locator("#presence")).to_have_text("bot")
    port = int(stage.address.rpartition(":")[2])
    await expect(page.locator("#presence")).to_have_text("connecting…")
    stage.bot_says("I am back")
    async with served(stage, port):
        await expect(bubble(page, "I am back")).to_be_visible()
        await expect(page.locator("#presence")).to_have_text("bot")
        await context.close()
