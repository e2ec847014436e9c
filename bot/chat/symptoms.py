"""/symptoms: the checker by taps, from the first list of emergencies to its result.

The answers travel in the buttons, so nothing is stored, and a restart loses nothing.
"""

import re
from datetime import datetime, timedelta

from bot.chat import safety
from bot.chat.buttons import OldButton, Press
from bot.chat.screens import Button, Reply, say
from bot.chat.talk import Talk
from bot.coach import checker
from bot.coach.checker import BadAnswers, Place, Result
from bot.services import safety as holds
from content.model import CheckerScreen
from content.words import Markup

LASTS = timedelta(minutes=30)
HOLDS = ("emergency", "urgent")
NONE = "-"  # stands for "no answer yet", because a button carries no empty word
IN_A_ROW = 2
SHORT_LABEL = 18
_ANSWERS = re.compile(r"[a-z]{1,8}", re.ASCII)


def command(talk: Talk) -> Reply:
    """/symptoms: the first screen, whatever was typed behind it."""
    return _begin(talk)


def pressed(talk: Talk, press: Press) -> Reply:
    """An answer, Back, or a screen of before: the place these answers lead to."""
    if press.word(0) == "new":
        return _begin(talk)
    if press.word(0) == "stop":
        return _stopped(talk)
    place, began = _read(talk, press)
    if place is None:
        return _begin(talk, note="checker.expired")
    return _show(talk, place, began)


def change(talk: Talk, press: Press) -> Reply:
    """Change an answer: choose the screen from which to go on."""
    place, began = _read(talk, press)
    if place is None:
        return _begin(talk, note="checker.expired")
    rows = [
        (talk.button("checker.line", "sym", _until(place, count), began, name=given.screen.short),)
        for count, given in enumerate(place.given)
    ]
    rows.append((talk.button("checker.back", "sym", _code(place), began),))
    return say(talk.say("checker.change_ask"), *rows, living=False)


def slip(talk: Talk, press: Press) -> Reply:
    """Tapped by mistake: every screen is asked once more, and the hold stays until the end."""
    place, _ = _read(talk, press)
    if place is None or place.result is None or not _set_by(talk, place.result, holds.CHECKED):
        return safety.held(talk) if talk.person.hold_level else _begin(talk)
    result = place.result
    holds.hold(talk.work, talk.person, result.level, (holds.CHECKED_AGAIN, *result.rules))
    began = _minute(talk.visit.now)
    return _ask_over(talk, _place(talk, ""), began, talk.say("hold.ask_again"))


def again(talk: Talk, press: Press) -> Reply:
    """An answer of the second round; only its very end, without a sign, lifts the hold."""
    place, began = _read(talk, press)
    if place is None or not holds.held_by_slip(talk.work, talk.person):
        if talk.person.hold_level:
            return safety.held(talk)
        return _show(talk, place, began) if place else _begin(talk)
    if place.result is None:
        return _ask_over(talk, place, began)
    return _end_round(talk, place, place.result, began)


def _ask_over(talk: Talk, place: Place, began: str, note: str = "") -> Reply:
    """One screen of the second round; no Stop, because stopping would end nothing."""
    if place.screen is None:
        raise OldButton("sym_again")
    so_far = _code(place).replace(NONE, "")
    rows = [
        (talk.button("checker.line", "sym_again", so_far + answer.code, began, name=answer.label),)
        for answer in place.screen.answers
    ]
    if place.given:
        before = _until(place, len(place.given) - 1)
        rows.append((talk.button("checker.back", "sym_again", before, began),))
    return say(_screen_text(talk, place.screen, note), *rows, living=False, keep=True)


def _end_round(talk: Talk, place: Place, result: Result, began: str) -> Reply:
    """A sign holds for good; an answer that cut the questions short leaves the hold as it is."""
    if result.level in HOLDS:
        holds.hold(talk.work, talk.person, result.level, result.rules)
        row = (talk.button("card_name.doctor", "read", "doctor"),)
        return say(safety.card(talk, result.card), row, keep=True)
    if checker.is_whole(talk.work.library.safety.checker, place):
        talk = talk.as_(holds.slipped(talk.work, talk.person))
        return _show(talk, place, began)
    held = safety.held(talk).screens[-1]
    return say(f"{safety.card(talk, result.card)}\n\n{held.text}", *held.rows, keep=True)


def _begin(talk: Talk, note: str = "") -> Reply:
    began = _minute(talk.visit.now)
    shown = _show(talk, _place(talk, ""), began)
    if not note:
        return shown
    return say(f"{talk.say(note)}\n\n{shown.screens[0].text}", *shown.screens[0].rows, living=False)


def _stopped(talk: Talk) -> Reply:
    rows = ((talk.button("checker.anew", "sym", "new"),),)
    return say(talk.say("checker.stopped"), *rows, living=False)


def _show(talk: Talk, place: Place, began: str) -> Reply:
    if place.screen is not None:
        return _ask(talk, place, place.screen, began)
    if place.result is None:
        raise OldButton("sym")
    return _tell(talk, place, place.result, began)


def _ask(talk: Talk, place: Place, screen: CheckerScreen, began: str) -> Reply:
    """One screen: its list, its answers, and Back and Stop below."""
    before = _code(place).replace(NONE, "")
    buttons = [
        talk.button("checker.line", "sym", before + answer.code, began, name=answer.label)
        for answer in screen.answers
    ]
    stop = talk.button("checker.stop", "sym", "stop")
    if place.given:
        back = talk.button("checker.back", "sym", _until(place, len(place.given) - 1), began)
        last = (back, stop)
    else:
        last = (talk.button("checker.feels", "read", "symptoms"), stop)
    return say(_screen_text(talk, screen), *_rows(buttons), last, living=False)


def _rows(buttons: list[Button]) -> list[tuple[Button, ...]]:
    """Short labels stand beside each other, long ones alone."""
    if any(len(button.label) > SHORT_LABEL for button in buttons):
        return [(button,) for button in buttons]
    return [tuple(buttons[n : n + IN_A_ROW]) for n in range(0, len(buttons), IN_A_ROW)]


def _screen_text(talk: Talk, screen: CheckerScreen, note: str = "") -> str:
    head = talk.say("checker.head", step=screen.step, steps=checker.MOST_TAPS)
    title = talk.say("checker.title", text=screen.title)
    lines = "\n".join(talk.say("checker.item", text=line) for line in screen.lines)
    return "\n\n".join(part for part in (note, head, title, lines) if part)


def _tell(talk: Talk, place: Place, result: Result, began: str) -> Reply:
    """The result: its card first, then what was answered, and the way to change it."""
    alarmed = result.level in HOLDS
    if alarmed:
        talk = _hold(talk, result)
    text = f"{safety.card(talk, result.card)}\n\n{_answered(talk, place)}"
    if alarmed:
        return say(text, *_ways_after_alarm(talk, place, result, began), living=False, keep=True)
    rows: list[tuple[Button, ...]] = [
        (talk.button("checker.change", "sym_change", _code(place), began),)
    ]
    row = (
        talk.button("card_name.redflags", "read", "redflags"),
        talk.button("card_name.doctor", "read", "doctor"),
    )
    may_move = result.level == checker.SELF_CARE and talk.person.subscribed
    if may_move and not talk.person.hold_level:
        rows.append((talk.button("card.show", "card"),))
    more = talk.button("sign.open", "tell", 0)
    return say(text, *rows, row, (more,), living=False)


def _ways_after_alarm(
    talk: Talk, place: Place, result: Result, began: str
) -> list[tuple[Button, ...]]:
    rows: list[tuple[Button, ...]] = [(talk.button("card_name.doctor", "read", "doctor"),)]
    if _set_by(talk, result, holds.CHECKED):
        rows.append((talk.button("hold.mistake", "sym_slip", _code(place), began),))
    return rows


def _hold(talk: Talk, result: Result) -> Talk:
    """Routines on hold, like after typed words; a second tap on the same button changes nothing."""
    if _set_by(talk, result, holds.CHECKED) or _set_by(talk, result, holds.CHECKED_AGAIN):
        return talk
    first = talk.person.hold_level is None
    rules = (holds.CHECKED, *result.rules) if first else result.rules
    return talk.as_(holds.hold(talk.work, talk.person, result.level, rules))


def _set_by(talk: Talk, result: Result, mark: str) -> bool:
    return holds.held_by_checker(talk.work, talk.person, result.level, (mark, *result.rules))


def _answered(talk: Talk, place: Place) -> str:
    lines = "\n".join(
        talk.say("checker.said", name=given.screen.short, said=given.answer.said)
        for given in place.given
    )
    return talk.say("checker.answered", list=Markup(lines))


def _read(talk: Talk, press: Press) -> tuple[Place | None, str]:
    """The place a button stands for and when it began; no place when that is too long ago."""
    answers, began = press.word(0), press.word(1)
    if answers != NONE and not _ANSWERS.fullmatch(answers):
        raise OldButton(press.verb)
    try:
        since = int(began, 36)
    except ValueError:
        raise OldButton(press.verb) from None
    age = int(_minute(talk.visit.now), 36) - since
    if not 0 <= age <= LASTS // timedelta(minutes=1):
        return None, began
    return _place(talk, answers.replace(NONE, "")), began


def _place(talk: Talk, answers: str) -> Place:
    try:
        return checker.place(talk.work.library.safety.checker, answers)
    except BadAnswers:
        raise OldButton("sym") from None


def _code(place: Place) -> str:
    return _until(place, len(place.given))


def _until(place: Place, count: int) -> str:
    """The first answers of a place, as a button carries them."""
    return "".join(given.answer.code for given in place.given[:count]) or NONE


def _minute(now: datetime) -> str:
    """The minute of an instant, written short."""
    number, text = int(now.timestamp()) // 60, ""
    while number:
        number, digit = divmod(number, 36)
        text = "0123456789abcdefghijklmnopqrstuvwxyz"[digit] + text
    return text
