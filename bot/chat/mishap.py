"""A fall or a strain, told in two taps; and the few signs that a doctor should hear of."""

from bot.chat import safety
from bot.chat.buttons import OldButton, Press
from bot.chat.screens import Button, Reply, Screen, say
from bot.chat.talk import Talk
from bot.services import mishaps, plans

WHEN = {
    0: "mishap.today",
    1: "mishap.yesterday",
    2: "mishap.days_2",
    4: "mishap.days_4",
    8: "mishap.days_8",
    15: "mishap.longer",
}
SIGNS = {
    "catching": "sign.catching",
    "locking": "sign.locking",
    "giving_way": "sign.giving_way",
    "stiff": "sign.stiff",
    "lump": "sign.lump",
    "swelling": "sign.swelling",
    "weight": "sign.weight",
    "ill": "sign.ill",
    "bones": "sign.bones",
}
IN_A_ROW = 2
FRESH = 2  # a strain of at most so many days ago rests first (programme G3)


def told(talk: Talk, press: Press) -> Reply | None:
    """What happened, then for a strain when; only then is anything kept."""
    what = press.word(0)
    if what not in ("ask", "fall", "strain"):
        raise OldButton(press.verb)
    if not talk.person.consent_given:
        return None
    if talk.person.hold_level:
        return safety.held(talk)
    if what == "ask":
        return _ask_what(talk)
    if what == "fall":
        mishaps.fell(talk.work, talk.person)
        return safety.ask_signs(talk, talk.say("mishap.fell"))
    return _strained(talk, press.number(1)) if len(press.args) > 1 else _ask_when(talk)


def _ask_what(talk: Talk) -> Reply:
    return say(
        talk.say("mishap.ask"),
        (talk.button("mishap.fall", "mishap", "fall"),),
        (talk.button("mishap.strain", "mishap", "strain"),),
        (_nothing(talk),),
    )


def _ask_when(talk: Talk) -> Reply:
    buttons = [talk.button(key, "mishap", "strain", days) for days, key in WHEN.items()]
    return say(talk.say("mishap.when"), *_pairs(buttons), (_nothing(talk),))


def _pairs(buttons: list[Button]) -> list[tuple[Button, ...]]:
    return [tuple(buttons[at : at + IN_A_ROW]) for at in range(0, len(buttons), IN_A_ROW)]


def _nothing(talk: Talk) -> Button:
    """The way back for somebody who tapped here by mistake."""
    return talk.button("mishap.nothing", "card")


def _strained(talk: Talk, days_ago: int) -> Reply:
    if days_ago not in WHEN:
        raise OldButton("mishap")
    mishaps.strained(talk.work, talk.person, days_ago)
    if days_ago <= FRESH:
        return safety.resting(talk)
    card = talk.button("card.show", "card")
    return say(talk.say("mishap.kept"), (talk.button("card_name.doctor", "read", "doctor"), card))


def on_card(talk: Talk, found: plans.Today) -> Screen | None:
    """Once in four weeks: whether any of the signs is there; None on other days."""
    due = mishaps.signs_due(talk.work, talk.person, found.date)
    if not due or not talk.person.consent_given:
        return None
    none = talk.button("sign.none", "tell", 0, "done")
    some = talk.button("sign.list", "tell", 0)
    return Screen(talk.say("sign.monthly"), ((none, some),))


def listed(talk: Talk, press: Press) -> Reply | None:
    """The signs to tap on and off; the taps travel in the buttons, and Done keeps them."""
    taps = press.number(0)
    if taps >= 1 << len(mishaps.SIGNS) or press.args[1:] not in ((), ("done",)):
        raise OldButton(press.verb)
    if talk.person.hold_level:
        return safety.held(talk)
    if press.args[1:]:
        return _keep(talk, frozenset(_chosen(taps)))
    chosen = _chosen(taps)
    rows = [(_mark(talk, sign, taps ^ (1 << place), on=sign in chosen),)
            for place, sign in enumerate(mishaps.SIGNS)]  # fmt: skip
    done = talk.button("sign.done" if chosen else "sign.none", "tell", taps, "done")
    return say(talk.say("sign.ask"), *rows, (done,))


def _chosen(taps: int) -> list[str]:
    return [sign for place, sign in enumerate(mishaps.SIGNS) if taps >> place & 1]


def _mark(talk: Talk, sign: str, taps: int, *, on: bool) -> Button:
    words = talk.plain(SIGNS[sign])
    label = talk.plain("limits.on", label=words) if on else words
    return talk.button("limits.label", "tell", taps, label=label)


def _keep(talk: Talk, signs: frozenset[str]) -> Reply | None:
    if mishaps.keep_signs(talk.work, talk.person, signs):
        return safety.ask_signs(talk, talk.say("sign.list_first"))
    way = "card.show" if talk.person.subscribed else "pain.go_on"
    row = (talk.button("card_name.doctor", "read", "doctor"), talk.button(way, "card"))
    if not signs:
        return say(talk.say("sign.kept_none"), row)
    return say(talk.say("sign.kept" if talk.person.consent_given else "sign.see"), row)
