"""The choice of clips and pictures with the words, or words alone."""

from bot.chat.back import back
from bot.chat.buttons import OldButton, Press
from bot.chat.screens import Reply, say
from bot.chat.talk import Talk
from bot.services import pictures

SWITCH = {"on": True, "off": False}


def show(talk: Talk) -> Reply:
    """What holds now, and the other choice."""
    on = pictures.wanted(talk.work, talk.person)
    key, other = ("pictures.turn_off", "off") if on else ("pictures.turn_on", "on")
    turn = talk.button(key, "pictures", other)
    return say(talk.say("pictures.on" if on else "pictures.off"), (turn,), (back(talk),))


def chosen(talk: Talk, press: Press) -> Reply | None:
    """Pictures were switched on or off."""
    if press.word(0) not in SWITCH:
        raise OldButton("pictures")
    if not talk.person.subscribed:
        return None
    pictures.want(talk.work, talk.person, on=SWITCH[press.word(0)])
    return show(talk)
