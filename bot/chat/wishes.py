"""Wishes: the buttons on the card of an exercise that mark it, ask for more of it, or for none."""

from bot.chat.buttons import OldButton, Press
from bot.chat.screens import Button
from bot.chat.talk import Talk
from bot.services import favourites
from bot.services.favourites import KINDS, LIKE, NEVER, STAR
from content.model import Exercise

Rows = tuple[tuple[Button, ...], ...]

VERB = "wish"
LABELS = {
    STAR: ("favourites.add", "favourites.added"),
    LIKE: ("favourites.more", "favourites.more_on"),
    NEVER: ("favourites.never", "favourites.never_on"),
}
TOASTS = {
    STAR: ("favourites.star_off", "favourites.star_on"),
    LIKE: ("favourites.like_off", "favourites.like_on"),
    NEVER: ("favourites.none_off", "favourites.none_on"),
}
LISTS = {STAR: "favourites.list", LIKE: "favourites.like_list", NEVER: "favourites.never_list"}
EMPTY = {STAR: "favourites.empty", LIKE: "favourites.like_empty", NEVER: "favourites.never_empty"}


def buttons(talk: Talk, exercise: Exercise, key: str, page: int) -> Rows:
    """The choices on a card; a move that is in no plan can only be marked.

    Without consent there are none, for they are kept; on hold there is nothing to choose.
    """
    if not talk.person.consent_given or talk.person.hold_level:
        return ()
    chosen = favourites.of(talk.work, talk.person)
    kinds = (STAR,) if exercise.browse_only else KINDS

    def button(kind: str) -> Button:
        label = LABELS[kind][exercise.id in chosen.of(kind)]
        return talk.button(label, VERB, kind, exercise.id, key, page)

    star, *others = [button(kind) for kind in kinds]
    return ((star,), tuple(others)) if others else ((star,),)


def toggle(talk: Talk, press: Press) -> str:
    """Choose or take back; returns what to say about it."""
    kind, id_ = press.word(0), press.word(1)
    if kind not in KINDS or id_ not in talk.work.library.exercises:
        raise OldButton(VERB)
    if not talk.person.consent_given:
        raise OldButton(VERB)
    on = favourites.toggle(talk.work, talk.person, kind, id_)
    return talk.plain(TOASTS[kind][on])


def members(talk: Talk, kind: str) -> tuple[str, ...]:
    """The ids of the exercises chosen in one way."""
    return favourites.of(talk.work, talk.person).of(kind)


def ways(talk: Talk) -> Rows:
    """The lists of what was chosen, on the panel of all exercises; favourites are always there."""
    if not talk.person.consent_given:
        return ()
    chosen = favourites.of(talk.work, talk.person)
    kinds = [kind for kind in KINDS if kind == STAR or chosen.of(kind)]
    return tuple(
        (talk.button("favourites.group", "ex", "list", kind, 0, name=talk.plain(LISTS[kind]),
                     count=len(chosen.of(kind))),)
        for kind in kinds
    )  # fmt: skip


def note(talk: Talk, exercise: Exercise) -> str:
    """What a card says about a move that is left out on wish; empty otherwise."""
    is_left_out = exercise.id in favourites.of(talk.work, talk.person).never
    return talk.say("favourites.left_out") if is_left_out else ""
