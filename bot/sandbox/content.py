"""What a call wants to show: its words with their marks, and its files."""

from typing import Any

from bot.sandbox.formatting import Formatted, parse_html, plain
from bot.sandbox.picture import photo_size
from bot.sandbox.reference import OBJECTS
from bot.sandbox.refusal import Refusal, bad_request
from bot.sandbox.requests import Call, Upload
from bot.sandbox.sniff import content_type
from bot.sandbox.state import State
from bot.sandbox.text import utf16_length
from bot.sandbox.values import Json, Media, MediaKind, StoredFile

MOST_TEXT = 4096  # code points after parsing
MOST_CAPTION = 1024
LARGEST_PHOTO = 10 * 1024 * 1024  # bytes
LARGEST_FILE = 50 * 1024 * 1024
_ENTITIES_OF = {"text": "entities", "caption": "caption_entities"}
_INPUTS: dict[str, MediaKind] = {
    "photo": "photo",
    "animation": "animation",
    "video": "video",
    "document": "document",
}
_MEASURES = ("width", "height", "duration")


def words(state: State, values: Json, field: str) -> Formatted:
    """The text or caption (`field`) in `values`, parsed; a 400 Refusal if it cannot stand.

    Formatting that Telegram would silently drop is noted among the violations.
    """
    formatted = _parse(values, field)
    if field == "text" and not formatted.text:
        raise bad_request("message text is empty")
    if field == "text" and len(formatted.text) > MOST_TEXT:
        raise bad_request("message is too long")
    if field == "caption" and len(formatted.text) > MOST_CAPTION:
        raise bad_request("message caption is too long")
    state.violations += [f"formatting was lost: {what}" for what in formatted.lost]
    return formatted


def file(state: State, call: Call, kind: MediaKind, value: str | None, about: Json) -> Media:
    """The media of `kind` that `value` names or that came as an upload.

    `value` is a file id, an attach:// address, or None when the file is the field itself.
    """
    upload = _upload(call, kind, value)
    if upload is not None:
        return _media(kind, _store(state, kind, upload, about))
    if value is None or value.startswith(("http://", "https://")):
        # There is no network here, and Telegram's own words for a failed download fit.
        raise bad_request("failed to get HTTP URL content")
    return _media(kind, state.files.find(value, kind))


def input_media(state: State, call: Call, media: Json) -> tuple[Media, Formatted]:
    """The media and caption of an `InputMedia` object."""
    kind = _INPUTS.get(str(media.get("type")))
    if kind is None:
        raise bad_request("can't parse InputMedia: wrong type")
    unknown = sorted(set(media) - set(OBJECTS[f"InputMedia{kind.title()}"]))
    if unknown:
        raise bad_request(f"InputMedia{kind.title()} has no field {', '.join(unknown)}")
    value = media.get("media")
    if not isinstance(value, str):
        raise bad_request("can't parse InputMedia: media not found")
    return file(state, call, kind, value, media), words(state, media, "caption")


def _parse(values: Json, field: str) -> Formatted:
    text, mode = str(values.get(field, "")), str(values.get("parse_mode", ""))
    given = values.get(_ENTITIES_OF[field])
    if mode.lower() == "html":
        return parse_html(text)
    if mode:
        # Telegram knows Markdown too; one unescaped dot there loses a message.
        raise bad_request("unsupported parse_mode")
    return _with_entities(text, given) if given else plain(text)


def _with_entities(text: str, given: list[Any]) -> Formatted:
    lead = len(text) - len(text.lstrip())
    trimmed = text.strip()
    for one in given:
        _check_entity(one, utf16_length(text))
    moved = [one | {"offset": one["offset"] - lead} for one in given]
    return Formatted(trimmed, sorted(moved, key=lambda one: (one["offset"], -one["length"])))


def _check_entity(entity: Any, length: int) -> None:
    if not isinstance(entity, dict) or not isinstance(entity.get("type"), str):
        raise bad_request("can't parse MessageEntity: Object expected")
    begin, size = entity.get("offset"), entity.get("length")
    if not isinstance(begin, int) or not isinstance(size, int):
        raise bad_request("can't parse MessageEntity: offset and length must be Integer")
    if begin < 0 or size <= 0 or begin + size > length:
        raise bad_request("can't parse MessageEntity: it does not lie inside the text")


def _upload(call: Call, kind: str, value: str | None) -> Upload | None:
    if value is None:
        return call.uploads.get(kind)
    name = value.removeprefix("attach://")
    if name == value:
        return None
    if name not in call.uploads:
        raise bad_request("can't parse InputMedia: the attached file is not in the request")
    return call.uploads[name]


def _store(state: State, kind: MediaKind, upload: Upload, about: Json) -> StoredFile:
    if not upload.content:
        raise bad_request("file must be non-empty")
    if len(upload.content) > (LARGEST_PHOTO if kind == "photo" else LARGEST_FILE):
        raise Refusal(413, "Request Entity Too Large")
    details = _details(kind, upload, about)
    return state.files.store(kind, upload.name, upload.content, details)


def _details(kind: MediaKind, upload: Upload, about: Json) -> Json:
    if kind == "photo":
        width, height = photo_size(upload.content)
        return {"width": width, "height": height}
    mime = {"mime_type": content_type(upload.content) or "application/octet-stream"}
    if kind == "document":
        return mime
    return mime | {name: int(about.get(name) or 0) for name in _MEASURES}


def _media(kind: MediaKind, stored: StoredFile) -> Media:
    return Media(kind, stored.file_id, stored.name, len(stored.content), stored.details)
