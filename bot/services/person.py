"""Person: a frozen picture of one subscriber, the only form in which rows leave the services."""

from dataclasses import dataclass
from datetime import date, datetime, time

from bot.coach.facts import Profile
from bot.coach.schedule import DAY_ENDS, local_date
from bot.coach.zones import zone
from storage.database import Transaction
from storage.tables import Schedule, Subscriber

UNKNOWN_USUAL = 5  # before the first answer the plan is made for somebody who is fairly sore


@dataclass(frozen=True, slots=True)
class Person:
    """Everything the chat may know about one subscriber."""

    id: int
    chat_id: int
    language: str
    stage: str
    excluded_for: str | None
    consent_given: bool
    asking: str | None
    asking_data: dict[str, str]
    started_on: date | None
    usual: int | None
    flags: frozenset[str]
    modes: frozenset[str]
    minutes: int
    country: str | None
    hold_level: str | None
    hold_at: datetime | None
    hold_until: datetime | None
    living_message_id: int | None
    zone: str | None
    wall_time: time | None
    weekdays: frozenset[int]
    status: str | None
    day_ends: time = DAY_ENDS

    @property
    def subscribed(self) -> bool:
        """True once every question of the first minute is answered."""
        return self.stage == "ready"

    def days(self, now: datetime) -> frozenset[date]:
        """The dates a button may stand for: today, and after midnight the calendar date too."""
        return frozenset({self.today(now), now.astimezone(zone(self.zone or "UTC")).date()})

    def today(self, now: datetime) -> date:
        """The person's date: at 04:00 local, or when they chose, a late night is over."""
        return local_date(now, zone(self.zone or "UTC"), self.day_ends)


def read_wall_time(text: str) -> time:
    """The stored form of a clock time, `HH:MM`, back as a time."""
    return time.fromisoformat(text)


def picture(db: Transaction | None, row: Subscriber, now: datetime) -> Person:
    """Take the picture of one subscriber; a question that ran out is no longer open."""
    schedule = db.get(Schedule, row.id) if db is not None else None
    open_question = row.asking_until is None or row.asking_until > now
    return Person(
        id=row.id,
        chat_id=row.chat_id,
        language=row.language or "en",
        stage=row.stage,
        excluded_for=row.excluded_for,
        consent_given=row.consent_at is not None,
        asking=row.asking if open_question else None,
        asking_data=dict(row.asking_data),
        started_on=row.started_on,
        usual=row.usual,
        flags=frozenset(row.flags),
        modes=frozenset(row.modes),
        minutes=row.minutes,
        country=row.country,
        hold_level=row.hold_level,
        hold_at=row.hold_at,
        hold_until=row.hold_until,
        living_message_id=row.living_message_id,
        zone=schedule.zone if schedule else None,
        wall_time=read_wall_time(schedule.wall_time) if schedule else None,
        weekdays=frozenset(schedule.weekdays) if schedule else frozenset(range(7)),
        status=schedule.status if schedule else None,
        day_ends=read_wall_time(row.day_ends) if row.day_ends else DAY_ENDS,
    )


def profile(row: Subscriber, schedule: Schedule | None, today: date) -> Profile:
    """What the coach is told about a subscriber; unanswered pain counts as fairly sore."""
    return Profile(
        start=row.started_on or today,
        usual=UNKNOWN_USUAL if row.usual is None else row.usual,
        flags=frozenset(row.flags),
        modes=frozenset(row.modes),
        kit=frozenset(row.kit),
        weekdays=frozenset(schedule.weekdays) if schedule else frozenset(range(7)),
        cleared=row.cleared,
        midwife_ok=row.midwife_ok,
        never=frozenset(row.never),
        likes=frozenset(row.likes),
    )
