"""PURE: how long each muscle group was at work, from the moves that were done."""

from collections import Counter
from collections.abc import Iterable, Mapping

from bot.coach import ladders, slots
from bot.coach.facts import Item
from content.model import Exercise, Ladder

ENOUGH = 10
"""Minutes a week for one muscle from which more stretching adds little (section 1; source:
Ingram 2025, second-hand). For strength work nobody named such a number; it is shown beside it
as a measure, never as a duty."""
ONE_GROUP = {"buttock": "buttocks"}  # two names in the library that stand for the same muscles


def worked(items: Iterable[Item], exercises: Mapping[str, Exercise]) -> tuple[tuple[str, int], ...]:
    """Seconds at work by muscle group, the longest first, then by name.

    A move counts for the muscle it names first, with the time of one side, and without set-up
    and rests. The warm-up counts for nothing, as for every rule of progress.
    """
    seconds: Counter[str] = Counter()
    for item in items:
        move = exercises.get(item.exercise)
        if move is not None and move.muscles and item.slot not in slots.WARM_UP:
            seconds[ONE_GROUP.get(move.muscles[0], move.muscles[0])] += at_work(item, move)
    return tuple(sorted(seconds.items(), key=lambda pair: (-pair[1], pair[0])))


def at_work(item: Item, move: Exercise) -> int:
    """Seconds that one side works in an item: all its sets, without set-up and rests (rule 6)."""
    if ladders.is_timed(move.dose):
        return item.sets * item.hold
    isometric = move.dose.ladder is Ladder.ISOMETRIC
    return item.sets * item.count * (item.hold if isometric else move.dose.tempo)
