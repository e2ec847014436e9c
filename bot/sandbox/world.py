"""The pretend Telegram as tests and the page use it: what each person does."""

from bot.sandbox import voting, wire
from bot.sandbox.picture import photo_size
from bot.sandbox.refusal import Refusal
from bot.sandbox.sniff import content_type
from bot.sandbox.state import State
from bot.sandbox.text import commands_in
from bot.sandbox.values import Account, Json, Media, MediaKind, Message, Tap, Toast, buttons

__all__ = ["Account", "Media", "Message", "Tap", "Toast", "World"]

FIRST_PERSON = 2_000_001
_INBOUND: dict[MediaKind, Json] = {
    "photo": {"width": 1280, "height": 960},
    "animation": {"width": 480, "height": 480, "duration": 3, "mime_type": "video/mp4"},
    "document": {"mime_type": "application/pdf"},
    "video": {"width": 1280, "height": 720, "duration": 3, "mime_type": "video/mp4"},
    "voice": {"duration": 3, "mime_type": "audio/ogg"},
    "sticker": {
        "width": 512,
        "height": 512,
        "is_animated": False,
        "is_video": False,
        "type": "regular",
    },
    "poll": {
        "id": "1",
        "question": "Tea or coffee?",
        "options": [
            {"persistent_id": "0", "text": "Tea", "voter_count": 0},
            {"persistent_id": "1", "text": "Coffee", "voter_count": 0},
        ],
        "total_voter_count": 0,
        "is_closed": False,
        "is_anonymous": True,
        "type": "regular",
        "allows_multiple_answers": False,
        "allows_revoting": False,
        "members_only": False,
    },
}


class World(State):
    """A whole Telegram in memory, for one asyncio loop: a bot and the people around it."""

    def add_account(
        self,
        first_name: str,
        *,
        language_code: str | None = "en",
        username: str | None = None,
        user_id: int | None = None,
    ) -> Account:
        """A new person who has not met the bot yet."""
        number = user_id or max(self.accounts, default=FIRST_PERSON - 1) + 1
        if number in self.accounts:
            raise ValueError(f"there is already a person {number}")
        account = Account(number, first_name, username, language_code)
        self.accounts[number] = account
        self.change()
        return account

    def say(self, user_id: int, text: str, *, reply_to: int | None = None) -> Message:
        """A person writes `text`; ValueError while they block the bot."""
        said = self._from_person(user_id, text, reply_to=reply_to)
        self.updates.queue("message", self.message_json(said))
        return said

    def press(self, user_id: int, message_id: int, data: str, *, forged: bool = False) -> str:
        """A person taps the button with `data`; returns the callback id.

        ValueError when no such button stands on the message, unless `forged`.
        """
        account = self._speaker(user_id)
        pressed = self.message(user_id, message_id)
        if pressed is None or not pressed.from_bot:
            raise ValueError(f"there is no message {message_id} of the bot")
        known = any(button.get("callback_data") == data for button in buttons(pressed))
        if not known and not forged:
            raise ValueError(f"no button of message {message_id} carries {data!r}")
        tap = self.callbacks.tap(user_id, message_id, data, forged=not known)
        sender = wire.user(account)
        body = wire.callback_query(tap, sender=sender, on=self.message_json(pressed))
        self.updates.queue("callback_query", body)
        self.change()
        return tap.id

    def press_label(self, user_id: int, message_id: int, label_fragment: str) -> str:
        """A person taps the one button whose label contains `label_fragment`."""
        pressed = self.message(user_id, message_id)
        shown = buttons(pressed) if pressed else []
        found = [one for one in shown if label_fragment in one["text"]]
        if len(found) != 1 or "callback_data" not in found[0]:
            labels = [one["text"] for one in shown]
            raise ValueError(f"{label_fragment!r} is not exactly one button of {labels}")
        return self.press(user_id, message_id, found[0]["callback_data"])

    def share_location(self, user_id: int, latitude: float, longitude: float) -> Message:
        """A person shares a place, in degrees."""
        place: Json = {"latitude": latitude, "longitude": longitude}
        said = self._from_person(user_id, "", media=Media("location", details=place))
        self.updates.queue("message", self.message_json(said))
        return said

    def send_media(self, user_id: int, kind: MediaKind, caption: str = "") -> Message:
        """A person sends a picture, a voice message, a sticker and so on."""
        content = stand_in(kind)
        stored = self.files.store(kind, f"{kind}.bin", content)
        media = Media(kind, stored.file_id, stored.name, len(content), _INBOUND[kind])
        said = self._from_person(user_id, caption, media=media)
        self.updates.queue("message", self.message_json(said))
        return said

    def send_upload(self, user_id: int, name: str, content: bytes, caption: str = "") -> Message:
        """A person sends bytes of their own: a picture Telegram takes as a photo, else a file.

        ValueError when there are none.
        """
        if not content:
            raise ValueError("the file is empty")
        kind, details = _kind_of(content)
        stored = self.files.store(kind, name, content, details)
        media = Media(kind, stored.file_id, name, len(content), details)
        said = self._from_person(user_id, caption, media=media)
        self.updates.queue("message", self.message_json(said))
        return said

    def edit(self, user_id: int, message_id: int, text: str) -> Message:
        """A person changes one of their own messages."""
        self._speaker(user_id)
        said = self.message(user_id, message_id)
        if said is None or said.from_bot:
            raise ValueError(f"message {message_id} is not theirs")
        said.text, said.entities = text, commands_in(text)
        said.edit_date = int(self.seconds())
        self.updates.queue("edited_message", self.message_json(said))
        self.change()
        return said

    def vote(self, user_id: int, message_id: int, places: list[int]) -> None:
        """A person votes in a poll of the bot; no `places` take the vote back.

        ValueError when the poll does not allow it.
        """
        account = self._speaker(user_id)
        asked = self.message(user_id, message_id)
        if asked is None or not asked.from_bot:
            raise ValueError(f"there is no poll {message_id} of the bot")
        poll = self.votes.cast(asked, user_id, places)
        self.updates.queue("poll", poll)
        if not poll["is_anonymous"]:
            answer = voting.answer(poll, user=wire.user(account), places=sorted(places))
            self.updates.queue("poll_answer", answer)
        self.change()

    def query(self, user_id: int, text: str) -> str:
        """A person types `text` behind the bot's name; returns the id of the query.

        ValueError when it is too long.
        """
        query = self.queries.ask(user_id, text)
        body = wire.inline_query(query, sender=wire.user(self.accounts[user_id]))
        self.updates.queue("inline_query", body)
        self.change()
        return query.id

    def choose(self, user_id: int, query_id: str, result_id: str) -> Message:
        """A person sends one of the results into their own chat with the bot.

        ValueError when it was not offered to them.
        """
        chosen = self.queries.choice(user_id, query_id, result_id)
        said = self._from_person(user_id, chosen.words.text, media=chosen.media)
        said.entities, said.reply_markup = chosen.words.entities, chosen.markup
        said.via_bot = True
        self.updates.queue("message", self.message_json(said))
        self.change()
        return said

    def block(self, user_id: int) -> None:
        """A person blocks the bot."""
        self._set_blocked(user_id, blocked=True)

    def unblock(self, user_id: int) -> None:
        """A person lets the bot write again."""
        self._set_blocked(user_id, blocked=False)
        self.told_blocked.discard(user_id)

    def deactivate(self, user_id: int) -> None:
        """A person leaves Telegram for good; the bot is not told."""
        self.accounts[user_id].deactivated = True
        self.change()

    def inject(self, update: Json) -> Json:
        """Queue any update as it is; a chat in it that is no person becomes known."""
        queued = self.updates.inject(update)
        for body in queued.values():
            chat = body.get("chat") if isinstance(body, dict) else None
            if isinstance(chat, dict) and chat.get("type") not in (None, "private"):
                self.groups[chat["id"]] = chat
        self.change()
        return queued

    def _speaker(self, user_id: int) -> Account:
        account = self.accounts[user_id]
        if account.blocked or account.deactivated:
            raise ValueError(f"{account.first_name} cannot write: the bot is blocked or they left")
        account.started = True
        return account

    def _from_person(
        self, user_id: int, text: str, *, media: Media | None = None, reply_to: int | None = None
    ) -> Message:
        self._speaker(user_id)
        return self.append(
            Message(
                self.next_message_id(),
                user_id,
                int(self.seconds()),
                from_bot=False,
                text=text,
                entities=commands_in(text),
                media=media,
                reply_to=reply_to,
            )
        )

    def _set_blocked(self, user_id: int, *, blocked: bool) -> None:
        account = self.accounts[user_id]
        if account.blocked == blocked:
            return
        account.blocked = blocked
        date = int(self.seconds())
        event = wire.membership(account, self.bot_user(), date=date, blocked=blocked)
        self.updates.queue("my_chat_member", event)
        self.change()


def stand_in(kind: MediaKind) -> bytes:
    """The bytes in place of a picture or sound that nobody made."""
    return f"{kind} of a person".encode()


def _kind_of(content: bytes) -> tuple[MediaKind, Json]:
    found = content_type(content) or "application/octet-stream"
    if found in ("image/jpeg", "image/png"):
        try:
            width, height = photo_size(content)
        except Refusal:
            return "document", {"mime_type": found}
        return "photo", {"width": width, "height": height}
    return "document", {"mime_type": found}
