"""What must hold for every plan of everybody; each check says in a sentence what is wrong."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from bot.coach import breaks, slots
from bot.coach.facts import Item, Kind, Plan, Profile
from bot.coach.situation import active_flags
from bot.coach.state import Session, State
from content.model import Exercise, Phase

MOST_UP = 2
SORE_FROM = 6
FEWEST = 2
LONGEST_ONE = 66  # seconds; a minute and a tenth
LONGEST_BED = 330
TIMED = (Kind.STRENGTH, Kind.STRETCH, Kind.SETTLE)
NO_ROUTINE = (Kind.REST, Kind.TOO_LITTLE)
EXCUSES = frozenset({"shorter_than_asked", "desk_five", "settle_ten"})


@dataclass(frozen=True, slots=True)
class Seen:
    """A plan with what it was made from; `earlier` is the state at the end of the day before.

    `again` is the plan asked for a second time, `minutes` the length that was asked for.
    """

    profile: Profile
    earlier: State
    state: State
    minutes: int
    plan: Plan
    again: Plan
    exercises: Mapping[str, Exercise]


Check = Callable[[Seen], str | None]


def broken(seen: Seen) -> Iterator[tuple[str, str]]:
    """The name of each check that fails, with its sentence."""
    for name, check in CHECKS.items():
        fault = check(seen)
        if fault:
            yield name, f"{seen.plan.date}: {fault}"


def broken_swap(seen: Seen) -> Iterator[tuple[str, str]]:
    """The same for a plan in which easier moves took the place of others."""
    for name in ("blocked", "doubled"):
        fault = CHECKS[name](seen)
        if fault:
            yield name, f"{seen.plan.date}: after a swap {fault}"


def broken_break(seen: Seen, item: Item) -> Iterator[tuple[str, str]]:
    """The same for the move of a break at the desk: allowed for this body, and short."""
    desk = item.exercise in slots.DESK_ORDER
    if _is_forbidden(seen, item) or not desk:
        yield "breaks", f"{seen.plan.date}: {item.exercise} must not come as a break"
    if item.seconds > breaks.LONGEST:
        yield "breaks", f"{seen.plan.date}: a break of {item.seconds} s"


def _never_blocked(seen: Seen) -> str | None:
    bad = [item.exercise for item in seen.plan.items if _is_forbidden(seen, item)]
    return f"{', '.join(bad)} must not be in this plan" if bad else None


def _is_forbidden(seen: Seen, item: Item) -> bool:
    if item.slot == slots.WU1:
        return False
    move, state, day = seen.exercises[item.exercise], seen.state, seen.plan.date
    in_bed = seen.plan.kind is Kind.BED
    flags = active_flags(seen.profile, day) - ({"no_floor"} if in_bed else set())
    back = state.benched.get(item.exercise)
    locked = move.unlocked_by is not None and move.unlocked_by not in state.topped
    return (
        bool(flags & move.blocked_by)
        or item.exercise in seen.profile.never
        or seen.plan.phase_today not in move.phases
        or locked
        or (back is not None and day < back)
        or not (in_bed or move.kit <= seen.profile.kit)
    )


def _never_adjacent(seen: Seen) -> str | None:
    if seen.plan.kind is not Kind.STRENGTH:
        return None
    near = [s for s in seen.state.sessions if abs((s.date - seen.plan.date).days) == 1]
    strong = any(session.kind is Kind.STRENGTH for session in near)
    return "strength although the day beside it had strength" if strong else None


def _never_too_long(seen: Seen) -> str | None:
    found = seen.plan
    if found.total != sum(item.seconds for item in found.items):
        return "the seconds of the moves are not the seconds of the plan"
    longest = {Kind.ONE: LONGEST_ONE, Kind.BED: LONGEST_BED}.get(found.kind, seen.minutes * 66)
    return f"{found.total} s, and {longest} s is the most" if found.total > longest else None


def _never_secretly_short(seen: Seen) -> str | None:
    found = seen.plan
    enough = 10 * found.total >= 9 * 60 * seen.minutes
    if found.kind not in TIMED or enough or EXCUSES & {*found.why}:
        return None
    return f"{found.total} s of {60 * seen.minutes} s, and the plan does not say so"


def _warm_up_first(seen: Seen) -> str | None:
    found = seen.plan
    if found.kind in (*NO_ROUTINE, Kind.BED):
        return None
    first = found.items[0].exercise if found.items else "nothing"
    return None if first == slots.WALK else f"begins with {first}, not with the warm-up"


def _enough_moves(seen: Seen) -> str | None:
    found = seen.plan
    if found.kind in NO_ROUTINE:
        return "a day without a routine has moves" if found.items else None
    if found.kind is Kind.ONE:
        return _enough_for_one(seen)
    moves = sum(item.slot not in slots.WARM_UP for item in found.items)
    return None if moves >= FEWEST else f"{moves} moves besides the warm-up"


def _enough_for_one(seen: Seen) -> str | None:
    """One minute is a warm-up and one move; the warm-up alone when no move is left (rule 6.6)."""
    if len(seen.plan.items) == FEWEST:
        return None
    table = slots.ONE_SETTLE_MOVES if seen.plan.phase_today is Phase.SETTLE else slots.ONE_MOVES
    items = (Item(slots.ONE, name, 1, 1, 0, 1, 0) for name in table)
    left = [item.exercise for item in items if not _is_forbidden(seen, item)]
    return f"one minute without a move, although {', '.join(left)} may be done" if left else None


def _no_move_twice(seen: Seen) -> str | None:
    names = [item.exercise for item in seen.plan.items]
    return None if len(names) == len({*names}) else "a move stands there twice"


def _higher(seen: Seen) -> list[str]:
    """The moves whose step is above that of the evening before."""
    before = seen.earlier.steps
    return [
        item.exercise
        for item in seen.plan.items
        if item.step is not None and item.step > before.get(item.exercise, 0)
    ]


def _is_new_start(seen: Seen) -> bool:
    """Whether a long gap began the programme afresh, which sets steps anew (rule 10.3)."""
    return seen.state.baseline != seen.earlier.baseline or "welcome_back" in seen.plan.why


def _two_steps_up(seen: Seen) -> str | None:
    """At most two moves go up for each session that was judged this morning (rule 9.3)."""
    judged = max(1, len(list(_newly_judged(seen.earlier.sessions, seen.state.sessions))))
    up = _higher(seen)
    if _is_new_start(seen) or len(up) <= MOST_UP * judged:
        return None
    return f"{', '.join(up)} went up at once"


def _newly_judged(before: Iterable[Session], now: Iterable[Session]) -> Iterator[Session]:
    open_dates = {session.date for session in before if session.verdict is None}
    return (s for s in now if s.verdict is not None and s.date in open_dates)


def _pain_never_raises(seen: Seen) -> str | None:
    """After a session with pain of 6 or more nothing in the next plan is more (rule 9.3)."""
    last = seen.earlier.sessions[-1] if seen.earlier.sessions else None
    sore = last is not None and last.pain is not None and last.pain >= SORE_FROM
    up = _higher(seen)
    if not sore or _is_new_start(seen) or not up:
        return None
    return f"{', '.join(up)} went up after pain of 6 or more"


def _same_again(seen: Seen) -> str | None:
    return None if seen.plan == seen.again else "asked twice, answered differently"


CHECKS: dict[str, Check] = {
    "blocked": _never_blocked,
    "adjacent": _never_adjacent,
    "too-long": _never_too_long,
    "too-short": _never_secretly_short,
    "warm-up": _warm_up_first,
    "too-few": _enough_moves,
    "doubled": _no_move_twice,
    "two-up": _two_steps_up,
    "sore": _pain_never_raises,
    "unsteady": _same_again,
}
"""The checks of plans by name; `broken.py` breaks each on purpose."""
