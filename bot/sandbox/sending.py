"""The methods that put a new message into a chat."""

from typing import Any

from bot.sandbox import content
from bot.sandbox.chats import open_chat
from bot.sandbox.formatting import Formatted
from bot.sandbox.keyboards import Markup, check_markup
from bot.sandbox.polls import poll
from bot.sandbox.refusal import bad_request
from bot.sandbox.requests import Call
from bot.sandbox.state import State
from bot.sandbox.values import Json, Media, MediaKind, Message

ACTIONS = frozenset(
    {
        "typing",
        "upload_photo",
        "record_video",
        "upload_video",
        "record_voice",
        "upload_voice",
        "upload_document",
        "choose_sticker",
        "find_location",
        "record_video_note",
        "upload_video_note",
    }
)
NO_WORDS = Formatted("")


def send_message(state: State, call: Call) -> Json:
    """Method sendMessage."""
    return send(state, call, content.words(state, call.values, "text"))


def send_photo(state: State, call: Call) -> Json:
    """Method sendPhoto."""
    return _send_file(state, call, "photo")


def send_animation(state: State, call: Call) -> Json:
    """Method sendAnimation."""
    return _send_file(state, call, "animation")


def send_video(state: State, call: Call) -> Json:
    """Method sendVideo."""
    return _send_file(state, call, "video")


def send_document(state: State, call: Call) -> Json:
    """Method sendDocument."""
    return _send_file(state, call, "document")


def send_poll(state: State, call: Call) -> Json:
    """Method sendPoll."""
    details = poll(call, number=len(state.ledger.lines) + 1)
    return send(state, call, NO_WORDS, Media("poll", details=details))


def send_location(state: State, call: Call) -> Json:
    """Method sendLocation; degrees."""
    latitude, longitude = call.values["latitude"], call.values["longitude"]
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        raise bad_request("wrong location specified")
    place = {"latitude": latitude, "longitude": longitude}
    return send(state, call, NO_WORDS, Media("location", details=place))


def send_chat_action(state: State, call: Call) -> bool:
    """Method sendChatAction."""
    chat_id = open_chat(state, call)
    if call.values["action"] not in ACTIONS:
        raise bad_request("wrong parameter action in request")
    state.show_typing(chat_id)
    return True


def _send_file(state: State, call: Call, kind: MediaKind) -> Json:
    caption = content.words(state, call.values, "caption")
    media = content.file(state, call, kind, call.get(kind), call.values)
    return send(state, call, caption, media)


def send(
    state: State,
    call: Call,
    words: Formatted,
    media: Media | None = None,
    *,
    group: str | None = None,
) -> Json:
    """Check the rest, count it against the limits, book it, show it."""
    markup = check_markup(call.get("reply_markup"))
    chat_id = open_chat(state, call)
    reply_to = _reply_to(state, chat_id, call.get("reply_parameters"))
    _check_effect(call)
    if state.limits:
        state.rates.check(chat_id)
    sent = Message(
        state.next_message_id(),
        chat_id,
        int(state.seconds()),
        from_bot=True,
        text=words.text,
        entities=words.entities,
        media=media,
        reply_markup=markup.inline,
        silent=bool(call.get("disable_notification")),
        reply_to=reply_to,
        media_group_id=group,
        frozen=markup.form in ("reply", "remove", "force"),
    )
    state.ledger.accept(call.method, sent, time=state.now().isoformat())
    _change_keyboard(state, chat_id, markup)
    return state.message_json(state.append(sent))


def _reply_to(state: State, chat_id: int, wanted: Any) -> int | None:
    if not wanted:
        return None
    number = wanted.get("message_id")
    if isinstance(number, int) and state.message(chat_id, number):
        return number
    if wanted.get("allow_sending_without_reply"):
        return None
    raise bad_request("message to be replied not found")


def _check_effect(call: Call) -> None:
    effect = call.get("message_effect_id")
    if effect is not None and not (effect.isascii() and effect.isdecimal()):
        raise bad_request("EFFECT_ID_INVALID")


def _change_keyboard(state: State, chat_id: int, markup: Markup) -> None:
    if markup.form == "reply":
        state.show_keyboard(chat_id, markup.reply)
    elif markup.form == "remove":
        state.show_keyboard(chat_id, None)
