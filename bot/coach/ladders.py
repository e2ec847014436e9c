"""PURE: the ladders of doses: what a step means, where a move starts, how long an item takes."""

from dataclasses import dataclass

from bot.coach.facts import Item, Profile
from content.model import Dose, Exercise, Ladder, Phase

REPS = ((1, 8), (2, 8), (2, 10), (2, 12), (2, 15))
LOW_REPS = ((1, 6), (2, 6), (2, 8), (2, 10))
HOLDS = ((1, 20), (1, 30), (2, 30), (2, 45))
PLANKS = ((1, 10), (2, 10), (2, 15), (2, 20), (2, 30))
PRESSES = (5, 10, 15, 20)
PRESS_COUNT, SHORT_PRESS_COUNT = 5, 3
SHORT_COUNT = 10
SHORT_MINUTES = 5
MOBILITY_CAP = 2
SORE_START = 4

LOAD = frozenset({Ladder.REPS, Ladder.LOW_REPS, Ladder.PLANK, Ladder.ISOMETRIC})
_STEPS = {
    Ladder.REPS: len(REPS),
    Ladder.LOW_REPS: len(LOW_REPS),
    Ladder.HOLD: len(HOLDS),
    Ladder.PLANK: len(PLANKS),
    Ladder.ISOMETRIC: len(PRESSES),
}


@dataclass(frozen=True, slots=True)
class Amount:
    """Sets of `count` repetitions with `hold` seconds inside each, or of one timed hold."""

    sets: int
    count: int
    hold: int


def has_ladder(exercise: Exercise) -> bool:
    """Whether the dose of a move can grow at all."""
    return exercise.dose.ladder is not Ladder.FIXED


def is_load(exercise: Exercise) -> bool:
    """Whether a move stands on a ladder that pain and absence bring down: R, L, P or I."""
    return exercise.dose.ladder in LOAD


def is_timed(dose: Dose) -> bool:
    """Whether a set is one hold in seconds: ladders H, P and F with seconds (rule 6)."""
    return dose.ladder in (Ladder.HOLD, Ladder.PLANK) or dose.seconds > 0


def top(ladder: Ladder, long_hold: bool) -> int:
    """The last step of a ladder; 45 s holds only with `long_hold` (rule 9; source: ACSM 2021)."""
    last = _STEPS[ladder] - 1
    return last if ladder is not Ladder.HOLD or long_hold else last - 1


def cap(ladder: Ladder, phase: Phase, profile: Profile) -> int:
    """The highest step a phase allows: settle 0, mobility 2, else the top (rule 9, our choice)."""
    if phase is Phase.SETTLE or (ladder is Ladder.HOLD and "hypermobile" in profile.flags):
        return 0
    if phase is Phase.MOBILITY and ladder is not Ladder.HOLD:
        return MOBILITY_CAP
    return top(ladder, profile.long_hold)


def dose_step(exercise: Exercise, step: int, phase: Phase, profile: Profile) -> int | None:
    """The step that is really given: the smaller of step and cap; None for a fixed dose."""
    if not has_ladder(exercise):
        return None
    return min(step, cap(exercise.dose.ladder, phase, profile))


def start_step(exercise: Exercise, usual: int) -> int:
    """The first step of a move, one lower when usual pain is 4 or more (rule 9, our choice)."""
    return max(0, exercise.dose.start - (usual >= SORE_START))


def amount(dose: Dose, step: int | None) -> Amount:
    """Sets, repetitions and hold of a step on its ladder; `step` None means the fixed dose."""
    if step is None or dose.ladder is Ladder.FIXED:
        return _fixed(dose)
    if dose.ladder is Ladder.ISOMETRIC:
        return Amount(1, PRESS_COUNT, PRESSES[step])
    if dose.ladder is Ladder.REPS:
        return Amount(*REPS[step], dose.hold)
    if dose.ladder is Ladder.LOW_REPS:
        return Amount(*LOW_REPS[step], dose.hold)
    sets, hold = (HOLDS if dose.ladder is Ladder.HOLD else PLANKS)[step]
    return Amount(sets, 1, hold)


def _fixed(dose: Dose) -> Amount:
    if dose.seconds:
        return Amount(dose.sets, 1, dose.seconds)
    return Amount(dose.sets, dose.count, dose.hold)


def seconds(dose: Dose, amount: Amount) -> int:
    """Whole time of an item with set-up and rests, in seconds (rule 6)."""
    set_up = 15 + (5 if dose.sides == 2 else 0)
    once = amount.sets * dose.sides
    if is_timed(dose):
        return set_up + once * amount.hold + 10 * (amount.sets - 1)
    tempo = amount.hold + 5 if dose.ladder is Ladder.ISOMETRIC else dose.tempo
    return set_up + once * amount.count * tempo + 30 * (amount.sets - 1)


def item(exercise: Exercise, slot: str, amount: Amount, step: int | None) -> Item:
    """One line of a plan with its time worked out."""
    dose = exercise.dose
    time = seconds(dose, amount)
    return Item(slot, exercise.id, amount.sets, amount.count, amount.hold, dose.sides, time, step)


def shortened(exercise: Exercise, amount: Amount) -> Amount:
    """The dose of a 5-minute session: at most 10 repetitions, 3 in ladder I (rule 6.1)."""
    most = SHORT_PRESS_COUNT if exercise.dose.ladder is Ladder.ISOMETRIC else SHORT_COUNT
    return Amount(amount.sets, min(amount.count, most), amount.hold)


def planned(exercise: Exercise, slot: str, step: int | None, most_sets: int, short: bool) -> Item:
    """The item of a move at a dose step with at most `most_sets` sets (rule 6.1)."""
    full = amount(exercise.dose, step)
    given = shortened(exercise, full) if short else full
    return item(exercise, slot, Amount(min(given.sets, most_sets), given.count, given.hold), step)


def resized(exercise: Exercise, given: Item, *, sets: int, count: int) -> Item:
    """The same item with other sets and repetitions, its time worked out anew."""
    return item(exercise, given.slot, Amount(sets, count, given.hold), given.step)


def is_full(exercise: Exercise, given: Item, step: int | None) -> bool:
    """Whether an item was at this step with all its repetitions; sets do not matter (rule 9)."""
    return given.step == step and given.count == amount(exercise.dose, step).count
