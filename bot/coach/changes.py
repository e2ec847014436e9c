"""PURE: what the programme changed by itself, with the rule and the numbers behind each change.

Everything is read from the states of two dates that follow each other and from what was told
between them, so that nothing has to be written down when it happens.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from bot.coach import gaps, usual, verdicts
from bot.coach.facts import Day, Profile
from bot.coach.outcomes import ASK_AGAIN_FROM, FLARE_FROM, pain_of
from bot.coach.state import SETTLE_USUAL, State, Verdict
from content.model import Phase

Date = date  # inside a class with a field named date the field hides the type
PHASES = {
    Phase.MOBILITY: ("4.1", "to_mobility"),
    Phase.STRENGTH: ("4.3", "to_strength"),
    Phase.MAINTAIN: ("4.4", "to_maintain"),
}


@dataclass(frozen=True, slots=True)
class Change:
    """One change: its date, the rule of docs/programme.md, what it is, and its numbers.

    `move` is an exercise id and `until` the last date it holds, where they apply. Scores among
    the numbers are 0 to 10.
    """

    date: date
    rule: str
    what: str
    numbers: Mapping[str, int] = field(default_factory=dict)
    move: str = ""
    until: Date | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """One date with the states around it."""

    profile: Profile
    before: State
    after: State
    day: Day

    @property
    def date(self) -> date:
        """The date of the step."""
        return self.day.date

    @property
    def usual(self) -> int:
        """u: the usual pain before the morning of the date, 0 to 10."""
        return usual.before(self.after, self.date)


def changes(profile: Profile, days: Iterable[Day], states: Iterable[State]) -> tuple[Change, ...]:
    """Every change of the dates of `states`, oldest first; the first of them is where it began."""
    told = {day.date: day for day in days}
    found: list[Change] = []
    before: State | None = None
    for after in states:
        if before is not None:
            step = Step(profile, before, after, told.get(after.day) or Day(after.day))
            found += [change for look in LOOKS for change in look(step)]
        before = after
    return tuple(found)


def _told_things(step: Step) -> Iterator[Change]:
    """A fall, a strain, a strong score, or a wish for other moves."""
    if step.day.fell:
        yield Change(step.date, "G1", "fall")
    if step.day.strain is not None:
        yield Change(step.date, "G3", "strain")
    if step.day.bored:
        yield Change(step.date, "6.2", "other_moves")
    strong = [score for score in _scores(step.day) if score >= ASK_AGAIN_FROM]
    if strong:
        yield Change(step.date, "G1", "strong_pain", {"score": max(strong)})


def _scores(day: Day) -> list[int]:
    return [*_session_scores(day), *([] if day.morning is None else [day.morning])]


def _session_scores(day: Day) -> list[int]:
    return [score for fact in day.sessions if (score := pain_of(fact)) is not None]


def _soreness(step: Step) -> Iterator[Change]:
    morning = step.day.morning
    if not step.day.muscle_soreness or morning is None:
        return
    if verdicts.judge(morning, step.usual) is Verdict.BAD:
        yield Change(step.date, "P8", "soreness", {"score": morning, "usual": step.usual})


def _week(step: Step) -> Iterator[Change]:
    """Sessions that a calm weekly answer settled."""
    weekly = step.day.weekly
    if weekly is None or weekly.usual > usual.before(step.before, step.date):
        return
    count = _settled(step.after) - _settled(step.before)
    if count > 0:
        yield Change(step.date, "W", "week", {"score": weekly.usual, "count": count})


def _settled(state: State) -> int:
    return sum(session.verdict is Verdict.SETTLED for session in state.sessions)


def _phase(step: Step) -> Iterator[Change]:
    before, after = step.before, step.after
    if after.phase is Phase.SETTLE and before.phase is not Phase.SETTLE:
        yield _to_settle(step)
    elif after.phase is not before.phase and after.clinician_ok == step.date:
        yield Change(step.date, "4.5", "cleared")
    elif after.phase is not before.phase and after.phase in PHASES:
        rule, what = PHASES[after.phase]
        numbers = {
            "days": (step.date - before.since).days,
            "usual": usual.through(after, step.date),
            "strength": before.phase_strength,
        }
        yield Change(step.date, rule, what, numbers)


def _to_settle(step: Step) -> Change:
    """Why it went back to the gentle set: a strain, a strong score, usual pain, or bad mornings."""
    if step.day.strain is not None:
        return Change(step.date, "G3", "strain_settle")
    in_session = max(_session_scores(step.day), default=0)
    if in_session >= FLARE_FROM or verdicts.flares(step.after, step.date):
        worst = max(in_session, step.day.morning or 0)
        return Change(step.date, "P7", "flare", {"score": worst, "usual": step.usual})
    now = usual.through(step.after, step.date)
    if now >= SETTLE_USUAL:
        return Change(step.date, "4.2", "usual_high", {"usual": now})
    return Change(step.date, "P6", "three_bad", {"count": verdicts.FLARE_RUN})


def _lower(step: Step) -> Iterator[Change]:
    """No strength for two days after a bad morning, and three easier days after two."""
    morning, after = step.day.morning, step.after
    if morning is None or after.phase is not step.before.phase:
        return
    numbers = {"score": morning, "usual": step.usual}
    if after.back_off_until not in (None, step.before.back_off_until):
        yield Change(step.date, "P6", "back_off", numbers, until=after.back_off_until)
    elif after.no_strength_until not in (None, step.before.no_strength_until):
        yield Change(step.date, "P6", "bad_morning", numbers, until=after.no_strength_until)


def _rested(step: Step) -> Iterator[Change]:
    """Moves that stay away for a week because they hurt."""
    for fact in step.day.sessions:
        for name in sorted({*fact.hurts, *fact.pinched}):
            back = step.after.benched.get(name)
            if back is None or back == step.before.benched.get(name):
                continue
            score = fact.hurts.get(name, 0)
            what = "pinched" if name in fact.pinched else "benched"
            yield Change(step.date, "P2", what, {"score": score}, name, back)


def _raised(step: Step) -> Iterator[Change]:
    for name in sorted(name for name, day in step.after.raised.items() if day == step.date):
        pains = [
            session.pain
            for session in step.after.sessions
            if session.pain is not None and any(i.exercise == name for i in session.items)
        ]
        numbers = {"score": max(pains[-2:], default=0), "step": step.after.steps[name] + 1}
        yield Change(step.date, "9.3", "raised", numbers, name)


def _gap(step: Step) -> Iterator[Change]:
    """What days without a session changed, on the day of the next one."""
    if step.after.last_session != step.date:
        return
    days = gaps.length(step.profile, step.before, step.date)
    for longest, rule, what in (
        (gaps.FOUR_WEEKS, "10.3", "gap_afresh"),
        (gaps.WEEK, "10.2", "gap_lower"),
        (gaps.SHORT, "10.1", "gap_short"),
    ):
        if days >= longest:
            yield Change(step.date, rule, what, {"days": days})
            return


def _card(step: Step) -> Iterator[Change]:
    if step.after.card is not None:
        numbers = {
            "usual": usual.through(step.after, step.date),
            "first": step.after.baseline_usual,
        }
        yield Change(step.date, step.after.card, "doctor_card", numbers)


LOOKS: tuple[Callable[[Step], Iterator[Change]], ...] = (
    _told_things,
    _soreness,
    _week,
    _phase,
    _lower,
    _rested,
    _raised,
    _gap,
    _card,
)
"""What is looked for, in the order in which the changes of one date are told."""
