"""Screens with a picture: what stands below it, and that doubt is never followed by a copy."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import pytest
from telegram import Animation, Chat, Message
from telegram.error import BadRequest, NetworkError, RetryAfter

from bot.chat.illustrated import MOST_CAPTION, Illustrated, fits
from bot.chat.screens import Button, Screen
from bot.chat.send import Outgoing
from bot.services.outcomes import Refused, Sent, Why
from bot.services.pictures import ANIMATION, Picture, Ready

CLIP = Picture("clip", ("plank",))
STEP = Screen("Step", rows=((Button("Done", "1:done"),),), picture=CLIP)


@dataclass
class Telegram:
    """A bot that remembers what it was asked and fails as it is told."""

    calls: list[tuple[str, Any, dict[str, Any]]] = field(default_factory=list)
    troubles: list[Exception] = field(default_factory=list)

    def _answer(self, name: str, file: Any, more: dict[str, Any]) -> Message:
        self.calls.append((name, file, more))
        if self.troubles:
            raise self.troubles.pop(0)
        clip = Animation("file-9", "u", 480, 480, 6) if name != "text" else None
        return Message(5, datetime(2026, 11, 23, tzinfo=UTC), Chat(7, "private"), animation=clip)

    async def send_animation(self, chat_id: int, file: Any, **more: Any) -> Message:
        return self._answer("animation", file, more)

    async def send_message(self, chat_id: int, **more: Any) -> Message:
        return self._answer("text", None, more)

    async def edit_message_media(self, media: Any, **more: Any) -> Message:
        return self._answer("media", media.media, more | {"caption": media.caption})

    async def edit_message_text(self, **more: Any) -> Message:
        return self._answer("text", None, more)


class Shelf:
    """An album with one clip, known by name, its bytes beside it."""

    def __init__(self) -> None:
        self.ready: Ready | None = Ready("k", ANIMATION, "file-1")
        self.names: list[str] = []

    async def find(self, _picture: Picture) -> Ready | None:
        return self.ready

    async def refused(self, ready: Ready) -> Ready | None:
        return Ready("k", ANIMATION, b"film") if isinstance(ready.file, str) else None

    async def learned(self, _ready: Ready, file_id: str) -> None:
        self.names.append(file_id)


@pytest.fixture
def telegram() -> Telegram:
    return Telegram()


@pytest.fixture
def shelf() -> Shelf:
    return Shelf()


@pytest.fixture
def outgoing(telegram: Telegram, shelf: Shelf) -> Illustrated:
    return Illustrated(Outgoing(telegram), shelf)  # type: ignore[arg-type]


async def test_the_words_stand_below_the_picture(
    outgoing: Illustrated, telegram: Telegram, shelf: Shelf
) -> None:
    assert await outgoing.send(7, STEP) == Sent(5, "file-9")
    ((name, file, more),) = telegram.calls
    assert (name, file, more["caption"]) == ("animation", "file-1", "Step")
    assert more["reply_markup"] is not None
    assert shelf.names == ["file-9"]


async def test_a_picture_goes_over_any_message(outgoing: Illustrated, telegram: Telegram) -> None:
    assert isinstance(await outgoing.edit(7, 5, STEP), Sent)
    assert [call[0] for call in telegram.calls] == ["media"]


async def test_words_are_not_even_tried_over_a_picture(
    outgoing: Illustrated, telegram: Telegram
) -> None:
    await outgoing.send(7, STEP)
    assert await outgoing.edit(7, 5, Screen("Words")) == Refused(Why.OTHER_KIND)
    assert [call[0] for call in telegram.calls] == ["animation"]
    assert isinstance(await outgoing.edit(7, 6, Screen("Words")), Sent)


async def test_a_refused_name_is_uploaded_once_and_then_words_go_alone(
    outgoing: Illustrated, telegram: Telegram
) -> None:
    telegram.troubles = [BadRequest("wrong file identifier"), BadRequest("no")]
    assert isinstance(await outgoing.send(7, STEP), Sent)
    assert [call[:2] for call in telegram.calls] == [
        ("animation", "file-1"), ("animation", b"film"), ("text", None),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("trouble", "why"), [(NetworkError("reset"), Why.UNKNOWN), (RetryAfter(3), Why.FLOOD)]
)
async def test_after_doubt_or_a_flood_nothing_more_is_sent(
    outgoing: Illustrated, telegram: Telegram, trouble: Exception, why: Why
) -> None:
    telegram.troubles = [trouble]
    outcome = await outgoing.send(7, STEP, routine=True)
    assert isinstance(outcome, Refused)
    assert outcome.why is why
    assert len(telegram.calls) == 1


async def test_without_the_picture_the_whole_text_goes(
    outgoing: Illustrated, telegram: Telegram, shelf: Shelf
) -> None:
    shelf.ready = None
    card = Screen("All words", picture=CLIP, caption="Few words", more=Button("More", "1:more"))
    await outgoing.send(7, card)
    ((name, _, more),) = telegram.calls
    assert (name, more["text"]) == ("text", "All words")
    assert more["reply_markup"] is None


async def test_below_the_picture_few_words_lead_to_all(
    outgoing: Illustrated, telegram: Telegram
) -> None:
    card = Screen("All words", picture=CLIP, caption="Few words", more=Button("More", "1:more"))
    await outgoing.send(7, card)
    ((_, _, more),) = telegram.calls
    assert more["caption"] == "Few words"
    assert more["reply_markup"].inline_keyboard[0][0].text == "More"


async def test_words_too_long_for_a_caption_go_alone(
    outgoing: Illustrated, telegram: Telegram
) -> None:
    await outgoing.send(7, Screen("x" * (MOST_CAPTION + 1), picture=CLIP))
    assert [call[0] for call in telegram.calls] == ["text"]


def test_a_caption_is_counted_as_telegram_counts() -> None:
    assert fits("<b>" + "x" * MOST_CAPTION + "</b>")
    assert fits("🙂" * (MOST_CAPTION // 2))
    assert not fits("🙂" * (MOST_CAPTION // 2) + "x")
    assert fits("&amp;" * MOST_CAPTION)
