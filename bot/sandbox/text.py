"""Lengths and entities of plain text, measured as Telegram measures them."""

import re

from bot.sandbox.values import Json

_COMMAND = re.compile(r"(?<![\w/<>@])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?(?![\w/])")


def utf16_length(text: str) -> int:
    """The length of `text` in UTF-16 units, the unit of entity offsets."""
    return len(text) + sum(ord(letter) > 0xFFFF for letter in text)


def commands_in(text: str) -> list[Json]:
    """A `bot_command` entity for every /command in `text`, as Telegram finds them itself."""
    return [
        {
            "type": "bot_command",
            "offset": utf16_length(text[: found.start()]),
            "length": utf16_length(found.group()),
        }
        for found in _COMMAND.finditer(text)
    ]
