"""Kit: the things somebody has at home, so that no move asks for what is not there."""

from bot.chat.back import back
from bot.chat.buttons import OldButton, Press
from bot.chat.screens import Button, Reply, say
from bot.chat.talk import Talk
from bot.services import preferences as prefs

# Every thing that the content may ask for.
NAMES = {
    "ball": "kit_name.ball",
    "band": "kit_name.band",
    "bed": "kit_name.bed",
    "roller": "kit_name.roller",
    "step": "kit_name.step",
}
SHORT = {
    "ball": "kit_short.ball",
    "band": "kit_short.band",
    "bed": "kit_short.bed",
    "roller": "kit_short.roller",
    "step": "kit_short.step",
}


def offered(talk: Talk) -> tuple[str, ...]:
    """The things that some exercise of a plan asks for; no other would change anything."""
    planned = [one for one in talk.work.library.exercises.values() if not one.browse_only]
    return tuple(sorted({thing for exercise in planned for thing in exercise.kit}))


def names(talk: Talk) -> str:
    """The things at hand in words, for a label."""
    mine = prefs.choices(talk.work, talk.person).kit
    known = [talk.plain(SHORT[thing]) for thing in offered(talk) if thing in mine]
    return ", ".join(known) or talk.plain("kit.none")


def ask(talk: Talk) -> Reply:
    """Every thing, those at hand marked."""
    mine = prefs.choices(talk.work, talk.person).kit
    rows = [(_mark(talk, thing, thing in mine),) for thing in offered(talk)]
    return say(talk.say("kit.ask"), *rows, (back(talk),))


def _mark(talk: Talk, thing: str, on: bool) -> Button:
    label = talk.plain(NAMES[thing])
    shown = talk.plain("limits.on", label=label) if on else label
    return talk.button("limits.label", "kit", thing, label=shown)


def toggle(talk: Talk, press: Press) -> Reply | None:
    """One thing on or off."""
    thing = press.word(0)
    if thing not in offered(talk):
        raise OldButton("kit")
    if not talk.person.subscribed:
        return None
    return ask(talk.as_(prefs.toggle_thing(talk.work, talk.person, thing)))
