"""What became of one attempt to send something, as plain values."""

from dataclasses import dataclass
from enum import StrEnum


class Why(StrEnum):
    """Why something was not sent, or that nobody can know."""

    UNKNOWN = "unknown"  # written, but no answer: it may have arrived
    NETWORK = "network"  # certain that nothing left this machine
    FLOOD = "flood"  # told to wait
    BLOCKED = "blocked"  # the person blocked the bot, or the account is gone
    REJECTED = "rejected"  # the chat or the content is refused
    MARKUP = "markup"  # the text's markup cannot be read
    MOVED = "moved"  # the chat has a new id
    UNAUTHORISED = "unauthorised"  # the token is not (or no longer) accepted
    OTHER_KIND = "other_kind"  # words alone cannot take the place of a picture
    LOST = "lost"  # the message to change does not exist any more
    BUG = "bug"  # our own fault, before anything was written


@dataclass(frozen=True, slots=True)
class Sent:
    """Telegram accepted it as this message.

    `file_id` names the picture in it and `poll_id` the poll, if there is one.
    """

    message_id: int
    file_id: str = ""
    poll_id: str = ""


@dataclass(frozen=True, slots=True)
class Refused:
    """It was not sent, or nobody can know (`Why.UNKNOWN`). `retry_after` is in seconds."""

    why: Why
    retry_after: float = 0.0
    chat_id: int | None = None

    @property
    def is_trouble(self) -> bool:
        """True when the line to Telegram is in doubt, not this one message."""
        return self.why in (Why.UNKNOWN, Why.NETWORK)


Outcome = Sent | Refused
