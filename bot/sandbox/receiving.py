"""The methods about updates, taps, files and chats that change nothing in a chat."""

from bot.sandbox.chats import known_chat
from bot.sandbox.refusal import bad_request
from bot.sandbox.requests import Call
from bot.sandbox.state import State
from bot.sandbox.values import Json, Toast

MOST_TOAST = 200  # characters
LARGEST_DOWNLOAD = 20 * 1024 * 1024  # bytes


async def get_updates(state: State, call: Call) -> list[Json]:
    """Method getUpdates."""
    allowed = call.get("allowed_updates")
    state.updates.subscribe(None if allowed is None else map(str, allowed))
    return await state.updates.poll(
        offset=call.get("offset", 0),
        limit=call.get("limit", 100),
        patience=call.get("timeout", 0),
    )


def set_webhook(state: State, call: Call) -> bool:
    """Method setWebhook: updates are posted from now on, when the address is on this computer."""
    state.webhook.set(call)
    allowed = call.get("allowed_updates")
    state.updates.subscribe(None if allowed is None else map(str, allowed))
    return _drop_pending(state, call)


def delete_webhook(state: State, call: Call) -> bool:
    """Method deleteWebhook."""
    state.webhook.remove()
    return _drop_pending(state, call)


def webhook_info(state: State, _call: Call) -> Json:
    """Method getWebhookInfo."""
    return state.webhook.info()


def answer_callback(state: State, call: Call) -> bool:
    """Method answerCallbackQuery."""
    text = call.get("text", "")
    if len(text) > MOST_TOAST:
        raise bad_request("MESSAGE_TOO_LONG")
    if call.get("url"):
        raise bad_request("URL_INVALID")
    toast = Toast(text, bool(call.get("show_alert")))
    state.callbacks.answer(call.values["callback_query_id"], toast)
    state.change()
    return True


def get_me(state: State, _call: Call) -> Json:
    """Method getMe."""
    return state.bot


def get_file(state: State, call: Call) -> Json:
    """Method getFile."""
    found = state.files.find(call.values["file_id"])
    if len(found.content) > LARGEST_DOWNLOAD:
        raise bad_request("file is too big")
    return {
        "file_id": found.file_id,
        "file_unique_id": found.unique_id,
        "file_size": len(found.content),
        "file_path": found.path,
    }


def get_chat(state: State, call: Call) -> Json:
    """Method getChat."""
    chat = state.chat_json(known_chat(state, call))
    gifts = (
        "unlimited_gifts",
        "limited_gifts",
        "unique_gifts",
        "premium_subscription",
        "gifts_from_channels",
    )
    return chat | {
        "accent_color_id": 0,
        "max_reaction_count": 11,
        "accepted_gift_types": dict.fromkeys(gifts, False),
    }


def leave_chat(state: State, call: Call) -> bool:
    """Method leaveChat."""
    chat_id = known_chat(state, call)
    if chat_id not in state.groups:
        raise bad_request("chat member status can't be changed in private chats")
    del state.groups[chat_id]
    state.change()
    return True


def _drop_pending(state: State, call: Call) -> bool:
    if call.get("drop_pending_updates"):
        state.updates.clear()
    return True
