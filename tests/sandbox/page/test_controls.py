"""The side panel: people, clock, look."""

import pytest
from playwright.async_api import expect

from tests.sandbox.browsing import bubble, last_update, started

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]


async def test_a_second_person_has_a_chat_of_their_own(stage, desk):
    started(stage)
    await expect(bubble(desk, "/start")).to_be_visible()
    await desk.get_by_role("button", name="Add a person…").click()
    await desk.get_by_label("First name").fill("Bo")
    await desk.get_by_role("button", name="Add", exact=True).click()
    await expect(desk.get_by_role("button", name="START", exact=True)).to_be_visible()
    await expect(bubble(desk, "/start")).to_have_count(0)
    stage.bot_says("For Ana")
    ana = desk.get_by_role("button", name="Ana")
    await expect(ana.get_by_role("img", name="unread")).to_be_visible()
    await ana.click()
    await expect(bubble(desk, "For Ana")).to_be_visible()
    await expect(ana.get_by_role("img", name="unread")).to_have_count(0)


async def test_blocking_takes_the_field_away_until_unblocked(stage, desk):
    started(stage)
    await desk.get_by_role("button", name="Block the bot", exact=True).click()
    await expect(desk.locator("#composer")).to_be_hidden()
    assert stage.world.accounts[stage.ana].blocked
    await desk.get_by_role("button", name="UNBLOCK", exact=True).click()
    await expect(desk.locator("#composer")).to_be_visible()
    assert not stage.world.accounts[stage.ana].blocked


async def test_photo_voice_and_sticker_reach_the_bot(stage, desk):
    started(stage)
    for name, kind in (("Photo", "photo"), ("Voice", "voice"), ("Sticker", "sticker")):
        async with desk.expect_response("**/sandbox/media"):
            await desk.get_by_role("button", name=name, exact=True).click()
        assert kind in last_update(stage, "message")
    await expect(bubble(desk, "Voice message")).to_be_visible()


async def test_a_jump_says_that_it_runs_and_where_it_ended(stage, desk):
    started(stage)
    await expect(desk.locator("#clock")).to_contain_text("Mon 23 Nov")
    stage.gate.clear()
    await desk.get_by_role("button", name="Jump to my next routine").click()
    await expect(desk.locator("#said")).to_have_text("Jumping…")
    await desk.get_by_role("button", name="+1 hour").click(force=True)
    stage.gate.set()
    await expect(desk.locator("#said")).to_have_text("It is now Tue 08:00.")
    await expect(desk.locator("#clock")).to_contain_text("Tue 24 Nov")
    assert stage.asked == [f"jump {stage.ana}"], "one thing at a time"


async def test_the_clock_winds_an_hour_or_a_day_and_the_bot_restarts(stage, desk):
    await desk.get_by_role("button", name="+1 hour").click()
    await expect(desk.locator("#clock-utc")).to_have_text("09:00 UTC")
    await desk.get_by_role("button", name="+1 day").click()
    await expect(desk.locator("#clock")).to_contain_text("Tue 24 Nov")
    await desk.get_by_role("button", name="Restart the bot").click()
    await expect(desk.locator("#said")).to_have_text("The bot is running again.")
    assert stage.asked == ["wind 3600", "wind 86400", "restart"]


async def test_on_a_phone_the_panel_is_a_drawer(stage, page):
    started(stage)
    jump = page.get_by_role("button", name="Jump to my next routine")
    await expect(jump).to_be_hidden()
    await page.get_by_role("button", name="Controls of the sandbox").click()
    await expect(jump).to_be_in_viewport()
    await page.keyboard.press("Escape")
    await expect(jump).to_be_hidden()
    await expect(page.get_by_role("button", name="Controls of the sandbox")).to_be_focused()


async def test_dark_is_chosen_and_remembered(stage, desk):
    paper = desk.locator(".paper")
    light = await paper.evaluate("one => getComputedStyle(one).backgroundColor")
    await desk.get_by_label("Look").select_option("dark")
    await expect(paper).not_to_have_css("background-color", light)
    await desk.reload()
    await expect(paper).not_to_have_css("background-color", light)
