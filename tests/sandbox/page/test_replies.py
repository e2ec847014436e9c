"""A person replies to a message of the chat."""

import pytest
from playwright.async_api import expect

from tests.sandbox.browsing import bubble, last_update, started, text_field

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]


async def test_a_reply_quotes_the_message_here_and_for_the_bot(stage, page):
    started(stage)
    asked = stage.bot_says("Where does it hurt?")
    message = bubble(page, "Where does it hurt?")
    await message.hover()
    await message.get_by_role("button", name="Reply").click()
    await expect(page.get_by_text("Reply to Unpinch")).to_be_visible()
    field = await text_field(page)
    await expect(field).to_be_focused()
    await field.press_sequentially("In front")
    await field.press("Enter")
    await expect(bubble(page, "In front").locator(".answered")).to_contain_text("Where does it")
    await expect(page.get_by_text("Reply to Unpinch")).to_be_hidden()
    assert last_update(stage, "message")["reply_to_message"]["message_id"] == asked.message_id


async def test_the_keys_choose_an_older_message_and_escape_keeps_the_words(stage, page):
    started(stage)
    first = stage.bot_says("First")
    stage.bot_says("Second")
    await expect(bubble(page, "Second")).to_be_visible()
    field = await text_field(page)
    await field.press_sequentially("yes")
    await field.press("Control+ArrowUp")
    await expect(page.locator("#editing-text")).to_have_text("Second")
    await field.press("Control+ArrowUp")
    await expect(page.locator("#editing-text")).to_have_text("First")
    await field.press("Escape")
    await expect(page.locator("#editing")).to_be_hidden()
    await expect(field).to_have_value("yes")
    await bubble(page, "First").hover()
    await bubble(page, "First").get_by_role("button", name="Reply").click()
    await field.press("Enter")
    await expect(bubble(page, "yes")).to_be_visible()
    assert last_update(stage, "message")["reply_to_message"]["message_id"] == first.message_id


async def test_a_message_that_went_away_cannot_be_answered(stage, page):
    started(stage)
    gone = stage.bot_says("Gone soon")
    await expect(bubble(page, "Gone soon")).to_be_visible()
    field = await text_field(page)
    await field.press("Control+ArrowUp")
    gone.deleted = True  # the page has not heard of it
    await field.press_sequentially("hello")
    await field.press("Enter")
    await expect(page.locator(".toast.wrong")).to_contain_text("to reply to")
    await expect(field).to_have_value("hello")
