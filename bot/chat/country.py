"""/country: whose emergency and crisis numbers the cards show."""

from bot.chat.buttons import OldButton, Press
from bot.chat.screens import Button, Reply, say
from bot.chat.talk import Talk
from bot.services import country, subscribers
from content import numbers
from content.countries import Countries

# Where many people who write English live.
COMMON = ("GB", "US", "IE", "CA", "AU", "NZ", "IN", "DE")
NONE, TYPE = "none", "type"
ASKING = "country"
IN_A_ROW = 2
LONGEST_NAME = 40


def command(talk: Talk) -> Reply:
    """/country, with a name or without; it works before any question is answered."""
    if talk.visit.text.strip():
        return typed(talk)
    return _say(talk, talk.say("country.ask", now=_now(talk)), *_choices(talk))


def _say(talk: Talk, text: str, *rows: tuple[Button, ...]) -> Reply:
    """A screen that leaves an open question of the first minute its buttons."""
    return say(text, *rows, living=talk.person.subscribed)


def _now(talk: Talk) -> str:
    code = talk.person.country
    return Countries.shared().name(code) if code else talk.plain("country.now_none")


def _choices(talk: Talk) -> list[tuple[Button, ...]]:
    """The country of the person's clock first, then common ones, a typed name, and none."""
    guess = country.guess(talk.person)
    rows: list[tuple[Button, ...]] = []
    if guess:
        rows.append((_choice(talk, guess, "country.guessed"),))
    buttons = [_choice(talk, code) for code in COMMON if code != guess]
    rows += [tuple(buttons[place : place + IN_A_ROW]) for place in range(0, len(buttons), IN_A_ROW)]
    rows.append((talk.button("country.type", "country", TYPE),))
    rows.append((talk.button("country.none", "country", NONE),))
    return rows


def _choice(talk: Talk, code: str, key: str = "country.choice") -> Button:
    return talk.button(key, "country", code, name=Countries.shared().name(code)[:LONGEST_NAME])


def chosen(talk: Talk, press: Press) -> Reply:
    """A country was tapped, or none, or that its name will be typed."""
    code = press.word(0)
    if code == TYPE:
        subscribers.ask(talk.work, talk.person, ASKING)
        return _say(talk, talk.say("country.type_ask"))
    if code == NONE:
        country.choose(talk.work, talk.person, None)
        return _say(talk, talk.say("country.kept_none"))
    if not Countries.shared().knows(code):
        raise OldButton(code)
    return _keep(talk, code)


def knows(talk: Talk) -> bool:
    """Whether the typed words name a country."""
    return Countries.shared().find(talk.visit.text) is not None


def typed(talk: Talk) -> Reply:
    """A country in the person's own words; one we do not know leaves the question open."""
    code = Countries.shared().find(talk.visit.text)
    if code is not None:
        return _keep(talk, code)
    subscribers.ask(talk.work, talk.person, ASKING)
    words = talk.visit.text.strip()[:LONGEST_NAME]
    return _say(talk, talk.say("country.not_found", words=words), *_choices(talk))


def _keep(talk: Talk, code: str) -> Reply:
    country.choose(talk.work, talk.person, code)
    name = Countries.shared().name(code)
    row = numbers.numbers_of(code, talk.work.library.safety)
    if row is None:
        return _say(talk, talk.say("country.kept_unknown", name=name))
    return _say(talk, talk.say("country.kept", name=name, number=row.emergency))
