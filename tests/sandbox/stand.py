"""A pretend Telegram on a loopback port, a clock that stands still, and two ways to call it."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
from telegram import Bot

from bot.sandbox.server import serve
from bot.sandbox.values import Json
from bot.sandbox.world import World

SUNDAY = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
PNG = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x01\x40\x00\x00\x00\xf0\x08\x02\x00\x00\x00"
    b"and so on"
)


@dataclass
class Stand:
    """The world with Ana, who has written, and Bo, who has not."""

    ledger: Path | None = None
    now: datetime = SUNDAY
    address: str = ""
    client: httpx.AsyncClient = field(default_factory=lambda: httpx.AsyncClient(verify=False))

    def __post_init__(self) -> None:
        self.world = World(now=lambda: self.now, ledger=self.ledger)
        self.ana = self.world.add_account("Ana", language_code="pt").id
        self.bo = self.world.add_account("Bo").id
        self.world.say(self.ana, "/start")
        self.world.updates.clear()

    def wind(self, **by: float) -> None:
        """Move the clock."""
        self.now += timedelta(**by)

    async def call(self, method: str, **parameters: Any) -> Json:
        """Call a method with a JSON body; the whole envelope comes back."""
        address = f"{self.address}/bot{self.world.token}/{method}"
        body = json.dumps(parameters)  # in ASCII, unlike httpx's own, so that anything fits
        as_json = {"content-type": "application/json"}
        answer = await self.client.post(address, content=body, headers=as_json)
        envelope: Json = answer.json()
        assert answer.status_code == envelope.get("error_code", 200)
        return envelope

    async def done(self, method: str, **parameters: Any) -> Any:
        """The result of a call that must succeed."""
        envelope = await self.call(method, **parameters)
        assert envelope["ok"], envelope
        return envelope["result"]

    async def refusal(self, method: str, **parameters: Any) -> str:
        """The words of a call that must be refused."""
        envelope = await self.call(method, **parameters)
        assert not envelope["ok"], envelope
        return str(envelope["description"])

    async def text(self, words: str = "Hello", **parameters: Any) -> int:
        """The bot writes to Ana; the message id."""
        sent = await self.done("sendMessage", chat_id=self.ana, text=words, **parameters)
        return int(sent["message_id"])

    def real_bot(self) -> Bot:
        """A client of python-telegram-bot for this address."""
        return Bot(
            self.world.token,
            base_url=f"{self.address}/bot",
            base_file_url=f"{self.address}/file/bot",
        )


@asynccontextmanager
async def standing(ledger: Path | None = None) -> AsyncIterator[Stand]:
    """Serve a stand for a while."""
    stand = Stand(ledger)
    async with serve(stand.world) as stand.address, stand.client:
        yield stand


def keyboard(*labels: str, **more: Any) -> Json:
    """An inline keyboard with one row; each button's data is its label in lower case."""
    row = [{"text": label, "callback_data": label.lower(), **more} for label in labels]
    return {"inline_keyboard": [row]}
