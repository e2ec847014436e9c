"""PURE: which weekdays carry strength, with a rest day between any two."""

from collections.abc import Sequence
from functools import lru_cache
from itertools import combinations

from bot.coach.facts import Profile

MOST, MOST_MAINTAIN = 3, 2
USUAL_DAYS = frozenset({0, 2, 4})
USUAL_MAINTAIN_DAYS = frozenset({1, 4})


def strength_days(profile: Profile, maintain: bool) -> frozenset[int]:
    """The strength weekdays, 0 = Monday, never two in a row (section 5, our choice)."""
    preferred = USUAL_MAINTAIN_DAYS if maintain else USUAL_DAYS
    if not profile.strength_days and preferred <= profile.weekdays:
        return preferred
    most = MOST_MAINTAIN if maintain else MOST
    return _best_spread(profile.strength_days or profile.weekdays, most)


@lru_cache(maxsize=512)
def _best_spread(days: frozenset[int], most: int) -> frozenset[int]:
    """The largest, then widest, then earliest set of days without neighbours."""
    for size in range(min(most, len(days)), 0, -1):
        spread = [picked for picked in combinations(sorted(days), size) if _gap(picked) > 1]
        if spread:
            widest = max(_gap(picked) for picked in spread)
            return frozenset(next(picked for picked in spread if _gap(picked) == widest))
    return frozenset()


def _gap(days: Sequence[int]) -> int:
    """The smallest distance between two of these days around the week; 7 for a single day."""
    following = [*days[1:], days[0] + 7]
    return min(after - before for before, after in zip(days, following, strict=True))
