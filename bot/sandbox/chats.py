"""Which chat a call means, and whether the bot may write there."""

from bot.sandbox.refusal import Refusal, bad_request, forbidden
from bot.sandbox.requests import Call
from bot.sandbox.state import State
from bot.sandbox.values import Account, Message

BLOCKED = "bot was blocked by the user"
DEACTIVATED = "user is deactivated"
NEVER_STARTED = "bot can't initiate conversation with a user"


def known_chat(state: State, call: Call) -> int:
    """The id of a chat the bot has seen; 400 when there is none."""
    chat_id = call.get("chat_id")
    if not isinstance(chat_id, int) or not (chat_id in state.accounts or chat_id in state.groups):
        raise bad_request("chat not found")
    return chat_id


def open_chat(state: State, call: Call) -> int:
    """The id of a chat where the bot may write; 400 when unknown, 403 when closed to it."""
    chat_id = known_chat(state, call)
    account = state.accounts.get(chat_id)
    if account is not None and (closed := _closed(account)):
        if call.method.startswith("send") and chat_id in state.told_blocked:
            state.violations.append(f"{call.method} to {chat_id} after: {closed.description}")
        state.told_blocked.add(chat_id)
        raise closed
    return chat_id


def own_message(state: State, call: Call) -> Message:
    """The bot's message that an edit means, or the refusal Telegram has for it."""
    chat_id = open_chat(state, call)
    number = call.get("message_id")
    if number is None:
        raise bad_request("message identifier is not specified")
    found = state.message(chat_id, number)
    if found is None:
        raise bad_request("message to edit not found")
    if not found.from_bot or found.frozen:
        raise bad_request("message can't be edited")
    return found


def _closed(account: Account) -> Refusal | None:
    if account.deactivated:
        return forbidden(DEACTIVATED)
    if account.blocked:
        return forbidden(BLOCKED)
    return None if account.started else forbidden(NEVER_STARTED)
