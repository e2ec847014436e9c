"""Minutes at work of each muscle group: one side, every set, no set-up, no rest, no warm-up."""

from dataclasses import replace

from bot.coach import ladders, muscles, slots
from bot.coach.facts import Item
from content.model import Library

BRIDGE, STRETCH = "glute-bridge", "half-kneeling-hip-flexor-stretch"
PRESS, ONE_LEG = "isometric-hip-flexion", "single-leg-bridge"


def planned(library: Library, name: str, slot: str, step: int, sets: int = 2) -> Item:
    return ladders.planned(library.exercises[name], slot, step, sets, short=False)


def test_a_stretch_counts_its_holds_on_one_side(library: Library) -> None:
    item = planned(library, STRETCH, slots.STR_HF, 2)
    assert (item.sets, item.hold, item.sides) == (2, 30, 2)
    assert muscles.worked([item], library.exercises) == (("front of the hip", 60),)


def test_repetitions_count_at_their_tempo_without_the_rest_between_sets(library: Library) -> None:
    item = planned(library, BRIDGE, slots.GLUTE, 1)
    tempo = library.exercises[BRIDGE].dose.tempo
    assert muscles.worked([item], library.exercises) == (("buttocks", 2 * 8 * tempo),)


def test_a_press_counts_the_seconds_it_is_held(library: Library) -> None:
    item = planned(library, PRESS, slots.FLEX, 1)
    assert muscles.worked([item], library.exercises) == (("front of the hip", 5 * 10),)


def test_moves_of_one_muscle_add_up_and_the_longest_comes_first(library: Library) -> None:
    items = [
        planned(library, BRIDGE, slots.GLUTE, 0),
        planned(library, ONE_LEG, slots.GLUTE, 0),
        planned(library, STRETCH, slots.STR_HF, 2),
        planned(library, PRESS, slots.FLEX, 3),
    ]
    found = muscles.worked(items, library.exercises)
    assert [name for name, _ in found] == ["front of the hip", "buttocks"]
    assert found[0][1] == 60 + 5 * 20


def test_the_warm_up_and_moves_that_are_gone_count_for_nothing(library: Library) -> None:
    warm = planned(library, STRETCH, slots.WU2, 2)
    gone = Item(slots.CTRL, "no-longer-there", 1, 10, 0, 1, 60)
    assert muscles.worked([warm, gone], library.exercises) == ()


def test_ten_minutes_a_week_are_enough_for_a_muscle() -> None:
    assert muscles.ENOUGH == 10


def test_muscles_that_worked_alike_are_told_by_name(library: Library) -> None:
    bridge = planned(library, BRIDGE, slots.GLUTE, 0)
    press = planned(library, PRESS, slots.FLEX, 1)
    seconds = muscles.at_work(bridge, library.exercises[BRIDGE])
    alike = replace(press, count=1, hold=seconds)
    expected = (("buttocks", seconds), ("front of the hip", seconds))
    assert muscles.worked([alike, bridge], library.exercises) == expected
