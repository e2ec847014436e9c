"""Taps reach the bot, and each gets one answer in time."""

import pytest

from bot.sandbox.values import Toast
from tests.sandbox.stand import Stand, keyboard

TOO_OLD = "Bad Request: query is too old and response timeout expired or query ID is invalid"


async def tap(stand: Stand) -> str:
    shown = await stand.text("Ready?", reply_markup=keyboard("Yes", "No"))
    return stand.world.press(stand.ana, shown, "yes")


async def test_a_tap_carries_its_data_and_the_whole_message(stand: Stand) -> None:
    number = await tap(stand)
    query = (await stand.done("getUpdates"))[0]["callback_query"]
    assert (query["id"], query["data"]) == (number, "yes")
    assert query["from"]["language_code"] == "pt"
    assert query["message"]["text"] == "Ready?"
    assert query["message"]["reply_markup"] == keyboard("Yes", "No")


async def test_the_answer_is_a_toast_or_an_alert(stand: Stand) -> None:
    first, second = await tap(stand), await tap(stand)
    assert stand.world.toast(first) is None
    await stand.done("answerCallbackQuery", callback_query_id=first, text="Saved")
    await stand.done("answerCallbackQuery", callback_query_id=second, text="Stop", show_alert=True)
    assert stand.world.toast(first) == Toast("Saved", alert=False)
    assert stand.world.toasts(stand.ana) == [Toast("Saved"), Toast("Stop", alert=True)]


async def test_a_second_answer_a_late_one_and_one_to_nothing_are_too_old(stand: Stand) -> None:
    first, second = await tap(stand), await tap(stand)
    await stand.done("answerCallbackQuery", callback_query_id=first)
    assert await stand.refusal("answerCallbackQuery", callback_query_id=first) == TOO_OLD
    stand.wind(seconds=15.1)
    assert await stand.refusal("answerCallbackQuery", callback_query_id=second) == TOO_OLD
    assert await stand.refusal("answerCallbackQuery", callback_query_id="1") == TOO_OLD


async def test_an_answer_has_at_most_200_characters(stand: Stand) -> None:
    number = await tap(stand)
    assert not (await stand.call("answerCallbackQuery", callback_query_id=number, text="x" * 201))[
        "ok"
    ]
    await stand.done("answerCallbackQuery", callback_query_id=number, text="x" * 200)


async def test_a_tap_that_reached_the_bot_and_got_no_answer_is_a_violation(stand: Stand) -> None:
    number = await tap(stand)
    assert stand.world.check() == []
    await stand.done("getUpdates")
    assert [one.id for one in stand.world.unanswered()] == [number]
    assert stand.world.unanswered(older_than_seconds=1) == []
    assert stand.world.check() == [f"tap {number} ('yes') was never answered"]
    await stand.done("answerCallbackQuery", callback_query_id=number)
    assert stand.world.check() == []


async def test_data_on_no_button_is_refused_or_marked_as_forged(stand: Stand) -> None:
    shown = await stand.text("Ready?", reply_markup=keyboard("Yes"))
    with pytest.raises(ValueError, match="no button"):
        stand.world.press(stand.ana, shown, "admin")
    number = stand.world.press(stand.ana, shown, "admin", forged=True)
    assert [one.id for one in stand.world.forged] == [number]
    assert stand.world.press(stand.ana, shown, "yes", forged=True) != number
    assert len(stand.world.forged) == 1


async def test_a_label_must_mean_exactly_one_button(stand: Stand) -> None:
    shown = await stand.text("Ready?", reply_markup=keyboard("Yes, now", "Yes, soon"))
    assert stand.world.press_label(stand.ana, shown, "soon")
    for vague in ("Yes", "No"):
        with pytest.raises(ValueError, match="not exactly one button"):
            stand.world.press_label(stand.ana, shown, vague)
