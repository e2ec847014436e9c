"""A request that Telegram refuses, with the status and the words it uses."""

from typing import Any


class Refusal(Exception):
    """The answer is `status` (an HTTP code) with `description`; `parameters` go along."""

    def __init__(self, status: int, description: str, **parameters: Any) -> None:
        super().__init__(description)
        self.status = status
        self.description = description
        self.parameters = parameters


def bad_request(words: str) -> Refusal:
    """A 400 with Telegram's prefix."""
    return Refusal(400, f"Bad Request: {words}")


def forbidden(words: str) -> Refusal:
    """A 403 with Telegram's prefix."""
    return Refusal(403, f"Forbidden: {words}")


def flood(seconds: int) -> Refusal:
    """A 429 that asks to wait `seconds`."""
    words = f"Too Many Requests: retry after {seconds}"
    return Refusal(429, words, retry_after=seconds)
