"""The written test vectors hold exactly: plan and state."""

from typing import Any

import pytest

from bot.coach import gaps, usual
from bot.coach.facts import Plan
from bot.coach.planner import plan
from bot.coach.replay import replay
from bot.coach.screening import gate
from bot.coach.state import State
from tests.coach.programme import examples
from tests.coach.programme.examples import Example
from tests.coach.programme.table import EXERCISES

EXAMPLES = examples.load()


def answer(example: Example) -> tuple[State, Plan]:
    state = replay(example.profile, example.days, example.date, EXERCISES)
    return state, plan(example.profile, state, example.date, example.minutes, EXERCISES)


def lines(given: Plan) -> list[list[Any]]:
    return [[i.slot, i.exercise, i.sets, i.count, i.hold, i.sides, i.seconds] for i in given.items]


def test_there_are_six_vectors() -> None:
    assert len(EXAMPLES) == 6


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda e: e.name)
def test_the_plan_of_a_vector_holds_to_the_second(example: Example) -> None:
    _, given = answer(example)
    expect = example.expect
    assert lines(given) == expect["items"]
    assert given.total == expect["total"]
    assert given.kind == expect["kind"]
    assert given.phase_today == expect["phase_today"]
    assert given.first_side == expect["first_side"]
    assert given.minutes == expect.get("minutes", given.minutes)


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda e: e.name)
def test_the_state_of_a_vector_holds(example: Example) -> None:
    state, given = answer(example)
    state = gaps.applied(example.profile, state, example.date, EXERCISES)
    planned = {i.exercise for i in given.items} & set(state.steps)
    found = {
        "phase": state.phase,
        "since": state.since,
        "usual": usual.before(state, example.date),
        "strength_count": state.strength_count,
        "card": state.card,
        "steps": {name: state.steps[name] for name in planned},
        "topped": sorted(state.topped),
        "no_strength_until": state.no_strength_until,
    }
    expect = example.expect["state"]
    assert {key: found[key] for key in expect} == expect


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda e: e.name)
def test_nobody_in_the_vectors_is_held_back_at_the_gate(example: Example) -> None:
    state, _ = answer(example)
    assert gate(example.profile, state, example.date) is None
