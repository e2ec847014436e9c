"""PURE: the items of each kind of day before they are fitted to the time."""

from bot.coach import kinds, ladders, picking, situation, slots
from bot.coach.facts import Item, Kind
from bot.coach.ladders import Amount
from bot.coach.situation import Situation
from content.model import Phase

GENTLE_HOLD = 20
ONE_WALK, ONE_WALK_ALONE = 15, 60


def walk(today: Situation, seconds: int, set_up: int = slots.WALK_SET_UP) -> Item:
    """The easy walk that opens a session, `seconds` long."""
    sides = today.exercises[slots.WALK].dose.sides
    return Item(slots.WU1, slots.WALK, 1, 1, seconds, sides, set_up + seconds)


def training(today: Situation) -> list[Item]:
    """A strength or stretch day: the slots of its length, each with its pick (6.1 to 6.3)."""
    table = slots.TABLE[today.kind, today.minutes]
    eased = today.kind is Kind.STRENGTH and kinds.deloads(today.state, today.date)
    items: list[Item] = []
    for slot in slots.PICK_ORDER:
        if slot in table:
            most = _eased(table[slot]) if eased and slot in slots.STRENGTH else table[slot]
            found = picking.fill(today, slot, most, items)
            items += [found] if found else []
    return items


def settle(today: Situation) -> list[Item]:
    """A settle day: gentle moves in turn, all at the first step (6.5, our choice)."""
    found = [name for name in slots.SETTLE_MOVES if name in today.allowed]
    count = min(len(found), slots.SETTLE_COUNT[today.minutes])
    turns = [found[(today.number - 1 + i) % len(found)] for i in range(count)]
    items = [today.dose(name, slots.SET, 1) for name in turns]
    return items + _gentle_stretch(today)


def one_minute(today: Situation) -> list[Item]:
    """One minute: a short walk on the spot and one move, by day number (6.6)."""
    gentle = today.phase is Phase.SETTLE
    table = slots.ONE_SETTLE_MOVES if gentle else slots.ONE_MOVES
    found = [name for name in table if name in today.allowed]
    if not found:
        return [walk(today, ONE_WALK_ALONE, 0)]
    name = found[today.number % len(found)]
    return [walk(today, ONE_WALK, 0), _once(today, name, slots.ONE, table[name])]


def bed(today: Situation) -> list[Item]:
    """A day in bed: four moves, each if allowed, whatever length was asked (section 11)."""
    found = [name for name in slots.BED_MOVES if name in today.allowed]
    return [_in_bed(today, name) for name in found]


def _eased(sets: int) -> int:
    return max(1, sets // 2)


def _gentle_stretch(today: Situation) -> list[Item]:
    fresh = "recent_injury" in situation.active_flags(today.profile, today.date)
    found = picking.candidates(today, slots.STR_HF, ())
    if today.minutes < 10 or fresh or not found:
        return []
    return [today.dose(found[0], slots.STR_HF, 1)]


def _in_bed(today: Situation, name: str) -> Item:
    move = today.exercises[name]
    if ladders.has_ladder(move):
        return ladders.item(move, slots.BED, Amount(1, 1, GENTLE_HOLD), 0)
    return ladders.planned(move, slots.BED, None, 1, short=False)


def _once(today: Situation, name: str, slot: str, size: int) -> Item:
    """One set of `size` repetitions, or of one hold of `size` seconds, whatever the step."""
    move = today.exercises[name]
    if ladders.is_timed(move.dose):
        return ladders.item(move, slot, Amount(1, 1, size), None)
    return ladders.item(move, slot, Amount(1, size, move.dose.hold), None)
