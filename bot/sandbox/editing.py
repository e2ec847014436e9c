"""The methods that change or remove what stands in a chat."""

from typing import Any

from bot.sandbox import content, voting
from bot.sandbox.chats import known_chat, own_message
from bot.sandbox.formatting import Formatted
from bot.sandbox.keyboards import check_inline
from bot.sandbox.reference import REACTIONS
from bot.sandbox.refusal import bad_request
from bot.sandbox.requests import Call
from bot.sandbox.state import State
from bot.sandbox.values import Json, Media, Message

NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly "
    "the same as a current content and reply markup of the message"
)
DELETABLE = 48 * 3600  # seconds
MOST_DELETED = 100


def edit_text(state: State, call: Call) -> Json:
    """Method editMessageText."""
    words = content.words(state, call.values, "text")
    edited = own_message(state, call)
    if edited.media is not None:
        raise bad_request("there is no text in the message to edit")
    return _change(state, call, edited, words, None)


def edit_caption(state: State, call: Call) -> Json:
    """Method editMessageCaption."""
    words = content.words(state, call.values, "caption")
    edited = own_message(state, call)
    if edited.media is None or edited.media.kind in ("location", "poll"):
        raise bad_request("there is no caption in the message to edit")
    return _change(state, call, edited, words, edited.media)


def edit_media(state: State, call: Call) -> Json:
    """Method editMessageMedia: a text may become media this way, media never text."""
    edited = own_message(state, call)
    if edited.media is not None and edited.media.kind in ("location", "poll"):
        raise bad_request("message can't be edited")
    media, words = content.input_media(state, call, call.values["media"])
    return _change(state, call, edited, words, media)


def edit_markup(state: State, call: Call) -> Json:
    """Method editMessageReplyMarkup."""
    edited = own_message(state, call)
    return _change(state, call, edited, Formatted(edited.text, edited.entities), edited.media)


def stop_poll(state: State, call: Call) -> Json:
    """Method stopPoll: a poll of the bot takes no more votes; gives its end."""
    asked = own_message(state, call)
    markup = check_inline(call.get("reply_markup"))
    try:
        poll = voting.stop(asked)
    except ValueError as fault:
        closed = "closed" in str(fault)
        words = str(fault) if closed else "message with poll to stop not found"
        raise bad_request(words) from fault
    asked.reply_markup = markup
    state.updates.queue("poll", poll)
    state.change()
    return poll


def delete_message(state: State, call: Call) -> bool:
    """Method deleteMessage, within 48 h."""
    chat_id = known_chat(state, call)
    doomed = state.message(chat_id, call.values["message_id"])
    if doomed is None:
        raise bad_request("message to delete not found")
    if not _is_deletable(state, doomed):
        raise bad_request("message can't be deleted")
    _delete(state, doomed)
    return True


def delete_messages(state: State, call: Call) -> bool:
    """Method deleteMessages: those that are gone or too old are passed over."""
    chat_id = known_chat(state, call)
    numbers = call.values["message_ids"]
    if not 1 <= len(numbers) <= MOST_DELETED:
        raise bad_request("message identifiers are not specified or too many")
    for number in numbers:
        doomed = state.message(chat_id, number)
        if doomed is not None and _is_deletable(state, doomed):
            _delete(state, doomed)
    return True


def react(state: State, call: Call) -> bool:
    """Method setMessageReaction: at most one emoji of Telegram's list."""
    reacted = _present(state, call, "message to react not found")
    wanted = call.get("reaction") or []
    if len(wanted) > 1:
        raise bad_request("REACTIONS_TOO_MANY")
    emoji = _emoji(wanted[0]) if wanted else None
    reacted.reaction = emoji
    state.change()
    return True


def pin(state: State, call: Call) -> bool:
    """Method pinChatMessage."""
    pinned = _present(state, call, "message to pin not found")
    numbers = state.pinned.setdefault(pinned.chat_id, [])
    if pinned.message_id not in numbers:
        numbers.append(pinned.message_id)
    state.change()
    return True


def unpin(state: State, call: Call) -> bool:
    """Method unpinChatMessage: the one named, or the newest."""
    numbers = state.pinned.get(known_chat(state, call), [])
    number = call.get("message_id") or (numbers[-1] if numbers else None)
    if number not in numbers:
        raise bad_request("message to unpin not found")
    numbers.remove(number)
    state.change()
    return True


def unpin_all(state: State, call: Call) -> bool:
    """Method unpinAllChatMessages."""
    state.pinned.pop(known_chat(state, call), None)
    state.change()
    return True


def _change(
    state: State, call: Call, edited: Message, words: Formatted, media: Media | None
) -> Json:
    # An edit without a keyboard takes the old one away.
    markup = check_inline(call.get("reply_markup"))
    before = (edited.text, edited.entities, edited.media, edited.reply_markup)
    after = (words.text, words.entities, media, markup)
    if before == after:
        raise bad_request(NOT_MODIFIED)
    edited.text, edited.entities, edited.media, edited.reply_markup = after
    edited.edit_date = int(state.seconds())
    state.change()
    return state.message_json(edited)


def _present(state: State, call: Call, otherwise: str) -> Message:
    found = state.message(known_chat(state, call), call.values["message_id"])
    if found is None:
        raise bad_request(otherwise)
    return found


def _emoji(reaction: Any) -> str:
    emoji = reaction.get("emoji") if isinstance(reaction, dict) else None
    if emoji not in REACTIONS:
        raise bad_request("REACTION_INVALID")
    return str(emoji)


def _is_deletable(state: State, doomed: Message) -> bool:
    return state.seconds() - doomed.date <= DELETABLE


def _delete(state: State, doomed: Message) -> None:
    doomed.deleted = True
    numbers = state.pinned.get(doomed.chat_id, [])
    if doomed.message_id in numbers:
        numbers.remove(doomed.message_id)
    state.change()
