"""Limits: one screen of things to tap on and off, so that no move asks too much."""

from bot.chat.buttons import OldButton, Press
from bot.chat.screens import Button, Reply, say
from bot.chat.talk import Talk
from bot.services import subscribers

# What most people have to tell, two in a row; the second page holds the rest.
FIRST_PAGE = (
    "no_kneeling",
    "no_floor",
    "pinch",
    "lateral_pain",
    "knee_pain",
    "back_ext",
    "back_flex",
    "sciatica",
    "balance",
    "pregnant",
    "hip_replacement",
)
SECOND_PAGE = (
    "numbness",
    "hernia",
    "high_bp",
    "osteoporosis",
    "hypermobile",
    "pelvic_girdle_pain",
    "knee_replacement",
    "wrist_pain",
    "shoulder_pain",
    "blood_thinner",
)
PAGES = (FIRST_PAGE, SECOND_PAGE)


def show(talk: Talk, page: int = 0) -> Reply:
    """The limits of one page, those that are on marked."""
    chosen = talk.person.flags | talk.person.modes
    marks = [_mark(talk, limit, limit in chosen, page) for limit in PAGES[page]]
    pairs = [tuple(marks[place : place + 2]) for place in range(0, len(marks), 2)]
    other = "limits.more" if page == 0 else "limits.back"
    turn = talk.button(other, "limits_page", 1 - page)
    return say(talk.say("limits.ask"), *pairs, (turn, _way_on(talk)))


def _mark(talk: Talk, limit: str, on: bool, page: int) -> Button:
    label = talk.plain(f"limit.{limit}")
    mark = talk.plain("limits.on", label=label) if on else label
    return talk.button("limits.label", "limit", limit, page, label=mark)


def _way_on(talk: Talk) -> Button:
    some = talk.person.flags | talk.person.modes
    return talk.button("limits.done" if some else "limits.none", "limits_done", style="success")


def turn(talk: Talk, press: Press) -> Reply | None:
    """The other page."""
    page = press.number(0)
    if page >= len(PAGES) or talk.person.stage != "limits":
        return None
    return show(talk, page)


def toggle(talk: Talk, press: Press) -> Reply | None:
    """One limit on or off."""
    limit, page = press.word(0), press.number(1)
    if page >= len(PAGES) or limit not in PAGES[page]:
        raise OldButton(limit)
    if talk.person.stage != "limits":
        return None
    return show(talk.as_(subscribers.toggle_limit(talk.work, talk.person, limit)), page)


def done(talk: Talk, _press: Press) -> Reply | None:
    """Every limit is told."""
    if talk.person.stage == "limits":
        subscribers.limits_done(talk.work, talk.person)
    return None
