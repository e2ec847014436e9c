"""A remote control for the pretend Telegram, for tests whose bot is another process."""

import asyncio
import json
from collections.abc import Callable
from dataclasses import asdict
from datetime import timedelta
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from bot.sandbox.faults import Fault
from bot.sandbox.values import Json
from bot.sandbox.world import World

Wind = Callable[[timedelta], None]


class Control:
    """Answers POST /sandbox/control: {"do": name, ...the arguments by name} to {"result": ...}.

    What a person does (say, press, press_label, vote, query, choose, edit, send_media,
    share_location, block, unblock, deactivate), add_account, inject, repeat, poison, fault,
    release, clear_faults, limits, wind,
    and the looks: messages, offered, ledger, pending, taps, check.
    """

    def __init__(self, world: World, wind: Wind) -> None:
        self._world = world
        self._wind = wind
        self._gates: dict[str, asyncio.Event] = {}
        acts = ("say", "edit", "send_media", "share_location", "add_account", "choose")
        self._deeds: dict[str, Callable[..., Any]] = {
            name: _as_json(getattr(world, name)) for name in acts
        }
        plain = ("press", "press_label", "vote", "query", "block", "unblock", "deactivate")
        for name in (*plain, "inject", "check"):
            self._deeds[name] = getattr(world, name)
        self._deeds |= {
            "messages": lambda chat_id: [asdict(one) for one in world.messages(chat_id)],
            "offered": lambda query_id: _offered(world, query_id),
            "ledger": lambda: world.ledger.lines,
            "pending": world.updates.pending,
            "taps": lambda: [asdict(tap) for tap in world.callbacks.taps.values()],
            "repeat": world.updates.repeat,
            "poison": world.updates.poison,
            "fault": self._fault,
            "release": lambda gate: self._gates[gate].set(),
            "clear_faults": world.faults.clear,
            "limits": self._limits,
            "wind": lambda seconds: wind(timedelta(seconds=seconds)),
        }

    async def answer(self, request: Request) -> Response:
        """Do what the body asks; 400 with the reason when it cannot be done."""
        try:
            body: Json = json.loads(await request.body())
            deed = self._deeds[body.pop("do")]
            return JSONResponse({"result": deed(**body)})
        except (KeyError, TypeError, ValueError) as error:
            return JSONResponse({"error": f"{type(error).__name__}: {error}"}, status_code=400)

    def _fault(self, *, gate: str | None = None, **script: Any) -> None:
        """Script a fault; a held answer goes when its `gate` is released by name."""
        if gate is not None:
            script["release"] = self._gates.setdefault(gate, asyncio.Event())
        self._world.faults.add(Fault(**script))

    def _limits(self, on: bool) -> None:
        self._world.limits = on


def _offered(world: World, query_id: str) -> Json | None:
    """The results a query was answered with; None before the answer."""
    offer = world.queries.known[query_id].offer
    return asdict(offer) if offer else None


def _as_json(act: Callable[..., Any]) -> Callable[..., Json]:
    def deed(**arguments: Any) -> Json:
        return asdict(act(**arguments))

    return deed
