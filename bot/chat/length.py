"""/length: how many minutes a routine takes."""

from bot.chat.back import with_back
from bot.chat.buttons import OldButton, Press
from bot.chat.screens import Reply, say
from bot.chat.talk import Talk
from bot.coach.pause_words import read_length
from bot.services import preferences as prefs
from bot.services import subscribers

ASKING = "length"
LONGEST_ECHO = 40
KEPT = {
    1: "length.kept_1",
    5: "length.kept_5",
    10: "length.kept_10",
    15: "length.kept_15",
}


def command(talk: Talk) -> Reply | None:
    """/length, with minutes or without."""
    if not talk.person.subscribed:
        return None
    return typed(talk) if talk.visit.text.strip() else ask(talk)


def ask(talk: Talk) -> Reply:
    """The four lengths, the one of now marked; a typed number answers as well."""
    talk = talk.as_(subscribers.ask(talk.work, talk.person, ASKING))
    return _choices(talk, talk.say("length.ask"))


def _choices(talk: Talk, text: str) -> Reply:
    buttons = [
        talk.button(
            "length.on" if minutes == talk.person.minutes else "length.choice",
            "length",
            minutes,
            minutes=minutes,
        )
        for minutes in prefs.LENGTHS
    ]
    return with_back(talk, say(text, tuple(buttons[:2]), tuple(buttons[2:])))


def knows(talk: Talk) -> bool:
    """Whether the typed words are a number of minutes."""
    return read_length(talk.visit.text) is not None


def typed(talk: Talk) -> Reply:
    """A length in the person's own words; any but the four is answered with the four."""
    minutes = read_length(talk.visit.text)
    if minutes in prefs.LENGTHS:
        return _keep(talk, minutes)
    talk = talk.as_(subscribers.ask(talk.work, talk.person, ASKING))
    words = talk.visit.text.strip()[:LONGEST_ECHO]
    return _choices(talk, talk.say("length.not_a_length", words=words, minutes=talk.person.minutes))


def chosen(talk: Talk, press: Press) -> Reply | None:
    """A length was tapped."""
    minutes = press.number(0)
    if minutes not in prefs.LENGTHS:
        raise OldButton("length")
    return _keep(talk, minutes) if talk.person.subscribed else None


def _keep(talk: Talk, minutes: int) -> Reply:
    if talk.person.asking == ASKING:
        subscribers.asked(talk.work, talk.person)
    talk = talk.as_(prefs.set_minutes(talk.work, talk.person, minutes))
    card = talk.button("card.show", "card")
    return with_back(talk, say(talk.say(KEPT[minutes]), (card,)))
