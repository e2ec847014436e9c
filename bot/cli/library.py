"""`unpinch library`: everything the bot knows, as JSON or as a short list."""

import json
import sys
from collections.abc import Collection, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from typing import Any

from content.loader import ContentError, load_library

FAULTY = 65


def print_library(*, as_json: bool) -> int:
    """Print the whole library as JSON, or the number and names of each kind; 65 for faults."""
    try:
        library = load_library()
    except ContentError as error:
        print(f"{error} `unpinch check` lists everything.", file=sys.stderr)  # noqa: T201
        return FAULTY
    whole = plain(library)
    if as_json:
        print(json.dumps(whole, indent=1, ensure_ascii=False))  # noqa: T201
        return 0
    for kind, body in whole.items():
        print(_line(kind, body))  # noqa: T201
    return 0


def plain(value: Any) -> Any:
    """A value of the library as JSON knows it; the same library always gives the same text.

    Every field of every kind is carried, so that a new kind of content needs nothing here.
    """
    if is_dataclass(value):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Mapping):
        return {str(key): plain(part) for key, part in value.items()}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, (set, frozenset)):
        return sorted(plain(part) for part in value)
    if isinstance(value, (list, tuple)):
        return [plain(part) for part in value]
    return value


def _line(kind: str, body: Any) -> str:
    if not isinstance(body, Collection) or isinstance(body, str):
        return f"{kind}: {body}"
    names = ", ".join(str(name) for name in body) if isinstance(body, Mapping) else ""
    return f"{kind}: {len(body)}" + (f" ({names})" if names else "")
