"""Hello: the first word to Telegram, patient with the line and quick with a refused token."""

import asyncio
import logging
from collections.abc import Awaitable, Callable

from bot.chat.refusals import classify
from bot.services.outcomes import Why

log = logging.getLogger("unpinch")

PAUSES = (1.0, 2.0, 4.0, 8.0, 15.0, 30.0)  # seconds between the first tries
LONGEST_PAUSE = 60.0
REFUSED_PAUSE = 2.0
REFUSALS = 2  # in a row; one alone may come from anything between here and Telegram


class Unreachable(Exception):
    """Nothing that answers like Telegram was found."""

    exit_code = 75


class TokenRefused(Exception):
    """Telegram does not accept the token."""

    exit_code = 78


async def reach(
    hello: Callable[[], Awaitable[None]],
    *,
    pause: Callable[[float], Awaitable[None]] = asyncio.sleep,
) -> None:
    """Say hello until Telegram answers; a line that is not there yet gets a minute.

    Whatever goes wrong is tried again, a 429 after the wait it names (60 s at most). Raises
    TokenRefused after two refusals in a row, Unreachable at the end. Neither shows the token,
    nor leads to an error that does.
    """
    refusals = 0
    for wait in (*PAUSES, 0.0):
        trouble = await _try(hello)
        if trouble is None:
            return
        why, retry_after = trouble
        refusals = refusals + 1 if why is Why.UNAUTHORISED else 0
        if refusals == REFUSALS or (refusals and not wait):
            raise TokenRefused(
                "Telegram does not accept UNPINCH_BOT_TOKEN. "
                "Copy it anew from BotFather and start again."
            )
        if wait:
            seconds = REFUSED_PAUSE if refusals else min(retry_after or wait, LONGEST_PAUSE)
            log.warning("Telegram did not answer well (%s); again in %d s", why, seconds)
            await pause(seconds)
    raise Unreachable(
        "Telegram cannot be reached at UNPINCH_API_URL. Check the network and that address."
    )


async def _try(hello: Callable[[], Awaitable[None]]) -> tuple[Why, float] | None:
    """What went wrong with one hello, None when nothing did."""
    try:
        await hello()
    except Exception as error:  # noqa: BLE001  # also what PTB raises for half an answer
        refused = classify(error)
        return (refused.why, refused.retry_after) if refused else None
    return None
