"""Walks like an annoyed person: every button to a depth, every command with nonsense."""

import re
import time
from collections import Counter, deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from bot.chat.routes import COMMANDS
from bot.cli.sandbox import Sandbox
from bot.clock import Clock
from bot.sandbox.values import Message, buttons
from tests.journeys.person import PATIENCE, Person

DEPTH = 4
# A hundred cards are made by one function; of those buttons so many are pressed, not every one.
ALIKE = {"ex": 60, "art": 60, "lib": 40, "quiz": 20}
NEVER = 1_000_000
PROMPT = 1.0  # seconds
MUCH_TOO_LONG = 5.0
STALLS = 0.02  # the part of answers for which a busy machine may be to blame
MOMENT = timedelta(seconds=20)  # between two lines of one person: haste is not what is tried here
# What no person may ever see: markup as text, an unfilled gap, a value nobody meant to show.
NEVER_SHOWN = ("None", "Traceback", "{", "}", "<b>", "</", "&amp;", "&lt;", "&#", "object at 0x")
MEANT = ("None of", "None: ")

NONSENSE = (
    "", "x" * 4080, "😀" * 1000, "👩‍👧", "\u202eevil\u202c", "\u200b\u200b", "a" + "\u0301" * 200,
    "<b>bold",
    "</a><a href='x'>", "&amp;&lt;", "{name}", "{}", "%s %d", "None", "'; DROP TABLE subscriber;--",
    "25:99", "8", "8pm", "-1", "11", "ten", "3.5", "٣", "²", "9" * 400, "Atlantis", "Portland",
    "../../etc/passwd", "banana split", "1e999",
)  # fmt: skip


Ready = Callable[[Person], Awaitable[object]]


@dataclass
class Summary:
    """What a walk met; `faults` holds sentences and must be empty at its end."""

    screens: set[str] = field(default_factory=set)
    presses: int = 0
    commands: int = 0
    slowest: float = 0.0
    late: int = 0
    faults: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        return (
            f"screens seen {len(self.screens)}, presses {self.presses}, commands "
            f"{self.commands}, slowest answer {self.slowest:.2f} s, over {PROMPT:.0f} s "
            f"{self.late}, faults {len(self.faults)}"
        )

    @property
    def is_slow(self) -> bool:
        """Whether more answers took over a second than a stall of the machine explains."""
        return self.late > STALLS * (self.presses + self.commands)


def signature(message: Message) -> str:
    """What makes a screen another one: first words and buttons, without numbers or marks."""
    labels = sorted({_plain(button["text"]) for button in buttons(message)})
    return f"{_plain(message.text)[:40]} | {' / '.join(labels)}"


def _plain(text: str) -> str:
    return re.sub(r"[^a-z ]", "", text.lower()).strip()


class Crawler:
    """Drives one person after another through a sandbox and notes every fault."""

    def __init__(self, sandbox: Sandbox, clock: Clock) -> None:
        self.sandbox = sandbox
        self.clock = clock
        self.world = sandbox.world
        self.summary = Summary()
        self._echoes: tuple[str, ...] = ()  # one's own nonsense may be quoted back, escaped
        self._tried: set[tuple[str, str]] = set()
        self._alike: Counter[str] = Counter()

    def person(self) -> Person:
        """Somebody who has never been here."""
        return Person(self.sandbox, self.world.add_account("Cy"))

    async def say(self, who: Person, text: str) -> Message | None:
        """Write; the newest answer, None when nothing came."""
        before = len(who.screens)
        began = time.monotonic()
        self.world.say(who.id, text)
        self.summary.commands += 1
        try:
            await self.world.wait_for(lambda _: len(who.screens) > before or None, timeout=PATIENCE)
        except TimeoutError:
            self.fault(f"silence after {text[:60]!r}")
            return None
        self._took(began, text)
        await self.quiet()
        return self.look(who)

    async def quiet(self) -> None:
        """Until every answer that is under way has arrived; there is no outside sign of that."""
        running = self.sandbox._bot
        assert running is not None
        await running._post.finish()

    async def press(self, who: Person, message: Message, data: str) -> None:
        """Press a button; the answer must come within a second and show something."""
        self.summary.presses += 1
        shown = [(m.message_id, m.text, str(m.reply_markup)) for m in who.screens]
        began = time.monotonic()
        callback = self.world.press(who.id, message.message_id, data)
        try:
            toast = await who.answered(callback)
        except TimeoutError:
            self.fault(f"the tap {data!r} was never answered")
            return
        self._took(began, data)
        await self.quiet()
        now = [(m.message_id, m.text, str(m.reply_markup)) for m in who.screens]
        if now == shown and not toast:
            self.fault(f"the tap {data!r} had no effect anybody could see")
        self.look(who)

    def _took(self, began: float, what: str) -> None:
        seconds = time.monotonic() - began
        self.summary.slowest = max(self.summary.slowest, seconds)
        self.summary.late += seconds > PROMPT
        if seconds > MUCH_TOO_LONG:
            self.fault(f"{what[:60]!r} was answered after {seconds:.1f} s")

    def fault(self, sentence: str) -> None:
        if sentence not in self.summary.faults:
            self.summary.faults.append(sentence)

    def look(self, who: Person) -> Message:
        """Check what the person sees last."""
        last = who.screens[-1]
        for message in who.screens[-3:]:
            self._check(message)
        if not buttons(last) and "/" not in last.text and not _has_keyboard(last):
            self.fault(f"no way on from: {last.text[:80]!r}")
        self.summary.screens.add(signature(last))
        return last

    def _check(self, message: Message) -> None:
        texts = [message.text, *(button["text"] for button in buttons(message))]
        for text in texts:
            shown = text
            for meant in (*self._echoes, *MEANT):
                shown = shown.replace(meant, "")
            for bad in NEVER_SHOWN:
                if bad in shown:
                    self.fault(f"{bad!r} is shown in {text[:120]!r}")
        if not message.text.strip() and message.media is None:
            self.fault("an empty message")

    async def nonsense(self, ready: Ready, words: tuple[str, ...]) -> None:
        """Send every command with each of these words after it, one person per command."""
        for command in COMMANDS:
            who = self.person()
            await ready(who)
            for word in words:
                self.clock.wind(MOMENT)
                said = (word, word[:40], word[:39]) if word else ()
                self._echoes = (*said, *self._echoes)[:9]  # the last three screens are checked
                await self.say(who, f"/{command.name} {word}".strip())

    async def every_button(self, ready: Ready, start: str) -> None:
        """Press every button reachable from one command in `DEPTH` taps, each way of it once.

        Of buttons that only open another card of the same kind, the first `ALIKE` are pressed.
        """
        tried = self._tried
        paths: deque[tuple[str, ...]] = deque([()])
        while paths:
            path = paths.popleft()
            who = self.person()
            await ready(who)
            screen = await self._walk(who, start, path)
            if screen is None or len(path) >= DEPTH:
                continue
            for label, verb in {_plain(b["text"]): _verb(b) for b in buttons(screen)}.items():
                edge = (signature(screen), label)
                if edge in tried or self._alike[verb] >= ALIKE.get(verb, NEVER):
                    continue
                tried.add(edge)
                self._alike[verb] += 1
                paths.append((*path, label))

    async def _walk(self, who: Person, start: str, path: tuple[str, ...]) -> Message | None:
        screen = await self.say(who, start)
        for label in path:
            if screen is None:
                return None
            found = [b for b in buttons(screen) if _plain(b["text"]) == label]
            if not found or "callback_data" not in found[0]:
                return None
            await self.press(who, screen, str(found[0]["callback_data"]))
            screen = who.screens[-1]
        return screen


def _verb(button: dict[str, Any]) -> str:
    """What a button does, without whom or what it does it to."""
    _, _, rest = str(button.get("callback_data", "")).partition(":")
    return rest.partition(":")[0]


def _has_keyboard(message: Message) -> bool:
    return message.frozen or "keyboard" in (message.reply_markup or {})
