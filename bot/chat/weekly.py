"""The weekly question: three taps on the card of each seventh day."""

from bot.chat import safety
from bot.chat.buttons import OldButton, Press
from bot.chat.screens import Button, Reply, Screen, say
from bot.chat.talk import Talk
from bot.coach.facts import Weekly
from bot.services import plans, weekly
from bot.services.pain import WORST

FIRST_ROW = 6  # the scores 0 to 5; the others stand below
FUNCTION = {
    "better": "weekly.function_better",
    "same": "weekly.function_same",
    "worse": "weekly.function_worse",
}
NIGHT = {
    "less": "weekly.night_less",
    "same": "weekly.night_same",
    "more": "weekly.night_more",
}


def on_card(talk: Talk, found: plans.Today) -> Screen | None:
    """The first of the three questions, None on a day without them."""
    if not weekly.due(talk.work, talk.person, found.date):
        return None
    scores = [talk.button("score.number", "week", n, score=n) for n in range(WORST + 1)]
    rows = (tuple(scores[:FIRST_ROW]), tuple(scores[FIRST_ROW:]))
    return Screen(talk.say("weekly.usual"), rows)


def pressed(talk: Talk, press: Press) -> Reply | None:
    """One of the three taps; what was tapped before travels in the buttons."""
    if not talk.person.subscribed or not talk.person.consent_given or talk.person.hold_level:
        return None
    usual, given = press.number(0), press.args[1:]
    if usual > WORST or any(map(_unknown, (FUNCTION, NIGHT), given)):
        raise OldButton(press.verb)
    if not weekly.due(talk.work, talk.person, talk.person.today(talk.visit.now)):
        return None  # answered already, on another card
    if not given:
        rows = [(_tap(talk, key, usual, code),) for code, key in FUNCTION.items()]
        return say(talk.say("weekly.function"), *rows)
    if len(given) == 1:
        rows = [(_tap(talk, key, usual, given[0], code),) for code, key in NIGHT.items()]
        return say(talk.say("weekly.night"), *rows)
    return _keep(talk, Weekly(usual, given[0], given[1]))


def _unknown(known: dict[str, str], word: str) -> bool:
    return word not in known


def _tap(talk: Talk, key: str, *args: str | int) -> Button:
    return talk.button(key, "week", *args)


def _keep(talk: Talk, answer: Weekly) -> Reply:
    if weekly.keep(talk.work, talk.person, answer):
        return safety.ask_signs(talk, talk.say("session.very_sore", score=answer.usual))
    return say(talk.say("weekly.kept"), (talk.button("card.show", "card"),))
