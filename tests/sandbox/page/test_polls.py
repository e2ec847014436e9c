"""Polls and quizzes, voted in on the page."""

import re

import pytest
from playwright.async_api import expect

from bot.sandbox.values import Json, Media, Message
from tests.sandbox.browsing import last_update, started
from tests.sandbox.served import Stage

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]


def poll(*options: str, **more: object) -> Json:
    shown = [
        {"persistent_id": str(place), "text": text, "voter_count": 0}
        for place, text in enumerate(options)
    ]
    return {
        "id": "5",
        "question": "How was it?",
        "options": shown,
        "total_voter_count": 0,
        "is_closed": False,
        "is_anonymous": False,
        "type": "regular",
        "allows_multiple_answers": False,
        "allows_revoting": True,
        **more,
    }


def ask(stage: Stage, asked: Json) -> Message:
    return stage.bot_says("", media=Media("poll", details=asked))


async def test_a_press_votes_and_shows_the_counts_and_the_vote_can_be_retracted(stage, page):
    ask(started(stage), poll("Gentle", "Steady"))
    await page.get_by_role("button", name="Steady").click()
    await expect(page.get_by_role("img", name="Steady, 100%, your vote")).to_be_visible()
    await expect(page.get_by_text("1 vote", exact=True)).to_be_visible()
    assert last_update(stage, "poll_answer")["option_ids"] == [1]
    await page.get_by_role("button", name="Retract vote").click()
    await expect(page.get_by_role("button", name="Steady")).to_be_visible()
    assert last_update(stage, "poll_answer")["option_ids"] == []


async def test_several_answers_are_ticked_and_sent_together(stage, page):
    ask(started(stage), poll("Hip", "Back", "Knee", allows_multiple_answers=True))
    await page.get_by_label("Hip").check()
    await page.get_by_label("Knee").check()
    await page.get_by_role("button", name="Vote").click()
    await expect(page.get_by_role("img", name="Knee, 100%, your vote")).to_be_visible()
    assert last_update(stage, "poll_answer")["option_ids"] == [0, 2]


async def test_a_quiz_tells_right_from_wrong_and_why(stage, page):
    why = "A sharp pain means stop."
    quiz = {"type": "quiz", "allows_revoting": False, "correct_option_ids": [1]}
    ask(started(stage), poll("Push on", "Stop", explanation=why, **quiz))
    await expect(page.get_by_text(why)).to_have_count(0)
    await page.get_by_role("button", name="Push on").click()
    await expect(
        page.get_by_role("img", name="Push on, 100%, your vote, not right")
    ).to_be_visible()
    await expect(page.get_by_role("img", name="Stop, 0%, the right answer")).to_be_visible()
    await expect(page.get_by_text(why)).to_be_visible()
    await expect(page.get_by_role("button", name="Retract vote")).to_have_count(0)


async def test_a_stopped_poll_has_nothing_to_press(stage, page):
    ask(started(stage), poll("Gentle", "Steady", is_closed=True))
    await expect(page.get_by_text("Final results")).to_be_visible()
    await expect(page.locator(".poll button")).to_have_count(0)
    await expect(page.locator(".result")).to_have_class([re.compile("^result$")] * 2)
