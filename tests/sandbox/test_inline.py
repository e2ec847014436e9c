"""Words behind the bot's name: what a bot is told, may answer, and what a choice becomes."""

from typing import Any

import pytest

from bot.sandbox.inline import ANSWER_WITHIN, MOST_QUERY, TOO_OLD
from bot.sandbox.values import Json
from tests.sandbox.stand import Stand, keyboard

ARTICLE: Json = {
    "type": "article",
    "id": "a",
    "title": "Plank",
    "input_message_content": {"message_text": "<b>Plank</b>", "parse_mode": "HTML"},
}


async def answer(stand: Stand, query: str, *results: Json, **more: Any) -> Any:
    return await stand.done(
        "answerInlineQuery", inline_query_id=query, results=list(results), **more
    )


async def refused(stand: Stand, *results: Json, **more: Any) -> str:
    query = stand.world.query(stand.ana, "plank")
    return await stand.refusal(
        "answerInlineQuery", inline_query_id=query, results=list(results), **more
    )


async def test_the_bot_hears_who_typed_what(stand: Stand) -> None:
    query = stand.world.query(stand.bo, "plank")
    (update,) = await stand.done("getUpdates")
    told = update["inline_query"]
    assert (told["id"], told["query"], told["offset"]) == (query, "plank", "")
    assert told["from"]["id"] == stand.bo


async def test_a_bot_that_did_not_ask_hears_of_no_words(stand: Stand) -> None:
    await stand.done("getUpdates", allowed_updates=["message"])
    stand.world.query(stand.ana, "plank")
    assert await stand.done("getUpdates") == []


async def test_words_that_nobody_fetched_are_gone_after_half_a_minute(stand: Stand) -> None:
    stand.world.query(stand.ana, "plank")
    stand.wind(seconds=31)
    assert await stand.done("getUpdates") == []


async def test_a_result_that_is_chosen_is_a_message_of_the_person(stand: Stand) -> None:
    query = stand.world.query(stand.ana, "plank")
    await answer(stand, query, ARTICLE | {"reply_markup": keyboard("More")})
    said = stand.world.choose(stand.ana, query, "a")
    assert (said.from_bot, said.text, said.entities[0]["type"]) == (False, "Plank", "bold")
    told = (await stand.done("getUpdates"))[-1]["message"]
    assert told["from"]["id"] == stand.ana
    assert told["via_bot"]["id"] == stand.world.bot["id"]
    assert told["reply_markup"]["inline_keyboard"][0][0]["text"] == "More"


@pytest.mark.parametrize(
    ("kind", "field", "stored"),
    [("photo", "photo_file_id", "photo"), ("mpeg4_gif", "mpeg4_file_id", "animation")],
)
async def test_a_file_that_was_uploaded_stands_above_its_caption(
    stand: Stand, kind: str, field: str, stored: str
) -> None:
    file = stand.world.files.store(stored, "plank", b"film")
    query = stand.world.query(stand.ana, "plank")
    result = {"type": kind, "id": "p", field: file.file_id, "title": "Plank", "caption": "Hold."}
    await answer(stand, query, result)
    said = stand.world.choose(stand.ana, query, "p")
    assert said.media is not None
    assert (said.media.kind, said.media.file_id, said.text) == (stored, file.file_id, "Hold.")


async def test_a_file_of_another_kind_is_refused(stand: Stand) -> None:
    file = stand.world.files.store("photo", "plank", b"film")
    film = {"type": "mpeg4_gif", "id": "p", "mpeg4_file_id": file.file_id}
    assert "can't use file of type Photo" in await refused(stand, film)
    gone = {"type": "mpeg4_gif", "id": "p", "mpeg4_file_id": "gone"}
    assert "wrong file identifier" in await refused(stand, gone)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"id": ""}, "RESULT_ID_INVALID"),
        ({"id": "x" * 65}, "RESULT_ID_INVALID"),
        ({"title": ""}, "title"),
        ({"type": "contact"}, "does not imitate"),
        ({"colour": "red"}, "has no field colour"),
        ({"input_message_content": {"message_text": ""}}, "message text is empty"),
        ({"input_message_content": {"message_text": "x" * 4097}}, "message is too long"),
        ({"input_message_content": {"message_text": "<b>x", "parse_mode": "HTML"}}, "entities"),
        ({"input_message_content": {"text": "x"}}, "message text must be a String"),
        ({"reply_markup": {"inline_keyboard": [[{"text": "x"}]]}}, "Text buttons are unallowed"),
        ({"reply_markup": {"keyboard": [["x"]]}}, "inline keyboard expected"),
    ],
)
async def test_a_result_that_telegram_would_refuse_is_refused(
    stand: Stand, change: Json, words: str
) -> None:
    assert words in await refused(stand, ARTICLE | change)


async def test_two_results_with_one_id_are_refused(stand: Stand) -> None:
    assert await refused(stand, ARTICLE, ARTICLE) == "Bad Request: RESULT_ID_DUPLICATE"


async def test_more_than_fifty_results_are_refused(stand: Stand) -> None:
    many = [ARTICLE | {"id": str(number)} for number in range(51)]
    assert await refused(stand, *many) == "Bad Request: RESULTS_TOO_MUCH"


@pytest.mark.parametrize(
    "button", [{"text": "Open"}, {"text": "", "start_parameter": "x"},
               {"text": "Open", "start_parameter": "two words"},
               {"text": "Open", "start_parameter": "x", "url": "y"}],
)  # fmt: skip
async def test_a_button_above_the_results_opens_the_bot_with_one_word(
    stand: Stand, button: Json
) -> None:
    assert await refused(stand, button=button)
    query = stand.world.query(stand.ana, "plank")
    good = {"text": "Open", "start_parameter": "ex-plank"}
    assert await answer(stand, query, button=good) is True


@pytest.mark.parametrize("more", [{"next_offset": "x" * 65}, {"cache_time": -1}])
async def test_odd_numbers_are_refused(stand: Stand, more: Json) -> None:
    assert await refused(stand, **more)


async def test_a_query_takes_one_answer_and_only_in_time(stand: Stand) -> None:
    query = stand.world.query(stand.ana, "plank")
    await answer(stand, query)
    again = {"inline_query_id": query, "results": []}
    assert await stand.refusal("answerInlineQuery", **again) == f"Bad Request: {TOO_OLD}"
    late = stand.world.query(stand.ana, "plank")
    stand.wind(seconds=ANSWER_WITHIN + 1)
    again = {"inline_query_id": late, "results": []}
    assert await stand.refusal("answerInlineQuery", **again) == f"Bad Request: {TOO_OLD}"


async def test_only_what_was_offered_to_a_person_can_be_sent_by_them(stand: Stand) -> None:
    query = stand.world.query(stand.ana, "plank")
    for user, id_ in ((stand.ana, "a"), (stand.bo, "a")):
        with pytest.raises(ValueError, match="no result"):
            stand.world.choose(user, query, id_)
    await answer(stand, query, ARTICLE)
    with pytest.raises(ValueError, match="no result"):
        stand.world.choose(stand.bo, query, "a")
    with pytest.raises(ValueError, match="no result"):
        stand.world.choose(stand.ana, query, "b")


def test_a_query_is_as_long_as_telegram_lets_it_be() -> None:
    stand = Stand()
    assert stand.world.query(stand.ana, "x" * MOST_QUERY)
    with pytest.raises(ValueError, match="256"):
        stand.world.query(stand.ana, "x" * (MOST_QUERY + 1))
