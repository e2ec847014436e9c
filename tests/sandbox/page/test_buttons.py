"""Buttons under a message, and what the bot answers to a tap."""

import pytest
from playwright.async_api import expect

from tests.sandbox.browsing import bubble, last_update, started
from tests.sandbox.served import button

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]


async def test_a_press_looks_busy_until_the_bot_answers(stage, page):
    started(stage)
    stage.bot_says("Ready?", [button("Yes", "y", style="success"), button("No", "n")])
    yes = page.get_by_role("button", name="Yes")
    await yes.click()
    await expect(yes).to_have_attribute("aria-busy", "true")
    assert last_update(stage, "callback_query")["data"] == "y"
    stage.bot_answers("Noted.")
    await expect(page.locator("#toasts")).to_have_text("Noted.")
    await expect(yes).not_to_have_attribute("aria-busy", "true")


async def test_an_alert_waits_for_ok(stage, page):
    started(stage)
    stage.bot_says("Ready?", [button("Yes", "y")])
    async with page.expect_response("**/sandbox/press"):
        await page.get_by_role("button", name="Yes").click()
    stage.bot_answers("Stop and rest.", alert=True)
    box = page.get_by_role("dialog")
    await expect(box).to_contain_text("Stop and rest.")
    await box.get_by_role("button", name="OK").click()
    await expect(box).to_be_hidden()


async def test_an_edit_happens_in_place_and_keeps_the_focus(stage, page):
    started(stage)
    living = stage.bot_says("Step 1", [button("Next", "2")])
    stage.bot_says("Below")
    await page.get_by_role("button", name="Next").focus()
    stage.bot_edits(living, "Step 2", [button("Further", "3")])
    first = page.locator("article.theirs").first
    await expect(first.locator(".words")).to_have_text("Step 2")
    await expect(first.locator(".meta")).to_contain_text("edited")
    await expect(page.get_by_role("button", name="Further")).to_be_focused()
    living.deleted = True
    stage.world.change()
    await expect(page.locator("article.theirs")).to_have_count(1)


async def test_what_cannot_be_done_is_told_in_a_sentence(stage, page):
    started(stage)
    stage.bot_says("Ready?", [button("Yes", "y")])
    yes = page.get_by_role("button", name="Yes")
    await expect(yes).to_be_visible()
    stage.world.accounts[stage.ana].blocked = True  # the page has not heard of it
    await yes.click()
    await expect(page.locator(".toast.wrong")).to_contain_text("Ana cannot write")


async def test_every_button_has_a_name(stage, page):
    started(stage)
    stage.bot_says("<tg-spoiler>x</tg-spoiler>", [button("Yes", "y")])
    await expect(bubble(page, "Yes")).to_be_visible()
    nameless = await page.evaluate(
        "[...document.querySelectorAll('button')].filter(one => one.id !== 'block' "
        "&& !one.textContent.trim() && !one.getAttribute('aria-label')).map(one => one.outerHTML)"
    )
    assert nameless == []
