"""The course of a guided run: as long as the plan says, and a tone where something changes."""

from itertools import product

import pytest

from bot.coach import guided, ladders
from bot.coach.facts import Item
from bot.coach.guided import LAST, Kind, Tone
from content.model import Library

STEPS = {"R": 5, "L": 4, "H": 4, "P": 5, "I": 4}


def every_item(library: Library) -> list[Item]:
    """Each move at each step of its ladder, with one set and with all, short and whole."""
    found: list[Item] = []
    for exercise in library.exercises.values():
        steps = range(STEPS[exercise.dose.ladder.value]) if ladders.has_ladder(exercise) else [None]
        for step, sets, short in product(steps, (1, 3), (False, True)):
            found += [ladders.planned(exercise, "X", step, sets, short)]
    return found


def test_every_move_takes_as_long_as_the_plan_says(library: Library) -> None:
    for item in every_item(library):
        course = guided.course([item], library.exercises)
        assert guided.length(course) == item.seconds + LAST, item
        assert course[0].seconds >= 10, item


def test_a_whole_plan_is_the_sum_of_its_moves(library: Library) -> None:
    items = every_item(library)[::7]
    course = guided.course(items, library.exercises)
    assert guided.length(course) == sum(item.seconds for item in items) + LAST
    assert [one.place for one in course] == sorted(one.place for one in course)


def test_the_work_is_every_set_on_every_side_in_its_real_tempo(library: Library) -> None:
    for item in every_item(library):
        exercise = library.exercises[item.exercise]
        work = [one for one in guided.course([item], library.exercises) if one.kind is Kind.WORK]
        tempo = guided.repetition(item, exercise)
        assert len(work) == item.sets * item.sides
        assert {one.seconds for one in work} == {item.count * tempo if tempo else item.hold}
        assert [one.side for one in work] == list(range(item.sides)) * item.sets


@pytest.fixture
def stretch(library: Library) -> Item:
    """Two holds of 30 seconds on each side."""
    return ladders.planned(library.exercises["piriformis-stretch"], "S1", 2, 2, False)


def test_a_stretch_goes_ready_side_change_side_rest(library: Library, stretch: Item) -> None:
    course = guided.course([stretch], library.exercises)
    told = [(str(one.kind), one.seconds, one.side) for one in course]
    assert told == [
        ("ready", 15, 0),
        ("work", 30, 0),
        ("change", 5, 1),
        ("work", 30, 1),
        ("rest", 5, 0),
        ("work", 30, 0),
        ("change", 5, 1),
        ("work", 30, 1),
        ("end", LAST, 0),
    ]


def test_a_tone_tells_start_half_time_change_and_end(library: Library, stretch: Item) -> None:
    tones = list(guided.tones(guided.course([stretch, stretch], library.exercises)))
    first = tones[: len(tones) // 2]
    assert first == [
        (15, Tone.START), (30.0, Tone.HALFWAY), (45, Tone.CHANGE),
        (50, Tone.START), (65.0, Tone.HALFWAY), (80, Tone.CHANGE),
        (85, Tone.START), (100.0, Tone.HALFWAY), (115, Tone.CHANGE),
        (120, Tone.START), (135.0, Tone.HALFWAY), (150, Tone.END),
    ]  # fmt: skip
    assert [(at - 150, tone) for at, tone in tones[len(first) :]] == first


def test_short_work_is_not_told_to_be_half_over(library: Library) -> None:
    plank = ladders.planned(library.exercises["plank"], "S1", 0, 1, False)
    tones = [tone for _, tone in guided.tones(guided.course([plank], library.exercises))]
    assert tones == [Tone.START, Tone.END]


def test_half_time_is_told_from_20_seconds_of_work_on(library: Library) -> None:
    plank = library.exercises["plank"]
    heard = []
    for step in (2, 3):  # 15 and 20 seconds
        item = ladders.planned(plank, "S1", step, 1, False)
        heard.append([tone for _, tone in guided.tones(guided.course([item], library.exercises))])
    assert heard == [[Tone.START, Tone.END], [Tone.START, Tone.HALFWAY, Tone.END]]


def test_repetitions_rest_half_a_minute_and_presses_take_their_hold_and_five_seconds(
    library: Library,
) -> None:
    bridge = ladders.planned(library.exercises["glute-bridge"], "S1", 1, 2, False)
    course = guided.course([bridge], library.exercises)
    told = [(str(one.kind), one.seconds, one.round) for one in course]
    assert told == [
        ("ready", 15, 0), ("work", 48, 0), ("rest", 30, 1), ("work", 48, 1), ("end", LAST, 0),
    ]  # fmt: skip
    press = ladders.planned(library.exercises["isometric-hip-flexion"], "S1", 1, 1, False)
    work = [one for one in guided.course([press], library.exercises) if one.kind is Kind.WORK]
    assert [one.seconds for one in work] == [5 * 15, 5 * 15]


def test_the_change_back_is_part_of_the_rest_between_sets(library: Library) -> None:
    clam = ladders.planned(library.exercises["clamshell"], "S1", 1, 2, False)
    course = guided.course([clam], library.exercises)
    assert [one.seconds for one in course if one.kind is Kind.REST] == [25]
    assert [one.seconds for one in course if one.kind is Kind.CHANGE] == [5, 5]


def test_each_stretch_of_a_run_knows_its_set_and_the_end_its_last_move(
    library: Library, stretch: Item
) -> None:
    course = guided.course([stretch, stretch], library.exercises)
    rounds = [one.round for one in course if one.place == 0]
    assert rounds == [0, 0, 0, 0, 1, 1, 1, 1]
    assert course[-1].place == 1
    assert [one.place for one in guided.course([], library.exercises)] == [0]
