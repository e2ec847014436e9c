"""The method that answers a query with results, each checked as Telegram would, or more."""

import re
from typing import Any

from bot.sandbox import content
from bot.sandbox.formatting import Formatted
from bot.sandbox.inline import Choice, Offer
from bot.sandbox.keyboards import check_inline
from bot.sandbox.reference import OBJECTS
from bot.sandbox.refusal import Refusal, bad_request
from bot.sandbox.requests import Call
from bot.sandbox.state import State
from bot.sandbox.values import Json, Media, MediaKind

MOST_RESULTS = 50
MOST_ID = 64  # bytes
MOST_OFFSET = 64
_ARTICLE = "InlineQueryResultArticle"
# The kinds that are imitated, by their type and the field that tells them from others.
_FORMS: dict[tuple[str, str], str] = {
    ("article", "input_message_content"): _ARTICLE,
    ("photo", "photo_file_id"): "InlineQueryResultCachedPhoto",
    ("mpeg4_gif", "mpeg4_file_id"): "InlineQueryResultCachedMpeg4Gif",
}
_FILES: dict[str, tuple[str, MediaKind]] = {
    "photo": ("photo_file_id", "photo"),
    "mpeg4_gif": ("mpeg4_file_id", "animation"),
}
_START = re.compile(r"[A-Za-z0-9_-]{1,64}", re.ASCII)


def answer_inline(state: State, call: Call) -> bool:
    """Method answerInlineQuery."""
    given = call.values["results"]
    if len(given) > MOST_RESULTS:
        raise bad_request("RESULTS_TOO_MUCH")
    choices = tuple(_choice(state, one) for one in given)
    if len({one.id for one in choices}) < len(choices):
        raise bad_request("RESULT_ID_DUPLICATE")
    if len(call.get("next_offset", "").encode()) > MOST_OFFSET:
        raise bad_request("NEXT_OFFSET_INVALID")
    if call.get("cache_time", 0) < 0:
        raise bad_request("cache time must be non-negative")
    offer = Offer(
        choices,
        _button(call.get("button")),
        call.get("cache_time", 300),
        call.get("is_personal", False),
    )
    state.queries.answer(call.values["inline_query_id"], offer)
    state.change()
    return True


def _choice(state: State, result: Any) -> Choice:
    if not isinstance(result, dict):
        raise _fault("Object expected")
    kind = str(result.get("type"))
    form = next(
        (form for (type_, tell), form in _FORMS.items() if type_ == kind and tell in result), None
    )
    if form is None:
        raise _fault(f"the sandbox does not imitate this result of type {kind}")
    _known(result, form)
    id_ = result.get("id")
    if not isinstance(id_, str) or not 1 <= len(id_.encode()) <= MOST_ID:
        raise bad_request("RESULT_ID_INVALID")
    title = _text(result, "title", required=form == _ARTICLE)
    described, markup = _text(result, "description"), check_inline(result.get("reply_markup"))
    if form == _ARTICLE:
        words = _message(state, result["input_message_content"])
        return Choice(id_, kind, title, described, words, None, markup)
    if "input_message_content" in result:
        raise _fault("the sandbox does not imitate a text in place of a file")
    words = content.words(state, result, "caption")
    return Choice(id_, kind, title, described, words, _file(state, result, kind), markup)


def _message(state: State, given: Any) -> Formatted:
    if not isinstance(given, dict) or not isinstance(given.get("message_text"), str):
        raise _fault("message text must be a String")
    _known(given, "InputTextMessageContent")
    _known(given.get("link_preview_options") or {}, "LinkPreviewOptions")
    return content.words(state, given | {"text": given["message_text"]}, "text")


def _file(state: State, result: Json, kind: str) -> Media:
    name, media_kind = _FILES[kind]
    stored = state.files.find(str(result[name]), media_kind)
    return Media(media_kind, stored.file_id, stored.name, len(stored.content), stored.details)


def _button(button: Any) -> Json | None:
    """The button above the results, which opens the bot at a word of its own."""
    if button is None:
        return None
    _known(button, "InlineQueryResultsButton")
    _text(button, "text", required=True)
    if "web_app" in button:
        raise _fault("the sandbox does not imitate a web app above results")
    start = button.get("start_parameter")
    if not isinstance(start, str) or not _START.fullmatch(start):
        raise bad_request("START_PARAM_INVALID")
    found: Json = button
    return found


def _text(value: Json, name: str, *, required: bool = False) -> str:
    words = value.get(name, "")
    if not isinstance(words, str) or (required and not words.strip()):
        raise _fault(f'Field "{name}" must be a non-empty String')
    return words


def _known(value: Json, kind: str) -> None:
    if unknown := sorted(set(value) - set(OBJECTS[kind])):
        raise bad_request(f"{kind} has no field {', '.join(unknown)}")


def _fault(words: str) -> Refusal:
    return bad_request(f"can't parse inline query result: {words}")
