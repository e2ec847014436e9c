"""The book of accepted sends: one JSON line each, written before the answer leaves."""

import json
from pathlib import Path

from bot.sandbox.values import Json, Message, buttons


class Ledger:
    """Lines in memory and, with a `path`, at the end of that file."""

    def __init__(self, path: Path | None = None) -> None:
        self.lines: list[Json] = []
        self._path = path

    def accept(self, method: str, sent: Message, *, time: str) -> None:
        """Write down that Telegram accepted `sent`; `time` is an ISO instant in UTC."""
        line: Json = {
            "time": time,
            "method": method,
            "chat_id": sent.chat_id,
            "message_id": sent.message_id,
            "text": sent.text,
            "data": [one["callback_data"] for one in buttons(sent) if "callback_data" in one],
        }
        self.lines.append(line)
        if self._path is not None:
            # Opened per line: closing flushes, so the line survives whatever comes next.
            with self._path.open("a", encoding="utf-8") as book:
                book.write(json.dumps(line) + "\n")
