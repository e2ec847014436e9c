"""Phases at the edges of their numbers: the day before, the day itself, one point more."""

from dataclasses import replace

import pytest

from bot.coach import phases, slots
from bot.coach.facts import Kind
from bot.coach.state import State, Verdict
from content.model import Phase
from tests.coach.programme.people import on
from tests.coach.programme.states import BRIDGE, CLAM, fresh, held, move, settled
from tests.coach.programme.table import EXERCISES

STRETCH = "butterfly-stretch"


def checked(state: State, number: int) -> Phase:
    return phases.check(state, on(number), EXERCISES).phase


def calming(**facts: object) -> State:
    """In settle since day 10, with three good sessions and a usual pain of 5."""
    known = {
        "phase": Phase.SETTLE, "since": on(10), "sessions": settled(10, 11, 12),
        "stated": ((on(1), 5),),
    }  # fmt: skip
    return fresh(**known | facts)


@pytest.mark.rule("4.1")
def test_settle_lasts_three_days_at_least() -> None:
    assert checked(calming(), 12) is Phase.SETTLE
    assert checked(calming(), 13) is Phase.MOBILITY


@pytest.mark.rule("4.1")
def test_a_second_settle_within_four_weeks_lasts_seven_days() -> None:
    before = calming(settle_ended=on(-11))
    assert {checked(before, n) for n in range(13, 17)} == {Phase.SETTLE}
    assert checked(before, 17) is Phase.MOBILITY


@pytest.mark.rule("4.1")
def test_the_edge_of_four_weeks_since_the_last_settle_is_counted_on_the_day_of_the_test() -> None:
    assert checked(calming(settle_ended=on(13) - (on(29) - on(1))), 13) is Phase.SETTLE
    assert checked(calming(settle_ended=on(12) - (on(29) - on(1))), 13) is Phase.MOBILITY


@pytest.mark.rule("4.1")
def test_good_sessions_count_for_ten_days() -> None:
    assert checked(calming(), 20) is Phase.MOBILITY
    assert checked(calming(), 21) is Phase.SETTLE


@pytest.mark.rule("4.1")
def test_a_usual_pain_of_5_lets_settle_end_and_6_does_not() -> None:
    assert checked(calming(stated=((on(1), 6),)), 13) is Phase.SETTLE


@pytest.mark.rule("4.1")
@pytest.mark.parametrize(
    "sessions",
    [
        settled(11, 12),
        settled(9, 10, 11),
        (*settled(10, 11), held(12, Verdict.HOLD)),
        (*settled(10, 11), held(12, Verdict.SETTLED, 4)),
        (*settled(10, 11), held(12, Verdict.SETTLED, None)),
        (held(10, Verdict.SETTLED, 4), *settled(11, 12)),
    ],
    ids=["two", "one before settle", "hold", "pain 4", "pain unknown", "the first of the three"],
)
def test_settle_goes_on_until_the_last_three_sessions_were_good(sessions: tuple) -> None:
    assert checked(calming(sessions=sessions), 13) is Phase.SETTLE


@pytest.mark.rule("4.1")
def test_pain_of_3_is_still_good_and_older_bad_sessions_do_not_matter() -> None:
    sessions = (held(10, Verdict.BAD), *settled(11, 12, 13, pain=3))
    assert checked(calming(sessions=sessions), 13) is Phase.MOBILITY


@pytest.mark.rule("4.2", "4.5")
def test_a_clinicians_word_keeps_load_for_27_days_of_strong_usual_pain() -> None:
    sore = fresh(stated=((on(1), 6),), clinician_ok=on(1))
    assert checked(sore, 28) is Phase.MOBILITY
    assert checked(sore, 29) is Phase.SETTLE


def moving(**facts: object) -> State:
    """In mobility since day 1, with five good sessions."""
    return fresh(**{"sessions": settled(2, 4, 6, 8, 10)} | facts)


@pytest.mark.rule("4.3")
def test_mobility_lasts_14_days_and_7_for_somebody_who_was_stronger_before() -> None:
    assert checked(moving(), 14) is Phase.MOBILITY
    assert checked(moving(), 15) is Phase.STRENGTH
    again = moving(strength_reached=True, sessions=settled(2, 3, 4, 5, 6))
    assert checked(again, 7) is Phase.MOBILITY
    assert checked(again, 8) is Phase.STRENGTH


@pytest.mark.rule("4.3")
@pytest.mark.parametrize(
    ("sessions", "phase"),
    [
        (settled(2, 4, 6, 8), Phase.MOBILITY),
        ((*settled(2, 4, 6, 8, 10), held(12, Verdict.HOLD)), Phase.MOBILITY),
        ((*settled(2, 4, 6, 8), held(10, Verdict.HOLD), *settled(12)), Phase.MOBILITY),
        ((held(2, Verdict.BAD), *settled(4, 6, 8, 10, 12)), Phase.STRENGTH),
        ((*settled(2, 4, 6), held(8, Verdict.HOLD), *settled(10, 12)), Phase.STRENGTH),
        ((*settled(2, 4, 6, 8, 10), held(12)), Phase.STRENGTH),
    ],
    ids=[
        "four",
        "last on hold",
        "last but one on hold",
        "a bad one first",
        "third last on hold",
        "one not judged yet",
    ],
)
def test_strength_asks_for_five_good_sessions_the_last_two_among_them(
    sessions: tuple, phase: Phase
) -> None:
    assert checked(moving(sessions=sessions), 15) is phase


@pytest.mark.rule("4.3")
def test_good_sessions_of_more_than_six_weeks_ago_do_not_count() -> None:
    assert checked(moving(), 44) is Phase.STRENGTH
    assert checked(moving(), 45) is Phase.MOBILITY


@pytest.mark.rule("4.3")
def test_sessions_of_before_mobility_do_not_count() -> None:
    early = moving(since=on(3), sessions=settled(2, 4, 6, 8, 10))
    assert checked(early, 17) is Phase.MOBILITY
    assert checked(replace(early, since=on(2)), 17) is Phase.STRENGTH


@pytest.mark.rule("P6")
def test_while_a_back_off_runs_nobody_moves_on() -> None:
    eased = moving(back_off_until=on(16))
    assert checked(eased, 16) is Phase.MOBILITY
    assert checked(eased, 17) is Phase.STRENGTH


def strong(**facts: object) -> State:
    """In strength with 18 strength sessions and a usual pain of 2."""
    known = {
        "phase": Phase.STRENGTH,
        "since": on(15),
        "phase_strength": 18,
        "stated": ((on(1), 2),),
    }
    return fresh(**known | facts)


@pytest.mark.rule("4.4")
def test_maintain_waits_for_84_days_and_18_strength_sessions() -> None:
    assert checked(strong(), 84) is Phase.STRENGTH
    assert checked(strong(), 85) is Phase.MAINTAIN
    assert checked(strong(phase_strength=17), 85) is Phase.STRENGTH


@pytest.mark.rule("4.4")
def test_somebody_who_kept_it_before_needs_six_strength_sessions() -> None:
    assert checked(strong(maintain_reached=True, phase_strength=5), 85) is Phase.STRENGTH
    assert checked(strong(maintain_reached=True, phase_strength=6), 85) is Phase.MAINTAIN


@pytest.mark.rule("4.4")
def test_two_calm_weeks_come_first_today_included() -> None:
    rose = ((on(1), 2), (on(60), 3), (on(73), 2))
    assert checked(strong(stated=rose), 85) is Phase.STRENGTH
    assert checked(strong(stated=rose), 86) is Phase.MAINTAIN
    assert checked(strong(stated=((on(1), 2), (on(86), 3))), 85) is Phase.STRENGTH


@pytest.mark.rule("4.3")
def test_entering_a_phase_notes_what_was_reached_and_counts_strength_anew() -> None:
    into = phases.enter(fresh(phase_strength=7), Phase.STRENGTH, on(15))
    assert (into.phase_strength, into.strength_reached, into.maintain_reached) == (0, True, False)
    kept = phases.enter(replace(into, phase_strength=18), Phase.MAINTAIN, on(85))
    assert (kept.phase_strength, kept.maintain_reached) == (18, True)
    back = phases.enter(kept, Phase.SETTLE, on(90))
    assert (back.strength_reached, back.maintain_reached) == (True, True)
    assert back.settle_ended is None
    assert phases.enter(back, Phase.MOBILITY, on(97)).settle_ended == on(97)
    assert phases.enter(back, Phase.SETTLE, on(97)).settle_ended is None


@pytest.mark.rule("P6")
def test_lower_takes_one_step_from_the_loads_of_the_last_two_weeks() -> None:
    items = (
        move(BRIDGE, slots.GLUTE), move(STRETCH, slots.STR2), move(CLAM, slots.WU2),
    )  # fmt: skip
    before = fresh(sessions=(held(1, items=items),), steps={BRIDGE: 3, STRETCH: 3, CLAM: 3})
    assert phases.lower(before, on(15), EXERCISES).steps == {BRIDGE: 2, STRETCH: 3, CLAM: 3}
    assert phases.lower(before, on(16), EXERCISES).steps == before.steps
    lowest = replace(before, steps={BRIDGE: 0, STRETCH: 3, CLAM: 3})
    assert phases.lower(lowest, on(15), EXERCISES).steps[BRIDGE] == 0


@pytest.mark.rule("P7")
def test_a_flare_in_settle_only_forgets_bad_runs() -> None:
    calm = calming(bad_runs={Kind.SETTLE: 2}, steps={BRIDGE: 2})
    assert phases.flare(calm, on(13), EXERCISES) == replace(calm, bad_runs={})


@pytest.mark.rule("4.5")
def test_a_clinicians_word_forgets_flares_bad_runs_and_open_questions_in_any_phase() -> None:
    sore = fresh(bad_runs={Kind.STRETCH: 2}, flares=(on(2),), ask_again=True, steps={BRIDGE: 3})
    cleared = phases.clear(sore, on(5), EXERCISES)
    assert (cleared.bad_runs, cleared.flares, cleared.ask_again) == ({}, (), False)
    assert (cleared.all_no, cleared.clinician_ok) == (on(5), on(5))
    assert (cleared.phase, cleared.steps) == (Phase.MOBILITY, {BRIDGE: 3})


@pytest.mark.rule("4.5")
def test_out_of_settle_a_clinicians_word_starts_loads_anew_and_keeps_stretches() -> None:
    sore = calming(steps={BRIDGE: 3, STRETCH: 2})
    cleared = phases.clear(sore, on(13), EXERCISES)
    assert (cleared.phase, cleared.since) == (Phase.MOBILITY, on(13))
    assert cleared.steps == {BRIDGE: 0, STRETCH: 2}


@pytest.mark.rule("4.1", "4.2", "4.3", "4.4")
def test_a_phase_begins_on_the_day_of_the_test() -> None:
    sore = fresh(stated=((on(1), 6),))
    for state, number in ((calming(), 13), (moving(), 15), (strong(), 85), (sore, 4)):
        assert phases.check(state, on(number), EXERCISES).since == on(number)
