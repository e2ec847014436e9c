"""Logs: text or JSON lines on standard error, and no secret in any of them.

A JSON line names the update or the delivery that was worked on when it was written.
"""

import json
import logging
import re
import sys
from collections.abc import Callable, Mapping
from datetime import UTC, datetime

# A token that slipped into a text, also one that is not ours.
_TOKEN = re.compile(r"(?<!\d)\d{3,20}:[A-Za-z0-9_-]{5,100}")
_NOISY = (
    "fontTools",
    "matplotlib",
    "httpx",
    "httpcore",
    "aiohttp.access",
    "apscheduler",
    "alembic",
    "uvicorn.access",
)


def redact(text: str, secret: str) -> str:
    """The text without the secret, and without anything that looks like a bot token."""
    if secret:
        text = text.replace(secret, "[token]")
    return _TOKEN.sub("[token]", text)


class _Formatter(logging.Formatter):
    """Formats one record and takes the secret out of the whole result, tracebacks included."""

    def __init__(self, secret: str) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")
        self._secret = secret

    def format(self, record: logging.LogRecord) -> str:
        return redact(super().format(record), self._secret)


class _JsonFormatter(_Formatter):
    """One JSON object a line; `marks` says what is worked on now."""

    def __init__(self, secret: str, marks: Callable[[], Mapping[str, int]]) -> None:
        super().__init__(secret)
        self._marks = marks

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
            **self._marks(),
        }
        if record.exc_info:
            line["exception"] = self.formatException(record.exc_info)
        return redact(json.dumps(line, ensure_ascii=False), self._secret)


def set_up(
    *, level: str, form: str, secret: str, marks: Callable[[], Mapping[str, int]] = dict
) -> None:
    """Send all logs to standard error, redacted; the chatty libraries only warn.

    `marks` gives the numbers that stand on a JSON line: it is asked where the line is written.
    """
    handler = logging.StreamHandler(sys.stderr)
    json_lines = form == "json"
    handler.setFormatter(_JsonFormatter(secret, marks) if json_lines else _Formatter(secret))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level.upper())
    for name in _NOISY:
        logging.getLogger(name).setLevel(logging.WARNING)
