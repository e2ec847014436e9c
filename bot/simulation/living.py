"""The weeks of one made-up person: through the real services, with a clock of their own."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from bot.coach import easier, planner, screening
from bot.coach.facts import Gate, Kind, Plan, Profile
from bot.coach.state import Setting, State
from bot.coach.zones import zone
from bot.services import (
    goals,
    history,
    milestones,
    plans,
    preferences,
    profiles,
    safety,
    sessions,
    subscribers,
)
from bot.services.person import Person, profile
from bot.services.work import Work
from bot.simulation import checks, joining, people, reaching, sitting, training
from bot.simulation.answering import Answering
from bot.simulation.body import Body
from bot.simulation.breaking import Planner
from bot.simulation.carried import Carried
from bot.simulation.checks import Seen
from bot.simulation.people import Sort, Who
from bot.simulation.tally import Tally
from content.model import Library
from content.words import Words
from storage.database import Database, Transaction
from storage.tables import Schedule

FIRST_DAY = date(2026, 11, 23)
COMPARE_EVERY = 28  # days between two comparisons with a full replay of what is stored
DAY = timedelta(days=1)
SIGNS, SIGNS_IN_PAIN = 0.001, 0.005  # chance a day that somebody tells of a warning sign
SIGNS_ASKED = 0.02  # chance that the warning list is not answered with no
LEVELS = ("urgent", "urgent", "emergency", "crisis")
ILL_DAYS, AWAY_DAYS, UNSEEN_DAYS = (4, 14), (2, 35), (1, 12)
FLIES = 0.12
SUNDAY = 6
ASKED_FROM = 2  # missed routines in a row, before anybody asks why
TOLD_BY_NOW = timedelta(minutes=1)


class Life:
    """One person from the first tap on. `plan` may be a planner that is broken on purpose."""

    def __init__(
        self, who: Who, seed: int, library: Library, words: Words, plan: Planner | None = None
    ) -> None:
        self.who = who
        self.tally = Tally(who.number, who.sort)
        self._rolls = people.dice(seed + 1, who.number)
        self._body = Body.of(who, self._rolls)
        self._library, self._words = library, words
        self._plan, self._is_whole = plan or planner.plan, plan is None
        self._zone = who.home
        self._now = datetime.combine(FIRST_DAY, time(), tzinfo=UTC) - 2 * DAY
        self._away = 0
        self._unseen = 0
        self._missed = 0  # routines that came since the last one done
        self._gone = False

    def live(self, database: Database, weeks: int) -> Tally:
        """Live this many weeks; every four of them are one transaction."""
        days = [FIRST_DAY + offset * DAY for offset in range(7 * weeks)]
        with database.begin() as db:
            self._begin(db)
        for first in range(0, len(days), COMPARE_EVERY):
            with database.begin() as db:
                for day in days[first : first + COMPARE_EVERY]:
                    self._day(db, day)
                self._compare(self._work(db), day)
        self._carried.close(self._carried.latest(days[-1]))
        return self.tally

    def _work(self, db: Transaction) -> Work:
        return Work(db, self._library, self._words, self._now)

    def _begin(self, db: Transaction) -> None:
        self._now = self._instant(FIRST_DAY)
        work = self._work(db)
        person = joining.join(work, self.who)
        person = sessions.first_score(work, person, self.who.usual, FIRST_DAY)
        self._me = self._profile(work, person)
        self._carried = Carried(Setting(self._me, self._library.exercises), self.tally.closed)
        for day in history.since(work, person.id, FIRST_DAY):
            self._carried.begin_with(day, self._now)
        self.tally.rules["G3"] += self.who.operated
        self.tally.rules["G5"] += self.who.pregnant

    def _profile(self, work: Work, person: Person) -> Profile:
        row = subscribers.row_of(work, person.id)
        return profile(row, work.db.get(Schedule, person.id), FIRST_DAY)

    def _instant(self, day: date) -> datetime:
        """When this person is there on a date of theirs."""
        hours = timedelta(hours=people.hour_of(self.who, self._rolls))
        local = datetime.combine(day, time()) + hours  # the zone comes next
        return local.replace(tzinfo=zone(self._zone)).astimezone(UTC)

    def _day(self, db: Transaction, day: date) -> None:
        """One date: a flight, days away, a hold, or a routine."""
        self._body.sleep()
        flies = self.who.sort is Sort.FLYER and self._rolls.random() < FLIES
        if flies:
            self._zone = self._rolls.choice(people.FLIGHTS)
        now = self._instant(day)
        if now <= self._now + TOLD_BY_NOW and day > FIRST_DAY:
            return  # after a flight west this date was already lived through
        self._now = max(now, self._now + TOLD_BY_NOW)
        work = self._work(db)
        person = self._person(work)
        if flies:
            person = preferences.set_zone(work, person, self._zone)
        if person.today(self._now) != day or self._gone:
            return
        self._missed += reaching.offer(work, person, self.who, day, self.tally)
        if person.hold_level:
            self._held(work, self._looks(work, person), day)
        elif not self._is_away(work, person, day):
            self._routine(work, self._looks(work, person), day)
        if day.weekday() == SUNDAY:
            self._look_back(work, day)

    def _looks(self, work: Work, person: Person) -> Person:
        """The person is there: whatever they do is the end of a silence."""
        return subscribers.meet(work, person.id, person.chat_id, person.language)

    def _look_back(self, work: Work, day: date) -> None:
        """How steadily the week went, as the card would tell it."""
        found = goals.standing(work, self._person(work))
        self.tally.around["weeks with the goal reached"] += found.reached
        self.tally.around["comings back"] += found.back
        self.tally.around["days to make up"] += found.repair is not None
        if not 0 <= found.week <= SUNDAY + 1 or found.kept < 0:
            self.tally.faults.append(("steady", f"{day}: {found.week} days in a week"))

    def _person(self, work: Work) -> Person:
        person = subscribers.find(work, self.who.number + 1)
        if person is None:
            raise LookupError("the subscriber is gone")
        return person

    def _is_away(self, work: Work, person: Person, day: date) -> bool:
        """Whether nothing is heard of the person on a date; the ill say so with a pause."""
        if self._away:
            self._away -= 1
            if not self._away and self.who.sort is Sort.ILL:
                preferences.resume(work, person)
            return bool(self._away)
        if day > FIRST_DAY and self._rolls.random() < self.who.habits.gap:
            ill = self.who.sort is Sort.ILL
            self._away = self._rolls.randint(*(ILL_DAYS if ill else AWAY_DAYS))
            if ill:
                preferences.pause(work, person, day + self._away * DAY, "ill")
            return True
        return day > FIRST_DAY and self._rolls.random() >= self.who.habits.shows_up

    def _held(self, work: Work, person: Person, day: date) -> None:
        """On hold there is no plan; one day the person says that they have been seen."""
        if plans.today(work, person, on=day).plan is not None:
            self.tally.faults.append(("held", f"{day}: a plan during a hold"))
        self._unseen -= 1
        if person.hold_level == "crisis":
            safety.crisis_over(work, person)
        elif self._unseen <= 0:
            safety.seen_by_clinician(work, person)
            self._carried.clear(max(person.days(self._now)))
            self._answered(person, "no")

    def _hold(self, work: Work, person: Person) -> None:
        level = self._rolls.choice(LEVELS)
        safety.hold(work, person, level, ("made_up",))
        self.tally.holds += 1
        self.tally.rules["P1"] += 1
        self._unseen = self._rolls.randint(*UNSEEN_DAYS)
        if level != "crisis":
            self._answered(person, "yes")

    def _answered(self, person: Person, value: str) -> None:
        self._carried.answer(max(person.days(self._now)), self._now, value)

    def _routine(self, work: Work, person: Person, day: date) -> None:
        if day > FIRST_DAY and self._rolls.random() < self.who.habits.tells:
            score = self._body.morning()
            sessions.morning_score(work, person, score, day)
            self._carried.tell(day, self._now, morning=score)
        reason = self._answer(work, person, day)
        if self._gone or reason == "ill":
            return
        person = self._person(work)
        signs = SIGNS_IN_PAIN if self.who.sort is Sort.IN_PAIN else SIGNS
        if self._rolls.random() < signs or not self._gate_opens(work, person, day):
            self._hold(work, person)
            return
        if self._gate(day) is Gate.FRESH_INJURY:
            self.tally.rules["G3"] += 1
            return
        plan = self._planned(day, reason)
        sitting.sit(work, person.id, self._zone, self._seen(day, plan), self.tally)
        if plan.kind not in (Kind.REST, Kind.TOO_LITTLE):
            self._train(work, person, plan, day)

    def _answer(self, work: Work, person: Person, day: date) -> str | None:
        """Everything the card asks besides scores; the reason for missed days if that was asked."""
        asked = Answering(work, person, day, self._body, self._carried, self.tally)
        asked.soreness()
        asked.week()
        asked.signs()
        if strain := asked.mishap():
            self._changed(work, strain=max(strain, self._me.strain or strain))
        reason = asked.reason() if self._missed >= ASKED_FROM else None
        if reason == "ill":
            self._away = self._rolls.randint(*ILL_DAYS)
            preferences.pause(work, person, day + self._away * DAY, "ill")
        self._stays(work, asked.milestone())
        return reason

    def _stays(self, work: Work, answer: str | None) -> None:
        """What a milestone changes: an end, or two days a week."""
        if answer == milestones.STOP:
            self._gone = True
        elif answer == milestones.UPKEEP:
            self._changed(work, weekdays=self._person(work).weekdays)

    def _changed(self, work: Work, **facts: Any) -> None:
        """Another profile; a strain of the first day also counts for its phase."""
        self._me = replace(self._me, **facts)
        self._carried.change(profiles.known_at_start(work, self._person(work), self._me))

    def _gate(self, day: date) -> Gate | None:
        latest = self._carried.latest(day)
        return screening.gate(self._me, self._carried.on(latest), latest)

    def _gate_opens(self, work: Work, person: Person, day: date) -> bool:
        """Ask the warning signs when they are due; False for an answer that is not no."""
        if self._gate(day) is not Gate.ASK_RED_FLAGS:
            return True
        self.tally.rules["G1"] += 1
        if self._rolls.random() < SIGNS_ASKED:
            return False
        subscribers.no_warning_signs(work, person)
        self._answered(person, "no")
        return True

    def _planned(self, day: date, reason: str | None) -> Plan:
        """The plan of a date, looked at by every check; why days were missed shapes it."""
        minutes = 1 if reason == "no_time" else self.who.minutes
        state = self._carried.on(day)
        plan, again = self._ask(state, day, minutes), self._ask(state, day, minutes)
        self.tally.planned(plan)
        self.tally.faults += checks.broken(self._seen(day, plan, again, minutes))
        return self._lighter(day, plan) if reason == "hurts" else plan

    def _lighter(self, day: date, plan: Plan) -> Plan:
        """Easier moves where there are some; never more than what was planned."""
        found = easier.lighter(self._me, self._carried.on(day), day, plan, self._library.exercises)
        self.tally.around["easier plans"] += found != plan
        self.tally.faults += checks.broken_swap(self._seen(day, found))
        if found.total > plan.total:
            self.tally.faults.append(("too-long", f"{day}: the easier plan is longer"))
        return found

    def _ask(self, state: State, day: date, minutes: int) -> Plan:
        return self._plan(self._me, state, day, minutes, self._library.exercises)

    def _seen(
        self, day: date, plan: Plan, again: Plan | None = None, minutes: int | None = None
    ) -> Seen:
        return Seen(
            profile=self._me,
            earlier=self._carried.on(day - DAY),
            state=self._carried.on(day),
            minutes=minutes or self.who.minutes,
            plan=plan,
            again=again or plan,
            exercises=self._library.exercises,
        )

    def _train(self, work: Work, person: Person, plan: Plan, day: date) -> None:
        fact, final = training.train(work, person, plan, self._body)
        self.tally.faults += checks.broken_swap(self._seen(day, final))
        self._carried.add_session(day, self._now, fact)
        self.tally.sessions += fact.done != "none"
        self._missed = 0 if fact.done != "none" else self._missed
        self._body.train({"all": 1.0, "part": 0.5}.get(fact.done, 0.0))

    def _compare(self, work: Work, day: date) -> None:
        """What the product works out from its rows must be what was carried forward."""
        self.tally.replays += 1
        person = self._person(work)
        latest = self._carried.latest(day)
        _, state = plans.state_of(work, person, latest)
        if state != self._carried.on(latest):
            self._fault(day, "the state carried forward differs from a full replay")
        stored = {d.date: d for d in history.since(work, person.id, self._me.start)}
        if stored != self._carried.told:
            self._fault(day, "what is stored differs from what was told")

    def _fault(self, day: date, sentence: str) -> None:
        self.tally.faults.append(("replay", f"{day}: {sentence}"))
