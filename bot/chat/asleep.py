"""The one question after a long silence: go on, or stop for now; no answer means rest."""

from bot.chat.screens import Screen
from bot.chat.talk import Talk

ANSWERS = ("go", "rest")


def question(talk: Talk, delivery: int) -> Screen:
    """The question, sent in place of a routine."""
    go_on = talk.button("asleep.go_on", "asleep", "go", delivery)
    rest = talk.button("asleep.rest", "asleep", "rest", delivery)
    return Screen(talk.say("asleep.ask"), ((go_on,), (rest,)), silent=True)
