"""PURE: on which days it is time to suggest a doctor or physiotherapist (section 12)."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from bot.coach import usual
from bot.coach.facts import Day
from bot.coach.state import State, Verdict
from content.model import Phase

AGAIN_DAYS, QUIET_DAYS = 14, 7
ALWAYS_SHOWN = frozenset({"D5", "D2"})
WORSE_DAYS, WORSE_BY = 14, 2
BAD_VERDICTS, LAST_VERDICTS, VERDICT_DAYS = 3, 7, 28
FLARES, FLARE_DAYS = 3, 56
SETTLE_DAYS = 14
D1_FROM, D2_FROM, D3_FROM, D4_FROM = 15, 15, 43, 85
D1_USUAL, STILL_USUAL, ENOUGH_BETTER = 4, 3, 2


def show(state: State, d: date, day: Day) -> State:
    """The state of d with its card, if one is due (section 12).

    At most one card a day, the same again from the 14th day on, and none but D2 and D5 on the
    7 days after another.
    """
    card = next((c for c, test in CARDS if _may_show(state, c, d) and test(state, d, day)), None)
    cards = state.cards if card is None else {**state.cards, card: d}
    return replace(state, day=d, card=card, cards=cards)


def _may_show(state: State, card: str, d: date) -> bool:
    last = state.cards.get(card)
    if last is not None and (d - last).days < AGAIN_DAYS:
        return False
    quiet = any((d - shown).days <= QUIET_DAYS for shown in state.cards.values())
    return card in ALWAYS_SHOWN or not quiet


def _has_signs(_state: State, _d: date, day: Day) -> bool:
    """D5: a sign that wants a doctor whatever the pain (source: NICE NG226, GPonline list)."""
    return day.signs


def _gets_worse(state: State, d: date, _day: Day) -> bool:
    """D2: two points worse than 14 days ago, or more night pain in two weekly answers."""
    nights = [weekly.night for weekly in state.weeklies]
    if nights == ["more", "more"]:
        return True
    if _days_in(state, d) < D2_FROM:
        return False
    then = usual.through(state, d - timedelta(days=WORSE_DAYS))
    return usual.through(state, d) - then >= WORSE_BY


def _keeps_flaring(state: State, d: date, _day: Day) -> bool:
    """D6: 3 bad among the last 7 verdicts, or 3 flares in 56 days (our choice)."""
    flares = [f for f in state.flares if (d - f).days <= FLARE_DAYS]
    return len(flares) >= FLARES or _last_verdicts(state, d).count(Verdict.BAD) >= BAD_VERDICTS


def _last_verdicts(state: State, d: date) -> list[Verdict]:
    """The last 7 verdicts, on sessions of the last 28 days and not before a clinician's OK."""
    oldest = d - timedelta(days=VERDICT_DAYS)
    if state.clinician_ok is not None:
        oldest = max(oldest, state.clinician_ok)
    judged = [s.verdict for s in state.sessions if s.date >= oldest and s.verdict is not None]
    return judged[-LAST_VERDICTS:]


def _stays_settled(state: State, d: date, _day: Day) -> bool:
    """D7: settle for 14 days or more (our choice)."""
    return state.phase is Phase.SETTLE and (d - state.since).days >= SETTLE_DAYS


def _no_better_late(state: State, d: date, _day: Day) -> bool:
    """D4: 12 weeks on and hardly better, ask for a specialist (source: FP Notebook)."""
    return _days_in(state, d) >= D4_FROM and _hardly_better(state, d)


def _no_better_midway(state: State, d: date, _day: Day) -> bool:
    """D3: the same after 6 weeks (our choice)."""
    return D3_FROM <= _days_in(state, d) < D4_FROM and _hardly_better(state, d)


def _no_better_early(state: State, d: date, day: Day) -> bool:
    """D1: no better after 2 weeks (source: Versus Arthritis)."""
    if _days_in(state, d) < D1_FROM or _hardly_better_by_now(state, d, day):
        return False
    return usual.through(state, d) >= max(D1_USUAL, state.baseline_usual)


def _hardly_better_by_now(state: State, d: date, day: Day) -> bool:
    return _no_better_midway(state, d, day) or _no_better_late(state, d, day)


def _days_in(state: State, d: date) -> int:
    """b: days since the baseline, from 1."""
    return (d - state.baseline).days + 1


def _hardly_better(state: State, d: date) -> bool:
    if state.function == "better":
        return False
    now = usual.through(state, d)
    return now >= STILL_USUAL and state.baseline_usual - now < ENOUGH_BETTER


CARDS: tuple[tuple[str, Callable[[State, date, Day], bool]], ...] = (
    ("D5", _has_signs),
    ("D2", _gets_worse),
    ("D6", _keeps_flaring),
    ("D7", _stays_settled),
    ("D4", _no_better_late),
    ("D3", _no_better_midway),
    ("D1", _no_better_early),
)
"""The cards in the order in which one is chosen."""
