"""The watchdog: notices when a part of the program has stopped trying."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping

log = logging.getLogger("unpinch.watchdog")

PATIENCE = 90.0  # seconds without any attempt, failed ones included
LOOKS_EVERY = 10.0


async def watch(
    attempts: Mapping[str, Callable[[], float]],
    *,
    monotonic: Callable[[], float],
    on_silence: Callable[[str], None],
    pause: Callable[[float], Awaitable[None]] = asyncio.sleep,
) -> None:
    """Call `on_silence` with the name of a part whose last attempt is 90 s ago, then end.

    `attempts` gives for each part the monotonic second of its last attempt. A dead network is
    no silence: a failed attempt counts. When the whole process was frozen, nobody could try,
    and everybody's patience begins anew.
    """
    looked = awake_since = monotonic()
    while True:
        await pause(LOOKS_EVERY)
        now = monotonic()
        if now - looked > 2 * LOOKS_EVERY:
            log.warning("the process stood still for %d seconds", now - looked)
            awake_since = now
        looked = now
        for name, last in attempts.items():
            if now - max(last(), awake_since) > PATIENCE:
                log.error("%s has not tried anything for %d seconds", name, PATIENCE)
                on_silence(name)
                return
