"""Leaving: whoever stops may say why with one tap, and need not."""

from bot.chat.buttons import OldButton, Press
from bot.chat.screens import Button, Reply, say
from bot.chat.talk import Talk
from bot.services import preferences

# Each reason: its button, and what it is answered with.
REASONS = {
    "better": ("stop.better", "stop.better_noted"),
    "no_time": ("stop.no_time", "stop.no_time_noted"),
    "hurts": ("stop.hurts", "stop.hurts_noted"),
    "other": ("stop.other", "stop.other_noted"),
}


def rows(talk: Talk) -> tuple[tuple[Button, ...], ...]:
    """The reasons, below the words that all has stopped."""
    buttons = [talk.button(key, "bye", name) for name, (key, _) in REASONS.items()]
    return tuple(buttons[:2]), tuple(buttons[2:])


def told(talk: Talk, press: Press) -> Reply | None:
    """A reason was tapped: kept as a count for the operator, answered with what it asks for."""
    reason = press.word(0)
    if reason not in REASONS:
        raise OldButton(press.verb)
    if talk.person.status != "stopped":
        return None
    preferences.note_reason(talk.work, talk.person, reason)
    resume = talk.button("stop.resume", "resume")
    return say(talk.say(REASONS[reason][1]), (resume,))
