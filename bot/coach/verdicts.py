"""PURE: what the next morning says about a session, and what a bad one leads to (section 8)."""

from dataclasses import replace
from datetime import date, timedelta

from bot.coach import phases, progression, slots, usual
from bot.coach.facts import Day, Kind, Weekly
from bot.coach.state import Session, Setting, State, Verdict
from content.model import Phase

DAY = timedelta(days=1)
WORSE_BY, WORSE_FROM, BAD_FROM = 2, 4, 6
FLARE_MORNING, FLARE_TWICE, FLARE_RUN = 7, 6, 3
BACK_OFF_RUN, BACK_OFF_DAYS, BENCH_DAYS = 2, 2, 7
WEEK_DAYS, WEEK_PAIN = 7, 3
SORE_FROM = 6
ASK_DAYS, ASK_SESSIONS = 14, 5


def judge(score: int, usual_pain: int) -> Verdict:
    """The verdict of the morning after, both scores 0-10 (rule P5; margins are our choice).

    The idea of "back to pain as usual" is of NEMEX 2010 and Silbernagel 2007.
    """
    if (score >= usual_pain + WORSE_BY and score >= WORSE_FROM) or (
        score >= BAD_FROM and score > usual_pain
    ):
        return Verdict.BAD
    return Verdict.HOLD if score > usual_pain else Verdict.SETTLED


def after_morning(state: State, day: Day, setting: Setting) -> State:
    """Store the morning of a day, judge the sessions of the day before, then look for a flare."""
    if day.morning is None:
        return state
    state = replace(state, mornings=(*state.mornings, (day.date, day.morning)))
    verdict = judge(day.morning, usual.before(state, day.date))
    if verdict is Verdict.BAD and day.muscle_soreness:
        verdict = Verdict.HOLD
    state = _give(state, day.date - DAY, verdict, day.date, setting)
    return phases.flare(state, day.date, setting.exercises) if flares(state, day.date) else state


def after_week(state: State, d: date, weekly: Weekly, waiting: bool, setting: Setting) -> State:
    """Take the weekly answer of d (rule W).

    No worse than usual: calm sessions of the last 7 days without a verdict become settled. Nothing
    grows by it when a later session hurt at 6 or more: that is our choice, so that a strong pain
    never leads to more.
    `waiting` means that a morning of d will judge the sessions of the day before itself.
    """
    calm = weekly.usual <= usual.before(state, d)
    state = replace(
        state,
        stated=(*state.stated, (d, weekly.usual)),
        weeklies=(*state.weeklies, weekly)[-2:],
        function=weekly.function or state.function,
    )
    if not calm:
        return state
    chosen = [i for i, s in enumerate(state.sessions) if _unjudged(s, d, waiting)]
    for index in chosen:
        state = _judged(state, index, Verdict.SETTLED)
        state = _count_run(state, state.sessions[index].counts_as, Verdict.SETTLED)
    if not chosen or _sore_since(state, chosen[-1]):
        return state
    return progression.advance(state, chosen[-1], d, setting)


def needs_a_score(state: State, d: date) -> bool:
    """Whether 5 or more sessions of the last 14 days all went without a verdict (rule W)."""
    recent = [s for s in state.sessions if (d - s.date).days <= ASK_DAYS]
    return len(recent) >= ASK_SESSIONS and all(s.verdict is None for s in recent)


def _sore_since(state: State, index: int) -> bool:
    later = state.sessions[index + 1 :]
    return any(s.pain is not None and s.pain >= SORE_FROM for s in later)


def _unjudged(session: Session, d: date, waiting: bool) -> bool:
    calm = session.pain is not None and session.pain <= WEEK_PAIN
    in_time = (d - session.date).days <= WEEK_DAYS and not (waiting and session.date == d - DAY)
    return session.verdict is None and calm and in_time


def _give(state: State, s: date, verdict: Verdict, d: date, setting: Setting) -> State:
    """Give the sessions of date s their verdict on d; one morning counts once for each kind."""
    chosen = [i for i, session in enumerate(state.sessions) if session.date == s]
    seen: set[Kind] = set()
    for index in chosen:
        state = _judged(state, index, verdict)
        kind = state.sessions[index].counts_as
        if kind not in seen:
            state = _count_run(state, kind, verdict)
            state = _ease(state, index, d, setting) if verdict is Verdict.BAD else state
        seen.add(kind)
    for index in chosen:
        state = progression.advance(state, index, d, setting)
    return state


def _judged(state: State, index: int, verdict: Verdict) -> State:
    sessions = list(state.sessions)
    sessions[index] = replace(sessions[index], verdict=verdict)
    return replace(state, sessions=tuple(sessions))


def _count_run(state: State, kind: Kind, verdict: Verdict) -> State:
    before = state.bad_runs.get(kind, 0)
    run = before + 1 if verdict is Verdict.BAD else 0
    if run == before:
        return state
    return replace(state, bad_runs={**state.bad_runs, kind: run})


def _ease(state: State, index: int, d: date, setting: Setting) -> State:
    """What a bad morning changes on d: less load, then a back-off, then a flare (rule P6)."""
    session = state.sessions[index]
    run = state.bad_runs[session.counts_as]
    if run >= FLARE_RUN:
        return phases.flare(state, d, setting.exercises)
    if state.phase is Phase.SETTLE:
        return state
    state = phases.lower(replace(state, no_strength_until=d + DAY), d, setting.exercises)
    return _back_off(state, session, d, setting) if run == BACK_OFF_RUN else state


def _back_off(state: State, session: Session, d: date, setting: Setting) -> State:
    """Three days of easier content; moves of the session with an easier one rest for 7 days."""
    rested = {
        item.exercise: d + timedelta(days=BENCH_DAYS)
        for item in session.items
        if item.slot in slots.STRENGTH and setting.exercises[item.exercise].regress_to
    }
    longest = {name: max(until, state.benched.get(name, until)) for name, until in rested.items()}
    benched = {**state.benched, **longest}
    return replace(state, back_off_until=d + timedelta(days=BACK_OFF_DAYS), benched=benched)


def flares(state: State, d: date) -> bool:
    """Whether the mornings up to d are a flare: 7 or more, or 6 twice, above usual (P7)."""
    today = usual.morning(state, d)
    if today is None or today <= usual.before(state, d):
        return False
    if today >= FLARE_MORNING:
        return True
    yesterday = usual.morning(state, d - DAY)
    if yesterday is None or min(today, yesterday) < FLARE_TWICE:
        return False
    return yesterday > usual.before(state, d - DAY)
