"""The stream of server-sent events that tells an open page when to look again."""

import asyncio
import json
from collections.abc import AsyncIterator

from bot.sandbox.values import Json, Tap
from bot.sandbox.world import World

STILL_HERE = 15.0  # seconds of quiet after which an empty line shows that the stream lives
RETRY = 500  # milliseconds until a browser comes back after the stream broke


async def events(world: World, user_id: int, ended: asyncio.Event) -> AsyncIterator[str]:
    """A `revision` event now and after each change, a `toast` per answered tap, until `ended`."""
    told = {tap.id for tap in _answered(world, user_id)}
    ending = asyncio.create_task(ended.wait())
    seen = -1
    yield f"retry: {RETRY}\n\n"
    try:
        while not ended.is_set():
            if world.revision == seen:
                yield ": still here\n\n"
            else:
                seen = world.revision
                yield _event("revision", {"revision": seen})
            for tap in _answered(world, user_id):
                if tap.id not in told:
                    told.add(tap.id)
                    yield _toast(tap)
            await _next(world, seen, ending)
    finally:
        ending.cancel()


async def _next(world: World, seen: int, ending: asyncio.Task[bool]) -> None:
    """Wait for a change after `seen`, the end, or a while."""
    change = world.wait_for(lambda one: one.revision != seen, timeout=2 * STILL_HERE)
    changed = asyncio.create_task(change)
    try:
        await asyncio.wait(
            {changed, ending}, timeout=STILL_HERE, return_when=asyncio.FIRST_COMPLETED
        )
    finally:
        changed.cancel()


def _answered(world: World, user_id: int) -> list[Tap]:
    return [tap for tap in world.callbacks.taps.values() if tap.user_id == user_id and tap.toast]


def _toast(tap: Tap) -> str:
    text, alert = (tap.toast.text, tap.toast.alert) if tap.toast else ("", False)
    return _event("toast", {"callback_id": tap.id, "text": text, "alert": alert})


def _event(name: str, body: Json) -> str:
    return f"event: {name}\ndata: {json.dumps(body)}\n\n"
