"""The chat of somebody who runs the bot, on the same database as another chat."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import TypeVar

from bot.chat import answering
from bot.chat.screens import Reply, Screen
from bot.chat.visit import Did, Visit
from bot.services.operator import Operator
from bot.services.work import Work
from content.telegram_html import visible
from tests.chat.talking import Chat

OWNER, OTHER = 70, 71
ADMINS = Operator("Ada Example", admins=frozenset({OWNER, OTHER}))

T = TypeVar("T")


@dataclass
class Operating:
    """What one operator writes and taps; `screens` is what they see last, `toast` of a tap."""

    chat: Chat
    person: int = OWNER
    screens: tuple[Screen, ...] = ()
    toast: str = ""
    count: int = 10_000

    def does(self, service: Callable[[Work], T]) -> T:
        """Run a service in a transaction of its own."""
        with self.chat.database.begin() as db:
            return service(Work(db, self.chat.library, self.chat.words, self.chat.now, ADMINS))

    def _visit(self, did: Did, **more: object) -> str:
        self.count += 1
        self.chat.now += timedelta(seconds=1)
        visit = Visit(
            self.count, did, self.chat.now, self.person, self.person,
            message_id=self.count, **more,  # type: ignore[arg-type]
        )  # fmt: skip
        reply: Reply = self.does(lambda work: answering.answer(visit, work))
        self.screens, self.toast = reply.screens or self.screens, reply.toast
        return visible("\n".join(screen.text for screen in reply.screens))

    def says(self, text: str) -> str:
        """Write words or a command; returns what is shown, as a person sees it."""
        if not text.startswith("/"):
            return self._visit(Did.TEXT, text=text)
        name, _, words = text[1:].partition(" ")
        return self._visit(Did.COMMAND, command=name, text=words)

    def taps(self, label: str) -> str:
        """Tap the last button whose label holds this."""
        return self.presses(self.data(label))

    def presses(self, data: str) -> str:
        """Press a button that carries this, wherever it came from."""
        return self._visit(Did.PRESS, data=data, callback_id="c")

    def data(self, label: str) -> str:
        shown = [button for screen in self.screens for row in screen.rows for button in row]
        found = [button.data for button in shown if label in button.label]
        assert found, f"no button {label!r} in {self.labels()}"
        return found[-1]

    def labels(self) -> list[str]:
        return [b.label for screen in self.screens for row in screen.rows for b in row]
