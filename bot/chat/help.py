"""/help, and an answer for whatever nobody understood."""

from bot.chat.buttons import Press
from bot.chat.screens import Reply, say
from bot.chat.talk import Talk

TOPIC = "help_of"
LONGEST_ECHO = 40


def help_(talk: Talk) -> Reply:
    """/help: every command, grouped; with the name of one, what that one does."""
    topic = _topic(talk)
    if topic is None:
        return pressed(talk)
    if not _has_words(talk, topic):
        echo = talk.say("help.no_topic", words=talk.visit.text.strip()[:LONGEST_ECHO])
        return say(echo + "\n\n" + talk.say("help.text"), living=False)
    return say(talk.say(f"{TOPIC}.{topic}"), (talk.button("help.all", "help"),), living=False)


def pressed(talk: Talk, _press: Press | None = None) -> Reply:
    """Every command, grouped, also from a button."""
    return say(talk.say("help.text"), living=False)


def knows(talk: Talk) -> bool:
    """Whether the words behind /help name a command: "/help pain" tells of no pain."""
    topic = _topic(talk)
    return topic is not None and _has_words(talk, topic)


def _has_words(talk: Talk, topic: str) -> bool:
    return talk.work.words.has(f"{TOPIC}.{topic}", talk.person.language)


def _topic(talk: Talk) -> str | None:
    """The one word behind /help without its stroke; None when there is nothing behind it."""
    words = talk.visit.text.strip().lower().removeprefix("/")
    return words or None


def not_understood(talk: Talk) -> Reply:
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
