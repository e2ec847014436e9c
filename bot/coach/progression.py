"""PURE: when a move goes one step up its ladder (section 9)."""

from dataclasses import replace
from datetime import date

from bot.coach import kinds, ladders, slots
from bot.coach.facts import Done, Item, Kind
from bot.coach.state import Session, Setting, State, Verdict
from content.model import Exercise

CALM_PAIN = 2
LOOK_BACK_DAYS = 28
MOST_MOVES = 2


def advance(state: State, index: int, d: date, setting: Setting) -> State:
    """Raise what the session at `index`, judged settled on d, has earned (rule 9, our choice).

    At most two moves go up, those longest without an increase first; a move that is already at
    the top of its ladder becomes topped instead. A raise is dated d.
    """
    session = state.sessions[index]
    if session.deload or session.after_gap or not _is_calm(session):
        return state
    ready = [i for i in session.items if _has_earned(state, index, i, d, setting)]
    if not ready:
        return state
    ready.sort(key=lambda item: state.raised.get(item.exercise, date.min))
    topped = {i.exercise for i in ready if _is_at_top(i, setting)}
    growing = [i.exercise for i in ready if i.exercise not in topped]
    up = [name for name in growing if _can_grow(state, name, d, setting)][:MOST_MOVES]
    return replace(
        state,
        topped=state.topped | topped,
        steps={**state.steps, **{name: state.steps[name] + 1 for name in up}},
        raised={**state.raised, **dict.fromkeys(up, d)},
    )


def _is_calm(session: Session) -> bool:
    """Done whole, settled, pain at most 2 and not a settle day."""
    painless = session.pain is not None and session.pain <= CALM_PAIN
    whole = session.done is Done.ALL and session.counts_as is not Kind.SETTLE
    return painless and whole and session.verdict is Verdict.SETTLED


def _has_earned(state: State, index: int, item: Item, d: date, setting: Setting) -> bool:
    """Whether this and the latest earlier session with a move were calm at its present dose."""
    move = setting.exercises[item.exercise]
    if item.slot in slots.WARM_UP or not ladders.has_ladder(move):
        return False
    step = _present_step(state, move.id, d, setting)
    session = state.sessions[index]
    if not _went_well(session, item, move, step):
        return False
    found = _earlier(state, index, move.id)
    if found is None:
        return False
    earlier, then = found
    since_raise = earlier.date >= state.raised.get(move.id, date.min)
    return since_raise and _is_calm(earlier) and _went_well(earlier, then, move, step)


def _went_well(session: Session, item: Item, move: Exercise, step: int | None) -> bool:
    no_hurt = session.hurts.get(move.id, 0) <= CALM_PAIN
    return no_hurt and ladders.is_full(move, item, step)


def _earlier(state: State, index: int, name: str) -> tuple[Session, Item] | None:
    """The latest session before this one with a move outside the warm-up, within 28 days."""
    judged = state.sessions[index].date
    for session in reversed(state.sessions[:index]):
        if (judged - session.date).days > LOOK_BACK_DAYS:
            return None
        for item in session.items:
            if item.exercise == name and item.slot not in slots.WARM_UP:
                return session, item
    return None


def _present_step(state: State, name: str, d: date, setting: Setting) -> int | None:
    phase = kinds.phase_today(state, d)
    return ladders.dose_step(setting.exercises[name], state.steps[name], phase, setting.profile)


def _is_at_top(item: Item, setting: Setting) -> bool:
    ladder = setting.exercises[item.exercise].dose.ladder
    return item.step == ladders.top(ladder, setting.profile.long_hold)


def _can_grow(state: State, name: str, d: date, setting: Setting) -> bool:
    """Whether the step lies under the cap of the phase."""
    ladder = setting.exercises[name].dose.ladder
    cap = ladders.cap(ladder, kinds.phase_today(state, d), setting.profile)
    return state.steps[name] < cap
