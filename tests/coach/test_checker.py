"""The checker by taps: emergencies first, eight taps at most, never an exercise after a yes."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.coach import checker
from bot.coach.checker import BadAnswers
from content.loader import load_library

SAFETY = load_library().safety
SCREENS = SAFETY.checker
FIRST = ("nerves", "injury", "illness")


def ways(answers: str = "") -> list[str]:
    """Every sequence of answers that leads to a result."""
    found = checker.place(SCREENS, answers)
    if found.screen is None:
        return [answers]
    return [way for one in found.screen.answers for way in ways(answers + one.code)]


WAYS = ways()


def result(answers: str) -> checker.Result:
    found = checker.place(SCREENS, answers).result
    assert found is not None
    return found


@pytest.mark.parametrize("way", WAYS)
def test_a_yes_or_not_sure_on_the_first_three_screens_is_an_emergency_or_urgent(way: str) -> None:
    given = checker.place(SCREENS, way).given
    alarmed = any(one.screen.id in FIRST and one.answer.code in "yu" for one in given)
    if alarmed:
        assert result(way).level in ("emergency", "urgent")


@pytest.mark.parametrize("way", WAYS)
def test_every_way_ends_after_eight_taps_at_most_with_a_card_of_its_level(way: str) -> None:
    assert len(way) <= 8
    found = result(way)
    card = SAFETY.cards[found.card]
    assert card.level == ("info" if found.level == "self_care" else found.level)
    if found.level in ("emergency", "urgent"):
        assert found.rules


def test_self_care_needs_all_eight_answers() -> None:
    calm = [way for way in WAYS if result(way).level == "self_care"]
    assert {len(way) for way in calm} == {8}
    assert {way[:3] for way in calm} == {"nnn"}


def test_the_way_begins_with_the_first_screen_and_goes_to_the_next() -> None:
    shown = [checker.place(SCREENS, "n" * taps).screen for taps in range(3)]
    assert [screen and screen.id for screen in shown] == list(FIRST)


def test_a_result_names_the_rules_of_the_answer_that_made_it() -> None:
    landing = next(screen for screen in SCREENS if screen.id == "landing")
    assert result("nnnanbfn").rules == landing.rules != ()
    assert result("nnnannsn").rules == ()


def test_the_worst_signs_end_the_questions_at_the_first_tap() -> None:
    assert result("y").card == result("u").card == "emergency_list"


def test_no_result_comes_without_the_first_three_screens_unless_they_end_it() -> None:
    for way in WAYS:
        seen = [one.screen.id for one in checker.place(SCREENS, way).given]
        assert seen[: len(FIRST)] == list(FIRST)[: len(seen)]


def test_illness_with_a_clear_head_is_urgent_and_without_it_an_emergency() -> None:
    assert result("nnyy").level == "urgent"
    assert result("nnyn").level == result("nnyu").level == result("nnun").level == "emergency"


def test_a_bit_of_pain_with_each_landing_is_remembered_to_the_end() -> None:
    assert result("nnnanbfn").card == "checker_soon"


def test_the_cough_line_asks_for_an_early_appointment_whatever_else_was_said() -> None:
    assert result("nnnanbwe").card == "checker_soon_early"
    assert result("nnnannfe").card == "checker_soon_early"


def test_two_to_six_weeks_and_getting_better_stays_self_care() -> None:
    assert result("nnnannmn").level == "self_care"
    assert result("nnnannsn").level == "see_clinician"


@pytest.mark.parametrize("answers", ["z", "nz", "yy", "nnnannfnn", "Y", "é"])
def test_answers_nobody_can_have_tapped_are_refused(answers: str) -> None:
    with pytest.raises(BadAnswers):
        checker.place(SCREENS, answers)


@pytest.mark.parametrize(
    ("answers", "why"),
    [("yy", "^there are answers after the result$"), ("nz", "^'z' is no answer to injury$")],
)
def test_a_refusal_says_what_was_wrong(answers: str, why: str) -> None:
    with pytest.raises(BadAnswers, match=why):
        checker.place(SCREENS, answers)


@given(st.text(string.ascii_lowercase, max_size=10))
def test_any_letters_lead_to_a_screen_a_result_or_a_refusal(answers: str) -> None:
    try:
        found = checker.place(SCREENS, answers)
    except BadAnswers:
        return
    assert (found.screen is None) != (found.result is None)
    assert len(found.given) == len(answers)


def test_the_numbers_of_the_screens_only_grow_and_end_at_eight() -> None:
    steps = [screen.step for screen in SCREENS]
    assert steps == sorted(steps)
    assert steps[-1] == checker.MOST_TAPS == 8


def test_every_screen_names_its_sources_and_no_reviewer_is_invented() -> None:
    for screen in SCREENS:
        assert screen.sources
        assert screen.reviewer == ""


def test_a_way_is_whole_when_no_answer_cut_the_questions_short() -> None:
    cut = [way for way in WAYS if not checker.is_whole(SCREENS, checker.place(SCREENS, way))]
    for way in cut:
        last = checker.place(SCREENS, way).given[-1].answer
        assert last.level
        assert not last.goes_on
    whole = [way for way in WAYS if way not in cut]
    assert {result(way).level for way in whole} == {"self_care", "see_clinician"}
    assert not checker.is_whole(SCREENS, checker.place(SCREENS, "nnn"))
