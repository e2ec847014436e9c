"""A browser, a stage, and the page in a phone's window and in a wide one."""

import os
import shutil
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, async_playwright

from tests.sandbox.browsing import DESK, PHONE, opened
from tests.sandbox.served import Stage, served

CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def browser() -> AsyncIterator[Browser]:
    if not shutil.which(CHROMIUM):
        if os.environ.get("CI") == "true":
            pytest.fail(f"no chromium at {CHROMIUM}")
        pytest.skip(f"no chromium at {CHROMIUM}")
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        await browser.close()


@pytest_asyncio.fixture(loop_scope="module")
async def stage() -> AsyncIterator[Stage]:
    stage = Stage()
    stage.world.profile.commands["default", ""] = [
        {"command": "today", "description": "Today's routine"},
        {"command": "time", "description": "Change when it comes"},
        {"command": "help", "description": "What I can do"},
    ]
    stage.world.profile.texts["description", ""] = "A short routine for your hips."
    async with served(stage):
        yield stage


@pytest_asyncio.fixture(loop_scope="module")
async def page(browser: Browser, stage: Stage) -> AsyncIterator[Page]:
    """Ana's chat on a phone in Lisbon; at the end nothing may have gone wrong or left."""
    async for page in opened(browser, stage, PHONE):
        yield page


@pytest_asyncio.fixture(loop_scope="module")
async def desk(browser: Browser, stage: Stage) -> AsyncIterator[Page]:
    """The same in a wide window."""
    async for page in opened(browser, stage, DESK):
        yield page
