"""The state of one person carried forward day by day, beside the full replay of the product."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from bot.coach.facts import Day, Profile, SessionFact
from bot.coach.replay import advance
from bot.coach.state import Setting, State, opening

DAY = timedelta(days=1)
OPEN_DAYS = 3
"""Dates that stay open: after midnight an answer is filed under the next date already."""

Closed = Callable[[State, State, Day], None]
"""Told of each date that is closed: the state before it, the state after it, what was told."""


class Carried:
    """What a person told, and the state it leads to, one date after the other."""

    def __init__(self, setting: Setting, closed: Closed) -> None:
        self.setting = setting
        self.told: dict[date, Day] = {}
        self._closed = opening(setting)
        self._until = setting.profile.start - DAY
        self._tell_closed = closed
        self._last_told: dict[date, datetime] = {}
        self._answered: dict[date, datetime] = {}

    def begin_with(self, day: Day, at: datetime) -> None:
        """Take over what was told while joining, before the person's own zone was known."""
        self.told[day.date] = day
        self._last_told[day.date] = at
        if day.red_flags is not None and day.date == at.astimezone(UTC).date():
            self._answered[day.date] = at

    def tell(self, day: date, at: datetime, **facts: Any) -> None:
        """Add a score that was told about a date at an instant."""
        self._last_told[day] = at
        self._keep(day, **facts)

    def answer(self, day: date, at: datetime, value: str) -> None:
        """Add an answer to the warning signs, "no" or "yes"."""
        self._answered[day] = at
        self._keep(day, red_flags=value)

    def add(self, day: date, **facts: Any) -> None:
        """Add an answer that counts for a date whenever it was given."""
        self._keep(day, **facts)

    def change(self, profile: Profile) -> None:
        """Another profile from now on: all that was told is looked at anew, as a replay does."""
        self.setting = replace(self.setting, profile=profile)
        self._closed, last = opening(self.setting), self._until
        day = profile.start
        while day <= last:
            self._closed = self._step(self._closed, day)
            day += DAY

    def clear(self, day: date) -> None:
        """Add a clinician's word."""
        self._keep(day, clinician_ok=True)

    def add_session(self, day: date, at: datetime, fact: SessionFact) -> None:
        """Add a session that ended at an instant and counts for a date."""
        sessions = self.told[day].sessions if day in self.told else ()
        self.tell(day, at, sessions=(*sessions, fact))

    def latest(self, day: date) -> date:
        """The last date anything is filed under, at least `day`."""
        return max([day, *self.told])

    def on(self, day: date) -> State:
        """The state of a date with everything told about it so far."""
        self.close(day - OPEN_DAYS * DAY)
        state, d = self._closed, self._until
        while d < day:
            d += DAY
            state = self._step(state, d)
        return state

    def close(self, day: date) -> None:
        """Nothing more is told about dates up to this one."""
        while self._until < day:
            self._until += DAY
            before = self._closed
            self._closed = self._step(before, self._until)
            told = self.told.get(self._until) or Day(self._until)
            self._tell_closed(before, self._closed, told)

    def _keep(self, day: date, **facts: Any) -> None:
        known = replace(self.told.get(day) or Day(day), **facts)
        answered = self._answered.get(day)
        last = answered is not None and answered >= self._last_told.get(day, answered)
        self.told[day] = replace(known, screened_last=last)

    def _step(self, state: State, day: date) -> State:
        return advance(state, self.told.get(day) or Day(day), self.setting)
