"""/privacy: what is kept about a person, why, for how long, and the ways to get or delete it."""

from bot.chat import about, delete
from bot.chat.back import with_back
from bot.chat.buttons import OldButton, Press
from bot.chat.screens import Reply, say
from bot.chat.talk import Talk


def command(talk: Talk) -> Reply:
    """/privacy: the whole answer on one screen."""
    mine = talk.button("export.button", "export")
    gone = talk.button("privacy.delete", "privacy", "delete")
    return with_back(
        talk, say(talk.say("privacy.text", operator=about.operator(talk)), (mine,), (gone,))
    )


def pressed(talk: Talk, press: Press) -> Reply:
    """The same screen from the settings, or on to deleting."""
    if not press.args:
        return command(talk)
    if press.word(0) != "delete":
        raise OldButton(press.verb)
    return delete.command(talk)
