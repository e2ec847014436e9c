"""The chat page of the sandbox and the small HTTP interface behind it."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response, StreamingResponse
from starlette.routing import BaseRoute, Route

from bot.sandbox import acts, transcript
from bot.sandbox.live import events
from bot.sandbox.refusal import Refusal
from bot.sandbox.sniff import content_type
from bot.sandbox.values import Json
from bot.sandbox.view import snapshot
from bot.sandbox.world import World

PAGE = Path(__file__).parent / "page"
TYPES = {
    ".html": "text/html",
    ".js": "text/javascript",
    ".css": "text/css",
    ".svg": "image/svg+xml",
}
MOST_BYTES = 64_000  # of a request
MOST_UPLOAD = 10 * 1024 * 1024
RAW = "application/octet-stream"
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'none'; "
        "frame-ancestors 'none'"
    ),
    "Cache-Control": "no-store",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}

Act = Callable[[World, Json], Json]
Deed = Callable[[Json], Awaitable[Json]]


@dataclass(frozen=True, slots=True)
class Panel:
    """What the page can ask of the program around the pretend Telegram.

    `jump` winds the clock to a person's next routine and says in a sentence where it stands,
    `wind` moves it forward by seconds, `restart` stops the bot and starts it again.
    """

    jump: Callable[[int], Awaitable[str]]
    wind: Callable[[float], Awaitable[None]]
    restart: Callable[[], Awaitable[None]]
    ended: asyncio.Event = field(default_factory=asyncio.Event)

    def close(self) -> None:
        """End the event streams of open pages, so that the server can stop at once."""
        self.ended.set()


def routes(world: World, panel: Panel) -> list[BaseRoute]:
    """The page at `/`, its parts below `/page/`, and its interface below `/sandbox/`."""
    return [*_page(), *_looks(world, panel), *_acts(world), *_deeds(world, panel)]


def _page() -> list[BaseRoute]:
    parts = sorted(path for path in PAGE.iterdir() if path.suffix in TYPES)
    return [
        Route("/", partial(_file, PAGE / "index.html")),
        *(Route(f"/page/{path.name}", partial(_file, path)) for path in parts),
    ]


async def _file(path: Path, _request: Request) -> Response:
    return FileResponse(path, media_type=TYPES[path.suffix], headers=HEADERS)


def _looks(world: World, panel: Panel) -> list[BaseRoute]:
    return [
        Route("/sandbox/state", partial(_state, world)),
        Route("/sandbox/events", partial(_events, world, panel)),
        Route("/sandbox/file/{file_id}", partial(_upload, world)),
        Route("/sandbox/upload", partial(_take, world), methods=["POST"]),
        Route("/sandbox/transcript.{form}", partial(_transcript, world)),
    ]


async def _state(world: World, request: Request) -> Response:
    person = _who(world, request)
    if person is None:
        return _fault(404, "There is nobody with this number.")
    return _answer(snapshot(world, person))


async def _events(world: World, panel: Panel, request: Request) -> Response:
    person = _who(world, request)
    if person is None:
        return _fault(404, "There is nobody with this number.")
    stream = events(world, person, panel.ended)
    return StreamingResponse(stream, media_type="text/event-stream", headers=HEADERS)


async def _upload(world: World, request: Request) -> Response:
    try:
        stored = world.files.find(request.path_params["file_id"])
    except Refusal:
        return _fault(404, "There is no such file.")
    kind = content_type(stored.content)
    headers = HEADERS if kind else HEADERS | {"Content-Disposition": "attachment"}
    return Response(stored.content, media_type=kind or "application/octet-stream", headers=headers)


async def _take(world: World, request: Request) -> Response:
    """A file of a person: its bytes are the body, the rest stands in the address."""
    person, asked = _who(world, request), request.query_params
    # A page of another site cannot send this content type without asking first, and is not let.
    if request.headers.get("content-type") != RAW:
        return _fault(415, "Only bytes are read here.")
    sent = await _read(request, MOST_UPLOAD)
    if sent is None:
        return _fault(413, "That file is too long: 10 MB at most.")
    if person is None:
        return _fault(404, "There is nobody with this number.")
    try:
        name, caption = asked.get("name", ""), asked.get("caption", "")
        said = acts.upload(world, person, name, sent, caption)
    except ValueError as fault:
        return _fault(400, _sentence(str(fault)))
    return _answer(said)


async def _transcript(world: World, request: Request) -> Response:
    person, form = _who(world, request), request.path_params["form"]
    if person is None or form not in ("txt", "json"):
        return _fault(404, "There is no such transcript.")
    kept = transcript.as_text if form == "txt" else transcript.as_json
    name = f'attachment; filename="chat-{person}.{form}"'
    kind = "text/plain" if form == "txt" else "application/json"
    headers = HEADERS | {"Content-Disposition": name}
    return Response(kept(world, person), media_type=kind, headers=headers)


def _who(world: World, request: Request) -> int | None:
    """The person a look is about: the one asked for, or the first when none is named."""
    asked = request.query_params.get("user")
    if asked is None:
        return next(iter(world.accounts), None)
    return next((number for number in world.accounts if str(number) == asked), None)


def _acts(world: World) -> list[BaseRoute]:
    return [_route(f"/sandbox/{name}", _at_once(world, act)) for name, act in acts.ALL.items()]


def _at_once(world: World, act: Act) -> Deed:
    async def deed(body: Json) -> Json:
        return act(world, body)

    return deed


def _deeds(world: World, panel: Panel) -> list[BaseRoute]:
    async def jump(body: Json) -> Json:
        said = await panel.jump(acts.person(world, body))
        world.change()  # the page shows the clock
        return {"said": said}

    async def wind(body: Json) -> Json:
        await panel.wind(acts.seconds(body))
        world.change()
        return {}

    async def wind_to(body: Json) -> Json:
        await panel.wind(acts.moment(world, body))
        world.change()
        return {}

    async def restart(_body: Json) -> Json:
        await panel.restart()
        return {}

    deeds = {"jump": jump, "wind": wind, "wind_to": wind_to, "restart": restart}
    return [_route(f"/sandbox/{name}", deed) for name, deed in deeds.items()]


def _route(path: str, deed: Deed) -> Route:
    return Route(path, partial(_do, deed), methods=["POST"])


async def _do(deed: Deed, request: Request) -> Response:
    """Read the request, do it, and answer; what cannot be done is told in a sentence.

    A page of another site cannot send this content type without asking first, and is not let.
    """
    if request.headers.get("content-type", "").partition(";")[0].strip() != "application/json":
        return _fault(415, "Only JSON is read here.")
    sent = await _read(request, MOST_BYTES)
    if sent is None:
        return _fault(413, "That is too long.")
    try:
        body = json.loads(sent)
        if not isinstance(body, dict):
            raise ValueError("a JSON object is expected")
        return _answer(await deed(body))
    except ValueError as fault:
        return _fault(400, _sentence(str(fault)))


async def _read(request: Request, most: int) -> bytes | None:
    sent = b""
    async for part in request.stream():
        sent += part
        if len(sent) > most:
            return None
    return sent


def _answer(body: Json) -> Response:
    return JSONResponse(body, headers=HEADERS)


def _fault(status: int, sentence: str) -> Response:
    return JSONResponse({"error": sentence}, status_code=status, headers=HEADERS)


def _sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:].rstrip('.')}."
