import os
import re
import shutil
import struct
import zlib
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Locator, Page, async_playwright, expect

from tests.sandbox.served import Stage, button, served

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]

CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 900}


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


async def opened(browser: Browser, stage: Stage, size: dict) -> AsyncIterator[Page]:
    context = await browser.new_context(
        viewport=size, timezone_id="Europe/Lisbon", locale="en-GB", reduced_motion="reduce"
    )
    page = await context.new_page()
    page.set_default_timeout(10_000)
    wrong: list[str] = []
    page.on("pageerror", lambda fault: wrong.append(str(fault)))
    page.on("console", lambda line: wrong.append(line.text) if line.type == "error" else None)
    page.on("request", lambda sent: inside(sent.url, stage) or wrong.append(sent.url))
    await page.goto(stage.address)
    await expect(page.locator("#presence")).to_have_text("bot")
    yield page
    await context.close()
    assert [line for line in wrong if "status of 400" not in line] == []


def inside(url: str, stage: Stage) -> bool:
    return url.startswith((stage.address, "data:"))


def started(stage: Stage) -> Stage:
    stage.world.say(stage.ana, "/start")
    return stage


def bubble(page: Page, text: str) -> Locator:
    return page.locator("article").filter(has_text=text)


async def text_field(page: Page) -> Locator:
    """The field to write in, once the chat has begun."""
    field = page.get_by_label("Message", exact=True)
    await expect(field).to_be_visible()
    return field


def last_update(stage: Stage, kind: str) -> dict:
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


async def test_words_that_look_like_markup_stay_words(stage, page):
    started(stage)
    stage.world.say(stage.ana, "<img src=x onerror=alert(1)><b>bold</b>")
    stage.bot_says("&lt;script&gt;alert(1)&lt;/script&gt;")
    await expect(bubble(page, "<img src=x onerror=alert(1)><b>bold</b>")).to_be_visible()
    await expect(bubble(page, "<script>alert(1)</script>")).to_be_visible()
    assert await page.locator("#log img, #log b, #log script").count() == 0


async def test_formatting_is_drawn_from_the_entities(stage, page):
    started(stage)
    stage.bot_says(
        "😀 <b>bold <i>both</i></b> <u>under</u> <s>gone</s> <code>code</code>\n"
        '<a href="https://example.org/a">link</a> <pre>block</pre>'
    )
    words = page.locator("article.theirs .words")
    await expect(words.locator("b")).to_have_text("bold both")
    await expect(words.locator("b i")).to_have_text("both")
    await expect(words.locator("u")).to_have_text("under")
    await expect(words.locator("s")).to_have_text("gone")
    await expect(words.locator("code")).to_have_text("code")
    await expect(words.locator("pre")).to_have_text("block")
    await expect(words.locator("a")).to_have_attribute("rel", re.compile("noreferrer"))


async def test_a_long_quote_folds_and_a_short_one_does_not(stage, page):
    started(stage)
    lines = "\n".join(f"line {number}" for number in range(9))
    stage.bot_says(f"<blockquote expandable>{lines}</blockquote>")
    stage.bot_says("<blockquote expandable>short</blockquote>")
    body = bubble(page, "line 0").locator(".body")
    more = page.get_by_role("button", name="Show more")
    await expect(more).to_have_count(1)
    folded = (await body.bounding_box())["height"]
    await more.click()
    await expect(page.get_by_role("button", name="Show less")).to_have_attribute(
        "aria-expanded", "true"
    )
    assert (await body.bounding_box())["height"] > 2 * folded


async def test_a_spoiler_hides_until_it_is_pressed(stage, page):
    started(stage)
    stage.bot_says("The answer is <tg-spoiler>rest</tg-spoiler>.")
    cover = page.get_by_role("button", name="Hidden text")
    await expect(cover.locator(".hidden")).to_have_css("visibility", "hidden")
    await cover.press("Enter")
    await expect(cover).to_have_count(0)
    await expect(page.get_by_text("The answer is rest.")).to_be_visible()


async def test_a_time_stands_in_the_zone_of_the_phone(stage, desk):
    started(stage)
    unix = int(stage.now.timestamp())
    stage.bot_says(
        f'<tg-time unix="{unix}" format="t">fallback</tg-time>, '
        f'<tg-time unix="{unix + 7200}" format="r">soon</tg-time>'
    )
    moments = desk.locator("time.moment")
    await expect(moments.first).to_have_text("8:00 AM")
    await expect(moments.last).to_have_text("in 2 hours")
    await desk.get_by_label("Time zone").select_option("Pacific/Auckland")
    await expect(moments.first).to_have_text("9:00 PM")
    await desk.reload()
    await expect(moments.first).to_have_text("9:00 PM")


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


async def test_a_quiet_message_has_a_mark(stage, page):
    started(stage)
    stage.bot_says("ssh", silent=True)
    await expect(page.get_by_role("img", name="sent without a sound")).to_be_visible()


async def test_typing_is_shown(stage, page):
    started(stage)
    stage.world.show_typing(stage.ana)
    await expect(page.locator("#presence")).to_have_text("typing…")
    await expect(page.locator("#typing")).to_be_visible()
    stage.bot_says("Here it is")
    await expect(page.locator("#presence")).to_have_text("bot")


async def test_pictures_open_and_papers_download(stage, page):
    started(stage)
    photo = stage.upload("photo", "p.png", picture(48, 36), width=480, height=360)
    stage.bot_says("A stretch", media=photo)
    stage.bot_says("For the doctor", media=stage.upload("document", "hips.pdf", b"%PDF-1.4"))
    shown = page.get_by_role("img", name="A stretch")
    await expect(shown).to_have_js_property("naturalWidth", 48)
    await expect(page.get_by_role("link", name="hips.pdf")).to_have_attribute(
        "download", "hips.pdf"
    )
    await page.get_by_role("button", name="A stretch").click()
    await expect(page.get_by_role("dialog", name="Picture")).to_be_visible()
    await page.get_by_role("button", name="Close").click()


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
    await desk.get_by_role("button", name="Tomorrow").click()
    await expect(desk.locator("#clock")).to_contain_text("Tue 24 Nov")
    await desk.get_by_role("button", name="Restart the bot").click()
    await expect(desk.locator("#said")).to_have_text("The bot is running again.")
    assert stage.asked == ["wind 3600", "wind 86400", "restart"]


async def test_what_cannot_be_done_is_told_in_a_sentence(stage, page):
    started(stage)
    stage.bot_says("Ready?", [button("Yes", "y")])
    yes = page.get_by_role("button", name="Yes")
    await expect(yes).to_be_visible()
    stage.world.accounts[stage.ana].blocked = True  # the page has not heard of it
    await yes.click()
    await expect(page.locator(".toast.wrong")).to_contain_text("Ana cannot write")


async def test_on_a_phone_the_panel_is_a_drawer(stage, page):
    started(stage)
    restart = page.get_by_role("button", name="Restart the bot")
    await expect(restart).to_be_hidden()
    await page.get_by_role("button", name="Controls of the sandbox").click()
    await expect(restart).to_be_in_viewport()
    await page.keyboard.press("Escape")
    await expect(restart).to_be_hidden()
    await expect(page.get_by_role("button", name="Controls of the sandbox")).to_be_focused()


async def test_dark_is_chosen_and_remembered(stage, desk):
    paper = desk.locator(".paper")
    light = await paper.evaluate("one => getComputedStyle(one).backgroundColor")
    await desk.get_by_label("Look").select_option("dark")
    await expect(paper).not_to_have_css("background-color", light)
    await desk.reload()
    await expect(paper).not_to_have_css("background-color", light)


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


async def test_every_button_has_a_name(stage, page):
    started(stage)
    stage.bot_says("<tg-spoiler>x</tg-spoiler>", [button("Yes", "y")])
    await expect(bubble(page, "Yes")).to_be_visible()
    nameless = await page.evaluate(
        "[...document.querySelectorAll('button')].filter(one => one.id !== 'block' "
        "&& !one.textContent.trim() && !one.getAttribute('aria-label')).map(one => one.outerHTML)"
    )
    assert nameless == []


@pytest.mark.asyncio(loop_scope="module")
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
