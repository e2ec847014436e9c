"""/exercises: one panel to look through every exercise, by body, position, things or name."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from zlib import crc32

from bot.chat import exercise_card, sources, wishes
from bot.chat.buttons import OldButton, Press
from bot.chat.screens import Button, Reply, say
from bot.chat.talk import Talk
from bot.coach import finding
from bot.services.favourites import KINDS
from content.model import Exercise

A_PAGE = 8
SHORT_LABEL = 18  # letters; labels up to this stand two in a row
LONGEST_ECHO = 40
HOME = "home"
ALL = "all"

Rows = tuple[tuple[Button, ...], ...]


@dataclass(frozen=True, slots=True)
class Way:
    """One way of looking: the key of its button and question, and the groups of an exercise."""

    label: str
    ask: str
    groups: Callable[[Exercise], tuple[str, ...]]


WAYS = {
    "area": Way("moves.by_area", "moves.area_ask", lambda one: one.areas),
    "position": Way("moves.by_position", "moves.position_ask", lambda one: (one.position,)),
    "kit": Way("moves.by_equipment", "moves.equipment_ask", lambda one: one.equipment or ("",)),
}


def command(talk: Talk) -> Reply:
    """/exercises, with a name or without."""
    words = talk.visit.text.strip()
    if not words:
        return home(talk)
    group = _named_group(talk, words)
    found = finding.find(words, talk.work.library.exercises)
    if found.sure or (found.ids and group is None):
        return _found(talk, found, words)
    if group is not None:
        return _list(talk, group, 0)
    return home(talk, talk.say("moves.none", words=words[:LONGEST_ECHO]))


def knows(talk: Talk) -> bool:
    """Whether every word that was typed is of an exercise, a muscle or a group of exercises."""
    words = talk.visit.text
    known = finding.find(words, talk.work.library.exercises).ids
    return bool(known) or _named_group(talk, words.strip()) is not None


def named(talk: Talk, id_: str) -> Reply | None:
    """The card of the exercise with this id, as a link names it; None when there is none."""
    return _card(talk, id_, HOME, 0) if id_ in talk.work.library.exercises else None


def home(talk: Talk, note: str = "") -> Reply:
    """The ways of looking; a note goes above."""
    text = talk.say("moves.home", count=len(talk.work.library.exercises))
    ways = [(talk.button(way.label, "ex", "by", name),) for name, way in WAYS.items()]
    last = (talk.button("moves.all", "ex", "list", ALL, 0), talk.button("moves.today", "card"))
    rows = (*ways, *wishes.ways(talk), last)
    return say(f"{note}\n\n{text}" if note else text, *rows, living=False)


def pressed(talk: Talk, press: Press) -> Reply:
    """A way, a group, a page or a card was tapped."""
    match press.word(0):
        case "home":
            return home(talk)
        case "by":
            return _ask(talk, press.word(1))
        case "list":
            return _list(talk, press.word(1), press.number(2))
        case "words":
            return _words(talk, press.word(1))
        case "from":
            return _came_from(talk, press.word(1), press.word(2), press.number(3))
        case "card":
            return _card(talk, press.word(1), press.word(2), press.number(3))
    raise OldButton("ex")


def _ask(talk: Talk, name: str) -> Reply:
    way = WAYS.get(name)
    if way is None:
        raise OldButton("ex")
    groups = sorted({group for one in _all(talk) for group in way.groups(one)})
    buttons = [_group_button(talk, name, group) for group in groups]
    wide = any(len(button.label) > SHORT_LABEL for button in buttons)
    return say(talk.say(way.ask), *_rows(buttons, 1 if wide else 2), _home_row(talk), living=False)


def _rows(buttons: list[Button], wide: int) -> Rows:
    return tuple(tuple(buttons[at : at + wide]) for at in range(0, len(buttons), wide))


def _group_button(talk: Talk, way: str, group: str) -> Button:
    key = _key(way, group)
    count = len(_members(talk, key))
    name = _group_name(talk, group)
    return talk.button("moves.group", "ex", "list", key, 0, name=name, count=count)


def _group_name(talk: Talk, group: str) -> str:
    name = group or talk.plain("moves.no_equipment")
    return name[:1].upper() + name[1:]


def _key(way: str, group: str) -> str:
    """A group in a few letters, so that the way back fits into a button with a long id."""
    return f"{way[0]}{crc32(group.encode()) & 0xFFFF:04x}"


def _groups(talk: Talk) -> dict[str, str]:
    """The name of every group by its key."""
    return {
        _key(name, group): group
        for name, way in WAYS.items()
        for one in _all(talk)
        for group in way.groups(one)
    }


def _named_group(talk: Talk, words: str) -> str | None:
    """The key of the group that was typed, such as "outer hip" or "standing"."""
    wanted = finding.words(words)
    for key, group in _groups(talk).items():
        if wanted and finding.words(group) == wanted:
            return key
    return None


def _all(talk: Talk) -> Iterable[Exercise]:
    return sorted(talk.work.library.exercises.values(), key=lambda one: one.name.casefold())


def _members(talk: Talk, key: str) -> list[Exercise]:
    """The exercises of one group by name; empty for a key that no group has."""
    if key == ALL:
        return list(_all(talk))
    if key in KINDS:
        return [talk.work.library.exercises[id_] for id_ in wishes.members(talk, key)]
    return [
        one
        for one in _all(talk)
        for name, way in WAYS.items()
        for group in way.groups(one)
        if _key(name, group) == key
    ]


def _list(talk: Talk, key: str, page: int) -> Reply:
    """One page of a group."""
    members = _members(talk, key)
    shown = members[page * A_PAGE : (page + 1) * A_PAGE]
    if not members and key in KINDS:
        return say(talk.say(wishes.EMPTY[key]), _home_row(talk), living=False)
    if not shown:
        raise OldButton("ex")
    rows = [(_card_button(talk, one, key, page),) for one in shown]
    return say(
        talk.say("moves.list", name=_list_name(talk, key), count=len(members)),
        *rows,
        *_turning(talk, key, page, len(members)),
        _back_row(talk, key),
        living=False,
    )


def _list_name(talk: Talk, key: str) -> str:
    if key in KINDS:
        return talk.plain(wishes.LISTS[key])
    return talk.plain("moves.all") if key == ALL else _group_name(talk, _groups(talk)[key])


def _turning(talk: Talk, key: str, page: int, count: int) -> Rows:
    """The ways to the pages before and after, where there are any."""
    row = []
    if page:
        row.append(talk.button("moves.earlier", "ex", "list", key, page - 1))
    if (page + 1) * A_PAGE < count:
        row.append(talk.button("moves.further", "ex", "list", key, page + 1))
    return (tuple(row),) if row else ()


def _back_row(talk: Talk, key: str) -> tuple[Button, ...]:
    ours = (ALL, *KINDS)
    way = next((name for name in WAYS if key not in ours and name[0] == key[0]), None)
    if way is None:
        return _home_row(talk)
    return (talk.button("moves.back", "ex", "by", way), *_home_row(talk))


def _home_row(talk: Talk) -> tuple[Button, ...]:
    return (talk.button("moves.home_back", "ex", HOME),)


def _card_button(talk: Talk, one: Exercise, key: str, page: int) -> Button:
    return talk.button("moves.name", "ex", "card", one.id, key, page, name=one.name)


def _found(talk: Talk, found: finding.Found, words: str) -> Reply:
    if found.sure:
        return _card(talk, found.ids[0], HOME, 0)
    exercises = talk.work.library.exercises
    rows = [(_card_button(talk, exercises[id_], HOME, 0),) for id_ in found.ids]
    text = talk.say("moves.some", words=words[:LONGEST_ECHO])
    return say(text, *rows, _home_row(talk), living=False)


def _card(talk: Talk, id_: str, key: str, page: int) -> Reply:
    """The card of one exercise; its neighbours lead back to the same list."""
    exercise = talk.work.library.exercises.get(id_)
    if exercise is None:
        raise OldButton("ex")
    key, page = _place(talk, key, page)
    rows = (
        *_neighbours(talk, exercise, key, page),
        *wishes.buttons(talk, exercise, key, page),
        (talk.button("article.from", "ex", "from", id_, key, page),),
        _card_back(talk, key, page),
    )
    return Reply(screens=(exercise_card.screen(talk, exercise, rows),))


def _came_from(talk: Talk, id_: str, key: str, page: int) -> Reply:
    """Every source of an exercise, how it was read, and who has checked the card."""
    exercise = talk.work.library.exercises.get(id_)
    if exercise is None:
        raise OldButton("ex")
    known = talk.work.library.sources
    parts = [talk.say("source_list.of", title=exercise.name)]
    parts += [sources.whole(talk, known[name]) for name in exercise.sources]
    parts.append(sources.checked(talk, exercise.sources))
    back = talk.button("moves.back", "ex", "card", id_, *_place(talk, key, page))
    return say("\n\n".join(parts), (back,), living=False)


def wished(talk: Talk, press: Press) -> Reply:
    """A choice on a card was tapped: the card again, as it stands now."""
    toast = wishes.toggle(talk, press)
    card = _card(talk, press.word(1), press.word(2), press.number(3))
    return replace(card, toast=toast)


def _words(talk: Talk, id_: str) -> Reply:
    """Everything that is known about one exercise, without its clip; the card is one tap away."""
    exercise = talk.work.library.exercises.get(id_)
    if exercise is None:
        raise OldButton("ex")
    card = talk.button("moves.back", "ex", "card", id_, HOME, 0)
    return say(exercise_card.text(talk, exercise), (card,), _home_row(talk), living=False)


def _place(talk: Talk, key: str, page: int) -> tuple[str, int]:
    """Where a card leads back to: the list it came from, or home when there is none like it."""
    is_there = page * A_PAGE < len(_members(talk, key))
    return (key, page) if is_there else (HOME, 0)


def _neighbours(talk: Talk, exercise: Exercise, key: str, page: int) -> Rows:
    others = {"moves.easier": exercise.regress_to, "moves.harder": exercise.progress_to}
    known = talk.work.library.exercises
    return tuple(
        (talk.button(label, "ex", "card", other, key, page, name=known[other].name),)
        for label, other in others.items()
        if other is not None
    )


def _card_back(talk: Talk, key: str, page: int) -> tuple[Button, ...]:
    if key == HOME:
        return _home_row(talk)
    return (talk.button("moves.back", "ex", "list", key, page), *_home_row(talk))
