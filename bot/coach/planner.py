"""PURE: the plan of one person on one date; the same facts always give the same plan."""

from collections.abc import Mapping
from datetime import date

from bot.coach import fitting, gaps, kinds, sets_of_day, situation, slots
from bot.coach.facts import Item, Kind, Plan, Profile
from bot.coach.situation import Situation
from bot.coach.state import State
from content.model import Exercise

FEWEST_ITEMS = 2


def plan(
    profile: Profile, state: State, d: date, minutes: int, exercises: Mapping[str, Exercise]
) -> Plan:
    """What to do on d in 1, 5, 10 or 15 minutes (sections 5, 6 and 11); changes nothing.

    `state` is the state of d before a session of d; the gap of section 10 is applied to a copy.
    Whether there may be a routine at all is asked of `screening.gate` first. The plan may be
    shorter than asked (6.4 step 3) and of kind `too_little` without items (6.4 step 4). Raises
    ValueError for any other number of minutes.
    """
    if minutes not in slots.MINUTES:
        raise ValueError(f"a session lasts 1, 5, 10 or 15 minutes, not {minutes}")
    today = situation.read(profile, state, d, minutes, exercises)
    items = _compose(today)
    kind = today.kind
    if kind not in (Kind.REST, Kind.ONE) and _worked(items) < FEWEST_ITEMS:
        kind, items = Kind.TOO_LITTLE, []
    items.sort(key=lambda item: slots.SHOW_ORDER.index(item.slot))
    total = sum(item.seconds for item in items)
    return Plan(
        date=d,
        kind=kind,
        phase=today.state.phase,
        phase_today=today.phase,
        first_side="left" if today.number % 2 else "right",
        minutes=today.minutes,
        items=tuple(items),
        total=total,
        why=_why(today, kind, total, minutes, gaps.length(profile, state, d)),
    )


def _compose(today: Situation) -> list[Item]:
    if today.kind is Kind.REST:
        return []
    if today.kind is Kind.ONE:
        return sets_of_day.one_minute(today)
    if today.kind is Kind.BED:
        return sets_of_day.bed(today)
    settles = today.kind is Kind.SETTLE
    items = sets_of_day.settle(today) if settles else sets_of_day.training(today)
    fitted, walk = fitting.fit(today, items)
    return [sets_of_day.walk(today, walk), *fitted]


def _worked(items: list[Item]) -> int:
    """The items besides the warm-up, which alone is no routine (6.4 step 4)."""
    return sum(item.slot not in slots.WARM_UP for item in items)


def _why(today: Situation, kind: Kind, total: int, asked: int, gap: int) -> tuple[str, ...]:
    """Codes of what shaped the plan, the most telling first."""
    if kind in (Kind.REST, Kind.TOO_LITTLE):
        return ("rest_day" if kind is Kind.REST else "too_little",)
    codes = ["first_day"] if today.number == 1 else []
    codes += ["welcome_back"] if gap else []
    codes += ["back_off"] if kinds.backs_off(today.state, today.date) else []
    codes.append(_kind_code(today))
    if kind is Kind.STRENGTH and kinds.deloads(today.state, today.date):
        codes.append("deload")
    return (*codes, *_length_codes(today, total, asked))


def _kind_code(today: Situation) -> str:
    if today.kind is not Kind.STRETCH:
        return _KIND_CODES[today.kind]
    if kinds.by_card(today.state, today.date):
        return "rest_after_card"
    if kinds.holds_strength(today.state, today.date):
        return "easier_after_pain"
    if kinds.strength_yesterday(today.state, today.date):
        return "rest_from_strength"
    return "stretch_day"


def _length_codes(today: Situation, total: int, asked: int) -> tuple[str, ...]:
    if today.kind in (Kind.ONE, Kind.BED):
        return ()
    if today.minutes < asked:
        return ("desk_five",) if "desk" in today.profile.modes else ("settle_ten",)
    return ("shorter_than_asked",) if fitting.is_short(total, today.budget) else ()


_KIND_CODES = {
    Kind.SETTLE: "settle_gentle",
    Kind.STRENGTH: "strength_day",
    Kind.BED: "bed_day",
    Kind.ONE: "one_minute",
}
