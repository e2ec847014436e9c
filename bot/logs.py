"""Logs: text or JSON lines on standard error, and no secret in any of them."""

import json
import logging
import re
import sys
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
    """One JSON object a line."""

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        if record.exc_info:
            line["exception"] = self.formatException(record.exc_info)
        return redact(json.dumps(line, ensure_ascii=False), self._secret)


def set_up(*, level: str, form: str, secret: str) -> None:
    """Send all logs to standard error, redacted; the chatty libraries only warn."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_JsonFormatter(secret) if form == "json" else _Formatter(secret))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level.upper())
    for name in _NOISY:
        logging.getLogger(name).setLevel(logging.WARNING)
