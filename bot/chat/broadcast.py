"""/broadcast: one message to everybody who wants news, for those who run the bot alone."""

from collections.abc import Callable

from bot.chat import help as helping
from bot.chat import news
from bot.chat.admin import is_admin
from bot.chat.buttons import OldButton, Press
from bot.chat.screens import Button, Reply, Screen, say
from bot.chat.talk import Talk
from bot.chat.visit import Did
from bot.services import broadcasts, subscribers
from bot.services.broadcasts import Broadcast, Start
from bot.services.work import Work
from content.telegram_html import length
from content.words import clean

NAME = "broadcast"
ASKING = "broadcast"  # the open question for the words
MESSAGE_UNITS = 4096  # as Telegram counts: UTF-16 units of what is shown
STANDING = {
    "sending": "broadcast.sending",
    "resting": "broadcast.resting",
    "paused": "broadcast.paused",
    "cancelled": "broadcast.cancelled",
    "done": "broadcast.done",
}
CONTROLS: dict[str, Callable[[Work, int], None]] = {
    "pause": broadcasts.pause,
    "go": broadcasts.go_on,
    "end": broadcasts.cancel,
    "show": lambda _work, _number: None,
}


def is_for_others(talk: Talk) -> bool:
    """Whether what came is an operator's message to everybody.

    Such words may well name a warning sign, and tell nothing about the body of who wrote them.
    """
    visit = talk.visit
    return visit.did is Did.COMMAND and visit.command == NAME and is_admin(talk)


def is_asked(talk: Talk) -> bool:
    """Whether what was typed are the words that an operator was asked for."""
    asked = talk.visit.did is Did.TEXT and talk.person.asking == ASKING
    return asked and is_admin(talk)


def command(talk: Talk) -> Reply:
    """/broadcast, with the words or without; to anybody else it is no command at all."""
    if not is_admin(talk):
        return helping.not_understood(talk)
    if clean(talk.visit.text).strip():
        return _preview(talk)
    running = broadcasts.open_one(talk.work)
    if running is not None:
        other = talk.button("broadcast.see", "bc", "show", running.id)
        return say(talk.say("broadcast.running"), (other,), living=False)
    return _ask(talk)


def _ask(talk: Talk) -> Reply:
    subscribers.ask(talk.work, talk.person, ASKING)
    return say(talk.say("broadcast.ask"), (_drop(talk),), living=False)


def _drop(talk: Talk) -> Button:
    return talk.button("broadcast.drop", "bc", "drop", 0)


def typed(talk: Talk) -> Reply:
    """The words, after they were asked for."""
    return _preview(talk) if clean(talk.visit.text).strip() else _ask(talk)


def _preview(talk: Talk) -> Reply:
    """The message exactly as people will see it, and below it who would get it."""
    words = clean(talk.visit.text).strip()
    over = length(news.text(talk, words)) - MESSAGE_UNITS
    if over > 0:
        return _too_long(talk, words, over)
    subscribers.asked(talk.work, talk.person)
    number = broadcasts.draft(talk.work, talk.person.id, words)
    audience = broadcasts.audience(talk.work)
    send = talk.button("broadcast.send", "bc", "send", number, style="success", audience=audience)
    change = talk.button("broadcast.change", "bc", "words", number)
    rows = ((send,),) if audience else ()
    panel = talk.say("broadcast.preview" if audience else "broadcast.nobody", audience=audience)
    shown = Screen(panel, (*rows, (change, _drop(talk))), living=False)
    return Reply(screens=(news.screen(talk, news.SAMPLE, words), shown)).new()


def _too_long(talk: Talk, words: str, over: int) -> Reply:
    subscribers.ask(talk.work, talk.person, ASKING)
    counted = length(words)
    told = talk.say("broadcast.too_long", length=counted, most=counted - over, over=over)
    return say(told, (_drop(talk),), living=False)


def pressed(talk: Talk, press: Press) -> Reply:
    """A button below a preview, or below the message that shows how far one is."""
    if not is_admin(talk):
        return helping.old_button(talk)
    what, number = press.word(0), press.number(1)
    match what:
        case "send":
            return _send(talk, number)
        case "words":
            return _change(talk, number)
        case "drop":
            return _dropped(talk)
    if what not in CONTROLS:
        raise OldButton("bc")
    CONTROLS[what](talk.work, number)
    _show_here(talk, number)
    return _how_far(talk, number)


def _send(talk: Talk, number: int) -> Reply:
    visit = talk.visit
    match broadcasts.start(talk.work, number, visit.chat_id, visit.message_id):
        case Start.STARTED:
            return _how_far(talk, number)
        case Start.ALREADY:
            return Reply(toast=talk.plain("broadcast.started_already"))
        case Start.BUSY:
            return _busy(talk, number)
        case Start.NOBODY:
            return say(talk.say("broadcast.nobody"), (_drop(talk),), living=False)
    return say(talk.say("broadcast.gone"), living=False)


def _busy(talk: Talk, number: int) -> Reply:
    """Another one is under way: the draft stays, and the other one can be looked at."""
    other = broadcasts.open_one(talk.work)
    audience = broadcasts.audience(talk.work)
    send = talk.button("broadcast.send", "bc", "send", number, audience=audience)
    see = (talk.button("broadcast.see", "bc", "show", other.id),) if other else ()
    return say(talk.say("broadcast.busy"), (send,), (*see, _drop(talk)), living=False)


def _change(talk: Talk, number: int) -> Reply:
    found = broadcasts.find(talk.work, number)
    if found is None or found.state != "draft":
        return say(talk.say("broadcast.gone"), living=False)
    return _ask(talk)


def _dropped(talk: Talk) -> Reply:
    broadcasts.drop_drafts(talk.work, talk.person.id)
    if talk.person.asking == ASKING:
        subscribers.asked(talk.work, talk.person)
    return say(talk.say("broadcast.dropped"), living=False)


def _show_here(talk: Talk, number: int) -> None:
    """From now on the message that was tapped shows how far it is: the latest of any operator."""
    if talk.visit.message_id is not None:
        broadcasts.show_in(talk.work, number, talk.visit.chat_id, talk.visit.message_id)


def _how_far(talk: Talk, number: int) -> Reply:
    found = broadcasts.find(talk.work, number)
    if found is None or found.state == "draft":
        return say(talk.say("broadcast.gone"), living=False)
    return Reply(screens=(standing(talk, found),), toast=talk.plain("broadcast.noted"))


def standing(talk: Talk, found: Broadcast, seconds_left: float | None = None) -> Screen:
    """How far a message is, and what can be done about it; `seconds_left` as far as measured."""
    counts = talk.say(
        "broadcast.counts", sent=found.sent, audience=found.audience,
        unclear=found.unclear, left_out=found.left_out,
    )  # fmt: skip
    resting = found.state == "sending" and found.resting_until and not found.under_way
    words = STANDING["resting" if resting else found.state]
    text = talk.say(words, counts=counts, left=_left(talk, seconds_left))
    return Screen(text, _controls(talk, found), living=False)


def _left(talk: Talk, seconds: float | None) -> str:
    if seconds is None:
        return talk.say("broadcast.left_unknown")
    if seconds < 60:
        return talk.say("broadcast.left_seconds")
    return talk.say("broadcast.left", minutes=round(seconds / 60))


def _controls(talk: Talk, found: Broadcast) -> tuple[tuple[Button, ...], ...]:
    if not found.is_open:
        return ()
    sending = found.state == "sending"
    key, what = ("broadcast.pause", "pause") if sending else ("broadcast.go_on", "go")
    turn = talk.button(key, "bc", what, found.id)
    return ((turn, talk.button("broadcast.end", "bc", "end", found.id, style="danger")),)
