"""What a person does on the chat page, read from JSON and done in the world."""

from collections.abc import Callable
from typing import Any, TypeGuard, cast, get_args

from bot.sandbox import jumps
from bot.sandbox.values import Json, MediaKind
from bot.sandbox.world import World

LONGEST_TEXT = 4096  # characters of a message
LONGEST_CAPTION = 1024
LONGEST_NAME = 64
LONGEST_FILE_NAME = 255
LONGEST_WIND = 366 * 86_400.0  # seconds


def person(world: World, body: Json) -> int:
    """The id under `user`; ValueError when nobody has it."""
    number = _number(body, "user")
    if number not in world.accounts:
        raise ValueError(f"there is no person {number}")
    return number


def seconds(body: Json) -> float:
    """The seconds to wind, above 0 and at most a year; ValueError otherwise."""
    value = _decimal(body, "seconds", LONGEST_WIND)
    if value <= 0:
        raise ValueError("the clock only runs forward")
    return value


def moment(world: World, body: Json) -> float:
    """Seconds to the moment under `to` ("morning" or "change") in the `zone`; or ValueError."""
    ways = {"morning": jumps.to_morning, "change": jumps.to_change}
    way = ways.get(str(body.get("to")))
    if way is None:
        raise ValueError("to must be morning or change")
    return way(world.now(), _text(body, "zone", LONGEST_NAME))


def say(world: World, body: Json) -> Json:
    """Write a message, perhaps in reply to one of the chat."""
    who, words = person(world, body), _text(body, "text", LONGEST_TEXT)
    said = world.say(who, words, reply_to=_answered(world, who, body))
    return {"message_id": said.message_id}


def press(world: World, body: Json) -> Json:
    """Tap a button that stands on a message."""
    data = _text(body, "data", LONGEST_TEXT)
    return {"callback_id": world.press(person(world, body), _number(body, "message_id"), data)}


def edit(world: World, body: Json) -> Json:
    """Change one of one's own messages."""
    words = _text(body, "text", LONGEST_TEXT)
    world.edit(person(world, body), _number(body, "message_id"), words)
    return {}


def vote(world: World, body: Json) -> Json:
    """Vote in a poll, or with no options take the vote back."""
    options = body.get("options")
    if not isinstance(options, list) or not all(type(one) is int for one in options):
        raise ValueError("options must be a list of whole numbers")
    world.vote(person(world, body), _number(body, "message_id"), options)
    return {}


def query(world: World, body: Json) -> Json:
    """Type words behind the bot's name; an empty text asks for what it offers by itself."""
    words = body.get("text")
    if not _is_text(words, LONGEST_TEXT):
        raise ValueError("text must be a text")
    return {"query_id": world.query(person(world, body), words)}


def choose(world: World, body: Json) -> Json:
    """Send one of the results the bot offered."""
    query_id, result_id = _text(body, "query_id", 64), _text(body, "result_id", 64)
    return {"message_id": world.choose(person(world, body), query_id, result_id).message_id}


def location(world: World, body: Json) -> Json:
    """Share a place, in degrees."""
    latitude, longitude = _decimal(body, "latitude", 90), _decimal(body, "longitude", 180)
    return {"message_id": world.share_location(person(world, body), latitude, longitude).message_id}


def media(world: World, body: Json) -> Json:
    """Send a picture, a voice message, a sticker and so on."""
    kind = body.get("kind")
    if kind not in get_args(MediaKind) or kind == "location":
        raise ValueError(f"nothing of the kind {kind!r} can be sent")
    caption = body.get("caption", "")
    if not _is_text(caption, LONGEST_CAPTION):
        raise ValueError("the caption is not a short text")
    sent = world.send_media(person(world, body), cast("MediaKind", kind), caption)
    return {"message_id": sent.message_id}


def upload(world: World, user_id: int, name: str, content: bytes, caption: str) -> Json:
    """Send a file of one's own, with a caption or none."""
    if not _is_text(caption, LONGEST_CAPTION):
        raise ValueError(f"a caption has at most {LONGEST_CAPTION} characters")
    if not name or not _is_text(name, LONGEST_FILE_NAME):
        raise ValueError("the name of the file is not a short text")
    return {"message_id": world.send_upload(user_id, name, content, caption).message_id}


def block(world: World, body: Json) -> Json:
    """Block the bot, or let it write again."""
    who, blocked = person(world, body), body.get("blocked")
    if not isinstance(blocked, bool):
        raise ValueError("blocked must be true or false")
    (world.block if blocked else world.unblock)(who)
    return {}


def trouble(world: World, body: Json) -> Json:
    """Turn one kind of trouble of the network on, or with an empty name all off."""
    world.trouble.turn(body.get("name"))
    world.change()
    return {}


def users(world: World, body: Json) -> Json:
    """Bring in one more person."""
    language = body.get("language_code") or None
    if language is not None and not _is_text(language, LONGEST_NAME):
        raise ValueError("the language is not a short text")
    account = world.add_account(
        _text(body, "first_name", LONGEST_NAME).strip(), language_code=language
    )
    return {"user": account.id}


ALL: dict[str, Callable[[World, Json], Json]] = {
    "say": say,
    "press": press,
    "edit": edit,
    "vote": vote,
    "query": query,
    "choose": choose,
    "location": location,
    "media": media,
    "block": block,
    "trouble": trouble,
    "users": users,
}


def _answered(world: World, user_id: int, body: Json) -> int | None:
    """The message under `reply_to`, or None; ValueError when the chat has no such message."""
    if body.get("reply_to") is None:
        return None
    number = _number(body, "reply_to")
    if world.message(user_id, number) is None:
        raise ValueError(f"there is no message {number} to reply to")
    return number


def _number(body: Json, name: str) -> int:
    value = body.get(name)
    if not isinstance(value, int) or isinstance(value, bool):
        raise ValueError(f"{name} must be a whole number")
    return value


def _decimal(body: Json, name: str, most: float) -> float:
    """A number from -`most` to `most`; this also refuses what JSON calls NaN."""
    value = body.get(name)
    if not isinstance(value, int | float) or isinstance(value, bool) or not abs(value) <= most:
        raise ValueError(f"{name} must be a number from {-most:g} to {most:g}")
    return float(value)


def _text(body: Json, name: str, most: int) -> str:
    value: Any = body.get(name)
    if not _is_text(value, most) or not value.strip():
        raise ValueError(f"{name} must be a text of 1 to {most} characters")
    return value


def _is_text(value: Any, most: int) -> TypeGuard[str]:
    """Whether this is a text that can be written down; half a surrogate pair cannot."""
    if not isinstance(value, str) or len(value) > most:
        return False
    return not any("\ud800" <= letter <= "\udfff" for letter in value)
