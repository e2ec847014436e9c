"""`unpinch sandbox`: the bot against a pretend Telegram on this computer, without a token."""

import asyncio
import logging
import os
import signal
from contextlib import AsyncExitStack
from datetime import timedelta

from bot import logs
from bot.app import App
from bot.clock import Clock
from bot.coach.schedule import Due
from bot.coach.zones import zone
from bot.sandbox.panel import Panel
from bot.sandbox.server import serve
from bot.sandbox.world import World
from bot.services import marks, schedules, subscribers
from bot.services.work import Work
from bot.settings import Settings, SettingsError

log = logging.getLogger("unpinch")

A_MOMENT = timedelta(seconds=1)
FIRST_PERSON = "Ana"


def run(settings: Settings) -> int:
    """Run the sandbox until Ctrl+C; returns the exit code."""
    clock = Clock()
    world = World(now=clock.now)
    logs.set_up(
        level=settings.log_level, form=settings.log_format, secret=world.token, marks=marks.current
    )
    return asyncio.run(Sandbox(settings, clock, world).run())


class Sandbox:
    """The pretend Telegram, its page, and the unchanged bot that talks to it over HTTP."""

    def __init__(self, settings: Settings, clock: Clock, world: World) -> None:
        self._settings = settings
        self._clock = clock
        self.world = world
        self._bot: App | None = None
        self._watching: asyncio.Task[None] | None = None
        self._serving = AsyncExitStack()
        self.address = ""

    async def run(self) -> int:
        """Serve the page and run the bot until a signal ends both."""
        told = asyncio.Event()

        def stop() -> None:
            """The first signal stops in good order, one more at once."""
            if told.is_set():
                os._exit(0)
            told.set()

        for sign in (signal.SIGINT, signal.SIGTERM):
            asyncio.get_running_loop().add_signal_handler(sign, stop)
        await self.serve(int(self._settings.sandbox_address.rpartition(":")[2]))
        print(f"The sandbox is at {self.address} (Ctrl+C ends it)", flush=True)  # noqa: T201
        await told.wait()
        await self.close()
        return 0

    async def serve(self, port: int) -> None:
        """Listen on 127.0.0.1 (port 0: any), then start the bot."""
        panel = Panel(jump=self.jump, wind=self.wind, restart=self.restart)
        try:
            self.address = await self._serving.enter_async_context(
                serve(self.world, panel=panel, port=port)
            )
        except OSError:
            raise SettingsError(
                f"Port {port} of this computer is in use. "
                "Set UNPINCH_SANDBOX_ADDRESS to another, such as 127.0.0.1:8766."
            ) from None
        if not self.world.accounts:
            self.world.add_account(FIRST_PERSON)
        try:
            await self.start_bot()
        except BaseException:
            await self._serving.aclose()
            raise

    async def close(self) -> None:
        """Stop the bot while its Telegram still answers, then the server."""
        await self.stop_bot()
        await self._serving.aclose()

    async def start_bot(self) -> None:
        """Build the bot anew from the settings and start it; one that cannot start leaves none."""
        bot = App(
            self._settings,
            self._clock,
            token=self.world.token,
            api_url=self.address,
            url=self._settings.database(sandbox=True),
        )
        await bot.start()
        self._bot = bot
        self._watching = asyncio.create_task(_say_when_it_ends(bot))

    async def stop_bot(self) -> None:
        """Stop the bot as a shutdown would."""
        bot, self._bot = self._bot, None
        if self._watching is not None:
            self._watching.cancel()
        if bot is not None:
            await bot.stop()

    async def restart(self) -> None:
        """Stop the bot and start it again; Telegram goes on."""
        await self.stop_bot()
        await self.start_bot()

    async def wind(self, seconds: float) -> None:
        """Move the clock forward."""
        self._clock.wind(timedelta(seconds=seconds))

    async def jump(self, user_id: int) -> str:
        """Wind the clock to the next routine of this person, and say so in their local time."""
        if self._bot is None:
            return "The bot is not running."
        found = await self._bot.worker.look(lambda work: _next(work, user_id))
        if found is None:
            return "No routine is planned for this person. Finish the first questions, or /resume."
        due, place = found
        self._clock.wind(due.instant - self._clock.now() + A_MOMENT)
        return f"It is now {self._clock.now().astimezone(zone(place)):%a %d %b, %H:%M} in {place}."


async def _say_when_it_ends(bot: App) -> None:
    code = await bot.ended()
    log.warning("the bot ended by itself with code %d; press Restart", code)


def _next(work: Work, user_id: int) -> tuple[Due, str] | None:
    person = subscribers.find(work, user_id)
    due = schedules.next_delivery(work, user_id)
    return (due, person.zone) if due and person and person.zone else None
