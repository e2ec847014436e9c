"""A chat without Telegram: visits in, replies out, on a real database and the real library."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.chat import answering
from bot.chat.screens import Reply, Screen
from bot.chat.visit import Did, Visit
from bot.services.work import Work
from content.model import Library
from content.words import Words
from storage.database import Database


@dataclass
class Chat:
    """One person's chat. `screen` is what they see last."""

    database: Database
    library: Library
    words: Words
    now: datetime
    person: int = 7
    language: str | None = "en"
    screen: Screen | None = None
    replies: list[Reply] = field(default_factory=list)
    count: int = 0

    def _visit(self, did: Did, **more: object) -> Reply:
        self.count += 1
        self.now += timedelta(seconds=1)
        visit = Visit(
            self.count, did, self.now, self.person, self.person, language=self.language,
            **more,  # type: ignore[arg-type]
        )  # fmt: skip
        with self.begun() as work:
            reply = answering.answer(visit, work)
        self.replies.append(reply)
        if reply.screens:
            self.screen = reply.screens[-1]
        return reply

    @contextmanager
    def begun(self) -> Iterator[Work]:
        """A transaction in which one visit is answered."""
        with self.database.begin() as db:
            yield Work(db, self.library, self.words, self.now)

    def types(self, text: str) -> str:
        """Type a text or a command; returns all that is shown."""
        found = re.match(r"/([a-z]+)\s*(.*)", text, re.DOTALL)
        if found:
            return _all(self._visit(Did.COMMAND, command=found[1], text=found[2].strip()))
        return _all(self._visit(Did.TEXT, text=text))

    def does(self, did: Did, **more: object) -> str:
        """Anything else a person may do."""
        return _all(self._visit(did, **more))

    def taps(self, label: str) -> str:
        """Tap the first button on the last screen whose label holds this."""
        return _all(self._visit(Did.PRESS, data=self.data(label), message_id=1, callback_id="c"))

    def presses(self, data: str) -> Reply:
        """Press a button that carries this, wherever it came from."""
        return self._visit(Did.PRESS, data=data, message_id=1, callback_id="c")

    def data(self, label: str) -> str:
        assert self.screen is not None
        for row in self.screen.rows:
            for button in row:
                if label in button.label:
                    return button.data
        raise AssertionError(f"no button {label!r} in {self.labels()}")

    def labels(self) -> list[str]:
        return [button.label for row in (self.screen.rows if self.screen else ()) for button in row]

    def waits(self, **span: float) -> None:
        """Let time pass."""
        self.now += timedelta(**span)

    def subscribes(self, *limits: str, zone: str = "London", hour: str = "08:00") -> str:
        """The first minute by taps."""
        self.types("/start")
        self.taps("I understand")
        self.taps("None of these")
        self.taps("None of these")
        for limit in limits:
            self.taps(limit)
        self.taps("Done" if limits else "None of these")
        self.taps(zone)
        return self.taps(hour)

    def begins(self, pain: int = 3) -> str:
        """Start the first session and tell the usual pain."""
        self.taps("Start")
        return self.taps(str(pain))


def _all(reply: Reply) -> str:
    return "\n\n".join(screen.text for screen in reply.screens)
