"""The part of the Bot API's own description that the sandbox checks requests against."""

import json
from dataclasses import dataclass
from importlib import resources
from typing import Any


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter of a method: whether it must be there, and the types it may have."""

    required: bool
    types: tuple[str, ...]


def _load() -> dict[str, Any]:
    text = resources.files("bot.sandbox").joinpath("methods.json").read_text(encoding="utf-8")
    loaded: dict[str, Any] = json.loads(text)
    return loaded


def _parameters(fields: dict[str, Any]) -> dict[str, Parameter]:
    return {
        name: Parameter(field["required"], tuple(field["types"])) for name, field in fields.items()
    }


_DESCRIPTION = _load()
METHODS: dict[str, dict[str, Parameter]] = {
    name: _parameters(fields) for name, fields in _DESCRIPTION["methods"].items()
}
# Method names count in any case.
BY_LOWER_CASE = {name.lower(): name for name in METHODS}
OBJECTS: dict[str, tuple[str, ...]] = {
    name: tuple(fields) for name, fields in _DESCRIPTION["objects"].items()
}
REACTIONS = frozenset(_DESCRIPTION["reactions"])
