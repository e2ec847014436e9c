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
    return found[_turn(today, source) % len(found)] if found else None


def _turn(today: Situation, source: str) -> int:
    """The number a list is read at: strength moves stay for six sessions, others change daily."""
    if source in slots.STRENGTH_SHIFT:
        return today.state.strength_count // ROTATE_EVERY + slots.STRENGTH_SHIFT[source]
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
    return groups[(today.number + shift) % len(groups)] if len(groups) > shift else None
