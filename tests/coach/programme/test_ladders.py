"""Doses: steps, starts, caps and the time an item takes."""

from dataclasses import replace

import pytest

from bot.coach import ladders
from content.model import Exercise, Ladder, Phase
from tests.coach.programme import table
from tests.coach.programme.people import ana
from tests.coach.programme.table import EXERCISES


@pytest.mark.rule("6.7")
@pytest.mark.parametrize("row", table.rows(), ids=lambda row: row["id"])
def test_the_seconds_of_every_start_dose_are_those_of_the_table(row: dict[str, str]) -> None:
    move = EXERCISES[row["id"]]
    given = ladders.amount(move.dose, move.dose.start)
    assert ladders.seconds(move.dose, given) == int(row["seconds"])


@pytest.mark.rule("9.1")
@pytest.mark.parametrize("move", EXERCISES.values(), ids=lambda move: move.id)
def test_a_harder_step_never_takes_less_time(move: Exercise) -> None:
    if not ladders.has_ladder(move):
        assert ladders.dose_step(move, 3, Phase.STRENGTH, ana) is None
        return
    steps = range(ladders.top(move.dose.ladder, long_hold=True) + 1)
    times = [ladders.seconds(move.dose, ladders.amount(move.dose, step)) for step in steps]
    assert times == sorted(set(times))


@pytest.mark.rule("9.2")
def test_sore_people_start_one_step_lower_but_not_below_the_first() -> None:
    bridge, fold = EXERCISES["glute-bridge"], EXERCISES["pigeon-pose"]
    assert [ladders.start_step(bridge, usual) for usual in (3, 4)] == [1, 0]
    assert ladders.start_step(fold, 9) == 0


@pytest.mark.rule("9.2")
def test_settle_caps_at_the_first_step_and_mobility_at_the_third() -> None:
    bridge = EXERCISES["glute-bridge"]
    given = [ladders.dose_step(bridge, 4, phase, ana) for phase in Phase]
    assert given == [0, 2, 4, 4]


@pytest.mark.rule("9.1")
def test_only_long_holders_get_45_seconds() -> None:
    assert ladders.top(Ladder.HOLD, long_hold=False) == 2
    assert ladders.top(Ladder.HOLD, long_hold=True) == 3


@pytest.mark.rule("9.2")
def test_very_bendy_people_hold_20_seconds_at_every_phase() -> None:
    bendy = replace(ana, flags=frozenset({"hypermobile"}))
    caps = {ladders.cap(Ladder.HOLD, phase, bendy) for phase in Phase}
    assert caps == {0}
    assert ladders.amount(EXERCISES["standing-hip-flexor-stretch"].dose, 0).hold == 20


@pytest.mark.rule("6.1")
def test_a_count_cut_by_a_short_session_is_not_a_full_dose() -> None:
    bridge = EXERCISES["glute-bridge"]
    full = ladders.planned(bridge, "GLUTE", 3, most_sets=1, short=False)
    cut = ladders.planned(bridge, "GLUTE", 3, most_sets=1, short=True)
    assert (full.count, cut.count) == (12, 10)
    assert ladders.is_full(bridge, full, 3)
    assert not ladders.is_full(bridge, cut, 3)


@pytest.mark.rule("9.1")
@pytest.mark.parametrize("move", EXERCISES.values(), ids=lambda move: move.id)
def test_a_set_keeps_the_hold_of_its_move_and_one_long_hold_counts_once(move: Exercise) -> None:
    first = ladders.amount(move.dose, 0 if ladders.has_ladder(move) else None)
    if ladders.is_timed(move.dose):
        assert first.count == 1
        assert first.hold >= 10
    elif move.dose.ladder is not Ladder.ISOMETRIC:
        assert first.hold == move.dose.hold


@pytest.mark.rule("9.1")
def test_an_item_cut_to_another_size_keeps_its_place_hold_and_step() -> None:
    bird = EXERCISES["bird-dog"]
    given = ladders.planned(bird, "TRUNK", 2, most_sets=2, short=False)
    cut = ladders.resized(bird, given, sets=1, count=6)
    assert (cut.slot, cut.sets, cut.count, cut.hold, cut.step) == ("TRUNK", 1, 6, 5, 2)
    assert cut.seconds < given.seconds
