"""What the pretend Telegram knows: people, chats, messages, and how to wait for a change."""

import asyncio
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Self, TypeVar

from bot.sandbox import wire
from bot.sandbox.callbacks import Callbacks
from bot.sandbox.faults import Faults
from bot.sandbox.files import Files
from bot.sandbox.inline import Queries
from bot.sandbox.ledger import Ledger
from bot.sandbox.limits import RateLimits
from bot.sandbox.profile import Profile
from bot.sandbox.trouble import Switch
from bot.sandbox.updates import Updates
from bot.sandbox.values import Account, Json, Message, Tap, Toast
from bot.sandbox.voting import Votes
from bot.sandbox.webhook import Webhook

T = TypeVar("T")

TOKEN = "1000000001:AA-this_is_the_token_of_the_sandbox"  # noqa: S105 - opens nothing
TYPING_LASTS = 5.0  # seconds


class State:
    """Messages, people and all else in memory; `now` gives aware UTC instants."""

    def __init__(
        self,
        *,
        now: Callable[[], datetime],
        token: str = TOKEN,
        username: str = "unpinch_sandbox_bot",
        ledger: Path | None = None,
    ) -> None:
        self.now = now
        self.token = token
        self.bot: Json = _bot(token, username)
        self.accounts: dict[int, Account] = {}
        self.groups: dict[int, Json] = {}  # chats that only injected updates made known
        self.pinned: dict[int, list[int]] = {}
        self.violations: list[str] = []
        self.revision = 0
        self.limits = False  # rate limits are on a switch
        self.rates = RateLimits(self.seconds)
        self.updates = Updates(self.seconds)
        self.webhook = Webhook(self.updates, self.seconds)
        self.callbacks = Callbacks(self.seconds)
        self.queries = Queries(self.seconds)
        self.votes = Votes()
        self.profile = Profile()
        self.files = Files(bot_id=self.bot["id"])
        self.faults = Faults()
        self.trouble = Switch(self.faults)
        self.ledger = Ledger(ledger)
        self.told_blocked: set[int] = set()  # people of whom the bot heard a 403
        self.updates.on_delivery = self.callbacks.delivered
        self.updates.on_poll = self.wake
        self._messages: dict[int, list[Message]] = {}
        self._reply_keyboards: dict[int, Json] = {}
        self._typing_until: dict[int, float] = {}
        self._next_message = 1
        self._changed = asyncio.Event()

    # What is there

    @property
    def commands(self) -> dict[tuple[str, str], list[Json]]:
        """The command lists by (scope, language code); see `Profile` for the scope's form."""
        return self.profile.commands

    @property
    def forged(self) -> list[Tap]:
        """Taps whose data stood on no button of the message."""
        return [tap for tap in self.callbacks.taps.values() if tap.forged]

    def seconds(self) -> float:
        """The present instant in unix seconds."""
        return self.now().timestamp()

    def messages(self, chat_id: int) -> list[Message]:
        """What stands in a chat now, oldest first, without deleted messages."""
        return [one for one in self._messages.get(chat_id, ()) if not one.deleted]

    def message(self, chat_id: int, message_id: int) -> Message | None:
        """One message that was not deleted, or None."""
        return next((m for m in self.messages(chat_id) if m.message_id == message_id), None)

    def reply_keyboard(self, chat_id: int) -> Json | None:
        """The keyboard under the chat's input field, in Telegram's form, or None."""
        return self._reply_keyboards.get(chat_id)

    def typing(self, chat_id: int) -> bool:
        """Whether "typing..." is shown: up to 5 s, and no longer than to the next message."""
        return self._typing_until.get(chat_id, 0.0) > self.seconds()

    def toast(self, callback_id: str) -> Toast | None:
        """What the bot answered to a tap; None when it has not, `text` "" when silent."""
        tap = self.callbacks.taps.get(callback_id)
        return tap.toast if tap else None

    def toasts(self, user_id: int) -> list[Toast]:
        """Every answer to this person's taps, in the order of the taps."""
        taps = self.callbacks.taps.values()
        return [tap.toast for tap in taps if tap.user_id == user_id and tap.toast]

    def unanswered(self, older_than_seconds: float = 0.0) -> list[Tap]:
        """Taps that reached the bot at least so long ago and that it never answered."""
        return self.callbacks.unanswered(older_than_seconds)

    def check(self) -> list[str]:
        """Every broken promise so far, as sentences; empty at the end of a good test."""
        silent = [f"tap {tap.id} ({tap.data!r}) was never answered" for tap in self.unanswered()]
        return self.violations + silent

    # What the Bot API changes

    def chat_json(self, chat_id: int) -> Json:
        """A `Chat` that is known; KeyError otherwise."""
        account = self.accounts.get(chat_id)
        return wire.private_chat(account) if account else self.groups[chat_id]

    def message_json(self, sent: Message) -> Json:
        """A `Message` in Telegram's form, with the message it answers."""
        sender = self.bot_user() if sent.from_bot else wire.user(self.accounts[sent.chat_id])
        chat = self.chat_json(sent.chat_id)
        answered = self.message(sent.chat_id, sent.reply_to) if sent.reply_to else None
        quoted = None
        if answered is not None:
            other = self.bot_user() if answered.from_bot else wire.user(self.accounts[chat["id"]])
            quoted = wire.message(answered, chat=chat, sender=other)
        told = wire.message(sent, chat=chat, sender=sender, reply_to=quoted)
        return told | ({"via_bot": self.bot_user()} if sent.via_bot else {})

    def bot_user(self) -> Json:
        """The bot as a `User`, without what only getMe tells."""
        return {name: self.bot[name] for name in ("id", "is_bot", "first_name", "username")}

    def append(self, sent: Message) -> Message:
        """Put a message at the end of its chat."""
        self._messages.setdefault(sent.chat_id, []).append(sent)
        if sent.from_bot:
            self._typing_until.pop(sent.chat_id, None)
        self.change()
        return sent

    def next_message_id(self) -> int:
        """Message ids of one bot's private chats grow together."""
        self._next_message += 1
        return self._next_message - 1

    def show_keyboard(self, chat_id: int, keyboard: Json | None) -> None:
        """Put a reply keyboard under the input field, or take it away."""
        if keyboard is None:
            self._reply_keyboards.pop(chat_id, None)
        else:
            self._reply_keyboards[chat_id] = keyboard

    def show_typing(self, chat_id: int) -> None:
        """Show "typing..." for a moment."""
        self._typing_until[chat_id] = self.seconds() + TYPING_LASTS
        self.change()

    # Waiting

    def change(self) -> None:
        """Count a visible change and wake whoever waits for one."""
        self.revision += 1
        self.wake()

    def wake(self) -> None:
        """Let everybody who waits look again, though nothing changed that can be seen."""
        changed, self._changed = self._changed, asyncio.Event()
        changed.set()

    async def wait_for(
        self,
        predicate: Callable[[Self], T | None],
        *,
        timeout: float = 5.0,  # noqa: ASYNC109 - the loop lives here
    ) -> T:
        """The first truthy answer of `predicate`, asked again at each change and poll.

        TimeoutError after `timeout` seconds of real time.
        """
        async with asyncio.timeout(timeout):
            while True:
                changed = self._changed
                if found := predicate(self):
                    return found
                await changed.wait()

    def close(self) -> None:
        """End waiting polls, postings and held answers, so that a server can stop."""
        self.webhook.stop()
        self.updates.close()
        self.faults.release_all()


def _bot(token: str, username: str) -> Json:
    number, _, secret = token.partition(":")
    if not number.isdecimal() or not secret:
        raise ValueError("a token looks like 123456:letters")
    return {
        "id": int(number),
        "is_bot": True,
        "first_name": "Unpinch",
        "username": username,
        "can_join_groups": True,
        "can_read_all_group_messages": False,
        "supports_inline_queries": True,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }
