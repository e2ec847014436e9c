"""Back: the button that leads from any choice to the panel of settings."""

from dataclasses import replace

from bot.chat.screens import Button, Reply
from bot.chat.talk import Talk


def back(talk: Talk) -> Button:
    """The way back to the settings, over the same message."""
    return talk.button("settings.back", "settings", "home")


def with_back(talk: Talk, reply: Reply) -> Reply:
    """The same reply, its last screen with the way back; before the routine begins, as it is."""
    if not reply.screens or not talk.person.subscribed:
        return reply
    *others, last = reply.screens
    if last.ask_location:
        return reply
    return replace(reply, screens=(*others, replace(last, rows=(*last.rows, (back(talk),)))))
