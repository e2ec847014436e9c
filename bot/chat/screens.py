"""Screen and Button: what we show back, as plain values that know nothing of Telegram."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum

from bot.services.pictures import Picture


class Place(StrEnum):
    """Where a screen goes: over the message that was pressed, or into a new message."""

    SAME = "same"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class Button:
    """One button under a message. `data` is at most 64 bytes; `style` may stay empty."""

    label: str
    data: str
    style: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """A file to send: its name and its text or bytes; a `picture` is shown in the chat."""

    name: str
    content: str | bytes
    picture: bool = False


@dataclass(frozen=True, slots=True)
class Drawing:
    """A file that is still to be drawn: its name, and what makes its bytes.

    That takes a while, so it happens in another process: `draw` is a `partial` of a public
    function, with plain values.
    """

    name: str
    draw: Callable[[], bytes]
    picture: bool = False


@dataclass(frozen=True, slots=True)
class Quiz:
    """A question that Telegram itself checks: 2 to 10 answers, of which `right` counts from 0.

    The explanation, plain and at most 200 characters, is shown once somebody has answered. `id`
    names the question in the library.
    """

    question: str
    answers: tuple[str, ...]
    right: int
    explanation: str
    id: str = ""


@dataclass(frozen=True, slots=True)
class Screen:
    """Words in Telegram's HTML and the buttons under them.

    `living` screens replace the last living message of the chat: its buttons are taken away
    when a newer one is sent. `keep` screens (safety cards) never lose theirs. `ask_location`
    is the label of a reply-keyboard button that shares a location; such a message can never
    be edited, so it is always new. `document` names the file that goes with the text, always in
    a new message, and behind a space what its maker is told; it is made when it is sent.
    `picture` goes above the words where it is at hand and they fit below it; without it the words
    say the same. A `caption` stands below the picture instead of a longer text, with the button
    `more` that leads to it. A `quiz` stands in place of the words, always in a new message.
    `film` is the session whose video follows the words once it is made, 0 for none.
    """

    text: str
    rows: tuple[tuple[Button, ...], ...] = ()
    place: Place = Place.SAME
    living: bool = True
    keep: bool = False
    silent: bool = False
    ask_location: str = ""
    drop_keyboard: bool = False
    document: str = ""
    picture: Picture | None = None
    caption: str = ""
    more: Button | None = None
    quiz: Quiz | None = None
    film: int = 0


@dataclass(frozen=True, slots=True)
class Reply:
    """Everything one visit is answered with: a toast for a tap, and screens in order."""

    screens: tuple[Screen, ...] = ()
    toast: str = ""
    alert: bool = False

    def new(self) -> "Reply":
        """The same reply with every screen in a message of its own."""
        return replace(self, screens=tuple(replace(s, place=Place.NEW) for s in self.screens))

    def below(self, picture: Picture | None, caption: str = "") -> "Reply":
        """The same reply with its first screen below a picture, if there is one."""
        first, *others = self.screens
        shown = replace(first, picture=picture, caption=caption)
        return replace(self, screens=(shown, *others))


def say(text: str, *rows: tuple[Button, ...], **more: bool) -> Reply:
    """A reply of one screen."""
    return Reply(screens=(Screen(text=text, rows=rows, **more),))  # type: ignore[arg-type]
