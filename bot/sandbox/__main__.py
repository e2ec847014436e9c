"""The pretend Bot API alone, as its own process: `python -m bot.sandbox --port 8765`."""

import argparse
import asyncio
import signal
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.sandbox.control import Control
from bot.sandbox.server import serve
from bot.sandbox.state import TOKEN
from bot.sandbox.world import World


class RemoteClock:
    """Telegram's own clock, which a bot cannot see; wound only by the remote control."""

    def __init__(self) -> None:
        self._offset = timedelta(0)

    def now(self) -> datetime:
        """The present instant, aware and in UTC, the offset included."""
        return datetime.now(UTC) + self._offset

    def wind(self, by: timedelta) -> None:
        """Move the clock by `by`."""
        self._offset += by


async def run(port: int, ledger: Path | None, token: str) -> None:
    """Serve until SIGINT or SIGTERM; the address is the first and only line of output."""
    clock = RemoteClock()
    world = World(now=clock.now, token=token, ledger=ledger)
    ended = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, ended.set)
    async with serve(world, control=Control(world, clock.wind), port=port) as address:
        sys.stdout.write(f"{address}\n")
        sys.stdout.flush()
        await ended.wait()


def main() -> None:
    """Read the command line and run."""
    parser = argparse.ArgumentParser(prog="python -m bot.sandbox", description=__doc__)
    parser.add_argument("--port", type=int, default=0, help="0 takes a free one")
    parser.add_argument("--ledger", type=Path, help="file for one line per accepted send")
    parser.add_argument("--token", default=TOKEN, help="the only token that is let in")
    chosen = parser.parse_args()
    asyncio.run(run(chosen.port, chosen.ledger, chosen.token))


if __name__ == "__main__":
    main()
