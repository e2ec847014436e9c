"""Webhook: what is not Telegram's is turned away, and 200 means stored."""

import asyncio
import json
from collections.abc import AsyncIterator, Iterator
from typing import Any

import httpx
import pytest
from starlette.applications import Starlette

from bot.chat.webhook import LONGEST_BODY, SECRET_HEADER, Receiver
from bot.clock import Clock
from bot.services.work import Worker
from content.model import Library
from content.words import Words
from storage import inbox
from storage.database import Database

SECRET = "a-secret-of-thirty-letters-12345"
UPDATE = {"update_id": 7, "message": {"from": {"id": 5}, "text": "hello"}}


class Line:
    """A receiver behind HTTP, and what it stored."""

    def __init__(self, database: Database, worker: Worker) -> None:
        self.database = database
        self.woken = 0
        receiver = Receiver(worker, SECRET, on_stored=self._wake, admit=lambda _who, what: what)
        app = Starlette(routes=[receiver.route("https://bot.example.org/telegram")])
        transport = httpx.ASGITransport(app=app)
        self.http = httpx.AsyncClient(transport=transport, base_url="http://here")

    def _wake(self) -> None:
        self.woken += 1

    async def post(self, body: bytes | Iterator[bytes], secret: str | None = SECRET) -> int:
        headers = {} if secret is None else {SECRET_HEADER: secret}
        answer = await self.http.post("/telegram", content=body, headers=headers)
        assert answer.content == b""
        return answer.status_code

    def stored(self) -> list[int]:
        with self.database.look() as db:
            return [row.update_id for row in inbox.new_rows(db)]


def body(**changes: Any) -> bytes:
    return json.dumps({**UPDATE, **changes}).encode()


@pytest.fixture
async def line(database: Database, library: Library, words: Words) -> AsyncIterator[Line]:
    worker = Worker(database, library, words, Clock())
    made = Line(database, worker)
    yield made
    await made.http.aclose()
    worker.close()


async def test_an_update_is_stored_before_it_is_confirmed(line: Line) -> None:
    assert await line.post(body()) == 200
    assert line.stored() == [7]
    assert line.woken == 1


async def test_an_update_that_comes_again_is_confirmed_and_passed_over(line: Line) -> None:
    """A6: a recorded request replayed has no effect."""
    for _ in range(3):
        assert await line.post(body()) == 200
    assert line.stored() == [7]


@pytest.mark.parametrize("secret", [None, "", "wrong", SECRET + "x", "ünïcode"[1:2] + SECRET])
async def test_without_the_secret_nothing_is_stored_and_nothing_is_said(
    line: Line, secret: str | None
) -> None:
    """A4: 401, whatever the body holds."""
    given = None if secret is None else secret.encode("latin-1").decode("latin-1")
    headers = [] if given is None else [(SECRET_HEADER.encode(), given.encode("latin-1"))]
    answer = await line.http.post("/telegram", content=b"{", headers=headers)
    assert (answer.status_code, answer.content) == (401, b"")
    assert line.stored() == []


@pytest.mark.parametrize(
    "nonsense",
    [
        b"", b"{", b"[]", b"null", b"7", b"\xff\xfe", b'{"update_id": "7"}', b'{"update_id": true}',
        b'{"update_id": -1}', b'{"update_id": 1e3}', b"{}", b"[" * 200_000,
        b'{"update_id": 99999999999999999999}',
    ],
)  # fmt: skip
async def test_what_is_no_update_gets_400_and_the_next_one_is_taken(
    line: Line, nonsense: bytes
) -> None:
    """A5: not JSON, deeply nested, no number."""
    assert await line.post(nonsense) == 400
    assert await line.post(body()) == 200
    assert line.stored() == [7]


async def test_a_body_without_end_is_cut_off(line: Line) -> None:
    """A5: more than a megabyte gets 413, and no more of it is read."""
    assert await line.post(b" " * (LONGEST_BODY + 1)) == 413
    assert line.stored() == []


async def test_a_body_that_never_ends_in_time_is_let_go(
    line: Line, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A5: a slow sender gets 408 and others are served meanwhile."""
    monkeypatch.setattr("bot.chat.webhook.BODY_PATIENCE", 0.05)

    async def slowly() -> AsyncIterator[bytes]:
        yield b"{"
        await asyncio.Event().wait()

    slow = line.http.post("/telegram", content=slowly(), headers={SECRET_HEADER: SECRET})
    found, status = await asyncio.gather(slow, line.post(body()))
    assert (found.status_code, status) == (408, 200)


async def test_other_ways_and_places_are_not_there(line: Line) -> None:
    assert (await line.http.get("/telegram")).status_code == 405
    assert (await line.http.post("/", content=body())).status_code == 404


async def test_what_cannot_be_stored_is_not_confirmed(line: Line) -> None:
    """Telegram brings it again, and then it is taken."""
    with line.database.engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE inbox RENAME TO elsewhere")
    assert await line.post(body()) == 503
    with line.database.engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE elsewhere RENAME TO inbox")
    assert await line.post(body()) == 200
    assert line.stored() == [7]
