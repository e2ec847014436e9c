"""What the pretend Telegram remembers: accounts, messages, media, taps and toasts."""

from dataclasses import dataclass, field
from typing import Any, Literal

Json = dict[str, Any]
MediaKind = Literal[
    "photo", "animation", "document", "video", "voice", "sticker", "location", "poll"
]


@dataclass(slots=True)
class Account:
    """A person. `started` is true once they have written to the bot."""

    id: int
    first_name: str
    username: str | None = None
    language_code: str | None = "en"
    blocked: bool = False
    deactivated: bool = False
    started: bool = False


@dataclass(frozen=True, slots=True)
class Media:
    """What a message carries besides words; `details` are Telegram's own fields for the kind."""

    kind: MediaKind
    file_id: str = ""
    file_name: str | None = None
    size: int = 0
    details: Json = field(default_factory=dict)


@dataclass(slots=True)
class Message:
    """One message; `date` in unix seconds, `text` is plain and is the caption for media."""

    message_id: int
    chat_id: int
    date: int
    from_bot: bool
    text: str
    entities: list[Json] = field(default_factory=list)
    media: Media | None = None
    reply_markup: Json | None = None
    edit_date: int | None = None
    deleted: bool = False
    silent: bool = False
    reply_to: int | None = None
    # A message sent with anything but an inline keyboard can never be edited.
    frozen: bool = False
    reaction: str | None = None
    media_group_id: str | None = None
    via_bot: bool = False  # a person chose it among the results of the bot


@dataclass(frozen=True, slots=True)
class Toast:
    """What a person sees after a tap: a line that fades, or an alert to close."""

    text: str
    alert: bool = False


@dataclass(slots=True)
class Tap:
    """One press of an inline button, `asked` in unix seconds."""

    id: str
    user_id: int
    message_id: int
    data: str
    asked: float
    forged: bool = False
    delivered: bool = False
    tried: bool = False  # the bot answered, in time or not
    toast: Toast | None = None


@dataclass(frozen=True, slots=True)
class StoredFile:
    """The bytes of an upload under the only `file_id` that leads to them."""

    file_id: str
    unique_id: str
    kind: str
    name: str | None
    content: bytes
    details: Json = field(default_factory=dict)

    @property
    def path(self) -> str:
        """The path below `/file/bot<token>/`, as getFile tells it."""
        return f"{self.kind}s/{self.unique_id}"


def buttons(sent: Message) -> list[Json]:
    """The inline buttons of a message, row by row."""
    rows = (sent.reply_markup or {}).get("inline_keyboard", [])
    return [button for row in rows for button in row]
