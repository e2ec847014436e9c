"""Somebody who was silent answers the question whether to go on."""

from bot.chat import asleep, today
from bot.chat.buttons import OldButton, Press
from bot.chat.card_buttons import proof
from bot.chat.screens import Reply, say
from bot.chat.talk import Talk
from bot.services import preferences


def woken(talk: Talk, press: Press) -> Reply | None:
    """Somebody who was silent answers: go on from today, or stop for now."""
    answer = press.word(0)
    if answer not in asleep.ANSWERS:
        raise OldButton(press.verb)
    if not talk.person.subscribed:
        return None
    proof(talk, press.number(1))
    if answer == "go" or talk.person.hold_level:
        return today.today(talk)
    talk = talk.as_(preferences.stop(talk.work, talk.person))
    return say(talk.say("stop.done"), (talk.button("stop.resume", "resume"),))
