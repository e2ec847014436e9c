"""Trouble of the network on a switch, jumps of the clock, and a chat to keep."""

import json
from pathlib import Path

import pytest
from playwright.async_api import expect

from tests.sandbox.browsing import bubble, started
from tests.sandbox.served import button

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]


async def test_a_banner_stays_while_the_network_is_in_trouble(stage, desk):
    started(stage)
    banner = desk.locator("#trouble-banner")
    await expect(banner).to_be_hidden()
    await desk.get_by_label("Between the bot and Telegram").select_option("lost")
    await expect(banner).to_contain_text("their answers get lost")
    assert stage.world.trouble.on == "lost"
    await desk.reload()
    await expect(banner).to_be_visible()
    await desk.get_by_role("button", name="Turn off").click()
    await expect(banner).to_be_hidden()
    assert stage.world.trouble.on == ""


async def test_the_clock_jumps_to_the_morning_and_to_the_change_of_this_phones_zone(stage, desk):
    started(stage)
    await desk.get_by_label("Time zone").select_option("Pacific/Auckland")
    await desk.get_by_role("button", name="Tomorrow at 07:00").click()
    await expect(desk.locator("#clock")).to_contain_text("Tue 24 Nov, 07:00")
    await desk.get_by_role("button", name="Next clock change").click()
    await expect(desk.locator("#clock")).to_contain_text("Sun 4 Apr, 02:00")


async def test_a_zone_without_clock_changes_says_so(stage, desk):
    started(stage)
    await desk.get_by_label("Time zone").select_option("Asia/Kolkata")
    await desk.get_by_role("button", name="Next clock change").click()
    await expect(desk.locator(".toast.wrong")).to_contain_text("do not change within a year")


async def test_the_chat_can_be_kept_as_text_and_as_json(stage, desk):
    started(stage)
    stage.bot_says("Ready?\nSit down.", [button("Yes", "y")])
    await expect(bubble(desk, "Ready?")).to_be_visible()
    async with desk.expect_download() as kept:
        await desk.get_by_role("link", name="As text").click()
    text = Path(await (await kept.value).path()).read_text()
    assert text == (
        "2026-11-23 08:00:00 UTC  Ana: /start\n"
        "2026-11-23 08:00:00 UTC  Unpinch: Ready?\n    Sit down.\n    [Yes]\n"
    )
    async with desk.expect_download() as kept:
        await desk.get_by_role("link", name="As JSON").click()
    whole = json.loads(Path(await (await kept.value).path()).read_text())
    assert whole["person"]["first_name"] == "Ana"
    assert [one["text"] for one in whole["messages"]] == ["/start", "Ready?\nSit down."]
