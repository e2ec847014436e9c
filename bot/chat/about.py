"""/about: what this is, which version, who runs it, and that no clinician has signed it."""

from bot.chat.screens import Reply, say
from bot.chat.talk import Talk
from bot.services.edition import edition, unread
from content.sign_off import Standing


def command(talk: Talk) -> Reply:
    """/about, whatever stands behind it."""
    this, library = edition(), talk.work.library
    text = talk.say(
        "about.text",
        version=this.version,
        signed=_signed(talk),
        moves=len(library.exercises),
        sources=len(library.sources),
        unread=unread(library),
        operator=operator(talk),
        hash=this.safety,
        tz=this.tz,
    )
    buttons = talk.button("about.privacy", "privacy"), talk.button("about.help", "help")
    return say(text, buttons, living=False)


def operator(talk: Talk) -> str:
    """Who runs this bot and how to reach them, or that they have not said so."""
    who = talk.work.operator
    if not who.name and not who.contact:
        return talk.say("about.operator_unknown")
    both = ", ".join(part for part in (who.name, who.contact) if part)
    return talk.say("about.operator", who=both)


def _signed(talk: Talk) -> str:
    signed = edition().signed
    if signed.standing is Standing.SIGNED:
        who = f"{signed.name} ({signed.registration})"
        return talk.say("about.signed", who=who, day=str(signed.signed_on))
    return talk.say("about.not_signed")
