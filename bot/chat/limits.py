"""Limits: one screen of things to tap on and off, so that no move asks too much."""

from bot.chat import safety
from bot.chat.back import back
from bot.chat.buttons import OldButton, Press
from bot.chat.screens import Button, Reply, say
from bot.chat.talk import Talk
from bot.services import body

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


OPEN_AT = ("limits", "zone", "hour", "ready")  # the stages at which limits may be told or changed
YES = {"pregnant": "limits.yes_pregnant", "hip_replacement": "limits.yes_hip_replacement"}
NERVE = frozenset({"sciatica", "numbness"})
SHORTEST_WORD = 3
ALIKE = 5  # letters
LONGEST_ECHO = 40


def command(talk: Talk) -> Reply | None:
    """/limits, with a word such as "knee" or without: what was told once can be changed."""
    if talk.person.stage not in OPEN_AT:
        return None
    words = talk.visit.text.strip()
    if not words:
        return show(talk)
    found = _named(talk, words)
    if not found:
        return show(talk, note=talk.say("limits.unknown", words=words[:LONGEST_ECHO]))
    pairs = _pairs([_mark(talk, limit, page) for limit, page in found])
    every = talk.button("limits.all", "limits_page", 0)
    return say(_text(talk), *pairs, (every, _way_on(talk)))


def knows(talk: Talk) -> bool:
    """Whether what was typed is a single word of a label, and so no sentence about a symptom."""
    words = {word for page in PAGES for limit in page for word in _label_words(talk, limit)}
    typed = talk.visit.text.strip().casefold()
    return typed in words or typed.removesuffix("s") in words


def _named(talk: Talk, words: str) -> list[tuple[str, int]]:
    """The limits whose label holds one of the words, or one that begins alike; with their page."""
    wanted = [word for word in words.casefold().split() if len(word) >= SHORTEST_WORD]
    return [
        (limit, page)
        for page, limits in enumerate(PAGES)
        for limit in limits
        if any(_alike(word, known) for word in wanted for known in _label_words(talk, limit))
    ]


def _label_words(talk: Talk, limit: str) -> list[str]:
    return talk.plain(f"limit.{limit}").casefold().replace(":", "").split()


def _alike(word: str, known: str) -> bool:
    """The same word, also in the plural, or the same beginning: pregnancy and pregnant."""
    same = word.rstrip("s") == known.rstrip("s")
    return same or (len(word) >= ALIKE and word[:ALIKE] == known[:ALIKE])


def show(talk: Talk, page: int = 0, note: str = "") -> Reply:
    """The limits of one page, those that are on marked; a note goes above."""
    other = "limits.more" if page == 0 else "limits.back"
    turning = talk.button(other, "limits_page", 1 - page)
    text = f"{note}\n\n{_text(talk)}" if note else _text(talk)
    pairs = _pairs([_mark(talk, limit, page) for limit in PAGES[page]])
    return say(text, *pairs, (turning, _way_on(talk)), *_rest(talk))


def _text(talk: Talk) -> str:
    """The question; what a nerve needs first stands there once such a limit is on."""
    parts = ["limits.ask"]
    parts += ["limits.nerve"] if talk.person.flags & NERVE else []
    parts += ["limits.from_when"] if talk.person.subscribed else []
    return "\n\n".join(talk.say(part) for part in parts)


def _pairs(buttons: list[Button]) -> list[tuple[Button, ...]]:
    return [tuple(buttons[place : place + 2]) for place in range(0, len(buttons), 2)]


def _mark(talk: Talk, limit: str, page: int) -> Button:
    label = talk.plain(f"limit.{limit}")
    on = limit in talk.person.flags | talk.person.modes
    mark = talk.plain("limits.on", label=label) if on else label
    return talk.button("limits.label", "limit", limit, page, label=mark)


def _way_on(talk: Talk) -> Button:
    if talk.person.subscribed:
        return back(talk)
    some = talk.person.flags | talk.person.modes
    return talk.button("limits.done" if some else "limits.none", "limits_done", style="success")


def _rest(talk: Talk) -> tuple[tuple[Button, ...], ...]:
    """What else can be told again once the routine runs: things, and the safety questions."""
    if not talk.person.subscribed:
        return ()
    things = talk.button("limits.kit", "settings", "kit")
    happened = talk.button("mishap.open", "mishap", "ask")
    return ((things,), (happened,), (talk.button("limits.ask_again", "limits_again", "sure"),))


def turn(talk: Talk, press: Press) -> Reply | None:
    """The other page."""
    page = press.number(0)
    if page >= len(PAGES) or talk.person.stage not in OPEN_AT:
        return None
    return show(talk, page)


def toggle(talk: Talk, press: Press) -> Reply | None:
    """One limit on or off. Once the routine runs, two of them first ask for a clinician's yes."""
    limit, page = press.word(0), press.number(1)
    if page >= len(PAGES) or limit not in PAGES[page]:
        raise OldButton(limit)
    if talk.person.stage not in OPEN_AT:
        return None
    if talk.person.stage != "limits" and limit in body.NEED_A_YES - talk.person.flags:
        return _ask_yes(talk, limit)
    return show(talk.as_(body.toggle(talk.work, talk.person, limit)), page)


def _ask_yes(talk: Talk, limit: str) -> Reply:
    label = talk.plain(f"limit.{limit}")
    return say(
        talk.say(YES[limit], label=label),
        (talk.button("limits.agreed", "limits_yes", limit, "yes"),),
        (talk.button("limits.not_agreed", "limits_yes", limit, "no"),),
        (talk.button("limits.back", "limits_page", 0),),
    )


def agreed(talk: Talk, press: Press) -> Reply | None:
    """Whether a clinician agreed; without a yes there is no routine for now (programme G3, G5)."""
    limit, answer = press.word(0), press.word(1)
    if limit not in body.NEED_A_YES or answer not in ("yes", "no"):
        raise OldButton("limits_yes")
    if talk.person.stage not in OPEN_AT:
        return None
    if answer == "yes":
        return show(talk.as_(body.add_agreed(talk.work, talk.person, limit)))
    talk = talk.as_(body.add_unagreed(talk.work, talk.person, limit))
    reason = talk.person.excluded_for or "clearance"
    return say(safety.card(talk, reason), *safety.ways_on(talk, reason))


def again(talk: Talk, press: Press) -> Reply | None:
    """The safety questions once more, from the first; asked for, then sure."""
    answer = press.word(0)
    if answer not in ("sure", "yes"):
        raise OldButton("limits_again")
    if not talk.person.subscribed:
        return None
    if answer == "sure":
        yes = talk.button("limits.ask_again_yes", "limits_again", "yes")
        return say(talk.say("limits.sure"), (yes,), (talk.button("limits.back", "limits_page", 0),))
    body.ask_again(talk.work, talk.person)
    return None


def done(talk: Talk, _press: Press) -> Reply | None:
    """Every limit is told."""
    if talk.person.stage == "limits":
        body.answered(talk.work, talk.person)
    return None
