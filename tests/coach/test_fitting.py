"""Fitting a session to its time: each cut by itself, and the walk that fills what is left."""

from dataclasses import replace

import pytest

from bot.coach import fitting, ladders, situation, slots
from bot.coach.facts import Item, Kind
from bot.coach.situation import Situation
from bot.coach.state import State
from tests.coach.programme.people import ana, on
from tests.coach.programme.states import fresh
from tests.coach.programme.table import EXERCISES

STRETCH, QUAD, PIRI, HAM = (
    "half-kneeling-hip-flexor-stretch", "standing-quad-stretch", "piriformis-stretch",
    "supine-hamstring-stretch",
)  # fmt: skip


def today(minutes: int = 10, state: State | None = None, kind: Kind = Kind.STRENGTH) -> Situation:
    found = situation.read(ana, state or fresh(), on(1), minutes, EXERCISES)
    return replace(found, kind=kind)


def item(slot: str, name: str, sets: int = 1, step: int | None = 2) -> Item:
    planned = ladders.planned(EXERCISES[name], slot, step, 2, short=False)
    return ladders.resized(EXERCISES[name], planned, sets=sets, count=planned.count)


def cut(number: int, *items: Item, state: State | None = None) -> list[tuple[str, int]] | None:
    """What the cut of a letter, a = 0, leaves of these items; None when it can do nothing."""
    left = fitting.CUTS[number](today(state=state), items)
    return None if left is None else [(one.slot, one.sets) for one in left]


@pytest.mark.rule("6.4")
def test_a_takes_a_set_from_the_last_stretch_first_and_from_holds_alone() -> None:
    four = [
        item(slots.STR_HF, STRETCH, 2), item(slots.STR2, QUAD, 2), item(slots.STR3, PIRI, 2),
        item(slots.STR4, HAM, 2),
    ]  # fmt: skip
    assert cut(0, *four) == [("STR_HF", 2), ("STR2", 2), ("STR3", 2), ("STR4", 1)]
    assert cut(0, *four[:3]) == [("STR_HF", 2), ("STR2", 2), ("STR3", 1)]
    assert cut(0, *four[:2]) == [("STR_HF", 2), ("STR2", 1)]
    assert cut(0, four[0]) == [("STR_HF", 1)]
    assert cut(0, replace(four[0], sets=1)) is None
    assert cut(0, item(slots.STR2, "supine-march", 2)) is None  # a fallback that is no hold


@pytest.mark.rule("6.4")
def test_a_set_less_takes_its_time_with_it() -> None:
    left = fitting.CUTS[0](today(), (item(slots.STR_HF, STRETCH, 2),))
    assert left == (item(slots.STR_HF, STRETCH, 1),)


@pytest.mark.rule("6.4")
def test_b_drops_the_extras_in_their_order() -> None:
    extras = [
        item(slots.BAL, "weight-shift"), item(slots.WU2, "knee-rolls"), item(slots.STR3, PIRI),
        item(slots.STR4, HAM),
    ]  # fmt: skip
    kept = item(slots.STR_HF, STRETCH)
    for count in (4, 3, 2, 1):
        gone = extras[count - 1].slot
        left = cut(1, kept, *extras[:count])
        assert left is not None
        assert gone not in {slot for slot, _ in left}
        assert len(left) == count
    assert cut(1, kept) is None


@pytest.mark.rule("6.4")
def test_c_takes_a_set_from_trunk_then_flex_then_side_then_glute() -> None:
    four = [
        item(slots.GLUTE, "glute-bridge", 2), item(slots.ABD, "clamshell", 2),
        item(slots.FLEX, "standing-march", 2), item(slots.TRUNK, "supine-march", 2),
    ]  # fmt: skip
    for count in (4, 3, 2, 1):
        left = cut(2, *four[:count])
        assert left is not None
        assert dict(left)[four[count - 1].slot] == 1
        assert sum(sets for _, sets in left) == 2 * count - 1
    assert cut(2, replace(four[0], sets=1)) is None


@pytest.mark.rule("6.4")
def test_d_makes_a_press_shorter_once() -> None:
    press = item(slots.FLEX, "isometric-hip-flexion")
    left = fitting.CUTS[3](today(), (item(slots.GLUTE, "glute-bridge"), press))
    assert left is not None
    assert [one.count for one in left] == [10, 3]
    assert left[1].seconds < press.seconds
    assert fitting.CUTS[3](today(), left) is None


@pytest.mark.rule("6.4")
def test_e_drops_range_work_before_a_second_stretch() -> None:
    mob, second = item(slots.MOB, "prone-lying"), item(slots.STR2, QUAD)
    assert cut(4, second, mob) == [("STR2", 1)]
    assert cut(4, second) == []
    assert cut(4, item(slots.STR_HF, STRETCH)) is None


@pytest.mark.rule("6.4")
@pytest.mark.parametrize(("count", "last"), [(0, "ABD"), (1, "GLUTE"), (2, "ABD"), (3, "GLUTE")])
def test_f_drops_a_strength_move_and_keeps_the_last(count: int, last: str) -> None:
    glute, side = item(slots.GLUTE, "glute-bridge"), item(slots.ABD, "clamshell")
    flex, trunk = item(slots.FLEX, "standing-march"), item(slots.TRUNK, "supine-march")
    state = fresh(strength_count=count)
    assert cut(5, glute, side, flex, trunk, state=state) == [("GLUTE", 1), ("ABD", 1), ("FLEX", 1)]
    assert cut(5, glute, side, flex, state=state) == [("GLUTE", 1), ("ABD", 1)]
    left = cut(5, glute, side, state=state)
    assert left is not None
    assert last not in dict(left)
    assert cut(5, glute, item(slots.CTRL, "pelvic-tilt"), state=state) is None


@pytest.mark.rule("6.4")
def test_g_leaves_two_settle_moves_and_h_two_items() -> None:
    gentle = [item(slots.SET, name, step=0) for name in ("pelvic-tilt", "heel-slide", "knee-rolls")]
    left = fitting.CUTS[6](today(), tuple(gentle))
    assert left == tuple(gentle[:2])
    assert fitting.CUTS[6](today(), left) is None
    control, stretch = item(slots.CTRL, "pelvic-tilt"), item(slots.STR_HF, STRETCH)
    assert cut(7, control, stretch, item(slots.GLUTE, "glute-bridge")) == [
        ("STR_HF", 1),
        ("GLUTE", 1),
    ]
    assert cut(7, control, stretch) is None
    assert cut(7, stretch, stretch, stretch) is None


@pytest.mark.rule("6.4")
@pytest.mark.parametrize(
    ("total", "budget", "short"), [(540, 600, False), (539, 600, True), (270, 300, False)]
)
def test_short_is_more_than_a_tenth_under_the_time(total: int, budget: int, short: bool) -> None:
    assert fitting.is_short(total, budget) is short


@pytest.mark.rule("6.4")
@pytest.mark.parametrize(
    ("seconds", "walk"),
    [
        (500, 90), (492, 90), (493, 90), (477, 105), (478, 105), (470, 120), (560, 60), (590, 60),
        (405, 180), (345, 180), (344, 240), (300, 285), (290, 300), (100, 300), (0, 300),
    ],
)  # fmt: skip
def test_the_walk_takes_what_is_left_within_its_limits(seconds: int, walk: int) -> None:
    """Ten minutes: 60 to 180 s, and at most half of the time when the moves run out."""
    assert fitting._walk(600, seconds, 60, 180) == walk


@pytest.mark.rule("6.4")
def test_spare_slots_are_tried_in_order_and_never_twice() -> None:
    present = (item(slots.STR_HF, STRETCH), item(slots.STR2, QUAD), item(slots.CTRL, "pelvic-tilt"))
    assert fitting._spare(today(), present) == ["MOB", "STR3", "BAL", "STR4"]
    gentle = today(kind=Kind.SETTLE)
    moves = fitting._spare(gentle, (item(slots.SET, "pelvic-tilt", step=0),))
    assert moves == [n for n in slots.SETTLE_MOVES if n in gentle.allowed and n != "pelvic-tilt"]


@pytest.mark.rule("6.4")
def test_nothing_is_added_once_the_longest_walk_fills_the_time() -> None:
    enough = tuple(item(slots.STR_HF, STRETCH, 2) for _ in range(4))
    seconds = sum(one.seconds for one in enough)
    assert 10 * (seconds + 15 + 180) >= 9 * 600
    assert fitting._fill_up(today(), enough, 60, 180) == enough
    fewer = fitting._fill_up(today(), enough[:1], 60, 180)
    assert len(fewer) > 1
    assert fewer[0] == enough[0]
    assert {one.sets for one in fewer[1:]} == {1}
    assert fitting.fit(today(), enough[:1])[0] == fewer


@pytest.mark.rule("6.4")
def test_a_tenth_more_is_not_too_long_and_nothing_is_added_at_a_tenth_less() -> None:
    stretch = item(slots.STR_HF, STRETCH)
    full = replace(stretch, seconds=660 - 15 - 60)
    assert not fitting._is_long(today(), (full,), 60)
    assert fitting._is_long(today(), (replace(full, seconds=586),), 60)
    thin = (replace(stretch, seconds=540 - 15 - 180),)
    assert fitting._fill_up(today(), thin, 60, 180) == thin


@pytest.mark.rule("6.4")
def test_what_cannot_be_cut_stays_even_when_it_is_too_long() -> None:
    stretches = tuple(item(slots.STR_HF, STRETCH) for _ in range(5))
    assert fitting._trim(today(5), stretches, 30) == stretches


@pytest.mark.rule("6.4", "6.5")
def test_a_settle_day_is_filled_with_one_set_of_a_gentle_move() -> None:
    gentle = today(kind=Kind.SETTLE)
    assert fitting._extra(gentle, "heel-slide", ()) == gentle.dose("heel-slide", slots.SET, 1)


@pytest.mark.rule("6.4")
def test_where_no_move_is_left_the_walk_alone_grows_to_half_the_time() -> None:
    found = replace(today(10), allowed=frozenset({"glute-bridge"}))
    bridge = item(slots.GLUTE, "glute-bridge")
    items, walk = fitting.fit(found, [bridge])
    assert items == (bridge,)
    assert repr(walk) == "300"  # whole seconds, as they are shown
    fuller, rest = fitting.fit(replace(found, minutes=5), [bridge])
    assert (fuller, repr(rest)) == ((bridge,), "150")


@pytest.mark.rule("6.4", "6.5")
def test_a_move_added_to_a_gentle_day_has_one_set() -> None:
    rolls = EXERCISES["knee-rolls"]
    moves = {**EXERCISES, rolls.id: replace(rolls, dose=replace(rolls.dose, sets=2))}
    calm = replace(today(10, kind=Kind.SETTLE), exercises=moves, allowed=frozenset({rolls.id}))
    items, _ = fitting.fit(calm, [])
    assert [(one.exercise, one.sets) for one in items] == [(rolls.id, 1)]
