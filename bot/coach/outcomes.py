"""PURE: what a session leaves behind: gap, record, bench, questions again, flare (step 8)."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

from bot.coach import gaps, kinds, phases, planner
from bot.coach.facts import Done, Item, Kind, SessionFact
from bot.coach.state import Session, Setting, State
from content.model import Phase

ASK_AGAIN_FROM, STOP_FROM, FLARE_FROM = 8, 6, 7
BENCH_DAYS = 7


def after(state: State, d: date, fact: SessionFact, setting: Setting) -> State:
    """The state after one session of d (decision order, step 8).

    A one-minute session or one with nothing done only benches what hurt and asks the
    warning-sign questions again; it is no session for any other rule (6.6).
    """
    kind, items = _as_planned(state, d, fact, setting)
    if kind is Kind.ONE or fact.done is Done.NONE:
        return _ask_again(_bench(state, d, fact), fact)
    away = gaps.length(setting.profile, state, d)
    state = gaps.applied(setting.profile, state, d, setting.exercises)
    session = _record(state, d, fact, kind, items, away > 0)
    state = _bench(_stored(state, session), d, fact)
    state = _ask_again(state, fact)
    if session.pain is not None and session.pain >= FLARE_FROM:
        return phases.flare(state, d, setting.exercises)
    return state


def pain_of(fact: SessionFact) -> int | None:
    """p, 0-10: the highest score of a session, None when none was given."""
    scores = [*fact.hurts.values(), *([] if fact.peak is None else [fact.peak])]
    return max(scores, default=None)


def _as_planned(
    state: State, d: date, fact: SessionFact, setting: Setting
) -> tuple[Kind, tuple[Item, ...]]:
    """Kind and items of a session; what the fact leaves open is what was planned for d."""
    profile, exercises = setting.profile, setting.exercises
    rested = gaps.applied(profile, state, d, exercises)
    kind = fact.kind or kinds.kind_of(profile, rested, d, fact.minutes)
    if kind is Kind.REST and fact.minutes == 1:
        kind = Kind.ONE
    if fact.items is not None:
        return kind, tuple(item for item in fact.items if item.exercise in exercises)
    if kind is Kind.ONE or fact.done is Done.NONE:
        return kind, ()
    return kind, planner.plan(profile, state, d, fact.minutes, exercises).items


def _record(
    state: State, d: date, fact: SessionFact, kind: Kind, items: tuple[Item, ...], away: bool
) -> Session:
    return Session(
        date=d,
        kind=kind,
        counts_as=_counts_as(state, d, kind),
        done=fact.done,
        pain=pain_of(fact),
        hurts=fact.hurts,
        items=items,
        deload=kind is Kind.STRENGTH and kinds.deloads(state, d),
        after_gap=away,
    )


def _counts_as(state: State, d: date, kind: Kind) -> Kind:
    """Strength, stretch or settle: other kinds count as the phase they fell in (rule P6)."""
    if kind in (Kind.STRENGTH, Kind.STRETCH, Kind.SETTLE):
        return kind
    return Kind.SETTLE if kinds.phase_today(state, d) is Phase.SETTLE else Kind.STRETCH


def _stored(state: State, session: Session) -> State:
    strength = session.kind is Kind.STRENGTH
    return replace(
        state,
        sessions=(*state.sessions, session),
        last_session=session.date,
        strength_count=state.strength_count + strength,
        phase_strength=state.phase_strength + strength,
    )


def _bench(state: State, d: date, fact: SessionFact) -> State:
    """A move that hurt 6 or more, or pinched: one step down and away for 7 days (rule P2)."""
    sore = {name for name, score in fact.hurts.items() if score >= STOP_FROM} | fact.pinched
    if not sore:
        return state
    back = d + timedelta(days=BENCH_DAYS + 1)
    return replace(
        state,
        steps=_one_lower(state.steps, sore),
        benched={**state.benched, **dict.fromkeys(sore, back)},
    )


def _one_lower(steps: Mapping[str, int], names: set[str]) -> dict[str, int]:
    return {name: max(0, step - (name in names)) for name, step in steps.items()}


def _ask_again(state: State, fact: SessionFact) -> State:
    """A score of 8 or more, tingling, numbness or giving way asks again (section 2)."""
    pain = pain_of(fact)
    strong = pain is not None and pain >= ASK_AGAIN_FROM
    return replace(state, ask_again=True) if strong or fact.gave_way else state
