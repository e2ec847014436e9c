"""Send: the one place that turns a Screen into calls to Telegram, and an answer into an Outcome."""

import html
import logging
import re
from collections.abc import Awaitable, Callable, Mapping
from types import MappingProxyType
from typing import Any

from telegram import (
    Bot,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQueryResult,
    InlineQueryResultArticle,
    InlineQueryResultCachedMpeg4Gif,
    InlineQueryResultsButton,
    InputFile,
    InputMediaAnimation,
    InputMediaPhoto,
    InputTextMessageContent,
    LinkPreviewOptions,
    Message,
)
from telegram.constants import ChatAction, ParseMode, PollType

from bot.chat import keyboards
from bot.chat.refusals import classify
from bot.chat.results import Result, Results
from bot.chat.screens import Document, Quiz, Screen
from bot.services.outcomes import Outcome, Refused, Sent, Why
from bot.services.pictures import ANIMATION, VIDEO, Ready
from content.film.scene import TALL, WIDE

log = logging.getLogger("unpinch.send")

# A slow answer must not look like a lost one, so a routine waits longer for it (seconds).
ROUTINE_TIMES: dict[str, float] = {
    "connect_timeout": 5,
    "write_timeout": 10,
    "read_timeout": 30,
    "pool_timeout": 5,
}
_SQUARE: dict[str, Any] = {"width": 480, "height": 480}  # pixels of a clip
# Pixels of a guided video, and the seconds its upload may take on a slow line.
_FILM: dict[str, Any] = {
    "width": WIDE, "height": TALL, "supports_streaming": True,
    "write_timeout": 120, "read_timeout": 60,
}  # fmt: skip


class Outgoing:
    """Sends, edits and answers. Nothing raises for what Telegram or the network may do."""

    def __init__(self, bot: Bot) -> None:
        self.bot = bot

    async def send(self, chat_id: int, screen: Screen, *, routine: bool = False) -> Outcome:
        """Send a screen as a new message, once.

        Only markup that Telegram cannot read is sent again, as plain text: then it is certain
        that nothing arrived. `routine` waits up to 30 s for the answer.
        """
        try:
            more = _arguments(screen) | (ROUTINE_TIMES if routine else {})
        except Exception:
            log.exception("a screen could not be built")
            return Refused(Why.BUG)
        if screen.quiz is not None:
            return await self._ask(chat_id, screen.quiz, **more)
        return await _or_plain(lambda **text: self._send(chat_id, **text, **more), screen.text)

    async def send_document(
        self, chat_id: int, screen: Screen, document: Document, *, routine: bool = False
    ) -> Outcome:
        """Send a file as a new message, once; the screen's text stands below it. See `send`."""

        async def send(*, text: str, parse_mode: str | None, **_: Any) -> Outcome:
            content = document.content
            file = InputFile(
                content.encode() if isinstance(content, str) else content, document.name
            )
            send_file = self.bot.send_photo if document.picture else self.bot.send_document
            more = _arguments(screen) | (ROUTINE_TIMES if routine else {})
            call = send_file(chat_id, file, caption=text, parse_mode=parse_mode, **more)
            return await outcome_of(call, 0)

        return await _or_plain(send, screen.text)

    async def edit(self, chat_id: int, message_id: int, screen: Screen) -> Outcome:
        """Put a screen over a message; an unchanged one counts as done.

        `Why.LOST` says that the message is gone or cannot be edited: send it anew.
        """
        if screen.ask_location or screen.drop_keyboard or screen.document:
            return Refused(Why.LOST)  # a message with such a keyboard can never be edited
        if screen.quiz is not None:
            return Refused(Why.OTHER_KIND)  # no message can become a quiz
        rows = keyboards.inline(screen.rows)
        return await _or_plain(
            lambda **text: _again(
                lambda: self._edit(chat_id, message_id, reply_markup=rows, **text)
            ),
            screen.text,
        )

    async def send_picture(
        self, chat_id: int, screen: Screen, picture: Ready, *, routine: bool = False
    ) -> Outcome:
        """Send a picture with the words of a screen below it, once; see `send`."""

        async def send(*, text: str, parse_mode: str | None, **_: Any) -> Outcome:
            more = _arguments(screen) | (ROUTINE_TIMES if routine else {})
            more |= {"caption": text, "parse_mode": parse_mode, "filename": _name(picture)}
            if picture.kind == ANIMATION:
                call = self.bot.send_animation(chat_id, picture.file, **more, **_SQUARE)
            elif picture.kind == VIDEO:
                call = self.bot.send_video(chat_id, picture.file, **(more | _FILM))
            else:
                call = self.bot.send_photo(chat_id, picture.file, **more)
            return await outcome_of(call, 0)

        return await _or_plain(send, screen.text)

    async def edit_picture(
        self, chat_id: int, message_id: int, screen: Screen, picture: Ready
    ) -> Outcome:
        """Put a picture with the words of a screen over any message; see `edit`."""

        async def edit(*, text: str, parse_mode: str | None, **_: Any) -> Outcome:
            call = self.bot.edit_message_media(
                _media(picture, text, parse_mode),
                chat_id=chat_id,
                message_id=message_id,
                reply_markup=keyboards.inline(screen.rows),
            )
            return await outcome_of(call, message_id)

        return await _or_plain(edit, screen.text)

    async def strip_buttons(self, chat_id: int, message_id: int) -> Outcome:
        """Take the buttons off a message that is out of date."""
        return await _again(
            lambda: outcome_of(
                self.bot.edit_message_reply_markup(chat_id=chat_id, message_id=message_id),
                message_id,
            )
        )

    async def answer(self, callback_id: str, toast: str = "", *, alert: bool = False) -> bool:
        """End the waiting of a pressed button; True when Telegram took it.

        A press that is too old is normal after a pause and is only noted.
        """
        answer = self.bot.answer_callback_query(callback_id, toast or None, show_alert=alert)
        return isinstance(await outcome_of(answer, 0), Sent)

    async def offer(
        self, results: Results, files: Mapping[str, str] = MappingProxyType({})
    ) -> Outcome:
        """Answer inline words with cards to choose from, for this person alone.

        `files` names the clip of a result by its id, as Telegram calls it. An answer that comes
        too late is normal and is only noted.
        """
        button = InlineQueryResultsButton(results.open_label, start_parameter=results.link)
        listed = [self._listed(one, files.get(one.id, "")) for one in results.results]
        call = self.bot.answer_inline_query(
            results.query_id, listed, cache_time=results.seconds, is_personal=True, button=button
        )
        return await outcome_of(call, 0)

    def _listed(self, result: Result, file_id: str) -> InlineQueryResult:
        """One card as Telegram lists it: below its clip, or words alone."""
        url = f"https://t.me/{self.bot.username}?start={result.link}"
        keyboard = InlineKeyboardMarkup([[InlineKeyboardButton(result.label, url=url)]])
        rows = keyboard if result.link else None
        if file_id:
            return InlineQueryResultCachedMpeg4Gif(
                result.id, file_id, title=result.title, caption=result.text,
                parse_mode=ParseMode.HTML, reply_markup=rows,
            )  # fmt: skip
        off = LinkPreviewOptions(is_disabled=True)
        words = InputTextMessageContent(result.text, ParseMode.HTML, link_preview_options=off)
        return InlineQueryResultArticle(
            result.id, result.title, words, reply_markup=rows, description=result.line
        )

    async def me(self) -> Outcome:
        """Ask Telegram who we are: whether the line and the token are good."""
        return await outcome_of(self.bot.get_me(), 0)

    async def delete(self, chat_id: int, message_id: int) -> Outcome:
        """Take a message away; Telegram allows it for two days."""
        return await outcome_of(self.bot.delete_message(chat_id, message_id), message_id)

    async def typing(self, chat_id: int) -> Outcome:
        """Show a chat that something is coming; it leaves no message behind."""
        return await outcome_of(self.bot.send_chat_action(chat_id, ChatAction.TYPING), 0)

    async def _send(self, chat_id: int, **arguments: Any) -> Outcome:
        return await outcome_of(self.bot.send_message(chat_id=chat_id, **arguments), 0)

    async def _ask(self, chat_id: int, quiz: Quiz, **more: Any) -> Outcome:
        call = self.bot.send_poll(
            chat_id,
            quiz.question,
            quiz.answers,
            type=PollType.QUIZ,
            correct_option_ids=[quiz.right],  # type: ignore[list-item]  # PTB lists the numbers
            explanation=quiz.explanation,
            is_anonymous=False,  # else nobody tells us of a vote
            **more,
        )
        return await outcome_of(call, 0)

    async def _edit(self, chat_id: int, message_id: int, **arguments: Any) -> Outcome:
        edit = self.bot.edit_message_text(chat_id=chat_id, message_id=message_id, **arguments)
        return await outcome_of(edit, message_id)


async def outcome_of(call: Awaitable[Any], message_id: int) -> Outcome:
    """Wait for one call; `message_id` stands in where the answer is not a message."""
    try:
        answer = await call
    except Exception as error:  # noqa: BLE001  # also what PTB raises for half an answer
        refused = classify(error)
        if refused is None:
            return Sent(message_id)
        log.info("not sent: %s (%s)", refused.why, type(error).__name__)
        return refused
    if isinstance(answer, Message):
        poll_id = answer.poll.id if answer.poll is not None else ""
        return Sent(answer.message_id, _file_id(answer), poll_id)
    return Sent(message_id)


def _media(
    picture: Ready, text: str, parse_mode: str | None
) -> InputMediaAnimation | InputMediaPhoto:
    if picture.kind == ANIMATION:
        return InputMediaAnimation(
            picture.file, text, parse_mode, filename=_name(picture), **_SQUARE
        )
    return InputMediaPhoto(picture.file, text, parse_mode, filename=_name(picture))


def _name(picture: Ready) -> str | None:
    """The file name of an upload; what Telegram has already keeps its own."""
    return picture.name if isinstance(picture.file, bytes) else None


def _file_id(message: Message) -> str:
    """What Telegram calls the picture in a message; empty when there is none."""
    film = message.animation or message.video
    if film is not None:
        return film.file_id
    return message.photo[-1].file_id if message.photo else ""


async def _or_plain(call: Callable[..., Awaitable[Outcome]], text: str) -> Outcome:
    """Call with HTML, and once more as plain text when Telegram cannot read the HTML."""
    off = LinkPreviewOptions(is_disabled=True)
    outcome = await call(text=text, parse_mode=ParseMode.HTML, link_preview_options=off)
    if not isinstance(outcome, Refused) or outcome.why is not Why.MARKUP:
        return outcome
    log.error("markup that Telegram cannot read was sent as plain text")
    return await call(text=plain(text), parse_mode=None, link_preview_options=off)


def plain(text: str) -> str:
    """The words of an HTML text without its tags."""
    return html.unescape(re.sub(r"</?[a-zA-Z][^>]*>", "", text))


async def _again(call: Callable[[], Awaitable[Outcome]]) -> Outcome:
    """Call, and once more after trouble on the line: edits may be repeated safely."""
    outcome = await call()
    if isinstance(outcome, Refused) and outcome.is_trouble:
        return await call()
    return outcome


def _arguments(screen: Screen) -> dict[str, Any]:
    """What a new message takes beside its text."""
    return {"reply_markup": keyboards.of(screen), "disable_notification": screen.silent}
