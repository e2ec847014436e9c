"""More like this: a wish moves a move one turn ahead where the rules leave a choice."""

from collections import Counter
from collections.abc import Collection
from dataclasses import replace

from hypothesis import given, settings

from bot.coach import slots
from bot.coach.facts import Plan, Profile
from bot.coach.planner import plan
from bot.coach.state import Setting, State, opening
from tests.coach.programme.people import ana, on
from tests.coach.programme.table import EXERCISES
from tests.coach.programme.test_plans import cases

STRETCHES = (slots.STR2, slots.STR3, slots.STR4)
quick = settings(max_examples=60, deadline=None, derandomize=True)
CHOSEN = frozenset({slots.WU2, *STRETCHES})


def shown(profile: Profile, days: int = 28) -> Counter[str]:
    """How often each move fills a chosen slot in so many days of 15 minutes."""
    state = opening(Setting(profile, EXERCISES))
    plans = [plan(profile, state, on(n), 15, EXERCISES) for n in range(1, days + 1)]
    return Counter(item.exercise for one in plans for item in one.items if item.slot in CHOSEN)


def _in(found: Plan, wanted: Collection[str]) -> list[str]:
    """The moves of a plan in these slots."""
    return [item.exercise for item in found.items if item.slot in wanted]


def test_a_liked_stretch_comes_more_often() -> None:
    liked = replace(ana, likes=frozenset({"butterfly-stretch"}))
    assert shown(liked)["butterfly-stretch"] > shown(ana)["butterfly-stretch"]


def test_a_liked_warm_up_comes_more_often_and_the_others_still_come() -> None:
    liked = replace(ana, likes=frozenset({"leg-swings", "hip-circles"}))
    before, after = shown(ana), shown(liked)
    assert after["hip-circles"] > before["hip-circles"]
    warm_ups = [name for name in slots.LISTS[slots.WU2] if before[name]]
    assert all(after[name] for name in warm_ups)


@quick
@given(cases())
def test_whatever_is_liked_no_move_comes_twice_and_only_chosen_slots_change(
    case: tuple[Profile, State, Plan],
) -> None:
    profile, state, given_plan = case
    day, minutes = given_plan.date, given_plan.minutes
    before = plan(profile, state, day, minutes, EXERCISES)
    liked = replace(profile, likes=frozenset(list(EXERCISES)[::2]))
    after = plan(liked, state, day, minutes, EXERCISES)
    names = [item.exercise for item in after.items]
    assert len(names) == len(set(names))
    strength = slots.STRENGTH | {slots.STR_HF}
    assert _in(after, strength) == _in(before, strength)


@quick
@given(cases())
def test_a_wish_for_every_move_is_a_wish_for_none(
    case: tuple[Profile, State, Plan],
) -> None:
    profile, state, given_plan = case
    day, minutes = given_plan.date, given_plan.minutes
    liked = replace(profile, likes=frozenset(EXERCISES))
    before = plan(profile, state, day, minutes, EXERCISES)
    assert plan(liked, state, day, minutes, EXERCISES) == before


def test_a_move_that_is_left_out_is_not_brought_back_by_a_wish() -> None:
    both = replace(
        ana,
        likes=frozenset({"butterfly-stretch"}),
        never=frozenset({"butterfly-stretch"}),
    )
    assert shown(both)["butterfly-stretch"] == 0
