"""Talk: one visit, the open work and the person, handed to every function of the chat.

A function of the chat answers with a Reply, or with None: then the chat goes on with whatever
is next for this person (the next question of the first minute, or today).
"""

from dataclasses import dataclass, replace

from bot.chat.buttons import pack
from bot.chat.screens import Button
from bot.chat.visit import Visit
from bot.services.person import Person
from bot.services.work import Work


@dataclass(frozen=True, slots=True)
class Talk:
    """What a function of the chat needs to answer."""

    visit: Visit
    work: Work
    person: Person

    def say(self, key: str, **gaps: object) -> str:
        """The words for this key in the person's language; gaps are escaped."""
        return self.work.words.say(key, self.person.language, **gaps)

    def button(
        self, key: str, verb: str, *args: str | int, style: str = "", **gaps: object
    ) -> Button:
        """A button whose label is the words of this key."""
        return Button(self.plain(key, **gaps), pack(verb, *args), style)

    def plain(self, key: str, **gaps: object) -> str:
        """Words for a place that knows no formatting, such as a button or a toast."""
        return self.work.words.plain(key, self.person.language, **gaps)

    def as_(self, person: Person) -> "Talk":
        """The same talk after something about the person changed."""
        return replace(self, person=person)
