"""Visit: who did what in the chat, as plain values that know nothing of Telegram."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Did(StrEnum):
    """What a person did."""

    COMMAND = "command"
    TEXT = "text"
    PRESS = "press"
    LOCATION = "location"
    MEDIA = "media"
    EDIT = "edit"
    LEFT = "left"
    CAME_BACK = "came_back"
    OTHER = "other"
    VOTE = "vote"
    INLINE = "inline"  # words typed behind the bot's name in any chat
    FLOOD = "flood"  # one too many, and the one of this minute that is answered


@dataclass(frozen=True, slots=True)
class Visit:
    """One thing a person did, once. `now` is aware UTC, read when the visit is handled.

    `text` is what was typed (of a command: everything behind its name; of media: the caption).
    `also` holds words that came along: of a quote, a poll, a contact, a place.
    `command` has no slash. `data` is what a button carried; it can be forged, so it is checked
    like any input; of a vote it is the id of the poll, and `chosen` are the places of the answers,
    none when the vote was taken back. `query_id` is the id of inline words. `old` is true when
    Telegram no longer waits for an answer to a tap or to inline words.
    """

    update_id: int
    did: Did
    now: datetime
    person_id: int
    chat_id: int
    private: bool = True
    text: str = ""
    also: str = ""
    command: str = ""
    data: str = ""
    message_id: int | None = None
    callback_id: str | None = None
    name: str = ""
    language: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    old: bool = False
    chosen: tuple[int, ...] = ()
    query_id: str = ""
