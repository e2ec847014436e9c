"""Edits and deletions follow Telegram's rules."""

import pytest

from tests.sandbox.stand import PNG, Stand, keyboard


async def photo(stand: Stand, caption: str = "A card") -> int:
    stored = stand.world.files.store("photo", "card.png", PNG, {"width": 320, "height": 240})
    sent = await stand.done("sendPhoto", chat_id=stand.ana, photo=stored.file_id, caption=caption)
    return int(sent["message_id"])


async def test_an_edit_changes_words_and_takes_the_buttons_away(stand: Stand) -> None:
    number = await stand.text("Ready?", reply_markup=keyboard("Yes"))
    stand.wind(seconds=9)
    edited = await stand.done(
        "editMessageText",
        chat_id=stand.ana,
        message_id=number,
        text="Go <b>on</b>",
        parse_mode="HTML",
    )
    shown = stand.world.message(stand.ana, number)
    assert shown is not None
    assert (shown.text, shown.reply_markup) == ("Go on", None)
    assert edited["edit_date"] == int(stand.now.timestamp())


async def test_an_edit_that_changes_nothing_is_refused(stand: Stand) -> None:
    number = await stand.text("Ready?", reply_markup=keyboard("Yes"))
    same = {"chat_id": stand.ana, "message_id": number, "reply_markup": keyboard("Yes")}
    expected = (
        "Bad Request: message is not modified: specified new message content and reply markup "
        "are exactly the same as a current content and reply markup of the message"
    )
    assert await stand.refusal("editMessageText", text=" Ready? ", **same) == expected
    assert await stand.refusal("editMessageReplyMarkup", **same) == expected


async def test_only_the_bots_own_messages_that_exist_can_be_edited(stand: Stand) -> None:
    async def words(number: int) -> str:
        return await stand.refusal(
            "editMessageText", chat_id=stand.ana, message_id=number, text="x"
        )

    theirs = stand.world.say(stand.ana, "mine").message_id
    assert await words(theirs) == "Bad Request: message can't be edited"
    assert await words(999) == "Bad Request: message to edit not found"
    gone = await stand.text()
    await stand.done("deleteMessage", chat_id=stand.ana, message_id=gone)
    assert await words(gone) == "Bad Request: message to edit not found"


@pytest.mark.parametrize(
    "markup", [{"keyboard": [["Here"]]}, {"remove_keyboard": True}, {"force_reply": True}]
)
async def test_what_was_sent_with_another_keyboard_is_never_edited(
    stand: Stand, markup: object
) -> None:
    number = await stand.text("Where?", reply_markup=markup)
    refusal = await stand.refusal(
        "editMessageText", chat_id=stand.ana, message_id=number, text="There"
    )
    assert refusal == "Bad Request: message can't be edited"


async def test_text_may_become_a_picture_but_never_the_other_way(stand: Stand) -> None:
    number = await stand.text()
    card = await photo(stand)
    shown = stand.world.message(stand.ana, card)
    assert shown is not None
    assert shown.media is not None
    media = {"type": "photo", "media": shown.media.file_id, "caption": "New"}
    edited = await stand.done("editMessageMedia", chat_id=stand.ana, message_id=number, media=media)
    assert edited["caption"] == "New"
    refusal = await stand.refusal("editMessageText", chat_id=stand.ana, message_id=number, text="x")
    assert refusal == "Bad Request: there is no text in the message to edit"


async def test_a_caption_is_edited_where_there_is_one(stand: Stand) -> None:
    card = await photo(stand)
    where = {"chat_id": stand.ana, "message_id": card}
    await stand.done("editMessageCaption", caption="x" * 1024, **where)
    refusal = await stand.refusal("editMessageCaption", caption="x" * 1025, **where)
    assert refusal == "Bad Request: message caption is too long"
    text = await stand.text()
    refusal = await stand.refusal(
        "editMessageCaption", chat_id=stand.ana, message_id=text, caption="x"
    )
    assert refusal == "Bad Request: there is no caption in the message to edit"


async def test_a_message_can_be_deleted_for_48_hours(stand: Stand) -> None:
    number = await stand.text()
    young = await stand.text()
    stand.wind(hours=48)
    await stand.done("deleteMessage", chat_id=stand.ana, message_id=young)
    stand.wind(seconds=1)
    refusal = await stand.refusal("deleteMessage", chat_id=stand.ana, message_id=number)
    assert refusal == "Bad Request: message can't be deleted"
    refusal = await stand.refusal("deleteMessage", chat_id=stand.ana, message_id=young)
    assert refusal == "Bad Request: message to delete not found"


async def test_several_are_deleted_at_once_and_the_missing_passed_over(stand: Stand) -> None:
    numbers = [await stand.text(), await stand.text()]
    await stand.done("deleteMessages", chat_id=stand.ana, message_ids=[*numbers, 999])
    assert [one.text for one in stand.world.messages(stand.ana)] == ["/start"]
    assert not (await stand.call("deleteMessages", chat_id=stand.ana, message_ids=[]))["ok"]


async def test_a_reaction_is_one_emoji_of_the_list(stand: Stand) -> None:
    note = stand.world.say(stand.ana, "less stiff today").message_id
    where = {"chat_id": stand.ana, "message_id": note}
    thumb, carrot = {"type": "emoji", "emoji": "👍"}, {"type": "emoji", "emoji": "🥕"}
    await stand.done("setMessageReaction", reaction=[thumb], **where)
    shown = stand.world.message(stand.ana, note)
    assert shown is not None
    assert shown.reaction == "👍"
    refusal = await stand.refusal("setMessageReaction", reaction=[carrot], **where)
    assert refusal == "Bad Request: REACTION_INVALID"
    refusal = await stand.refusal("setMessageReaction", reaction=[thumb, thumb], **where)
    assert refusal == "Bad Request: REACTIONS_TOO_MANY"
    await stand.done("setMessageReaction", **where)
    assert shown.reaction is None


async def test_a_message_is_pinned_and_unpinned(stand: Stand) -> None:
    number = await stand.text()
    await stand.done("pinChatMessage", chat_id=stand.ana, message_id=number)
    assert stand.world.pinned[stand.ana] == [number]
    await stand.done("unpinChatMessage", chat_id=stand.ana)
    assert stand.world.pinned[stand.ana] == []
    refusal = await stand.refusal("pinChatMessage", chat_id=stand.ana, message_id=999)
    assert refusal == "Bad Request: message to pin not found"
