"""The client the bot really uses understands every answer."""

import pytest
from telegram import (
    BotCommand,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputMediaPhoto,
    LinkPreviewOptions,
    ReplyKeyboardMarkup,
    Update,
)
from telegram.error import BadRequest, Forbidden, InvalidToken, RetryAfter

from bot.sandbox.faults import Fault
from bot.sandbox.values import MediaKind
from tests.sandbox.stand import PNG, Stand

YES = InlineKeyboardMarkup([[InlineKeyboardButton("Yes", callback_data="yes")]])
GIF = b"GIF89a\x40\x01\xf0\x00and so on"


async def test_a_conversation(stand: Stand) -> None:
    async with stand.real_bot() as bot:
        assert (await bot.get_me()).username == "unpinch_sandbox_bot"
        sent = await bot.send_message(
            stand.ana,
            "<b>Ready?</b>",
            parse_mode="HTML",
            reply_markup=YES,
            link_preview_options=LinkPreviewOptions(is_disabled=True),
            allow_sending_without_reply=True,
            reply_to_message_id=99,
        )
        assert sent.date == stand.now
        assert sent.parse_entities() == {sent.entities[0]: "Ready?"}
        stand.world.press_label(stand.ana, sent.message_id, "Yes")
        (update,) = await bot.get_updates(allowed_updates=["message", "callback_query"])
        assert update.callback_query is not None
        assert update.callback_query.data == "yes"
        await update.callback_query.answer("Good")
        await update.callback_query.edit_message_text("Go", reply_markup=None)
        assert [one.text for one in stand.world.messages(stand.ana)] == ["/start", "Go"]
        with pytest.raises(BadRequest, match="not modified"):
            await bot.edit_message_text("Go", stand.ana, sent.message_id)


async def test_pictures_go_up_once_and_are_sent_again_by_their_id(stand: Stand) -> None:
    async with stand.real_bot() as bot:
        first = await bot.send_photo(stand.ana, PNG, caption="<i>Card</i>", parse_mode="HTML")
        assert (first.photo[0].width, first.photo[0].height) == (320, 240)
        again = await bot.send_photo(stand.ana, first.photo[0].file_id, reply_markup=YES)
        assert again.photo == first.photo
        clip = await bot.send_animation(stand.ana, GIF, width=320, height=240, filename="a.gif")
        assert clip.animation is not None
        assert clip.animation.mime_type == "image/gif"
        edited = await bot.edit_message_media(
            InputMediaPhoto(PNG + b"!", caption="New"), stand.ana, clip.message_id
        )
        assert getattr(edited, "caption", None) == "New"
        file = await bot.get_file(first.photo[0].file_id)
        assert bytes(await file.download_as_bytearray()) == PNG
        document = await bot.send_document(stand.ana, b"a,b\n", filename="export.csv")
        assert document.document is not None
        assert document.document.file_name == "export.csv"
        assert (await bot.send_video(stand.ana, b"....ftypmp42")).video is not None


async def test_files_that_telegram_would_refuse(stand: Stand) -> None:
    async with stand.real_bot() as bot:
        with pytest.raises(BadRequest, match=r"(?i)wrong file identifier"):
            await bot.send_photo(stand.ana, "photo-1-1-abc")
        with pytest.raises(BadRequest, match=r"(?i)failed to get http url content"):
            await bot.send_photo(stand.ana, "https://example.org/a.png")
        with pytest.raises(BadRequest, match=r"(?i)image_process_failed"):
            await bot.send_photo(stand.ana, b"no picture")
        photo = (await bot.send_photo(stand.ana, PNG)).photo[0].file_id
        with pytest.raises(BadRequest, match=r"(?i)can't use file of type photo as animation"):
            await bot.send_animation(stand.ana, photo)


async def test_the_rest_of_the_methods(stand: Stand) -> None:
    async with stand.real_bot() as bot:
        keys = ReplyKeyboardMarkup([["Yes"]], resize_keyboard=True)
        sent = await bot.send_message(stand.ana, "Ready?", reply_markup=keys)
        assert await bot.send_chat_action(stand.ana, "typing")
        assert await bot.set_message_reaction(stand.ana, 1, "👍")
        assert await bot.pin_chat_message(stand.ana, sent.message_id)
        assert await bot.unpin_all_chat_messages(stand.ana)
        assert await bot.set_my_commands([BotCommand("help", "Help")], language_code="pt")
        assert (await bot.get_my_commands(language_code="pt"))[0].command == "help"
        assert await bot.set_my_short_description("Short")
        assert (await bot.get_my_short_description()).short_description == "Short"
        assert (await bot.get_my_name()).name == "Unpinch"
        assert (await bot.get_chat_menu_button()).type == "commands"
        assert (await bot.get_chat(stand.ana)).first_name == "Ana"
        assert (await bot.get_webhook_info()).pending_update_count == 0
        assert (await bot.send_poll(stand.ana, "Better?", ["Yes", "No"])).poll is not None
        assert await bot.delete_messages(stand.ana, [sent.message_id])


async def test_refusals_become_the_errors_the_bot_knows(
    stand: Stand, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "1")
    async with stand.real_bot() as bot:
        with pytest.raises(Forbidden, match="can't initiate"):
            await bot.send_message(stand.bo, "x")
        stand.world.faults.add(Fault("error", status=429, retry_after=7))
        with pytest.raises(RetryAfter) as caught:
            await bot.send_message(stand.ana, "x")
        assert caught.value.retry_after.total_seconds() == 7  # type: ignore[union-attr]
        stand.world.faults.add(Fault("error", status=401))
        with pytest.raises(InvalidToken):
            await bot.get_updates()


async def test_whatever_a_person_sends_is_an_update_the_client_can_read(stand: Stand) -> None:
    kinds: list[MediaKind] = [
        "photo",
        "animation",
        "document",
        "video",
        "voice",
        "sticker",
        "poll",
    ]
    async with stand.real_bot() as bot:
        for kind in kinds:
            stand.world.send_media(stand.ana, kind)
        stand.world.share_location(stand.ana, 38.7, -9.1)
        said = stand.world.say(stand.ana, "hm", reply_to=1)
        stand.world.edit(stand.ana, said.message_id, "hm!")
        stand.world.block(stand.ana)
        updates: tuple[Update, ...] = await bot.get_updates()
        assert [str(one.effective_message and one.effective_message.chat_id) for one in updates][
            :-1
        ] == [str(stand.ana)] * 10
        assert [
            kind
            for kind, update in zip(kinds, updates, strict=False)
            if update.message and getattr(update.message, kind)
        ] == kinds
        assert updates[-1].my_chat_member is not None
        assert updates[-1].my_chat_member.new_chat_member.status == "kicked"


async def test_a_poisonous_update_stops_the_client_as_telegrams_would(stand: Stand) -> None:
    stand.world.updates.poison()
    async with stand.real_bot() as bot:
        with pytest.raises(KeyError):
            await bot.get_updates()
