"""The methods with which a bot tells who it is: commands, names, texts, menu button."""

import re
from typing import Any

from bot.sandbox.profile import DEFAULT_MENU
from bot.sandbox.reference import OBJECTS
from bot.sandbox.refusal import bad_request
from bot.sandbox.requests import Call
from bot.sandbox.state import State
from bot.sandbox.values import Json

MOST_COMMANDS = 100
MOST_DESCRIPTION = 256  # characters of one command's description
LIMITS = {"name": 64, "description": 512, "short_description": 120}  # characters
_COMMAND = re.compile(r"[a-z0-9_]{1,32}")
_LANGUAGE = re.compile(r"(?:[a-z]{2})?")
_WIDE_SCOPES = (
    "default",
    "all_private_chats",
    "all_group_chats",
    "all_chat_administrators",
)


def set_commands(state: State, call: Call) -> bool:
    """Method setMyCommands."""
    commands = call.values["commands"]
    if len(commands) > MOST_COMMANDS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    state.commands[_place(state, call)] = [_command(one) for one in commands]
    state.change()
    return True


def get_commands(state: State, call: Call) -> list[Json]:
    """Method getMyCommands: the list set for exactly this scope and language."""
    return state.commands.get(_place(state, call), [])


def delete_commands(state: State, call: Call) -> bool:
    """Method deleteMyCommands."""
    state.commands.pop(_place(state, call), None)
    state.change()
    return True


def set_text(state: State, call: Call) -> bool:
    """Method setMyName, setMyDescription, setMyShortDescription."""
    what = _subject(call.method)
    text = call.get(what, "")
    if len(text) > LIMITS[what]:
        raise bad_request(f"bot {what.replace('_', ' ')} is too long")
    state.profile.texts[what, _language(call)] = text
    if what == "name" and text and not call.get("language_code"):
        state.bot["first_name"] = text
    state.change()
    return True


def get_text(state: State, call: Call) -> Json:
    """Method getMyName, getMyDescription, getMyShortDescription."""
    what = _subject(call.method)
    text = state.profile.text(what, _language(call))
    return {what: text or (state.bot["first_name"] if what == "name" else "")}


def set_menu(state: State, call: Call) -> bool:
    """Method setChatMenuButton."""
    button = call.get("menu_button") or DEFAULT_MENU
    if button.get("type") not in ("commands", "default", "web_app"):
        raise bad_request("MENU_BUTTON_INVALID")
    if button["type"] == "web_app":
        url = str((button.get("web_app") or {}).get("url", ""))
        if not button.get("text") or not url.startswith("https://"):
            raise bad_request("MENU_BUTTON_INVALID")
    state.profile.menus[_menu_chat(state, call)] = button
    state.change()
    return True


def get_menu(state: State, call: Call) -> Json:
    """Method getChatMenuButton."""
    return state.profile.menu(_menu_chat(state, call))


def _menu_chat(state: State, call: Call) -> int | None:
    chat_id: int | None = call.get("chat_id")
    if chat_id is not None and chat_id not in state.accounts:
        raise bad_request("chat not found")
    return chat_id


def _subject(method: str) -> str:
    return {"Name": "name", "Description": "description"}.get(
        method.removeprefix("set").removeprefix("get").removeprefix("My"), "short_description"
    )


def _place(state: State, call: Call) -> tuple[str, str]:
    return _scope(state, call.get("scope") or {"type": "default"}), _language(call)


def _scope(state: State, scope: Json) -> str:
    kind = scope.get("type")
    if kind in _WIDE_SCOPES:
        return str(kind)
    if kind != "chat":
        raise bad_request("can't parse BotCommandScope: unsupported type specified")
    if scope.get("chat_id") not in state.accounts:
        raise bad_request("chat not found")
    return f"chat:{scope['chat_id']}"


def _language(call: Call) -> str:
    code = str(call.get("language_code", ""))
    if not _LANGUAGE.fullmatch(code):
        raise bad_request("invalid language code specified")
    return code


def _command(command: Any) -> Json:
    if not isinstance(command, dict) or set(command) - set(OBJECTS["BotCommand"]):
        raise bad_request("can't parse BotCommand: Object expected")
    if not _COMMAND.fullmatch(str(command.get("command", "")).removeprefix("/")):
        raise bad_request("BOT_COMMAND_INVALID")
    if not 1 <= len(str(command.get("description", ""))) <= MOST_DESCRIPTION:
        raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    return command | {"command": command["command"].removeprefix("/")}
