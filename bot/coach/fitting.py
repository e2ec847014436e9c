"""PURE: making a session as long as was asked for, never padded (rule 6.4)."""

from collections.abc import Callable, Iterable, Sequence

from bot.coach import ladders, picking, slots
from bot.coach.facts import Item, Kind
from bot.coach.situation import Situation
from content.model import Ladder

Items = tuple[Item, ...]
Cut = Callable[[Situation, Items], Items | None]

FILLERS = (slots.STR2, slots.MOB, slots.STR3, slots.CTRL, slots.BAL, slots.STR4)
ROUND = 15


def fit(today: Situation, items: Iterable[Item]) -> tuple[Items, int]:
    """The items that fit, without the walk, and the seconds of the walk (6.4 steps 1 to 3)."""
    shortest, longest = slots.WALK_SECONDS[today.minutes]
    trimmed = _trim(today, tuple(items), shortest)
    filled = _fill_up(today, trimmed, shortest, longest)
    return filled, _walk(today.budget, _seconds(filled), shortest, longest)


def is_short(total: int, budget: int) -> bool:
    """Whether a total is more than 10 percent under the budget, both in seconds."""
    return 10 * total < 9 * budget


def _seconds(items: Iterable[Item]) -> int:
    return sum(item.seconds for item in items)


def _is_long(today: Situation, items: Iterable[Item], shortest: int) -> bool:
    return 10 * (_seconds(items) + slots.WALK_SET_UP + shortest) > 11 * today.budget


def _trim(today: Situation, items: Items, shortest: int) -> Items:
    """Step 1: the first possible cut, again and again, until the time is kept."""
    while _is_long(today, items, shortest):
        cut = next((less for cut in CUTS if (less := cut(today, items)) is not None), None)
        if cut is None:
            break
        items = cut
    return items


def _fill_up(today: Situation, items: Items, shortest: int, longest: int) -> Items:
    """Step 2: one more slot at a time while even the longest walk leaves time over."""
    for name in _spare(today, items):
        if not is_short(_seconds(items) + slots.WALK_SET_UP + longest, today.budget):
            break
        extra = _extra(today, name, items)
        if extra is not None and not _is_long(today, (*items, extra), shortest):
            items = (*items, extra)
    return items


def _spare(today: Situation, items: Items) -> list[str]:
    """What step 2 may add: unused settle moves on a settle day, else slots not yet present."""
    if today.kind is Kind.SETTLE:
        used = {item.exercise for item in items}
        return [n for n in slots.SETTLE_MOVES if n in today.allowed and n not in used]
    present = {item.slot for item in items}
    return [slot for slot in FILLERS if slot not in present]


def _extra(today: Situation, name: str, items: Items) -> Item | None:
    if today.kind is Kind.SETTLE:
        return today.dose(name, slots.SET, 1)
    return picking.fill(today, name, 1, items)


def _walk(budget: int, seconds: int, shortest: int, longest: int) -> int:
    """Step 3: the walk takes what is left, to the nearest 15 s, at most half of a thin plan."""
    left = budget - seconds - slots.WALK_SET_UP
    rounded = (2 * left + ROUND) // (2 * ROUND) * ROUND
    walk = max(shortest, min(longest, rounded))
    if is_short(seconds + slots.WALK_SET_UP + walk, budget):
        return min(rounded, budget // 2) // ROUND * ROUND
    return walk


def _first(items: Items, order: Iterable[str], test: Callable[[Item], bool]) -> Item | None:
    """The first item in the order of slots given that passes a test."""
    return next((i for slot in order for i in items if i.slot == slot and test(i)), None)


def _without(items: Items, gone: Item | None) -> Items | None:
    return None if gone is None else tuple(item for item in items if item is not gone)


def _changed(today: Situation, items: Items, old: Item, sets: int, count: int) -> Items:
    new = ladders.resized(today.exercises[old.exercise], old, sets=sets, count=count)
    return tuple(new if item is old else item for item in items)


def _any(_: Item) -> bool:
    return True


def _one_set_less(
    today: Situation, items: Items, order: Sequence[str], timed: bool
) -> Items | None:
    def fits(item: Item) -> bool:
        hold = ladders.is_timed(today.exercises[item.exercise].dose)
        return item.sets > 1 and (hold or not timed)

    found = _first(items, order, fits)
    if found is None:
        return None
    return _changed(today, items, found, found.sets - 1, found.count)


def _fewer_stretch_sets(today: Situation, items: Items) -> Items | None:
    order = (slots.STR4, slots.STR3, slots.STR2, slots.STR_HF)
    return _one_set_less(today, items, order, timed=True)


def _drop_an_extra(_: Situation, items: Items) -> Items | None:
    order = (slots.STR4, slots.STR3, slots.WU2, slots.BAL)
    return _without(items, _first(items, order, _any))


def _fewer_strength_sets(today: Situation, items: Items) -> Items | None:
    order = (slots.TRUNK, slots.FLEX, slots.ABD, slots.GLUTE)
    return _one_set_less(today, items, order, timed=False)


def _shorter_press(today: Situation, items: Items) -> Items | None:
    def presses(item: Item) -> bool:
        ladder = today.exercises[item.exercise].dose.ladder
        return ladder is Ladder.ISOMETRIC and item.count == ladders.PRESS_COUNT

    found = next((item for item in items if presses(item)), None)
    if found is None:
        return None
    return _changed(today, items, found, found.sets, ladders.SHORT_PRESS_COUNT)


def _drop_range_work(_: Situation, items: Items) -> Items | None:
    return _without(items, _first(items, (slots.MOB, slots.STR2), _any))


def _drop_a_strength_move(today: Situation, items: Items) -> Items | None:
    if sum(item.slot in slots.STRENGTH for item in items) < 2:
        return None
    even = today.state.strength_count % 2 == 0
    last = (slots.ABD, slots.GLUTE) if even else (slots.GLUTE, slots.ABD)
    return _without(items, _first(items, (slots.TRUNK, slots.FLEX, *last), _any))


def _drop_a_settle_move(_: Situation, items: Items) -> Items | None:
    moves = [item for item in items if item.slot == slots.SET]
    return _without(items, moves[-1]) if len(moves) > 2 else None


def _drop_control(_: Situation, items: Items) -> Items | None:
    return _without(items, _first(items, (slots.CTRL,), _any)) if len(items) > 2 else None


CUTS: tuple[Cut, ...] = (
    _fewer_stretch_sets,
    _drop_an_extra,
    _fewer_strength_sets,
    _shorter_press,
    _drop_range_work,
    _drop_a_strength_move,
    _drop_a_settle_move,
    _drop_control,
)
"""The cuts of step 1, (a) to (h), in order."""
