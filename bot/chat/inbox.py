"""TELEGRAM: updates in, as raw text first and as a Visit later."""

import json
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any
from urllib.parse import urlencode

from telegram import (
    Bot,
    CallbackQuery,
    ChatMemberUpdated,
    InlineQuery,
    Message,
    PollAnswer,
    Update,
)
from telegram.constants import ChatMemberStatus, ChatType
from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError
from telegram.request import BaseRequest

from bot.chat.floods import SLOW_DOWN
from bot.chat.visit import Did, Visit

WANTED = [
    "message", "edited_message", "callback_query", "my_chat_member", "poll_answer", "inline_query",
]  # fmt: skip
LONG_POLL = 30  # seconds Telegram keeps the question open
TAP_LIVES = timedelta(seconds=150)  # then Telegram no longer takes an answer to a tap
INLINE_LIVES = timedelta(seconds=10)  # then whoever typed has gone on typing, or away


class Trouble(StrEnum):
    """Why no updates came."""

    REFUSED = "refused"  # the token is not accepted
    CONFLICT = "conflict"  # somebody else asks for the same updates
    WAIT = "wait"  # told to wait
    NETWORK = "network"


@dataclass(frozen=True, slots=True)
class Fetched:
    """What one question for updates brought: raw updates, or what went wrong."""

    updates: tuple[dict[str, Any], ...] = ()
    trouble: Trouble | None = None
    retry_after: float = 0.0


async def fetch(request: BaseRequest, bot: Bot, offset: int | None) -> Fetched:
    """Ask Telegram once for updates; asking with an offset confirms everything before it.

    The answer is left raw, because one update nobody can read must not hold up the others; so
    the bot's own typed method is passed by.
    """
    question: dict[str, Any] = {"timeout": LONG_POLL, "allowed_updates": json.dumps(WANTED)}
    if offset is not None:
        question["offset"] = offset
    try:
        answer: Any = await request.post(
            f"{bot.base_url}/getUpdates?{urlencode(question)}", read_timeout=LONG_POLL + 15
        )
    except InvalidToken:
        return Fetched(trouble=Trouble.REFUSED)
    except Conflict:
        return Fetched(trouble=Trouble.CONFLICT)
    except RetryAfter as error:
        wait = error.retry_after
        seconds = wait.total_seconds() if isinstance(wait, timedelta) else float(wait)
        return Fetched(trouble=Trouble.WAIT, retry_after=seconds)
    except (TimeoutError, TelegramError):
        return Fetched(trouble=Trouble.NETWORK)
    if not isinstance(answer, list):
        return Fetched(trouble=Trouble.NETWORK)
    return Fetched(updates=tuple(one for one in answer if isinstance(one, dict)))


def person_of(update: dict[str, Any]) -> int | None:
    """Whose update it is, read from the raw form so that erasing can find it."""
    for kind in WANTED:
        part = update.get(kind)
        named = "user" if kind == "poll_answer" else "from"
        sender = part.get(named) if isinstance(part, dict) else None
        number = sender.get("id") if isinstance(sender, dict) else None
        if isinstance(number, int):
            return number
    return None


def read(body: str, bot: Bot, *, now: datetime, received_at: datetime) -> Visit | None:
    """The visit a stored update stands for; None for kinds that ask nothing of us.

    Raises whatever PTB raises for an update it cannot read.
    """
    stored = json.loads(body)
    visit = _visit(Update.de_json(stored, bot), now, received_at)
    if visit is not None and stored.get(SLOW_DOWN):
        return replace(visit, did=Did.FLOOD)
    return visit


def _visit(update: Update, now: datetime, received_at: datetime) -> Visit | None:
    number = update.update_id
    if update.callback_query is not None:
        return _pressed(number, update.callback_query, now, received_at)
    if update.my_chat_member is not None:
        return _membership(number, update.my_chat_member, now)
    if update.poll_answer is not None:
        return _voted(number, update.poll_answer, now)
    if update.inline_query is not None:
        return _inline(number, update.inline_query, now, received_at)
    if update.edited_message is not None:
        return _message(number, update.edited_message, now, edited=True)
    if update.message is not None:
        return _message(number, update.message, now, edited=False)
    return None


def _pressed(number: int, query: CallbackQuery, now: datetime, received_at: datetime) -> Visit:
    message = query.message
    chat = message.chat if message is not None else None
    return Visit(
        update_id=number,
        did=Did.PRESS,
        now=now,
        person_id=query.from_user.id,
        chat_id=chat.id if chat is not None else query.from_user.id,
        private=chat is None or chat.type == ChatType.PRIVATE,
        data=query.data or "",
        message_id=message.message_id if message is not None and message.is_accessible else None,
        callback_id=query.id,
        name=query.from_user.first_name,
        language=query.from_user.language_code,
        old=now - received_at > TAP_LIVES,
    )


def _membership(number: int, change: ChatMemberUpdated, now: datetime) -> Visit:
    gone = change.new_chat_member.status in (ChatMemberStatus.BANNED, ChatMemberStatus.LEFT)
    return Visit(
        update_id=number,
        did=Did.LEFT if gone else Did.CAME_BACK,
        now=now,
        person_id=change.from_user.id,
        chat_id=change.chat.id,
        private=change.chat.type == ChatType.PRIVATE,
        language=change.from_user.language_code,
    )


def _voted(number: int, vote: PollAnswer, now: datetime) -> Visit | None:
    """A vote names no chat; a quiz of ours stands in the private one, which is the person's."""
    if vote.user is None:
        return None
    return Visit(
        update_id=number,
        did=Did.VOTE,
        now=now,
        person_id=vote.user.id,
        chat_id=vote.user.id,
        data=vote.poll_id,
        chosen=tuple(vote.option_ids),
        name=vote.user.first_name,
        language=vote.user.language_code,
    )


def _inline(number: int, query: InlineQuery, now: datetime, received_at: datetime) -> Visit:
    """Words behind our name, in a chat that we are not told of."""
    return Visit(
        update_id=number,
        did=Did.INLINE,
        now=now,
        person_id=query.from_user.id,
        chat_id=query.from_user.id,
        private=False,
        text=query.query,
        language=query.from_user.language_code,
        query_id=query.id,
        old=now - received_at > INLINE_LIVES,
    )


def _message(number: int, message: Message, now: datetime, *, edited: bool) -> Visit | None:
    person = message.from_user
    if person is None or person.is_bot or _is_our_card(message):
        return None
    words = message.text or message.caption or ""
    command, argument = _command(message, words)
    place = message.location
    return Visit(
        update_id=number,
        did=_did(message, command, edited=edited),
        now=now,
        person_id=person.id,
        chat_id=message.chat.id,
        private=message.chat.type == ChatType.PRIVATE,
        text=argument if command and not edited else words,
        also=_other_words(message),
        command=command,
        message_id=message.message_id,
        name=person.first_name,
        language=person.language_code,
        latitude=place.latitude if place else None,
        longitude=place.longitude if place else None,
    )


def _is_our_card(message: Message) -> bool:
    """Whether it is a card of ours that somebody chose: its words are ours, warning signs too."""
    via = message.via_bot
    return via is not None and str(via.id) == message.get_bot().token.partition(":")[0]


def _other_words(message: Message) -> str:
    """Words a message carries beside its own: of a quote, a poll, a contact, a place, a reply.

    Of a replied-to message only what a person wrote: our own cards name warning signs.
    """
    parts: list[str | None] = []
    answered = message.reply_to_message
    ours = answered is not None and (
        _is_our_card(answered) or (answered.from_user is not None and answered.from_user.is_bot)
    )
    if answered is not None and not ours:
        parts += [answered.text, answered.caption]
    if message.quote is not None and not ours:
        parts.append(message.quote.text)
    if message.poll is not None:
        parts += [message.poll.question, *(option.text for option in message.poll.options)]
    if message.contact is not None:
        parts += [message.contact.first_name, message.contact.last_name]
    if message.venue is not None:
        parts += [message.venue.title, message.venue.address]
    return "\n".join(part for part in parts if part)


def _did(message: Message, command: str, *, edited: bool) -> Did:
    if edited:
        return Did.EDIT
    if message.location:
        return Did.LOCATION
    if command:
        return Did.COMMAND
    if message.text is not None:
        return Did.TEXT
    return Did.MEDIA if message.effective_attachment is not None else Did.OTHER


def _command(message: Message, words: str) -> tuple[str, str]:
    """The command a message begins with, and what stands behind it; ("", words) without one."""
    if message.text is None or not words.startswith("/"):
        return "", words
    name, _, argument = words[1:].partition(" ")
    if "\n" in name:
        name, _, argument = words[1:].partition("\n")
    return name.partition("@")[0].lower(), argument.strip()
