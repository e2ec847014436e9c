"""PURE: what days without a session change (programme section 10)."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

from bot.coach import ladders, usual
from bot.coach.facts import Profile
from bot.coach.state import SETTLE_USUAL, State, start_steps
from content.model import Exercise, Phase

SHORT, WEEK, TWO_WEEKS, FOUR_WEEKS = 3, 7, 14, 28


def length(profile: Profile, state: State, d: date) -> int:
    """Days between the last session and d; 0 when under 3 or no chosen weekday was missed."""
    if state.last_session is None:
        return 0
    days = (d - state.last_session).days - 1
    return days if days >= SHORT and _missed(profile, state.last_session, days) else 0


def reached_two_weeks(profile: Profile, state: State, d: date) -> date | None:
    """The date on which a gap of 14 days or more had lasted 14 days, None without such a gap."""
    if state.last_session is None or length(profile, state, d) < TWO_WEEKS:
        return None
    return state.last_session + timedelta(days=TWO_WEEKS + 1)


def applied(profile: Profile, state: State, d: date, exercises: Mapping[str, Exercise]) -> State:
    """The state a person comes back with on d (section 10; caution, our choice)."""
    days = length(profile, state, d)
    if days < WEEK:
        return state
    rested = replace(state, bad_runs={}, back_off_until=None)
    if days >= FOUR_WEEKS:
        return _afresh(rested, d, exercises)
    down = 1 if days < TWO_WEEKS else 2
    return replace(rested, steps=lowered(state.steps, down, exercises))


def lowered(
    steps: Mapping[str, int], down: int, exercises: Mapping[str, Exercise]
) -> dict[str, int]:
    """All steps with R, L, P and I moves `down` lower, not below 0; stretches stay."""
    return {
        name: max(0, step - down) if ladders.is_load(exercises[name]) else step
        for name, step in steps.items()
    }


def _afresh(state: State, d: date, exercises: Mapping[str, Exercise]) -> State:
    now = usual.before(state, d)
    phase = Phase.SETTLE if now >= SETTLE_USUAL else Phase.MOBILITY
    left_settle = state.phase is Phase.SETTLE and phase is not Phase.SETTLE
    return replace(
        state,
        phase=phase,
        since=d,
        settle_ended=d if left_settle else state.settle_ended,
        baseline=d,
        baseline_usual=now,
        steps=start_steps(now, exercises),
        topped=frozenset(),
    )


def _missed(profile: Profile, last: date, days: int) -> bool:
    return any(
        (last + timedelta(days=step)).weekday() in profile.weekdays
        for step in range(1, min(days, WEEK) + 1)
    )
