"""Albums arrive as one message for each part."""

import pytest
from telegram import InputMediaPhoto

from tests.sandbox.stand import PNG, Stand


async def test_an_album_of_uploads_is_two_messages_of_one_group(stand: Stand) -> None:
    async with stand.real_bot() as bot:
        first, second = await bot.send_media_group(
            stand.ana, [InputMediaPhoto(PNG, caption="Step one"), InputMediaPhoto(PNG)]
        )
    assert first.media_group_id == second.media_group_id is not None
    assert first.caption == "Step one"
    assert first.photo[0].width == 320
    shown = [one.media.kind for one in stand.world.messages(stand.ana) if one.media]
    assert shown == ["photo", "photo"]


async def test_two_albums_are_two_groups(stand: Stand) -> None:
    pair = [InputMediaPhoto(PNG), InputMediaPhoto(PNG)]
    async with stand.real_bot() as bot:
        groups = [(await bot.send_media_group(stand.ana, pair))[0] for _ in range(2)]
    assert len({one.media_group_id for one in groups}) == 2


@pytest.mark.parametrize(
    "kinds", [["photo"], ["photo"] * 11, ["photo", "document"], ["animation", "animation"]]
)
async def test_an_album_that_cannot_be_leaves_nothing_behind(
    stand: Stand, kinds: list[str]
) -> None:
    parts = [{"type": kind, "media": "attach://part"} for kind in kinds]
    answer = await stand.call("sendMediaGroup", chat_id=stand.ana, media=parts)
    assert answer["error_code"] == 400
    assert not [one for one in stand.world.messages(stand.ana) if one.from_bot]
