"""A Bot API request in any of its spellings, read and checked against the description."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from starlette.datastructures import UploadFile
from starlette.requests import Request

from bot.sandbox.reference import METHODS, Parameter
from bot.sandbox.refusal import bad_request
from bot.sandbox.values import Json

LARGEST_FIELD = 4 * 1024 * 1024  # bytes of one multipart field that is no file
# Real parameters whose effect is not imitated: silence would hide that a bot relies on them.
NOT_IMITATED = frozenset(
    {
        "business_connection_id",
        "direct_messages_topic_id",
        "inline_message_id",
        "message_thread_id",
        "rich_message",
        "suggested_post_parameters",
    }
)
_MISSING = {
    "chat_id": "chat_id is empty",
    "text": "message text is empty",
    "message_id": "message identifier is not specified",
}
_FILES = frozenset({"photo", "animation", "video", "document"})
_YES_AND_NO = {"true": True, "1": True, "false": False, "0": False}


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that came with a request."""

    name: str | None
    content: bytes


@dataclass(frozen=True, slots=True)
class Call:
    """One call of a method: its name, its values, and the files that came along."""

    method: str
    values: Json
    uploads: dict[str, Upload] = field(default_factory=dict)

    def get(self, name: str, default: Any = None) -> Any:
        """The value of a parameter, or `default`."""
        return self.values.get(name, default)


async def read(request: Request, method: str) -> Call:
    """Take the parameters from the address and the body; nothing is checked yet."""
    values: Json = dict(request.query_params)
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    uploads: dict[str, Upload] = {}
    if kind == "application/json":
        values |= _json_body(await request.body())
    elif kind in ("application/x-www-form-urlencoded", "multipart/form-data"):
        async with request.form(max_part_size=LARGEST_FIELD) as form:
            for name, value in form.multi_items():
                if isinstance(value, UploadFile):
                    uploads[name] = Upload(value.filename, await value.read())
                else:
                    values[name] = value
    else:
        await request.body()
    return Call(method, values, uploads)


def check(call: Call) -> Call:
    """The same call with every value in its own type; a 400 Refusal for the first fault."""
    known = METHODS[call.method]
    for name in (*call.values, *call.uploads):
        if name in NOT_IMITATED:
            raise bad_request(f"the sandbox does not imitate {name}")
        if name not in known and not _is_attached(name, call):
            raise bad_request(f"{call.method} has no parameter {name}")
    for name, parameter in known.items():
        if parameter.required and name not in call.values and name not in call.uploads:
            raise bad_request(_missing(name))
    values = {name: _convert(name, value, known[name]) for name, value in call.values.items()}
    return Call(call.method, values, call.uploads)


def _json_body(body: bytes) -> Json:
    try:
        values = json.loads(body or b"{}")
    except ValueError as error:
        raise bad_request("can't parse JSON object") from error
    if not isinstance(values, dict):
        raise bad_request("can't parse JSON object: Object expected")
    return {name: value for name, value in values.items() if value is not None}


def _is_attached(name: str, call: Call) -> bool:
    return name in call.uploads and any(
        f"attach://{name}" in str(value) for value in call.values.values()
    )


def _missing(name: str) -> str:
    if name in _FILES:
        return f"there is no {name} in the request"
    return _MISSING.get(name, f'parameter "{name}" is required')


def _convert(name: str, value: Any, parameter: Parameter) -> Any:
    _check_letters(value)
    for kind in parameter.types:
        converted = _reader(kind)(value)
        if converted is not None:
            return converted
    raise bad_request(f'can\'t parse parameter "{name}": {" or ".join(parameter.types)} expected')


def _reader(kind: str) -> Callable[[Any], Any]:
    if kind in _READERS:
        return _READERS[kind]
    return _list if kind.startswith("Array") else _object


def _check_letters(value: Any) -> None:
    try:
        text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
        text.encode()
    except UnicodeEncodeError as error:
        raise bad_request("strings must be encoded in UTF-8") from error


def _integer(value: Any) -> int | None:
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    digits = value.removeprefix("-") if isinstance(value, str) else ""
    return int(value) if digits.isascii() and digits.isdecimal() else None


def _float(value: Any) -> float | None:
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    try:
        return float(value)
    except ValueError:
        return None


def _boolean(value: Any) -> bool | None:
    return value if isinstance(value, bool) else _YES_AND_NO.get(str(value).lower())


def _string(value: Any) -> str | None:
    return value if isinstance(value, str) else None


def _nested(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    try:
        return json.loads(value)
    except ValueError:
        return None


def _list(value: Any) -> list[Any] | None:
    found = _nested(value)
    return found if isinstance(found, list) else None


def _object(value: Any) -> Json | None:
    found = _nested(value)
    return found if isinstance(found, dict) else None


_READERS: dict[str, Callable[[Any], Any]] = {
    "Integer": _integer,
    "Float": _float,
    "Boolean": _boolean,
    "String": _string,
    "InputFile": _string,
}
