"""A person sends a photo or a file of their own."""

import pytest
from playwright.async_api import expect

from tests.sandbox.browsing import bubble, last_update, picture, started, text_field

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]


async def choose(page, name: str, kind: str, content: bytes) -> None:
    async with page.expect_file_chooser() as asked:
        await page.get_by_role("button", name="Send a photo or file").click()
    file = {"name": name, "mimeType": kind, "buffer": content}
    await (await asked.value).set_files(file)


async def test_a_photo_goes_with_its_caption_and_is_seen_in_the_chat(stage, page):
    started(stage)
    await text_field(page)
    await choose(page, "hip.png", "image/png", picture(64, 48))
    field = await text_field(page)
    await expect(field).to_be_focused()
    await field.press_sequentially("Here it hurts")
    await field.press("Enter")
    shown = page.get_by_role("img", name="Here it hurts")
    await expect(shown).to_have_js_property("naturalWidth", 64)
    message = last_update(stage, "message")
    assert message["caption"] == "Here it hurts"
    (size,) = message["photo"]
    assert (size["width"], size["height"]) == (64, 48)
    assert stage.world.files[size["file_id"]] == picture(64, 48)


async def test_any_other_file_goes_as_a_document(stage, page):
    started(stage)
    await text_field(page)
    await choose(page, "notes.txt", "text/plain", b"sore since Monday")
    await (await text_field(page)).press("Enter")
    link = bubble(page, "notes.txt").get_by_role("link", name="notes.txt")
    await expect(link).to_have_attribute("download", "notes.txt")
    assert last_update(stage, "message")["document"]["file_name"] == "notes.txt"


async def test_an_empty_file_is_refused_and_escape_forgets_a_file(stage, page):
    started(stage)
    field = await text_field(page)
    await choose(page, "empty.txt", "text/plain", b"")
    await field.press("Enter")
    await expect(page.locator(".toast.wrong")).to_contain_text("empty")
    await choose(page, "notes.txt", "text/plain", b"words")
    await expect(page.locator("#editing-text")).to_have_text("notes.txt")
    await field.press("Escape")
    await expect(page.locator("#editing")).to_be_hidden()
    await field.press_sequentially("only words")
    await field.press("Enter")
    await expect(bubble(page, "only words")).to_be_visible()
    assert "document" not in last_update(stage, "message")
