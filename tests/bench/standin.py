"""A Bot API with as little behind it as can be: `python -m tests.bench.standin`, its own process.

It answers every send at once or after a round trip, and keeps when each request came. It is no
Telegram: what is right and wrong in a request is for the pretend Telegram of the sandbox to say.
"""

import argparse
import asyncio
import json
import re
import signal
import time
from collections import deque
from typing import Any
from urllib.parse import parse_qs

BOT = {"id": 99, "is_bot": True, "first_name": "Bench", "username": "bench_bot"}
SENDS = frozenset({"sendmessage", "sendphoto", "sendanimation", "sendpoll", "senddocument"})
EDITS = ("editmessage",)
CHAT = re.compile(rb"(?:^|&)chat_id=(-?\d+)")
TAP = re.compile(rb"(?:^|&)callback_query_id=(\d+)")


class Book:
    """What came in, what goes out, and how slowly."""

    def __init__(self) -> None:
        self.latency = 0.0  # seconds each answer is held back
        self.sends: list[tuple[float, int]] = []
        self.calls = 0
        self.first_poll: float | None = None
        self.refuse: str | None = (
            None  # what goes wrong with each send or edit: "error", "reset", "flood"
        )
        self.refused = 0
        self.updates: deque[tuple[int, bytes]] = deque()
        self.tapped: dict[int, tuple[float, int]] = {}
        self.answered: dict[int, float] = {}
        self.next_update = 1
        self.next_message = 1
        self.arrived = asyncio.Event()
        self.presses: asyncio.Task[None] | None = None

    def clear(self) -> None:
        """Forget what came in; what waits goes on waiting."""
        self.sends.clear()
        self.calls, self.refused = 0, 0
        self.tapped.clear()
        self.answered.clear()

    def press(self, person: int, data: str) -> None:
        """Somebody taps a button."""
        number = self.next_update
        self.next_update += 1
        self.tapped[number] = (time.time(), person)
        body = json.dumps(_tap(number, person, data)).encode()
        self.updates.append((number, body))
        self.arrived.set()

    async def press_on(
        self, people: list[int], data: list[str], rate: float, seconds: float
    ) -> None:
        """Taps at a steady rate, each person in turn."""
        began = time.monotonic()
        done, wanted = 0, int(rate * seconds)
        while done < wanted:
            due = min(wanted, int((time.monotonic() - began) * rate) + 1)
            for number in range(done, due):
                self.press(people[number % len(people)], data[number % len(data)])
            done = due
            await asyncio.sleep(max(0.001, began + done / rate - time.monotonic()))


def _tap(number: int, person: int, data: str) -> dict[str, Any]:
    someone = {"id": person, "is_bot": False, "first_name": "Ana", "language_code": "en"}
    chat = {"id": person, "type": "private", "first_name": "Ana"}
    message = {"message_id": 1, "date": int(time.time()), "chat": chat, "from": BOT, "text": "x"}
    query = {
        "id": str(number), "from": someone, "message": message, "chat_instance": "1", "data": data,
    }  # fmt: skip
    return {"update_id": number, "callback_query": query}


class Line(asyncio.Protocol):
    """One connection: HTTP/1.1 with a length given, one request after the other."""

    def __init__(self, book: Book) -> None:
        self.book = book
        self.buffer = b""
        self.transport: asyncio.Transport | None = None
        self.tasks: set[asyncio.Task[None]] = set()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport

    def connection_lost(self, exc: Exception | None) -> None:
        for task in self.tasks:
            task.cancel()

    def data_received(self, data: bytes) -> None:
        self.buffer += data
        while self._one():
            pass

    def _one(self) -> bool:
        """Take one whole request off the buffer; False when there is none yet."""
        end = self.buffer.find(b"\r\n\r\n")
        if end < 0:
            return False
        head = self.buffer[:end]
        length = _length(head)
        if len(self.buffer) < end + 4 + length:
            return False
        body = self.buffer[end + 4 : end + 4 + length]
        self.buffer = self.buffer[end + 4 + length :]
        path = head.split(b" ", 2)[1].decode()
        self._take(path, body)
        return True

    def _take(self, path: str, body: bytes) -> None:
        where, _, query = path.partition("?")
        method = where.rpartition("/")[2].lower()
        if where.startswith("/control/"):
            self._reply(json.dumps(control(self.book, method, json.loads(body or b"{}"))).encode())
        elif method == "getupdates":
            self._later(self._poll(query or body.decode()))
        else:
            self._call(method, body)

    def _call(self, method: str, body: bytes) -> None:
        book = self.book
        book.calls += 1
        if book.refuse and (method in SENDS or method.startswith(EDITS)):
            self._refuse(book.refuse)
            return
        answer = b'{"ok":true,"result":%s}' % self._result(method, body)
        if book.latency:
            asyncio.get_running_loop().call_later(book.latency, self._reply, answer)
        else:
            self._reply(answer)

    def _refuse(self, how: str) -> None:
        self.book.refused += 1
        if how == "reset" and self.transport is not None:
            self.transport.abort()
            return
        error: dict[str, Any] = {"ok": False, "error_code": 502, "description": "Bad Gateway"}
        if how == "flood":
            error = {"ok": False, "error_code": 429, "description": "Too Many Requests",
                     "parameters": {"retry_after": 1}}  # fmt: skip
        self._reply(json.dumps(error).encode(), b"429 Flood" if how == "flood" else b"502 Bad")

    def _result(self, method: str, body: bytes) -> bytes:
        if method in SENDS:
            return self._message(body)
        if method.startswith(EDITS):
            return self._message(body, sent=False)
        if method == "getme":
            return json.dumps(BOT).encode()
        if method == "answercallbackquery":
            found = TAP.search(body)
            if found:
                self.book.answered.setdefault(int(found[1]), time.time())
        return b"true"

    def _message(self, body: bytes, *, sent: bool = True) -> bytes:
        found = CHAT.search(body)
        chat = int(found[1]) if found else 0
        if sent:
            self.book.sends.append((time.time(), chat))
            self.book.next_message += 1
        return b'{"message_id":%d,"date":%d,"chat":{"id":%d,"type":"private"},"text":"."}' % (
            self.book.next_message,
            int(time.time()),
            chat,
        )

    async def _poll(self, question: str) -> None:
        book = self.book
        wanted = parse_qs(question)
        book.first_poll = book.first_poll or time.time()
        offset = int(wanted.get("offset", ["0"])[0])
        while book.updates and book.updates[0][0] < offset:
            book.updates.popleft()
        if not book.updates:
            book.arrived.clear()
            try:
                async with asyncio.timeout(float(wanted.get("timeout", ["0"])[0])):
                    await book.arrived.wait()
            except TimeoutError:
                pass
        found = [body for _, body in list(book.updates)[:100]]
        self._reply(b'{"ok":true,"result":[%s]}' % b",".join(found))

    def _later(self, work: Any) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self.tasks.add(task)
        task.add_done_callback(self.tasks.discard)

    def _reply(self, body: bytes, status: bytes = b"200 OK") -> None:
        if self.transport is not None and not self.transport.is_closing():
            self.transport.write(
                b"HTTP/1.1 %s\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s"
                % (status, len(body), body)
            )


def _length(head: bytes) -> int:
    for line in head.split(b"\r\n")[1:]:
        name, _, value = line.partition(b":")
        if name.lower() == b"content-length":
            return int(value)
    return 0


def control(book: Book, what: str, asked: dict[str, Any]) -> Any:
    """What the measurement asks of the stand-in, at /control/<what>."""
    if what == "set":
        book.latency = asked.get("latency", book.latency)
        book.refuse = asked.get("refuse", book.refuse)
    elif what == "clear":
        book.clear()
    elif what == "press":
        book.presses = asyncio.get_running_loop().create_task(book.press_on(**asked))
    elif what == "flood":
        for _ in range(asked["count"]):
            book.press(asked["person"], asked["data"])
    elif what == "sends":
        return book.sends
    elif what == "taps":
        return [[at, who, book.answered.get(number)] for number, (at, who) in book.tapped.items()]
    return {"sends": len(book.sends), "calls": book.calls, "first_poll": book.first_poll,
            "tapped": len(book.tapped), "answered": len(book.answered),
            "refused": book.refused}  # fmt: skip


async def serve(latency: float) -> None:
    """Listen on a free port until told to stop; the address is the first line of output."""
    book = Book()
    book.latency = latency
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: Line(book), "127.0.0.1", 0, backlog=4096)
    print(f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}", flush=True)
    ended = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, ended.set)
    await ended.wait()


def main() -> None:
    """Read the command line and serve."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--latency", type=float, default=0.0, help="seconds of each round trip")
    asyncio.run(serve(parser.parse_args().latency))


if __name__ == "__main__":
    main()
