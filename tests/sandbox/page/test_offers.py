"""Words behind the bot's name, typed on the page, and the results above the text field."""

import pytest
from playwright.async_api import expect

from bot.sandbox.formatting import parse_html
from bot.sandbox.inline import Choice, Offer
from tests.sandbox.browsing import bubble, last_update, started, text_field
from tests.sandbox.served import Stage

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]


async def offers(stage: Stage, words: str, *choices: Choice, **more: object) -> None:
    """The bot answers what was typed, as soon as it hears of it."""
    world = stage.world

    def asked(_world: object) -> str | None:
        query = world.queries.newest(stage.ana)
        return query.id if query is not None and query.text == words else None

    query_id = await world.wait_for(asked)
    world.queries.answer(query_id, Offer(choices, **more))
    world.change()


def plank(words: str = "<b>Plank</b>") -> Choice:
    link = f"https://t.me/{'unpinch_sandbox_bot'}?start=ex-plank"
    markup = {"inline_keyboard": [[{"text": "The whole card", "url": link}]]}
    return Choice("a", "article", "Plank", "Hold still.", parse_html(words), markup=markup)


async def test_what_is_typed_behind_the_name_shows_results_and_one_is_sent(stage, page):
    started(stage)
    field = await text_field(page)
    await field.fill("@unpinch_sandbox_bot plank")
    await offers(stage, "plank", plank())
    await page.get_by_role("button", name="Plank Hold still.").click()
    await expect(bubble(page, "via @unpinch_sandbox_bot")).to_be_visible()
    await expect(field).to_have_value("")
    assert last_update(stage, "message")["via_bot"]["username"] == "unpinch_sandbox_bot"


async def test_the_link_of_a_card_opens_the_bot_at_it(stage, page):
    started(stage)
    field = await text_field(page)
    await field.fill("@unpinch_sandbox_bot pl")
    await offers(stage, "pl", plank())
    await page.get_by_role("button", name="Plank Hold still.").click()
    await page.get_by_role("button", name="The whole card").last.click()
    await expect(bubble(page, "/start ex-plank").last).to_be_visible()


async def test_the_button_above_the_results_opens_the_bot(stage, page):
    started(stage)
    field = await text_field(page)
    await field.fill("@unpinch_sandbox_bot zz")
    above = {"text": "Open Unpinch", "start_parameter": "inline"}
    await offers(stage, "zz", button=above)
    await expect(page.get_by_text("The bot found nothing.")).to_be_visible()
    await page.get_by_role("button", name="Open Unpinch").click()
    await expect(bubble(page, "/start inline").last).to_be_visible()
    await expect(page.locator("#offer")).to_be_hidden()


async def test_results_for_other_words_are_not_shown(stage, page):
    started(stage)
    field = await text_field(page)
    await field.fill("@unpinch_sandbox_bot bird")
    await offers(stage, "bird", plank())
    await expect(page.locator("#offer")).to_be_visible()
    await field.fill("hello")
    await expect(page.locator("#offer")).to_be_hidden()
