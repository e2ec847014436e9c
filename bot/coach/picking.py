"""PURE: which move fills a slot, by rotation through lists and never by chance (rule 6.3)."""

from collections.abc import Collection, Sequence

from bot.coach import slots
from bot.coach.facts import Item
from bot.coach.situation import Situation

ROTATE_EVERY = 6


def fill(today: Situation, slot: str, most_sets: int, items: Sequence[Item]) -> Item | None:
    """The item of a slot beside those already there, None when the slot stays empty (6.3)."""
    if slot == slots.FT:
        slot = slots.FLEX if today.state.strength_count % 2 == 0 else slots.TRUNK
    used = {item.exercise for item in items}
    for source in (slot, *slots.FALLBACKS.get(slot, ())):
        name = _pick(today, source, used)
        if name is not None:
            return today.dose(name, slot, most_sets)
    return None


def candidates(today: Situation, source: str, used: Collection[str]) -> list[str]:
    """Allowed moves of a list in order; a harder one takes over what it was unlocked by (6.3)."""
    names = slots.LISTS[source]
    if source == slots.STR_HF and "desk" in today.profile.modes:
        names = slots.DESK_STR_HF
    allowed = [name for name in names if name in today.allowed]
    taken_over = {today.exercises[name].unlocked_by for name in allowed}
    return [name for name in allowed if name not in taken_over and name not in used]


def _pick(today: Situation, source: str, used: Collection[str]) -> str | None:
    if source in slots.STRETCH_SHIFT:
        return _pick_stretch(today, slots.STRETCH_SHIFT[source])
    found = candidates(today, source, used)
    if not found:
        return None
    turned = _from_turn(found, _turn(today, source))
    return _liked_ahead(today, turned)[0] if source == slots.WU2 else turned[0]


def _from_turn(names: Sequence[str], turn: int) -> list[str]:
    """The names in the order of their turns, that of today first."""
    at = turn % len(names)
    return [*names[at:], *names[:at]]


def _liked_ahead(today: Situation, turned: Sequence[str]) -> list[str]:
    """The same names with each that the person wants more of one turn ahead of one they do not.

    The programme is silent on wishes. One step, in the warm-up and the stretches alone, keeps
    every rule of 6.3: nothing else becomes allowed or harder, and no move comes twice a day.
    """
    ahead, likes = list(turned), today.profile.likes
    for place in range(1, len(ahead)):
        if ahead[place] in likes and ahead[place - 1] not in likes:
            ahead[place - 1], ahead[place] = ahead[place], ahead[place - 1]
    return ahead


def _turn(today: Situation, source: str) -> int:
    """The number a list is read at: strength moves stay for six sessions, others change daily.

    Somebody who asks for other moves gets the next of each strength list at once (our choice;
    each move keeps its own step, so nothing gets harder by it).
    """
    if source in slots.STRENGTH_SHIFT:
        stays = today.state.strength_count // ROTATE_EVERY + today.state.turn
        return stays + slots.STRENGTH_SHIFT[source]
    if source in slots.DAILY_SHIFT:
        return today.number + slots.DAILY_SHIFT[source]
    return 0


def _pick_stretch(today: Situation, shift: int) -> str | None:
    """The first allowed move of a stretch group; groups already used still count (6.3)."""
    groups = [
        allowed[0]
        for group in slots.STRETCH_GROUPS
        if (allowed := [name for name in group if name in today.allowed])
    ]
    if len(groups) <= shift:
        return None
    return _liked_ahead(today, _from_turn(groups, today.number))[shift]
