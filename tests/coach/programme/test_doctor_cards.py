"""The days on which a doctor or physiotherapist is suggested."""

from dataclasses import replace

import pytest

from bot.coach.facts import Day, Kind, Profile, Weekly
from bot.coach.planner import plan
from tests.coach.programme.people import ana, bo, on, session, state_of, steady, told
from tests.coach.programme.table import EXERCISES

SORE = replace(ana, usual=5)


def cards(profile: Profile, days: list[Day], last: int) -> dict[int, str]:
    found = {n: state_of(profile, days, n).card for n in range(1, last + 1)}
    return {n: card for n, card in found.items() if card}


@pytest.mark.rule("D1")
def test_no_better_after_two_weeks_shows_d1_and_again_two_weeks_after() -> None:
    assert cards(SORE, steady(40, morning=5), 40) == {15: "D1", 29: "D1"}


@pytest.mark.rule("D3")
def test_no_better_after_six_weeks_shows_d3_instead() -> None:
    found = cards(SORE, steady(45, morning=5), 45)
    assert found[43] == "D3"


@pytest.mark.rule("D4")
def test_no_better_after_twelve_weeks_asks_for_a_specialist() -> None:
    found = cards(SORE, steady(90, morning=5), 90)
    assert "D4" in found.values()
    assert min(n for n, card in found.items() if card == "D4") >= 85


@pytest.mark.rule("D3", "D4")
def test_better_function_is_enough_for_no_card() -> None:
    days = [replace(d, weekly=Weekly(4, "better")) for d in steady(60, morning=4)]
    assert cards(replace(ana, usual=5), days, 60) == {}


@pytest.mark.rule("D1", "D2", "D3", "D4")
def test_somebody_who_gets_better_sees_no_card() -> None:
    assert cards(ana, steady(60, morning=1), 60) == {}


@pytest.mark.rule("D2")
def test_two_points_worse_in_two_weeks_show_d2_even_after_another_card() -> None:
    days = steady(30, morning=2)
    days[14:] = [replace(day, morning=4) for day in days[14:]]
    assert "D2" in cards(ana, days, 30).values()


@pytest.mark.rule("D2")
def test_more_night_pain_in_two_weekly_answers_shows_d2() -> None:
    worse = Weekly(3, night="more")
    days = [told(7, weekly=worse), told(14, weekly=worse)]
    assert cards(ana, days, 14) == {14: "D2"}
    assert cards(ana, [told(7, weekly=worse), told(14, weekly=Weekly(3))], 14) == {}


@pytest.mark.rule("D5")
def test_a_reported_sign_shows_d5_at_once() -> None:
    assert cards(ana, [told(2, signs=True)], 3) == {2: "D5"}


@pytest.mark.rule("D6", "5.5")
def test_three_bad_verdicts_show_d6_and_keep_strength_away_for_14_days() -> None:
    days = [
        told(1, session(2)), told(2, session(2), morning=5), told(3, morning=5),
        told(6, session(2, kind=Kind.STRENGTH)), told(7, morning=6),
    ]  # fmt: skip
    state = state_of(ana, days, 7)
    assert state.card == "D6"
    steadied = [*days, *(told(n, morning=1) for n in range(8, 23))]
    kinds = {n: plan_on(steadied, n) for n in range(8, 23)}
    assert Kind.STRENGTH not in {kinds[n] for n in range(8, 21)}


def plan_on(days: list[Day], number: int) -> Kind:
    return plan(bo, state_of(bo, days, number), on(number), 10, EXERCISES).kind
