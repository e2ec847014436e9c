"""TELEGRAM: what an exception says about the message that was to be sent."""

from datetime import timedelta

from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
)

from bot.chat.request import NothingLeft
from bot.services.outcomes import Refused, Why

FLOOD_WITHOUT_TIME = 5.0

_UNCHANGED = "message is not modified"
_NO_WORDS = "there is no text in the message to edit"
_TOO_LARGE = "request entity too large"
_LOST = ("message to edit not found", "message can't be edited", "message_id_invalid")
_BAD_MARKUP = "can't parse entities"
_FLOOD = "too many requests"


def classify(error: BaseException) -> Refused | None:
    """What an exception says about the message; None when the wish is fulfilled already.

    The type alone does not tell: PTB derives BadRequest and TimedOut from NetworkError, and
    whether a failed request may have arrived is written in its `__cause__`. Whatever is not
    certain is unknown.
    """
    match error:
        case RetryAfter():
            return Refused(Why.FLOOD, retry_after=_seconds(error))
        case ChatMigrated():
            return Refused(Why.MOVED, chat_id=error.new_chat_id)
        case Forbidden():
            return Refused(Why.BLOCKED)
        case InvalidToken():
            return Refused(Why.UNAUTHORISED)
        case BadRequest():
            return _bad_request(str(error).lower())
        case NetworkError() if _TOO_LARGE in str(error).lower():
            return Refused(Why.REJECTED)
        case NetworkError() if isinstance(error.__cause__, NothingLeft):
            return Refused(Why.NETWORK)
        case TelegramError() if str(error).lower().startswith(_FLOOD):
            return Refused(Why.FLOOD, retry_after=FLOOD_WITHOUT_TIME)
    return Refused(Why.UNKNOWN)


def _bad_request(text: str) -> Refused | None:
    if _UNCHANGED in text:
        return None
    if _NO_WORDS in text:
        return Refused(Why.OTHER_KIND)
    if any(words in text for words in _LOST):
        return Refused(Why.LOST)
    return Refused(Why.MARKUP if _BAD_MARKUP in text else Why.REJECTED)


def _seconds(error: RetryAfter) -> float:
    """The wait in seconds; PTB gives a timedelta, or a number where it was told to."""
    wait = error.retry_after
    return wait.total_seconds() if isinstance(wait, timedelta) else float(wait)
