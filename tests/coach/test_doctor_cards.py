"""Doctor cards at the edges of their numbers, on states made by hand."""

from dataclasses import replace

import pytest

from bot.coach import doctor_cards
from bot.coach.facts import Day, Weekly
from bot.coach.state import State, Verdict
from content.model import Phase
from tests.coach.programme.people import on
from tests.coach.programme.states import fresh, held


def card(state: State, number: int, **told: bool) -> str | None:
    return doctor_cards.show(state, on(number), Day(on(number), **told)).card


def still(usual: int = 5, now: int | None = None, **facts: object) -> State:
    """A usual pain at the start, and what was stated since, if anything."""
    stated = ((on(1), usual), *(((on(2), now),) if now is not None else ()))
    return fresh(baseline_usual=usual, stated=stated, **facts)


@pytest.mark.rule("D1")
@pytest.mark.parametrize(
    ("usual", "now", "shown"), [(4, 4, "D1"), (3, 3, None), (5, 4, None), (3, 4, "D1")]
)
def test_d1_is_for_a_usual_pain_of_4_that_is_not_below_the_first(
    usual: int, now: int, shown: str | None
) -> None:
    assert card(still(usual, now), 14) is None
    assert card(still(usual, now), 15) == shown


@pytest.mark.rule("D3", "D4", "D1")
@pytest.mark.parametrize(("number", "shown"), [(42, "D1"), (43, "D3"), (84, "D3"), (85, "D4")])
def test_hardly_better_is_d3_from_day_43_and_d4_from_day_85(number: int, shown: str) -> None:
    assert card(still(), number) == shown


@pytest.mark.rule("D3", "D4")
@pytest.mark.parametrize(
    ("usual", "now", "shown"), [(4, 3, "D3"), (5, 3, None), (3, 2, None), (3, 3, "D3")]
)
def test_hardly_better_means_3_or_more_and_less_than_2_below_the_start(
    usual: int, now: int, shown: str | None
) -> None:
    assert card(still(usual, now), 50) == shown


@pytest.mark.rule("D3", "D4")
@pytest.mark.parametrize(
    ("function", "shown"), [("better", None), ("same", "D3"), ("worse", "D3"), (None, "D3")]
)
def test_better_daily_life_keeps_d3_away(function: str | None, shown: str | None) -> None:
    assert card(still(4, 3, function=function), 50) == shown


@pytest.mark.rule("D2")
def test_d2_is_two_points_worse_than_fourteen_days_ago() -> None:
    rose = fresh(baseline=on(-30), stated=((on(1), 1), (on(20), 3)), function="better")
    assert card(rose, 20) == "D2"
    assert card(rose, 32) == "D2"
    assert card(rose, 33) is None  # fourteen days ago it was 3 already
    assert card(replace(rose, stated=((on(1), 1), (on(20), 2))), 20) is None


@pytest.mark.rule("D2")
def test_d2_waits_for_two_weeks_of_the_programme() -> None:
    rose = fresh(stated=((on(1), 1), (on(10), 3)))
    assert card(rose, 14) is None
    assert card(rose, 15) == "D2"


@pytest.mark.rule("D2")
@pytest.mark.parametrize(
    ("nights", "shown"),
    [
        (("more", "more"), "D2"), (("more", "same"), None), (("same", "more"), None),
        (("more",), None), ((), None),
    ],
)  # fmt: skip
def test_more_pain_at_night_counts_when_both_last_weeks_tell_it(
    nights: tuple[str, ...], shown: str | None
) -> None:
    assert card(fresh(weeklies=tuple(Weekly(3, "same", one) for one in nights)), 5) == shown


@pytest.mark.rule("D6")
def test_d6_is_three_flares_in_eight_weeks() -> None:
    flares = (on(1), on(20), on(40))
    assert card(fresh(flares=flares, function="better"), 57) == "D6"
    assert card(fresh(flares=flares, function="better"), 58) is None
    assert card(fresh(flares=flares[:2], function="better"), 41) is None


def judged(*verdicts: Verdict) -> tuple:
    return tuple(held(number, verdict) for number, verdict in enumerate(verdicts, 1))


BAD, GOOD = Verdict.BAD, Verdict.SETTLED


@pytest.mark.rule("D6")
@pytest.mark.parametrize(
    ("verdicts", "shown"),
    [
        ((BAD, BAD, BAD), "D6"),
        ((BAD, BAD), None),
        ((BAD, GOOD, BAD, GOOD, GOOD, GOOD, BAD), "D6"),
        ((BAD, GOOD, BAD, GOOD, GOOD, GOOD, GOOD, BAD), None),
    ],
)
def test_d6_is_three_bad_verdicts_among_the_last_seven(
    verdicts: tuple[Verdict, ...], shown: str | None
) -> None:
    assert card(fresh(sessions=judged(*verdicts)), 10) == shown


@pytest.mark.rule("D6", "4.5")
def test_bad_verdicts_count_for_28_days_and_not_from_before_a_clinicians_word() -> None:
    sore = fresh(sessions=judged(BAD, BAD, BAD))
    assert card(sore, 29) == "D6"
    assert card(sore, 30) is None
    assert card(replace(sore, clinician_ok=on(1)), 10) == "D6"
    assert card(replace(sore, clinician_ok=on(2)), 10) is None


@pytest.mark.rule("D7")
def test_d7_is_two_weeks_in_settle() -> None:
    calm = fresh(phase=Phase.SETTLE, since=on(5))
    assert card(calm, 18) is None
    assert card(calm, 19) == "D7"
    assert card(replace(calm, phase=Phase.MOBILITY), 19) is None


@pytest.mark.rule("D1")
def test_the_same_card_comes_again_on_the_fourteenth_day_after() -> None:
    shown = still(cards={"D1": on(20)})
    assert card(shown, 33) is None
    assert card(shown, 34) == "D1"


@pytest.mark.rule("D1", "D2", "D5")
def test_for_seven_days_after_a_card_only_d2_and_d5_come() -> None:
    shown = still(cards={"D7": on(20)})
    assert card(shown, 27) is None
    assert card(shown, 28) == "D1"
    assert card(shown, 21, signs=True) == "D5"
    worse = still(3, 5, baseline=on(-30), cards={"D7": on(2)})
    assert card(worse, 5) == "D2"


@pytest.mark.rule("D2", "D5", "D6", "D7")
def test_the_first_card_of_the_order_wins_and_its_date_is_kept() -> None:
    everything = still(
        phase=Phase.SETTLE, since=on(1), flares=(on(30), on(35), on(40)), cards={"D1": on(1)},
        weeklies=(Weekly(5, "same", "more"),) * 2,
    )  # fmt: skip
    assert card(everything, 50, signs=True) == "D5"
    assert card(everything, 50) == "D2"
    assert card(replace(everything, weeklies=()), 50) == "D6"
    assert card(replace(everything, weeklies=(), flares=()), 50) == "D7"
    after = doctor_cards.show(everything, on(50), Day(on(50), signs=True))
    assert after.cards == {"D1": on(1), "D5": on(50)}
    assert after.day == on(50)


@pytest.mark.rule("D1", "D3", "D4")
@pytest.mark.parametrize(("number", "name"), [(51, "D3"), (93, "D4")])
def test_d1_never_comes_between_two_cards_of_hardly_better(number: int, name: str) -> None:
    assert card(still(cards={name: on(number - 8)}), number) is None
