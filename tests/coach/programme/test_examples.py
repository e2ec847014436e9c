"""The written test vectors hold exactly: plan, state and an open gate."""

import pytest

from bot.cli.cases import Case, answer, differences
from bot.coach import ladders
from tests.coach.programme import examples
from tests.coach.programme.table import EXERCISES

EXAMPLES = examples.load()


def test_there_are_six_vectors() -> None:
    assert len(EXAMPLES) == 6


@pytest.mark.rule("6.1", "6.2", "6.4", "6.7")
@pytest.mark.parametrize("example", EXAMPLES, ids=lambda e: e.name)
def test_plan_and_state_of_a_vector_hold_to_the_second(example: Case) -> None:
    assert differences(example, EXERCISES) == []


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda e: e.name)
def test_a_vector_says_plan_total_and_the_step_of_every_planned_move(example: Case) -> None:
    found = answer(example.told, example.date, example.minutes, EXERCISES)
    planned = {item.exercise for item in found.plan.items}
    assert {"kind", "items", "total", "phase_today", "state"} <= example.expect.keys()
    assert example.expect["state"]["steps"].keys() == {
        name for name in planned if ladders.has_ladder(EXERCISES[name])
    }


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda e: e.name)
def test_nobody_in_the_vectors_is_held_back_at_the_gate(example: Case) -> None:
    assert answer(example.told, example.date, example.minutes, EXERCISES).gate is None
