"""The kind of a day, and who gets a routine at all, at the edges of the numbers."""

from dataclasses import replace

import pytest

from bot.coach import kinds, screening, usual
from bot.coach.facts import Gate, Kind, Profile
from bot.coach.state import State
from content.model import Phase
from tests.coach.programme.people import ana, on
from tests.coach.programme.states import fresh, held

TUESDAY, WEDNESDAY = 2, 3  # day 1 is a Monday, and Mon, Wed and Fri are strength days


def kind(state: State, number: int, minutes: int = 10, me: Profile = ana) -> Kind:
    return kinds.kind_of(me, state, on(number), minutes)


@pytest.mark.rule("P6")
def test_a_back_off_includes_its_last_day_and_takes_content_from_one_phase_back() -> None:
    assert not kinds.backs_off(fresh(), on(1))
    eased = fresh(back_off_until=on(5))
    assert [kinds.backs_off(eased, on(n)) for n in (4, 5, 6)] == [True, True, False]
    back = {p: kinds.phase_today(replace(eased, phase=p), on(5)) for p in Phase}
    assert back == {
        Phase.SETTLE: Phase.SETTLE, Phase.MOBILITY: Phase.SETTLE,
        Phase.STRENGTH: Phase.MOBILITY, Phase.MAINTAIN: Phase.MOBILITY,
    }  # fmt: skip
    assert kinds.phase_today(replace(eased, phase=Phase.MAINTAIN), on(6)) is Phase.MAINTAIN


@pytest.mark.rule("5.9")
def test_the_fourth_week_of_strength_is_light_and_the_eighth() -> None:
    strong = fresh(phase=Phase.STRENGTH, since=on(10))
    light = [n for n in range(10, 75) if kinds.deloads(strong, on(n))]
    assert light == [*range(31, 38), *range(59, 66)]
    assert not kinds.deloads(replace(strong, back_off_until=on(33)), on(33))
    assert not kinds.deloads(replace(strong, phase=Phase.MAINTAIN), on(33))


@pytest.mark.rule("5.1", "5.2", "5.3", "5.4")
def test_a_day_off_comes_before_the_bed_then_one_minute_then_settle() -> None:
    bed = replace(ana, modes=frozenset({"bed"}))
    calm = fresh(phase=Phase.SETTLE)
    assert kind(calm, 1, 1, replace(bed, weekdays=frozenset({1}))) is Kind.REST
    assert kind(calm, 1, 1, bed) is Kind.BED
    assert kind(calm, 1, 1) is Kind.ONE
    assert kind(calm, 1, 5) is Kind.SETTLE
    assert kind(fresh(), 1, 5) is Kind.STRENGTH
    assert kind(fresh(), TUESDAY) is Kind.STRETCH


@pytest.mark.rule("5.5")
def test_pain_keeps_strength_away_up_to_its_last_day() -> None:
    sore = fresh(no_strength_until=on(WEDNESDAY))
    assert kind(sore, WEDNESDAY) is Kind.STRETCH
    assert kind(sore, 5) is Kind.STRENGTH


@pytest.mark.rule("5.5", "D6")
def test_card_d6_keeps_strength_away_for_fourteen_days() -> None:
    shown = fresh(cards={"D6": on(1)})
    assert [kinds.by_card(shown, on(n)) for n in (0, 1, 14, 15)] == [False, True, True, False]
    assert not kinds.by_card(fresh(cards={"D7": on(1)}), on(1))
    assert kind(shown, 5) is Kind.STRETCH
    assert kind(shown, 15) is Kind.STRENGTH


@pytest.mark.rule("5.6")
def test_strength_yesterday_makes_a_stretch_day_and_any_other_session_does_not() -> None:
    assert kind(fresh(sessions=(held(TUESDAY, kind=Kind.STRENGTH),)), WEDNESDAY) is Kind.STRETCH
    assert kind(fresh(sessions=(held(TUESDAY),)), WEDNESDAY) is Kind.STRENGTH
    assert kind(fresh(sessions=(held(1, kind=Kind.STRENGTH),)), WEDNESDAY) is Kind.STRENGTH


@pytest.mark.rule("5.7")
def test_every_other_day_from_the_start_unless_it_is_kept_up() -> None:
    other = replace(ana, alternate=True)
    assert [kind(fresh(), n, 10, other) for n in (1, 2, 3, 4, 5, 6, 7)] == [
        Kind.STRENGTH, Kind.STRETCH, Kind.STRENGTH, Kind.STRETCH, Kind.STRENGTH, Kind.STRETCH,
        Kind.STRENGTH,
    ]  # fmt: skip
    upkeep = fresh(phase=Phase.MAINTAIN)
    week = [n for n in range(1, 8) if kind(upkeep, n, 10, other) is Kind.STRENGTH]
    assert week == [2, 5]  # Tuesday and Friday


def test_days_are_numbered_from_1() -> None:
    assert [kinds.day_number(ana, on(n)) for n in (1, 2, 30)] == [1, 2, 30]


def gate(state: State, number: int, **facts: object) -> Gate | None:
    return screening.gate(replace(ana, **facts), state, on(number))


@pytest.mark.rule("G1")
def test_an_answer_lasts_28_days_and_a_new_question_opens_it_at_once() -> None:
    answered = fresh(all_no=on(1))
    assert gate(answered, 29) is None
    assert gate(answered, 30) is Gate.ASK_RED_FLAGS
    assert gate(replace(answered, ask_again=True), 2) is Gate.ASK_RED_FLAGS
    assert gate(fresh(), 1) is Gate.ASK_RED_FLAGS


@pytest.mark.rule("G3")
def test_a_strain_rests_on_its_day_and_the_two_after_and_not_before_it() -> None:
    answered = fresh(all_no=on(1))
    found = [gate(answered, n, strain=on(5)) for n in (4, 5, 7, 8)]
    assert found == [None, Gate.FRESH_INJURY, Gate.FRESH_INJURY, None]


@pytest.mark.rule("G2", "G3", "G5")
def test_the_first_reason_of_the_order_is_the_one_that_is_told() -> None:
    everything = {
        "adult": False, "flags": frozenset({"surgery", "pregnant"}), "strain": on(1),
    }  # fmt: skip
    left: list[Gate | None] = []
    for settled in ({}, {"adult": True}, {"cleared": True}, {"midwife_ok": True}, {"strain": None}):
        everything |= settled
        left.append(gate(fresh(), 1, **everything))
    assert left == [
        Gate.UNDER_18, Gate.CLEARANCE, Gate.MIDWIFE, Gate.FRESH_INJURY, Gate.ASK_RED_FLAGS,
    ]  # fmt: skip


def told(*scores: tuple[int, int]) -> State:
    return fresh(mornings=tuple((on(n), score) for n, score in scores), stated=((on(1), 9),))


@pytest.mark.rule("3.1")
@pytest.mark.parametrize(
    ("scores", "found"),
    [
        ((2, 4), 9), ((2, 4, 3), 3), ((2, 3, 9, 0), 3), ((2, 2, 3, 3), 3), ((1, 2, 4, 9), 3),
        ((9, 9, 9, 1, 1, 1, 1, 1), 1), ((0, 0, 0, 9, 9, 9, 9), 9), ((9, 0, 0, 0, 9, 9, 9, 0), 0),
    ],
)  # fmt: skip
def test_usual_is_the_middle_of_the_latest_seven_mornings(scores: tuple, found: int) -> None:
    state = told(*enumerate(scores, 1))
    assert usual.before(state, on(len(scores) + 1)) == found


@pytest.mark.rule("3.1")
def test_a_morning_counts_from_the_day_after_it_for_21_days() -> None:
    state = told((1, 2), (2, 2), (3, 2))
    assert usual.before(state, on(3)) == 9
    assert usual.through(state, on(3)) == 2
    assert usual.before(state, on(22)) == 2
    assert usual.before(state, on(23)) == 9


@pytest.mark.rule("3.1", "3.2")
def test_what_was_stated_last_up_to_the_date_stands_in_for_mornings() -> None:
    state = fresh(stated=((on(3), 4), (on(8), 2)))
    assert [usual.before(state, on(n)) for n in (2, 3, 7, 8, 9)] == [4, 4, 4, 2, 2]


@pytest.mark.rule("3.2")
def test_the_morning_of_a_date_is_known_or_it_is_not() -> None:
    state = told((1, 2), (3, 5))
    assert [usual.morning(state, on(n)) for n in (0, 1, 2, 3, 4)] == [None, 2, None, 5, None]


@pytest.mark.rule("3.1")
def test_the_morning_of_the_date_itself_is_the_only_one_that_does_not_count_yet() -> None:
    state = told((1, 0), (2, 0), (3, 4), (4, 4), (5, 9))
    assert usual.before(state, on(5)) == 2
    assert usual.before(state, on(6)) == 4
