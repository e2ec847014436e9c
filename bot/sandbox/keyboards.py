"""Keyboards a bot sends, checked more strictly than Telegram, which drops silently."""

from dataclasses import dataclass
from typing import Any, Literal

from bot.sandbox.links import is_link
from bot.sandbox.reference import OBJECTS
from bot.sandbox.refusal import Refusal, bad_request
from bot.sandbox.values import Json

MOST_PER_ROW = 8
MOST_BUTTONS = 100
MOST_DATA_BYTES = 64
MOST_COPIED = 256  # characters
MOST_PLACEHOLDER = 64
STYLES = ("primary", "success", "danger")
_LOOKS = frozenset({"text", "icon_custom_emoji_id", "style"})
_ACTIONS = frozenset(OBJECTS["InlineKeyboardButton"]) - _LOOKS
_FORMS: dict[str, str] = {
    "inline_keyboard": "InlineKeyboardMarkup",
    "keyboard": "ReplyKeyboardMarkup",
    "remove_keyboard": "ReplyKeyboardRemove",
    "force_reply": "ForceReply",
}


@dataclass(frozen=True, slots=True)
class Markup:
    """A checked reply markup; `inline` is None when there is no button to show."""

    form: Literal["none", "inline", "reply", "remove", "force"] = "none"
    inline: Json | None = None
    reply: Json | None = None


NOTHING = Markup()


def check_markup(markup: Json | None) -> Markup:
    """Read any reply markup; a 400 Refusal for what Telegram refuses or silently drops."""
    if markup is None or markup == {}:
        return NOTHING
    forms = [name for name in _FORMS if name in markup]
    if len(forms) != 1:
        raise bad_request("can't parse reply keyboard markup JSON object")
    _known(markup, _FORMS[forms[0]])
    if forms == ["inline_keyboard"]:
        return Markup("inline", inline=_inline(markup["inline_keyboard"]))
    _placeholder(markup)
    if forms == ["keyboard"]:
        return Markup("reply", reply=_reply(markup))
    return Markup("remove" if forms == ["remove_keyboard"] else "force")


def check_inline(markup: Json | None) -> Json | None:
    """Read a markup where only inline keyboards are allowed, as in edits."""
    checked = check_markup(markup)
    if checked.form not in ("none", "inline"):
        raise bad_request("inline keyboard expected")
    return checked.inline


def _inline(rows: Any) -> Json | None:
    buttons = [[_inline_button(one) for one in row] for row in _rows(rows)]
    kept = [row for row in buttons if row]
    return {"inline_keyboard": kept} if kept else None


def _reply(markup: Json) -> Json:
    rows = [[_key(one) for one in row] for row in _rows(markup["keyboard"])]
    if not any(rows):
        raise bad_request("keyboard is empty")
    return markup | {"keyboard": [row for row in rows if row]}


def _rows(rows: Any) -> list[list[Any]]:
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad_request("can't parse keyboard: an Array of Array of buttons expected")
    if any(len(row) > MOST_PER_ROW for row in rows) or sum(map(len, rows)) > MOST_BUTTONS:
        raise bad_request("reply markup is too long")
    return rows


def _inline_button(button: Any) -> Json:
    if not isinstance(button, dict):
        raise _button_fault("Object expected")
    _known(button, "InlineKeyboardButton")
    _words(button)
    actions = sorted(set(button) & _ACTIONS)
    if not actions:
        raise _button_fault("Text buttons are unallowed in the inline keyboard")
    if len(actions) > 1:
        raise _button_fault(f"exactly one action is allowed, found {' and '.join(actions)}")
    _check_action(actions[0], button[actions[0]])
    return button


def _check_action(action: str, value: Any) -> None:
    if action == "callback_data":
        size = len(value.encode()) if isinstance(value, str) else 0
        if not 1 <= size <= MOST_DATA_BYTES:
            raise bad_request("BUTTON_DATA_INVALID")
    elif action == "url":
        if not isinstance(value, str) or not is_link(value):
            raise bad_request("BUTTON_URL_INVALID")
    elif action in ("web_app", "login_url"):
        _check_secure(value)
    elif action == "copy_text":
        words = value.get("text") if isinstance(value, dict) else None
        if not isinstance(words, str) or not 1 <= len(words) <= MOST_COPIED:
            raise bad_request("BUTTON_COPY_TEXT_INVALID")


def _check_secure(value: Any) -> None:
    url = value.get("url") if isinstance(value, dict) else None
    if not isinstance(url, str) or not url.startswith("https://") or not is_link(url):
        raise bad_request("BUTTON_URL_INVALID")


def _key(key: Any) -> Json:
    key = {"text": key} if isinstance(key, str) else key
    if not isinstance(key, dict):
        raise bad_request("can't parse keyboard button: Object expected")
    _known(key, "KeyboardButton")
    _words(key)
    return key


def _words(button: Json) -> None:
    words = button.get("text")
    if not isinstance(words, str) or not words.strip():
        raise _button_fault('Field "text" must be a non-empty String')
    if "style" in button and button["style"] not in STYLES:
        raise _button_fault("Invalid button style specified")


def _placeholder(markup: Json) -> None:
    words = markup.get("input_field_placeholder", "-")
    if not isinstance(words, str) or not 1 <= len(words) <= MOST_PLACEHOLDER:
        raise bad_request("input field placeholder must be 1-64 characters long")


def _known(value: Json, kind: str) -> None:
    if unknown := sorted(set(value) - set(OBJECTS[kind])):
        raise bad_request(f"{kind} has no field {', '.join(unknown)}")


def _button_fault(words: str) -> Refusal:
    return bad_request(f"can't parse inline keyboard button: {words}")
