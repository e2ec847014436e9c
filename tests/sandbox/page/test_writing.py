"""What a person writes at the foot of the page."""

import re

import pytest
from playwright.async_api import expect

from tests.sandbox.browsing import bubble, last_update, started, text_field

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]


async def test_a_new_chat_shows_what_the_bot_does_and_starts_with_one_button(stage, page):
    await expect(page.locator("#hello")).to_contain_text("A short routine for your hips.")
    await expect(page.locator("#composer")).to_be_hidden()
    await page.get_by_role("button", name="START", exact=True).click()
    await expect(bubble(page, "/start")).to_be_visible()
    await expect(page.locator("#hello")).to_be_hidden()
    await expect(page.locator("#composer")).to_be_visible()
    assert last_update(stage, "message")["text"] == "/start"


async def test_it_says_that_it_only_imitates_telegram(page):
    words = "This imitates Telegram on your own computer. Nothing leaves it."
    await expect(page.get_by_text(words)).to_be_visible()


async def test_enter_sends_and_shift_enter_breaks_the_line(stage, page):
    started(stage)
    field = await text_field(page)
    await field.press_sequentially("one")
    await field.press("Shift+Enter")
    await field.press_sequentially("two")
    await field.press("Enter")
    await expect(bubble(page, "one")).to_have_class(re.compile("mine"))
    await expect(field).to_have_value("")
    assert last_update(stage, "message")["text"] == "one\ntwo"


async def test_the_bots_keyboard_writes_for_the_person(stage, page):
    started(stage)
    keyboard = {"keyboard": [[{"text": "Lisbon"}, {"text": "Skip"}]], "one_time_keyboard": True}
    stage.world.show_keyboard(stage.ana, keyboard)
    stage.world.change()
    await page.get_by_role("button", name="Skip").click()
    await expect(bubble(page, "Skip")).to_have_class(re.compile("mine"))
    await expect(page.locator("#keys")).to_be_hidden()
    await page.get_by_role("button", name="Show the bot's keyboard").click()
    await expect(page.locator("#keys")).to_be_visible()


async def test_a_place_is_shared_only_when_the_person_says_so(stage, page):
    started(stage)
    keyboard = {"keyboard": [[{"text": "Where am I", "request_location": True}]]}
    stage.world.show_keyboard(stage.ana, keyboard)
    stage.world.change()
    before = len(stage.world.updates.issued)
    await page.get_by_role("button", name="Where am I").click()
    await page.get_by_role("button", name="Don't share").click()
    await expect(page.get_by_role("dialog")).to_be_hidden()
    assert len(stage.world.updates.issued) == before
    await page.get_by_role("button", name="Where am I").click()
    await page.get_by_role("button", name="Auckland").click()
    await page.get_by_role("button", name="Share", exact=True).click()
    await expect(bubble(page, "Location")).to_be_visible()
    place = last_update(stage, "message")["location"]
    assert place == {"latitude": -36.85, "longitude": 174.76}


async def test_a_slash_suggests_commands_that_the_keys_choose(stage, page):
    started(stage)
    field = await text_field(page)
    await field.press_sequentially("/t")
    await expect(page.get_by_role("listbox", name="Commands").get_by_role("option")).to_have_count(
        2
    )
    await field.press("Escape")
    await expect(page.locator("#suggestions")).to_be_hidden()
    await field.press_sequentially("o")
    await field.press("ArrowDown")
    await field.press("Enter")
    await expect(bubble(page, "/today")).to_be_visible()
    assert last_update(stage, "message")["text"] == "/today"


async def test_the_menu_button_lists_every_command(stage, page):
    started(stage)
    await page.get_by_role("button", name="Menu").click()
    await expect(page.get_by_role("listbox", name="Commands").get_by_role("option")).to_have_count(
        3
    )
    await page.get_by_role("option", name="/help").click()
    await expect(bubble(page, "/help")).to_be_visible()


async def test_the_last_message_can_be_changed(stage, desk):
    stage.world.say(stage.ana, "pain 3")
    await expect(bubble(desk, "pain 3")).to_be_visible()
    await desk.get_by_role("button", name="Edit my last message").click()
    field = desk.get_by_label("Message", exact=True)
    await expect(field).to_have_value("pain 3")
    await field.fill("pain 5")
    await field.press("Enter")
    await expect(bubble(desk, "pain 5")).to_contain_text("edited")
    assert last_update(stage, "edited_message")["text"] == "pain 5"
