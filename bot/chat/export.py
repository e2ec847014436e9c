"""/export: one file with everything that is kept about a person."""

import json

from bot.chat.buttons import Press
from bot.chat.screens import Document, Place, Reply, Screen
from bot.chat.talk import Talk
from bot.services import export
from bot.services.work import Work

EXPORT = "export"


def command(talk: Talk) -> Reply:
    """/export: the file in a message of its own. It is made when it is sent."""
    words = talk.say("export.caption")
    return Reply((Screen(words, place=Place.NEW, living=False, document=EXPORT),))


def pressed(talk: Talk, _press: Press) -> Reply:
    """The same from a button; the screen it stands on stays as it is."""
    return command(talk)


def build(work: Work, person_id: int, _: str = "") -> Document | None:
    """The file as it is now; None for somebody who has been forgotten meanwhile."""
    found = export.everything(work, person_id)
    if found is None:
        return None
    name = f"unpinch-{work.now:%Y-%m-%d}.json"
    return Document(name, json.dumps(found, ensure_ascii=False, indent=2) + "\n")
