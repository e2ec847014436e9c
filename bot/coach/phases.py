"""PURE: moving between the four phases, by rule and by flare (sections 4 and 8)."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from bot.coach import kinds, ladders, slots, usual
from bot.coach.state import SETTLE_USUAL, Session, State, Verdict
from content.model import Exercise, Phase

OK_DAYS = 28
SETTLE_DAYS, SETTLE_DAYS_AGAIN, SETTLE_AGAIN_WITHIN = 3, 7, 28
SETTLE_SESSIONS, SETTLE_SESSION_DAYS, SETTLED_USUAL = 3, 10, 5
MOBILITY_DAYS, MOBILITY_DAYS_AGAIN = 14, 7
MOBILITY_GOOD, MOBILITY_LAST, MOBILITY_SESSION_DAYS = 5, 2, 42
STRENGTH_SESSIONS, STRENGTH_SESSIONS_AGAIN = 18, 6
STRENGTH_DAYS, CALM_DAYS, CALM_USUAL = 84, 14, 2
GOOD_PAIN = 3
LOWER_DAYS = 14


def check(state: State, d: date, exercises: Mapping[str, Exercise]) -> State:
    """The daily test of the phase rules, in the order of their table (section 4).

    Rests first then loading (source: NHS sprains, second-hand); at least 12 weeks (source:
    Kemp 2020); the exact numbers are our choice.
    """
    if state.phase is Phase.SETTLE:
        return enter(state, Phase.MOBILITY, d) if _has_settled(state, d) else state
    if usual.through(state, d) >= SETTLE_USUAL and not _ok_counts(state, d):
        return flare(state, d, exercises)
    if kinds.backs_off(state, d):
        return state
    if state.phase is Phase.MOBILITY and _is_ready_for_strength(state, d):
        return enter(state, Phase.STRENGTH, d)
    if state.phase is Phase.STRENGTH and _is_ready_to_maintain(state, d):
        return enter(state, Phase.MAINTAIN, d)
    return state


def enter(state: State, phase: Phase, d: date) -> State:
    """The state with a new phase that began on d; entering strength counts its days anew."""
    left_settle = state.phase is Phase.SETTLE and phase is not Phase.SETTLE
    return replace(
        state,
        phase=phase,
        since=d,
        settle_ended=d if left_settle else state.settle_ended,
        phase_strength=0 if phase is Phase.STRENGTH else state.phase_strength,
        strength_reached=state.strength_reached or phase is Phase.STRENGTH,
        maintain_reached=state.maintain_reached or phase is Phase.MAINTAIN,
    )


def flare(state: State, d: date, exercises: Mapping[str, Exercise]) -> State:
    """A flare on d: bad runs to 0 and, outside settle, lower steps and settle from d (P7)."""
    calmed = replace(state, bad_runs={})
    if state.phase is Phase.SETTLE:
        return calmed
    noted = replace(calmed, flares=(*state.flares, d))
    return enter(lower(noted, d, exercises), Phase.SETTLE, d)


def lower(state: State, d: date, exercises: Mapping[str, Exercise]) -> State:
    """Every R, L, P or I move of the last 14 days one step down, not below 0 (rule P6)."""
    oldest = d - timedelta(days=LOWER_DAYS)
    recent = {
        item.exercise
        for session in state.sessions
        if session.date >= oldest
        for item in session.items
        if item.slot not in slots.WARM_UP and ladders.is_load(exercises[item.exercise])
    }
    down = {name: max(0, state.steps[name] - 1) for name in recent}
    return replace(state, steps={**state.steps, **down})


def clear(state: State, d: date, exercises: Mapping[str, Exercise]) -> State:
    """A clinician's OK on d: a fresh start for load, mobility if it was settle (section 4)."""
    cleared = replace(state, clinician_ok=d, all_no=d, ask_again=False, bad_runs={}, flares=())
    if state.phase is not Phase.SETTLE:
        return cleared
    steps = {n: 0 if ladders.is_load(exercises[n]) else s for n, s in state.steps.items()}
    return enter(replace(cleared, steps=steps), Phase.MOBILITY, d)


def is_good(session: Session) -> bool:
    """Good = verdict settled and pain known and at most 3 (section 4)."""
    calm = session.pain is not None and session.pain <= GOOD_PAIN
    return calm and session.verdict is Verdict.SETTLED


def _ok_counts(state: State, d: date) -> bool:
    return state.clinician_ok is not None and (d - state.clinician_ok).days < OK_DAYS


def _all_good(sessions: Sequence[Session], count: int) -> bool:
    return len(sessions) >= count and all(is_good(s) for s in sessions[-count:])


def _has_settled(state: State, d: date) -> bool:
    ended = state.settle_ended
    again = ended is not None and (d - ended).days <= SETTLE_AGAIN_WITHIN
    if (d - state.since).days < (SETTLE_DAYS_AGAIN if again else SETTLE_DAYS):
        return False
    last = [s for s in state.sessions if s.date >= state.since][-SETTLE_SESSIONS:]
    fresh = all((d - s.date).days <= SETTLE_SESSION_DAYS for s in last)
    calm = usual.through(state, d) <= SETTLED_USUAL
    return fresh and calm and _all_good(last, SETTLE_SESSIONS)


def _is_ready_for_strength(state: State, d: date) -> bool:
    wait = MOBILITY_DAYS_AGAIN if state.strength_reached else MOBILITY_DAYS
    if (d - state.since).days < wait:
        return False
    oldest = max(state.since, d - timedelta(days=MOBILITY_SESSION_DAYS))
    judged = [s for s in state.sessions if s.date >= oldest and s.verdict is not None]
    enough = sum(map(is_good, judged)) >= MOBILITY_GOOD
    return enough and _all_good(judged, MOBILITY_LAST)


def _is_ready_to_maintain(state: State, d: date) -> bool:
    wanted = STRENGTH_SESSIONS_AGAIN if state.maintain_reached else STRENGTH_SESSIONS
    if state.phase_strength < wanted or (d - state.baseline).days < STRENGTH_DAYS:
        return False
    days = [d - timedelta(days=back) for back in range(CALM_DAYS)]
    calm = all(usual.before(state, day) <= CALM_USUAL for day in days)
    return calm and usual.through(state, d) <= CALM_USUAL
