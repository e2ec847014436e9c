"""What a made-up person answers besides scores: the week, soreness, mishaps, why days were missed.

Each question is asked when the product would ask it, and answered through the same services. What
the answer means to the coach is told to the carried state, so that both can be compared.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random

from bot.coach.facts import Weekly
from bot.coach.state import State, Verdict
from bot.services import milestones, mishaps, missed, soreness, weekly
from bot.services.person import Person
from bot.services.work import Work
from bot.simulation.body import Body
from bot.simulation.carried import Carried
from bot.simulation.people import Sort
from bot.simulation.tally import Tally

DAY = timedelta(days=1)
MUSCLE = 0.4  # chance that a bad morning is worked muscles
MISHAP, MISHAP_IN_PAIN = 0.002, 0.004  # chance a day of a fall, and of a strain
SIGN = 0.04  # chance that one of the signs of card D5 is there
WORSE_NIGHTS = 0.1
REASONS: Mapping[Sort, tuple[str, ...]] = {
    Sort.STEADY: ("no_time", "fine"),
    Sort.IN_PAIN: ("hurts", "hurts", "no_time"),
    Sort.FORGETFUL: ("forgot", "no_time", "bored"),
    Sort.ILL: ("ill", "ill", "no_time"),
    Sort.NIGHT_WORKER: ("no_time", "bored", "forgot"),
    Sort.FLYER: ("no_time", "forgot", "bored"),
}
STAYS = (milestones.YES,) * 8 + (milestones.UPKEEP, milestones.STOP)


@dataclass(frozen=True, slots=True)
class Answering:
    """Somebody who looks at the card of a date and answers what it asks."""

    work: Work
    person: Person
    day: date
    body: Body
    carried: Carried
    tally: Tally

    @property
    def _rolls(self) -> Random:
        return self.body.rolls

    @property
    def _now(self) -> datetime:
        return self.work.now

    @property
    def _filed(self) -> date:
        """The date under which an answer of now is filed."""
        return max(self.person.days(self._now))

    def soreness(self) -> None:
        """Sore muscle or hip pain? Asked after a bad verdict on yesterday (P8)."""
        if not _was_bad(self.carried.on(self.day), self.day - DAY):
            return
        if not soreness.due(self.work, self.person, self.day):
            return
        muscle = self._rolls.random() < MUSCLE
        soreness.keep(self.work, self.person, soreness.MUSCLE if muscle else soreness.HIP, self.day)
        self.carried.add(self.day, muscle_soreness=muscle)
        self.tally.rules["P8"] += muscle
        self.tally.around["soreness asked"] += 1

    def week(self) -> None:
        """The three taps of each seventh day (W)."""
        if not weekly.due(self.work, self.person, self.day):
            return
        if self._rolls.random() >= self.body.who.habits.tells:
            return
        better = self.body.level < self.body.who.usual
        night = "more" if self._rolls.random() < WORSE_NIGHTS else "same"
        answer = Weekly(self.body.morning(), "better" if better else "same", night)
        before = _settled(self.carried.on(self._filed))
        asks = weekly.keep(self.work, self.person, answer)
        self.carried.add(self._filed, weekly=answer)
        self._asked(asks)
        self.tally.around["weeks told"] += 1
        self.tally.rules["W"] += max(0, _settled(self.carried.on(self._filed)) - before)

    def mishap(self) -> date | None:
        """A fall, or a new strain: its date is given back."""
        chance = MISHAP_IN_PAIN if self.body.who.sort is Sort.IN_PAIN else MISHAP
        if self._rolls.random() < chance:
            mishaps.fell(self.work, self.person)
            self.carried.tell(self._filed, self._now, fell=True)
            self.tally.around["falls"] += 1
        if self._rolls.random() >= chance:
            return None
        ago = self._rolls.choice(mishaps.DAYS_AGO)
        mishaps.strained(self.work, self.person, ago)
        strain = self.person.today(self._now) - ago * DAY
        self.carried.add(self._filed, strain=strain)
        self.tally.around["strains"] += 1
        return strain

    def signs(self) -> None:
        """The signs of card D5, every four weeks."""
        if not mishaps.signs_due(self.work, self.person, self.day):
            return
        told = {self._rolls.choice(mishaps.SIGNS)} if self._rolls.random() < SIGN else set()
        asks = mishaps.keep_signs(self.work, self.person, frozenset(told))
        self.carried.add(self._filed, signs=bool(told))
        self._asked(asks)
        self.tally.around["signs told"] += bool(told)

    def reason(self) -> str | None:
        """Why days were missed, one of six answers; None when nobody asks."""
        if not missed.due(self.work, self.person, self.day):
            return None
        reason = self._rolls.choice(REASONS[self.body.who.sort])
        missed.keep(self.work, self.person, reason, self.day)
        self.carried.add(self.day, bored=reason == "bored")
        self.tally.around[f"missed: {reason}"] += 1
        self.tally.rules["6.2"] += reason == "bored"
        return reason

    def milestone(self) -> str | None:
        """Is this still of use? Asked after 2, 6 and 12 weeks; None when nobody asks."""
        weeks = milestones.due(self.work, self.person, self.day)
        if weeks is None:
            return None
        answer = self._rolls.choice(STAYS)
        milestones.keep(self.work, self.person, weeks, answer)
        self.carried.add(self._filed)
        self.tally.around[f"milestone {weeks}: {answer}"] += 1
        return answer

    def _asked(self, asks: bool) -> None:
        """A strong answer opens the warning list, which is answered with the next routine."""
        if asks:
            self.carried.answer(self._filed, self._now, "asked")


def _was_bad(state: State, day: date) -> bool:
    return any(s.date == day and s.verdict is Verdict.BAD for s in state.sessions)


def _settled(state: State) -> int:
    return sum(session.verdict is Verdict.SETTLED for session in state.sessions)
