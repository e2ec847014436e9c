"""/help, and an answer for whatever nobody understood."""

from bot.chat.screens import Reply, say
from bot.chat.talk import Talk


def help_(talk: Talk) -> Reply:
    """/help: every command, grouped."""
    return say(talk.say("help.text"), living=False)


def about(talk: Talk) -> Reply:
    """Words nobody understood: kind, short, and with a way on."""
    return say(talk.say("help.not_understood"), living=False)


def unreadable(talk: Talk) -> Reply:
    """A photo, voice message or sticker: we say that we cannot see or hear it."""
    return say(talk.say("help.unreadable"), living=False)


def edited(talk: Talk) -> Reply:
    """An edited message: only new ones change anything."""
    return say(talk.say("help.edited"), living=False)


def group(talk: Talk) -> Reply:
    """In a group: health belongs in a private chat."""
    return say(talk.say("help.group"), living=False)


def slow_down(talk: Talk) -> Reply:
    """Too much at once: what was dropped was read for warning signs all the same."""
    if talk.visit.callback_id:
        return Reply(toast=talk.plain("help.slow_down"))
    return say(talk.say("help.slow_down"), living=False)


def old_button(talk: Talk) -> Reply:
    """A button of an older message, or one that was never ours."""
    return Reply(toast=talk.plain("help.old_button"))
