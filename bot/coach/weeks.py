"""PURE: what was told and done week by week, and which doctor cards came when."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from bot.coach.facts import Day, Done, Kind, Profile
from bot.coach.outcomes import pain_of
from bot.coach.replay import advance
from bot.coach.state import Setting, State, opening
from content.model import Exercise

WEEK = timedelta(days=7)
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Scores:
    """The pain of one date, 0 to 10: its morning and the highest of its sessions."""

    date: date
    morning: int | None
    peak: int | None


@dataclass(frozen=True, slots=True)
class Week:
    """Seven dates from a Monday on. `strength` counts the strength days among the sessions."""

    first: date
    whole: int
    part: int
    strength: int

    @property
    def sessions(self) -> int:
        """The sessions of the week, done whole or in part."""
        return self.whole + self.part


def scores(days: Iterable[Day], first: date, last: date) -> tuple[Scores, ...]:
    """The dates from `first` to `last` on which any pain was told, oldest first."""
    found = (Scores(day.date, _first_score(day), _peak(day)) for day in days)
    return tuple(
        one
        for one in found
        if first <= one.date <= last and (one.morning is not None or one.peak is not None)
    )


def _first_score(day: Day) -> int | None:
    return day.usual if day.morning is None else day.morning


def _peak(day: Day) -> int | None:
    told = [pain for fact in day.sessions if (pain := pain_of(fact)) is not None]
    return max(told, default=None)


def weeks(days: Iterable[Day], last: date, count: int) -> tuple[Week, ...]:
    """The `count` calendar weeks up to that of `last`, oldest first, empty ones included."""
    this = last - last.weekday() * DAY
    by_week: dict[date, list[Day]] = {this - back * WEEK: [] for back in reversed(range(count))}
    for day in days:
        monday = day.date - day.date.weekday() * DAY
        if monday in by_week and day.date <= last:
            by_week[monday].append(day)
    return tuple(_week(first, told) for first, told in by_week.items())


def _week(first: date, days: Iterable[Day]) -> Week:
    facts = [fact for day in days for fact in day.sessions]
    done = [fact for fact in facts if fact.done is not Done.NONE]
    return Week(
        first=first,
        whole=sum(fact.done is Done.ALL for fact in done),
        part=sum(fact.done is Done.PART for fact in done),
        strength=sum(fact.kind is Kind.STRENGTH for fact in done),
    )


def walk(
    profile: Profile, days: Iterable[Day], until: date, exercises: Mapping[str, Exercise]
) -> tuple[State, ...]:
    """The state of every date from the start to `until`, as `replay` works them out."""
    setting, told = Setting(profile, exercises), {day.date: day for day in days}
    state, found = opening(setting), []
    for offset in range((until - profile.start).days + 1):
        d = profile.start + offset * DAY
        state = advance(state, told.get(d) or Day(d), setting)
        found.append(state)
    return tuple(found)


def cards(states: Iterable[State]) -> tuple[tuple[date, str], ...]:
    """The doctor cards D1 to D7 with the dates on which they were due, oldest first."""
    return tuple((state.day, state.card) for state in states if state.card is not None)
