"""The farewell: what somebody reads two weeks before they are forgotten; any answer prevents it."""

from datetime import datetime

from bot.chat.moments import date_words, local
from bot.chat.screens import Screen
from bot.chat.talk import Talk
from bot.services import farewell


def notice(talk: Talk, due: datetime) -> Screen:
    """The silent message due at an instant, with ways to stay, to take all along, to go now."""
    day = local(talk, farewell.forgotten_after(due)).date()
    rows = (
        (talk.button("farewell.stay", "card", style="success"),),
        (
            talk.button("export.button", "export"),
            talk.button("privacy.delete", "privacy", "delete"),
        ),
    )
    text = talk.say("farewell.notice", day=date_words(talk, day))
    return Screen(text, rows, living=False, keep=True, silent=True)
