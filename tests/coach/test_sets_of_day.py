"""The items of gentle, one-minute and bed days, dose by dose."""

from dataclasses import replace

import pytest

from bot.coach import sets_of_day, situation, slots
from bot.coach.facts import Item, Profile
from bot.coach.situation import Situation
from content.model import Dose, Ladder, Phase
from tests.coach.programme.people import ana, on
from tests.coach.programme.states import fresh
from tests.coach.programme.table import EXERCISES

STANDING, CHAIR = "standing-hip-flexor-stretch", "chair-edge-hip-flexor-stretch"
EDGE, TILT, ROLLS = "edge-of-bed-hip-flexor-stretch", "pelvic-tilt", "knee-rolls"
TWO_SETS = Dose(Ladder.FIXED, start=0, sides=1, tempo=3, hold=0, sets=2, count=20, seconds=0)


def gentle(*allowed: str, minutes: int = 10, me: Profile = ana) -> Situation:
    """A gentle day on which exactly these moves may be done; knee rolls have two sets here."""
    moves = {**EXERCISES, ROLLS: replace(EXERCISES[ROLLS], dose=TWO_SETS)}
    found = situation.read(me, fresh(phase=Phase.SETTLE), on(1), minutes, moves)
    return replace(found, allowed=frozenset(allowed))


def doses(items: list[Item]) -> list[tuple[str, int, int, int]]:
    return [(one.exercise, one.sets, one.count, one.hold) for one in items]


@pytest.mark.rule("6.5")
def test_a_gentle_day_gives_one_set_of_each_move_and_one_short_stretch() -> None:
    items = sets_of_day.settle(gentle(ROLLS, TILT, STANDING, CHAIR))
    assert doses(items) == [(TILT, 1, 10, 5), (ROLLS, 1, 20, 0), (STANDING, 1, 1, 20)]
    assert [one.slot for one in items] == [slots.SET, slots.SET, slots.STR_HF]


@pytest.mark.rule("6.5")
def test_a_gentle_day_stretches_neither_in_five_minutes_nor_without_an_allowed_stretch() -> None:
    assert doses(sets_of_day.settle(gentle(ROLLS, STANDING, minutes=5))) == [(ROLLS, 1, 10, 0)]
    assert doses(sets_of_day.settle(gentle(ROLLS))) == [(ROLLS, 1, 20, 0)]


@pytest.mark.rule("6.5", "G3")
def test_a_gentle_day_after_a_strain_stretches_nothing_even_if_a_move_forbids_it_not() -> None:
    strained = replace(ana, strain=on(0))
    assert doses(sets_of_day.settle(gentle(ROLLS, STANDING, me=strained))) == [(ROLLS, 1, 20, 0)]


@pytest.mark.rule("5.9")
def test_the_fourth_week_gives_half_the_sets() -> None:
    steps = dict.fromkeys(fresh().steps, 2)
    strong = fresh(phase=Phase.STRENGTH, since=on(1), steps=steps, strength_count=1)
    sets = [
        [one.sets for one in sets_of_day.training(found) if one.slot in slots.STRENGTH]
        for found in (situation.read(ana, strong, on(n), 15, EXERCISES) for n in (15, 22, 29))
    ]
    assert sets == [[2, 2, 2], [1, 1, 1], [2, 2, 2]]


@pytest.mark.rule("6.6")
@pytest.mark.parametrize(
    ("phase", "name", "dose"),
    [
        (Phase.MOBILITY, STANDING, (1, 1, 15)),
        (Phase.MOBILITY, "sit-to-stand", (1, 6, 0)),
        (Phase.MOBILITY, "weight-shift", (1, 10, 2)),
        (Phase.SETTLE, "weight-shift", (1, 10, 2)),
        (Phase.SETTLE, "adductor-squeeze", (1, 4, 5)),
    ],
)
def test_one_minute_gives_one_set_of_the_size_in_the_table(
    phase: Phase, name: str, dose: tuple[int, int, int]
) -> None:
    walk, item = sets_of_day.one_minute(replace(gentle(name), phase=phase))
    assert (walk.exercise, walk.seconds) == (slots.WALK, 15)
    assert doses([item]) == [(name, *dose)]
    assert (item.slot, item.step) == (slots.ONE, None)


@pytest.mark.rule("11")
def test_bed_gives_one_gentle_set_of_each_move() -> None:
    items = sets_of_day.bed(gentle(EDGE, TILT, ROLLS))
    assert doses(items) == [(TILT, 1, 10, 5), (ROLLS, 1, 20, 0), (EDGE, 1, 1, 20)]
    assert [one.step for one in items] == [None, None, 0]
