"""/reload: the content files read anew by every running copy, for those who run the bot."""

from bot.chat import help as helping
from bot.chat.admin import is_admin
from bot.chat.screens import Reply, say
from bot.chat.talk import Talk
from bot.services import reloading


def command(talk: Talk) -> Reply:
    """/reload; to anybody else it is no command at all.

    Reading takes seconds, so it happens later, and each copy answers for itself.
    """
    if not is_admin(talk):
        return helping.not_understood(talk)
    reloading.wish(talk.work, talk.visit.chat_id)
    return say(talk.say("reload.began"), living=False)
