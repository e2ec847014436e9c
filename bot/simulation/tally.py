"""What is counted about one made-up person."""

from collections import Counter
from dataclasses import dataclass, field

from bot.coach.facts import Day, Kind, Plan
from bot.coach.state import State, Verdict
from bot.simulation.people import Sort
from content.model import Phase

PLAN_RULES = {
    "welcome_back": "10.1",
    "deload": "5.9",
    "easier_after_pain": "5.5",
    "rest_after_card": "5.5",
    "rest_from_strength": "5.6",
    "rest_day": "5.1",
    "settle_gentle": "5.4",
    "shorter_than_asked": "6.4",
    "too_little": "6.4",
    "settle_ten": "6.5",
}
PHASE_RULES = {Phase.MOBILITY: "4.1", Phase.STRENGTH: "4.3", Phase.MAINTAIN: "4.4"}
STOPPED_FROM, SMALLER_FROM = 6, 3


@dataclass(slots=True)
class Tally:
    """The counts of one person; `faults` holds the check and the sentence of each failure.

    `rules` counts the rules of docs/programme.md by id, `around` what happens beside them:
    questions, answers, messages, breaks, and how steadily somebody goes.
    """

    number: int
    sort: Sort
    plans: int = 0
    sessions: int = 0
    holds: int = 0
    replays: int = 0
    phases: list[str] = field(default_factory=list)
    cards: Counter[str] = field(default_factory=Counter)
    rules: Counter[str] = field(default_factory=Counter)
    around: Counter[str] = field(default_factory=Counter)
    faults: list[tuple[str, str]] = field(default_factory=list)

    def planned(self, plan: Plan) -> None:
        """Count a plan and the rules that shaped it."""
        self.plans += 1
        self.rules.update(PLAN_RULES[code] for code in plan.why if code in PLAN_RULES)
        if plan.kind is Kind.ONE:
            self.rules["5.3"] += 1

    def closed(self, before: State, after: State, day: Day) -> None:
        """Count what changed on one date."""
        self._phase(before, after, day)
        if after.card:
            self.cards[after.card] += 1
        self._verdicts(before, after)
        self.rules["9.3"] += sum(after.raised.get(n) != before.raised.get(n) for n in after.raised)
        self.rules["10.3"] += after.baseline != before.baseline
        self.rules["4.5"] += day.clinician_ok
        self.rules["P7"] += len(set(after.flares) - set(before.flares))
        for fact in day.sessions:
            hurt = {name for name, score in fact.hurts.items() if score >= STOPPED_FROM}
            self.rules["P2"] += len(hurt | fact.pinched)
            self.rules["P3"] += sum(
                SMALLER_FROM <= score < STOPPED_FROM for score in fact.hurts.values()
            )

    def _phase(self, before: State, after: State, day: Day) -> None:
        if before.phase is after.phase:
            return
        self.phases.append(after.phase.value)
        if after.phase is Phase.SETTLE:
            self.rules["4.2"] += not set(after.flares) - set(before.flares)
        elif not day.clinician_ok and after.baseline == before.baseline:
            self.rules[PHASE_RULES[after.phase]] += 1

    def _verdicts(self, before: State, after: State) -> None:
        waiting = {s.date for s in before.sessions if s.verdict is None}
        given = [s.verdict for s in after.sessions if s.verdict and s.date in waiting]
        self.rules["P5"] += len(given)
        self.rules["P6"] += given.count(Verdict.BAD)
