"""The state of the very first day."""

from dataclasses import replace

import pytest

from bot.coach.state import Setting, State, opening
from content.model import Phase
from tests.coach.programme.people import ana, on
from tests.coach.programme.table import EXERCISES


def begun(**facts: object) -> State:
    return opening(Setting(replace(ana, **facts), EXERCISES))  # type: ignore[arg-type]


@pytest.mark.rule("4.1", "4.2")
@pytest.mark.parametrize(("usual", "settles"), [(5, False), (6, True), (10, True)])
def test_usual_pain_of_6_begins_in_settle(usual: int, settles: bool) -> None:
    assert (begun(usual=usual).phase is Phase.SETTLE) is settles


@pytest.mark.rule("4.1", "G3")
@pytest.mark.parametrize(("ago", "settles"), [(-1, False), (0, True), (14, True), (15, False)])
def test_a_strain_of_up_to_two_weeks_ago_begins_in_settle(ago: int, settles: bool) -> None:
    assert (begun(strain=on(1 - ago)).phase is Phase.SETTLE) is settles


@pytest.mark.rule("3.1")
def test_everything_counts_from_the_day_of_the_start() -> None:
    state = begun()
    assert (state.day, state.since, state.baseline) == (on(1), on(1), on(1))
    assert (state.baseline_usual, state.stated) == (3, ((on(1), 3),))
