"""A made-up body: how much it hurts on a morning and during a session."""

from dataclasses import dataclass
from random import Random

from bot.simulation.people import Sort, Who

WORST = 10
HEALED_BY_SESSION = 0.045
WORST_SPELL = (3, 12)  # days


@dataclass(slots=True)
class Body:
    """The pain of one person, which sessions ease and bad spells raise. Scores are 0-10."""

    who: Who
    rolls: Random
    level: float
    spell: int = 0

    @classmethod
    def of(cls, who: Who, rolls: Random) -> "Body":
        """The body on the first day."""
        return cls(who, rolls, float(who.usual))

    def sleep(self) -> None:
        """One night: a bad spell may begin, goes on, or is over."""
        if self.spell:
            self.spell -= 1
        elif self.rolls.random() < self.who.habits.worse:
            self.spell = self.rolls.randint(*WORST_SPELL)
        if self.who.sort is Sort.IN_PAIN and self.rolls.random() < 0.02:
            self.level = min(WORST, self.level + 1)

    def train(self, done: float) -> None:
        """What a session does; `done` is the part that was done, 0 to 1."""
        self.level = max(0.0, self.level - HEALED_BY_SESSION * done)

    def morning(self) -> int:
        """The score of a morning."""
        return self._score(2.5 if self.spell else 0.0, 0.8)

    def peak(self) -> int:
        """The highest score of a session."""
        return self._score(2.0 if self.spell else -0.5, 1.0)

    def _score(self, more: float, spread: float) -> int:
        return max(0, min(WORST, round(self.rolls.gauss(self.level + more, spread))))
