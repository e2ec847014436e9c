"""News: an announcement as people see it, and how they end news or bring it back."""

from bot.chat.back import back
from bot.chat.buttons import OldButton, Press
from bot.chat.screens import Place, Reply, Screen, say
from bot.chat.talk import Talk
from bot.services import broadcasts, deliveries
from content.words import Markup

SAMPLE = 0  # stands for the delivery in the preview of an operator


def delivered(talk: Talk, delivery: int, number: int) -> Screen:
    """An announcement as the clock sends it, silently. Raises LookupError when it is gone."""
    words = broadcasts.words_of(talk.work, number)
    if words is None:
        raise LookupError("the announcement is gone")
    return screen(talk, delivery, words)


def screen(talk: Talk, delivery: int, words: str) -> Screen:
    """The words as plain text, with one tap that ends all news."""
    off = talk.button("news.off", "news", "enough", delivery)
    return Screen(text(talk, words), ((off,),), Place.NEW, living=False, silent=True)


def text(talk: Talk, words: str) -> Markup:
    """The words below the name of whoever runs this copy; every sign stands for itself."""
    operator = talk.work.operator.name or talk.plain("news.bot")
    return Markup(talk.say("news.message", operator=operator, words=words))


def show(talk: Talk, note: str = "") -> Reply:
    """The panel of settings: whether news comes, and the other choice."""
    on = broadcasts.wanted(talk.work, talk.person.id)
    shown = talk.say("news.is_on" if on else "news.is_off")
    key, other = ("news.turn_off", "off") if on else ("news.turn_on", "on")
    turn = talk.button(key, "news", other)
    return say(f"{note}\n\n{shown}" if note else shown, (turn,), (back(talk),))


def pressed(talk: Talk, press: Press) -> Reply | None:
    """News was switched in the panel, or ended from a message."""
    what = press.word(0)
    if what == "enough":
        return _enough(talk, press.number(1))
    if what not in ("on", "off"):
        raise OldButton("news")
    if not talk.person.subscribed:
        return None
    broadcasts.want(talk.work, talk.person.id, on=what == "on")
    shown = show(talk)
    return Reply(shown.screens, toast=talk.plain("news.kept"))


def _enough(talk: Talk, delivery: int) -> Reply:
    """One tap below a message ends news. It also proves that the message arrived."""
    if delivery == SAMPLE:
        return Reply(toast=talk.plain("news.sample"))
    deliveries.evidence(talk.work, delivery, subscriber_id=talk.person.id)
    if not broadcasts.wanted(talk.work, talk.person.id):
        return Reply(toast=talk.plain("news.is_off_already"))
    broadcasts.want(talk.work, talk.person.id, on=False)
    again = talk.button("news.turn_on", "news", "on")
    return say(talk.say("news.now_off"), (again,), living=False).new()
