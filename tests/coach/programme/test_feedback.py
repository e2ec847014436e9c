"""What pain changes: verdicts, bad mornings, flares, moves that hurt."""

from dataclasses import replace

import pytest

from bot.coach.facts import Day, Done, Kind, Weekly
from bot.coach.state import Verdict
from bot.coach.verdicts import judge, needs_a_score
from content.model import Phase
from tests.coach.programme.people import ana, cy, on, plan_of, session, state_of, steady, told


@pytest.mark.rule("P5")
@pytest.mark.parametrize(
    ("score", "usual", "verdict"),
    [
        (3, 3, Verdict.SETTLED), (4, 3, Verdict.HOLD), (5, 3, Verdict.BAD),
        (3, 1, Verdict.HOLD), (4, 2, Verdict.BAD), (5, 4, Verdict.HOLD),
        (6, 5, Verdict.BAD), (6, 6, Verdict.SETTLED),
    ],
)  # fmt: skip
def test_the_next_morning_judges_a_session(score: int, usual: int, verdict: Verdict) -> None:
    assert judge(score, usual) is verdict


@pytest.mark.rule("P5", "3.2")
def test_an_unknown_morning_gives_no_verdict_and_a_late_one_neither() -> None:
    days = [told(1, session()), told(3, morning=3)]
    assert state_of(ana, days, 3).sessions[0].verdict is None


@pytest.mark.rule("P2")
def test_a_pinch_lowers_the_pace_the_same_day() -> None:
    pinched = told(1, session(pinched=frozenset({"glute-bridge"})))
    state = state_of(ana, [pinched], 1)
    assert state.steps["glute-bridge"] == 0
    assert state.benched["glute-bridge"] == on(9)


@pytest.mark.rule("P2")
def test_a_move_that_hurt_6_is_away_for_seven_days_then_back() -> None:
    days = steady(12)
    days[0] = told(1, session(hurts={"glute-bridge": 6}))
    week = [plan_of(ana, days, number, 15) for number in range(2, 9)]
    assert not any(i.exercise == "glute-bridge" for plan in week for i in plan.items)


@pytest.mark.rule("P3")
def test_a_move_that_hurt_5_stays_as_it_is() -> None:
    state = state_of(ana, [told(1, session(hurts={"glute-bridge": 5}))], 1)
    assert state.steps["glute-bridge"] == 1
    assert not state.benched


@pytest.mark.rule("P6", "5.5")
def test_one_bad_morning_lowers_load_but_no_stretch_and_rests_strength_for_two_days() -> None:
    state = state_of(ana, [told(1, session(2)), told(2, morning=5)], 2)
    assert state.steps["glute-bridge"] == 0
    assert state.steps["half-kneeling-hip-flexor-stretch"] == 2
    assert state.no_strength_until == on(3)
    assert state.back_off_until is None


def two_bad_mornings() -> list[Day]:
    return [
        told(1, session(2)),
        told(2, morning=5),
        told(5, session(2, kind=Kind.STRENGTH)),
        told(6, morning=5),
    ]


@pytest.mark.rule("P6")
def test_two_bad_mornings_after_strength_back_off_for_three_days() -> None:
    state = state_of(ana, two_bad_mornings(), 6)
    assert state.back_off_until == on(8)
    kinds = [plan_of(ana, two_bad_mornings(), n).kind for n in (7, 8, 9)]
    assert kinds == [Kind.SETTLE, Kind.SETTLE, Kind.STRETCH]
    assert "back_off" in plan_of(ana, two_bad_mornings(), 7).why
    assert set(state.benched.values()) == {on(13)}


@pytest.mark.rule("P6", "P7")
def test_three_bad_mornings_in_a_row_are_a_flare() -> None:
    days = [
        *two_bad_mornings(),
        told(9, session(2, kind=Kind.STRENGTH)),
        told(10, morning=6),
    ]
    state = state_of(ana, days, 10)
    assert state.phase is Phase.SETTLE
    assert state.flares == (on(10),)
    assert not any(state.bad_runs.values())


@pytest.mark.rule("P6")
def test_a_calm_morning_ends_a_bad_run() -> None:
    days = [*two_bad_mornings(), told(9, session(2, kind=Kind.STRENGTH)), told(10, morning=3)]
    assert state_of(ana, days, 10).bad_runs[Kind.STRENGTH] == 0


@pytest.mark.rule("P8")
def test_muscle_soreness_turns_a_bad_morning_into_hold() -> None:
    days = [told(1, session(2)), told(2, morning=5, muscle_soreness=True)]
    state = state_of(ana, days, 2)
    assert state.sessions[0].verdict is Verdict.HOLD
    assert state.no_strength_until is None


@pytest.mark.rule("P7")
@pytest.mark.parametrize(
    "days",
    [
        [told(4, session(7))],
        [told(4, morning=7)],
        [told(3, morning=6), told(4, morning=6)],
        [told(4, weekly=Weekly(6))],
        [told(4, strain=on(2))],
    ],
    ids=["peak 7", "morning 7", "6 twice", "usual 6", "new strain"],
)
def test_strong_pain_or_a_strain_brings_settle_from_the_same_day(days: list[Day]) -> None:
    state = state_of(ana, [told(1, session()), *days], 4)
    assert state.phase is Phase.SETTLE
    assert state.since == on(4)
    assert state.flares == (on(4),)


@pytest.mark.rule("P7")
def test_a_morning_of_7_is_no_flare_for_somebody_whose_usual_is_7() -> None:
    ok = told(1, clinician_ok=True)
    state = state_of(cy, [ok, told(2, morning=7)], 2)
    assert state.phase is Phase.MOBILITY


@pytest.mark.rule("W")
def test_a_calm_week_settles_its_sessions_and_moves_on_once() -> None:
    days = steady(6, morning=None)
    calm = state_of(ana, [*days, told(7, weekly=Weekly(3))], 7)
    sore = state_of(ana, [*days, told(7, weekly=Weekly(4))], 7)
    assert {s.verdict for s in calm.sessions} == {Verdict.SETTLED}
    assert len(calm.raised) + len(calm.topped) >= 1
    assert {s.verdict for s in sore.sessions} == {None}


@pytest.mark.rule("W")
def test_the_morning_of_the_same_day_outranks_the_weekly_answer() -> None:
    days = steady(6, morning=None)
    state = state_of(ana, [*days, told(7, weekly=Weekly(3), morning=5)], 7)
    assert state.sessions[-1].verdict is Verdict.BAD
    assert state.sessions[-2].verdict is Verdict.SETTLED


@pytest.mark.rule("W")
def test_without_any_score_somebody_is_asked_for_one_after_five_sessions() -> None:
    days = steady(5, morning=None)
    assert not needs_a_score(state_of(ana, days[:4], 5), on(5))
    assert needs_a_score(state_of(ana, days, 5), on(5))
    judged = [*days, told(6, morning=3)]
    assert not needs_a_score(state_of(ana, judged, 6), on(6))


@pytest.mark.rule("4.5")
def test_a_clinicians_ok_starts_load_at_the_first_step() -> None:
    days = [told(1, session(4)), told(2, clinician_ok=True)]
    state = state_of(cy, days, 2)
    assert state.phase is Phase.MOBILITY
    assert state.all_no == on(2)
    assert state.steps["glute-bridge"] == 0
    assert state.steps["half-kneeling-hip-flexor-stretch"] == 1


@pytest.mark.rule("P2")
def test_a_session_with_nothing_done_counts_for_nothing_but_what_hurt() -> None:
    nothing = replace(session(9), done=Done.NONE, hurts={"clamshell": 7})
    state = state_of(ana, [told(1, nothing)], 1)
    assert state.sessions == ()
    assert state.phase is Phase.MOBILITY
    assert "clamshell" in state.benched
    assert state.ask_again
