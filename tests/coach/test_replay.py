"""Replay: what each thing that is told does to the state of a date, and what is forgotten."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.coach import replay
from bot.coach.facts import Day, Weekly
from bot.coach.state import KEEP_DAYS, State, Verdict
from content.model import Phase
from tests.coach.programme.people import ana, on, session, state_of, told
from tests.coach.programme.states import BRIDGE, SETTING, fresh, held, move

DAY = timedelta(days=1)


def advanced(state: State, number: int, **facts: object) -> State:
    return replay.advance(state, told(number, **facts), SETTING)


@pytest.mark.rule("G3", "4.1")
def test_a_strain_of_the_profile_counts_on_its_own_day() -> None:
    strained = replace(ana, strain=on(4))
    assert state_of(strained, [], 3).phase is Phase.MOBILITY
    after = state_of(strained, [], 4)
    assert (after.phase, after.flares) == (Phase.SETTLE, (on(4),))
    beside = state_of(strained, [told(4, morning=2, red_flags="no")], 4)
    assert (beside.phase, beside.mornings, beside.all_no) == (Phase.SETTLE, ((on(4), 2),), on(4))


@pytest.mark.rule("G3", "4.1")
def test_a_strain_that_a_later_day_tells_of_counts_on_that_day_alone() -> None:
    strained = replace(ana, strain=on(4))
    days = [told(6, strain=on(4))]
    assert state_of(strained, days, 5).phase is Phase.MOBILITY
    assert state_of(strained, days, 6).flares == (on(6),)


@pytest.mark.rule("G3", "4.1")
def test_a_strain_on_the_first_day_begins_in_settle_and_is_no_flare() -> None:
    state = state_of(replace(ana, strain=on(1)), [], 1)
    assert (state.phase, state.flares) == (Phase.SETTLE, ())


@pytest.mark.rule("G3", "4.1")
@pytest.mark.parametrize(("ago", "settles"), [(0, True), (14, True), (15, False), (-1, False)])
def test_a_strain_of_up_to_two_weeks_ago_settles(ago: int, settles: bool) -> None:
    after = advanced(fresh(), 20, strain=on(20 - ago))
    assert (after.phase is Phase.SETTLE) is settles


@pytest.mark.rule("G1")
def test_answers_open_and_close_the_questions() -> None:
    no = advanced(fresh(ask_again=True), 5, red_flags="no")
    assert (no.all_no, no.ask_again) == (on(5), False)
    asked = advanced(no, 6, red_flags="asked")
    assert (asked.all_no, asked.ask_again) == (on(5), True)
    assert advanced(asked, 7) == replace(asked, day=on(7))


@pytest.mark.rule("G1")
@pytest.mark.parametrize(("score", "asks"), [(7, False), (8, True)])
def test_a_morning_of_8_asks_again(score: int, asks: bool) -> None:
    assert advanced(fresh(), 5, morning=score).ask_again is asks


@pytest.mark.rule("G1")
def test_a_fall_asks_again_until_an_answer_that_came_after_it() -> None:
    assert advanced(fresh(), 5, fell=True).ask_again
    assert advanced(fresh(), 5, fell=True, red_flags="no").ask_again
    assert not advanced(fresh(), 5, fell=True, red_flags="no", screened_last=True).ask_again


@pytest.mark.rule("6.2")
def test_a_wish_for_other_moves_turns_the_lists_by_one() -> None:
    assert advanced(fresh(turn=2), 5, bored=True).turn == 3
    assert advanced(fresh(turn=2), 5).turn == 2


@pytest.mark.rule("3.1", "W")
def test_usual_pain_told_at_the_start_of_a_session_or_for_a_week_is_kept_with_its_date() -> None:
    state = advanced(fresh(), 5, usual=4)
    assert state.stated == ((on(1), 3), (on(5), 4))
    assert advanced(state, 6, weekly=Weekly(2)).stated[-1] == (on(6), 2)


@pytest.mark.rule("W", "P5")
def test_a_morning_of_the_day_of_the_week_judges_yesterday_itself() -> None:
    before = fresh(sessions=(held(3), held(4)))
    after = advanced(before, 5, weekly=Weekly(3), morning=5)
    assert [s.verdict and s.verdict.value for s in after.sessions] == ["settled", "bad"]


@pytest.mark.rule("W")
def test_a_week_told_without_a_morning_settles_the_day_before_too() -> None:
    before = fresh(sessions=(held(4),))
    after = advanced(before, 5, weekly=Weekly(3))
    assert [s.verdict and s.verdict.value for s in after.sessions] == ["settled"]
    waits = advanced(before, 5, weekly=Weekly(3), morning=4)
    assert [s.verdict and s.verdict.value for s in waits.sessions] == ["hold"]


@pytest.mark.rule("W", "9.3")
def test_a_week_lets_nothing_grow_by_a_session_that_a_morning_of_the_same_day_judges() -> None:
    bridge = (move(step=1),)
    twice = (held(2, Verdict.SETTLED, items=bridge), held(4, items=bridge))
    before = fresh(sessions=twice, steps={BRIDGE: 1})
    assert advanced(before, 5, weekly=Weekly(3)).steps == {BRIDGE: 2}
    assert advanced(before, 5, weekly=Weekly(3), morning=4).steps == {BRIDGE: 1}


@pytest.mark.rule("3.3")
def test_on_mondays_what_is_too_old_for_any_rule_is_forgotten() -> None:
    monday = on(8 + 7 * 20)
    oldest = monday - KEEP_DAYS * DAY
    before = fresh(
        mornings=((oldest - DAY, 3), (oldest, 3)),
        sessions=(
            replace(held(1), date=oldest - DAY), replace(held(1), date=oldest),
        ),
        flares=(oldest - DAY, oldest),
    )  # fmt: skip
    after = replay.advance(before, Day(monday), SETTING)
    assert after.mornings == ((oldest, 3),)
    assert [s.date for s in after.sessions] == [oldest]
    assert after.flares == (oldest,)
    sunday = replay.advance(before, Day(monday - DAY), SETTING)
    assert (sunday.mornings, sunday.flares) == (before.mornings, before.flares)


@pytest.mark.rule("3.3")
def test_days_before_the_start_and_after_the_date_change_nothing() -> None:
    odd = [told(0, morning=9), told(3, session(9)), told(9, morning=9)]
    assert state_of(ana, odd, 2) == state_of(ana, [], 2)
