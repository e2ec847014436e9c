"""Scripted trouble: what the n-th matching call gets instead of its proper answer."""

import asyncio
from dataclasses import dataclass
from typing import Literal

from bot.sandbox.values import Json

Kind = Literal["error", "hold", "reset", "half", "garbage"]
BAD_GATEWAY = (
    "<html><head><title>502 Bad Gateway</title></head>"
    "<body><center><h1>502 Bad Gateway</h1></center></body></html>"
)
WORDS = {
    401: "Unauthorized",
    404: "Not Found",
    409: "Conflict: terminated by other getUpdates request; "
    "make sure that only one bot instance is running",
    500: "Internal Server Error",
    502: "Bad Gateway",
    504: "Gateway Timeout",
}


@dataclass(slots=True)
class Fault:
    """One kind of trouble for `count` calls (None: all) after the first `skip` matching ones.

    `method` None means every method, `chat_id` None every chat. With `applied` the call takes
    effect first, so the bot cannot know. Kinds: `error` answers `status` (HTML instead of JSON
    with `html`; 429 carries `retry_after` seconds), `hold` answers properly once `release` is
    set or `seconds` have passed, or never without both, `reset` cuts the connection, `half`
    cuts it in the middle of the answer, `garbage` answers 200 with broken JSON.
    """

    kind: Kind
    method: str | None = None
    chat_id: int | None = None
    skip: int = 0
    count: int | None = 1
    applied: bool = False
    status: int = 500
    description: str | None = None
    html: bool = False
    retry_after: int | None = None
    release: asyncio.Event | None = None
    seconds: float | None = None
    seen: int = 0  # matching calls so far
    hit: int = 0  # calls that got the trouble

    def matches(self, method: str, chat_id: int | None) -> bool:
        """Whether this call gets the trouble; counts it when it is one of those meant."""
        if self.method is not None and self.method.lower() != method.lower():
            return False
        if self.chat_id is not None and self.chat_id != chat_id:
            return False
        self.seen += 1
        if self.seen <= self.skip or (self.count is not None and self.hit >= self.count):
            return False
        self.hit += 1
        return True

    def envelope(self) -> Json:
        """The body of an `error` in Telegram's form."""
        body: Json = {"ok": False, "error_code": self.status, "description": self._words()}
        if self.retry_after is not None:
            body["parameters"] = {"retry_after": self.retry_after}
        return body

    def _words(self) -> str:
        if self.description is not None:
            return self.description
        if self.status == 429:
            return f"Too Many Requests: retry after {self.retry_after}"
        return WORDS.get(self.status, "Bad Request: scripted fault")


class Faults:
    """The faults of a world, asked in the order they were added."""

    def __init__(self) -> None:
        self.script: list[Fault] = []
        self._closing = asyncio.Event()

    def add(self, fault: Fault) -> Fault:
        """Script `fault`; returned so that a test can look at `hit`."""
        if fault.kind == "error" and fault.status == 429 and fault.retry_after is None:
            raise ValueError("a 429 needs retry_after")
        self.script.append(fault)
        return fault

    def clear(self) -> None:
        """Drop the whole script; held answers stay held."""
        self.script.clear()

    def meant_for(self, method: str, chat_id: int | None) -> Fault | None:
        """The fault this call gets, or None."""
        for fault in self.script:
            if fault.matches(method, chat_id):
                return fault
        return None

    async def hold(self, fault: Fault) -> bool:
        """Wait until `fault` is released or over; False when the world closes instead."""
        gates = [asyncio.ensure_future(self._closing.wait())]
        if fault.release is not None:
            gates.append(asyncio.ensure_future(fault.release.wait()))
        try:
            await asyncio.wait(gates, timeout=fault.seconds, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for gate in gates:
                gate.cancel()
        return not self._closing.is_set()

    def release_all(self) -> None:
        """Let every held answer go."""
        self._closing.set()
