"""How messages look."""

import re

import pytest
from playwright.async_api import expect

from tests.sandbox.browsing import bubble, picture, started

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]


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


async def test_a_quiet_message_has_a_mark(stage, page):
    started(stage)
    stage.bot_says("ssh", silent=True)
    await expect(page.get_by_role("img", name="sent without a sound")).to_be_visible()


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
