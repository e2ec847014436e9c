"""The chat page on a loopback port, around a world with a small scripted bot."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from bot.sandbox.formatting import parse_html
from bot.sandbox.panel import Panel
from bot.sandbox.server import serve
from bot.sandbox.values import Json, Media, MediaKind, Message, Toast
from bot.sandbox.world import World

MONDAY = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)


@dataclass
class Stage:
    """A world whose clock stands still unless wound, and what the page asked of the program."""

    now: datetime = MONDAY
    asked: list[str] = field(default_factory=list)
    gate: asyncio.Event = field(default_factory=asyncio.Event)
    address: str = ""
    panel: Panel = field(init=False)

    def __post_init__(self) -> None:
        self.world = World(now=lambda: self.now)
        self.gate.set()
        self.ana = self.world.add_account("Ana").id

    async def jump(self, user_id: int) -> str:
        await self.gate.wait()
        self.asked.append(f"jump {user_id}")
        self.now += timedelta(days=1)
        return "It is now Tue 08:00."

    async def wind(self, seconds: float) -> None:
        self.asked.append(f"wind {seconds:g}")
        self.now += timedelta(seconds=seconds)

    async def restart(self) -> None:
        await self.gate.wait()
        self.asked.append("restart")

    def bot_says(
        self,
        html: str,
        *rows: list[Json],
        media: Media | None = None,
        silent: bool = False,
        reply_to: int | None = None,
    ) -> Message:
        """The bot writes to Ana, with rows of inline buttons."""
        formatted = parse_html(html)
        return self.world.append(
            Message(
                self.world.next_message_id(),
                self.ana,
                int(self.world.seconds()),
                from_bot=True,
                text=formatted.text,
                entities=formatted.entities,
                media=media,
                reply_markup={"inline_keyboard": list(rows)} if rows else None,
                silent=silent,
                reply_to=reply_to,
            )
        )

    def bot_edits(self, message: Message, html: str, *rows: list[Json]) -> None:
        """The bot changes what it wrote."""
        formatted = parse_html(html)
        message.text, message.entities = formatted.text, formatted.entities
        message.reply_markup = {"inline_keyboard": list(rows)} if rows else None
        message.edit_date = int(self.world.seconds())
        self.world.change()

    def bot_answers(self, text: str, *, alert: bool = False) -> None:
        """The bot answers the newest tap."""
        self.world.callbacks.answer(list(self.world.callbacks.taps)[-1], Toast(text, alert))
        self.world.change()

    def upload(self, kind: MediaKind, name: str, content: bytes, **details: object) -> Media:
        """Something the bot has uploaded."""
        stored = self.world.files.store(kind, name, content)
        return Media(kind, stored.file_id, name, len(content), details)


def button(text: str, data: str = "", **more: object) -> Json:
    """An inline button."""
    return {"text": text, **({"callback_data": data} if data else {}), **more}


@asynccontextmanager
async def served(stage: Stage, port: int = 0) -> AsyncIterator[Stage]:
    """Serve the page of `stage` at its `address` for a while; port 0 is any free one."""
    stage.panel = Panel(jump=stage.jump, wind=stage.wind, restart=stage.restart)
    async with serve(stage.world, panel=stage.panel, port=port) as address:
        stage.address = address
        yield stage
