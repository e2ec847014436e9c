"""PURE: what kind of day it is, and which phase its content comes from."""

from datetime import date, timedelta

from bot.coach.facts import Kind, Profile
from bot.coach.state import State
from bot.coach.weekdays import strength_days
from content.model import Phase

D6_REST_DAYS = 13
DELOAD_EVERY = 4
_ONE_BACK = {
    Phase.STRENGTH: Phase.MOBILITY,
    Phase.MAINTAIN: Phase.MOBILITY,
    Phase.MOBILITY: Phase.SETTLE,
    Phase.SETTLE: Phase.SETTLE,
}


def day_number(profile: Profile, d: date) -> int:
    """n: 1 on the day of the very first start."""
    return (d - profile.start).days + 1


def backs_off(state: State, d: date) -> bool:
    """Whether a back-off runs on d (rule P6)."""
    return state.back_off_until is not None and d <= state.back_off_until


def phase_today(state: State, d: date) -> Phase:
    """The phase of the content: one back while a back-off runs (section 5)."""
    return _ONE_BACK[state.phase] if backs_off(state, d) else state.phase


def deloads(state: State, d: date) -> bool:
    """Whether d lies in every fourth week of the strength phase (section 5, our choice)."""
    week = (d - state.since).days // 7 + 1
    return phase_today(state, d) is Phase.STRENGTH and week % DELOAD_EVERY == 0


def kind_of(profile: Profile, state: State, d: date, minutes: int) -> Kind:
    """The kind of day, first rule that is true (section 5)."""
    if d.weekday() not in profile.weekdays:
        return Kind.REST
    if "bed" in profile.modes:
        return Kind.BED
    if minutes == 1:
        return Kind.ONE
    if phase_today(state, d) is Phase.SETTLE:
        return Kind.SETTLE
    return Kind.STRENGTH if _is_strength_day(profile, state, d) else Kind.STRETCH


def holds_strength(state: State, d: date) -> bool:
    """Whether pain keeps strength away on d: a bad morning or card D6 (rule 5.5)."""
    by_pain = state.no_strength_until is not None and d <= state.no_strength_until
    return by_pain or by_card(state, d)


def by_card(state: State, d: date) -> bool:
    """Whether card D6 was shown on d or in the 13 days before (section 12)."""
    shown = state.cards.get("D6")
    return shown is not None and 0 <= (d - shown).days <= D6_REST_DAYS


def strength_yesterday(state: State, d: date) -> bool:
    """Whether a strength-day session was done on the day before d (rule 5.6)."""
    yesterday = d - timedelta(days=1)
    return any(
        session.date == yesterday and session.kind is Kind.STRENGTH
        for session in reversed(state.sessions)
    )


def _is_strength_day(profile: Profile, state: State, d: date) -> bool:
    if holds_strength(state, d) or strength_yesterday(state, d):
        return False
    maintain = phase_today(state, d) is Phase.MAINTAIN
    if profile.alternate and not maintain:
        return (d - profile.start).days % 2 == 0
    return d.weekday() in strength_days(profile, maintain)
