"""PURE: how steadily somebody keeps going, counted so that no ordinary life breaks it.

Only a day on which a routine reached the person can be missed. So days off, pauses, holds and
outages of ours cost nothing, without a rule of their own. All numbers are our choice.
"""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date, timedelta

DAY = timedelta(days=1)
WEEK_DAYS = 7
FEWEST_SPARE = 2  # days a week that may be missed
REPAIR_DAYS = 2  # the 48 hours after a missed day
AWAY_DAYS = 7  # whoever comes back after so many days is greeted, pause or not


@dataclass(frozen=True, slots=True)
class Standing:
    """Where somebody stands on a date.

    `week` counts the days done in this calendar week, `kept` those done since the run began.
    `back` is true on a day done after a time away. `repair` is the missed day that can still be
    made up and would otherwise end the run.
    """

    goal: int
    week: int
    kept: int
    back: bool
    repair: date | None

    @property
    def reached(self) -> bool:
        """Whether the goal of this week is reached."""
        return self.week >= self.goal


def standing(
    offered: AbstractSet[date],
    done: Mapping[date, int],
    weekdays: AbstractSet[int],
    goal: int,
    today: date,
) -> Standing:
    """The standing on `today`, a date of the person's calendar.

    `offered` holds the dates on which a routine reached the person, `done` the number of sessions
    on each date, of any length and at any hour; `weekdays` the days they chose, 0 = Monday. The
    goal is 1 to 7 days a week, ValueError otherwise; with fewer days chosen it is those.
    """
    if not 1 <= goal <= WEEK_DAYS:
        raise ValueError(f"a goal is 1 to 7 days a week, not {goal}")
    goal = min(goal, max(1, len(weekdays)))
    days = {day for day, times in done.items() if times > 0 and day <= today}
    missed = sorted(day for day in offered if day < today and day not in days)
    made_up = _made_up(missed, done, today)
    lost = _lost(missed, made_up, offered | days, weekdays, goal, today)
    ended = [day for day in lost if (today - day).days > REPAIR_DAYS]
    began = max(ended, default=None)
    counted = days | made_up
    kept = sum(began is None or day > began for day in counted)
    open_ = [day for day in lost if day not in ended] if kept else []
    return Standing(
        goal=goal,
        week=sum(_monday(day) == _monday(today) for day in counted),
        kept=kept,
        back=_is_back(days, began, today),
        repair=min(open_, default=None),
    )


def in_a_row(offered: AbstractSet[date], done: Mapping[date, int], today: date) -> int:
    """How many of the routines that reached somebody before `today` they missed since the last."""
    last = max((day for day in done if done[day] > 0), default=date.min)
    return sum(last < day < today for day in offered)


def _monday(day: date) -> date:
    return day - day.weekday() * DAY


def _made_up(missed: list[date], done: Mapping[date, int], today: date) -> set[date]:
    """Missed days that a second session within 48 hours of their end stands for."""
    made_up: set[date] = set()
    for day in sorted(day for day in done if day <= today):
        open_ = [one for one in missed if 0 < (day - one).days <= REPAIR_DAYS]
        made_up |= set([one for one in open_ if one not in made_up][: max(0, done[day] - 1)])
    return made_up


def _lost(
    missed: list[date],
    made_up: set[date],
    counted: AbstractSet[date],
    weekdays: AbstractSet[int],
    goal: int,
    today: date,
) -> list[date]:
    """The missed days that no spare day of their week covers, oldest first."""
    lost: list[date] = []
    used: dict[date, int] = {}
    for day in missed:
        if day in made_up:
            continue
        monday = _monday(day)
        used[monday] = used.get(monday, 0) + 1
        if used[monday] > _spare(monday, counted, weekdays, goal, today):
            lost.append(day)
    return lost


def _spare(
    monday: date, counted: AbstractSet[date], weekdays: AbstractSet[int], goal: int, today: date
) -> int:
    """The spare days of a week: two, or more when the goal asks for fewer days than there are."""
    week = [monday + step * DAY for step in range(WEEK_DAYS)]
    so_far = sum(day in counted for day in week)
    ahead = sum(day >= today and day not in counted and day.weekday() in weekdays for day in week)
    return max(FEWEST_SPARE, so_far + ahead - goal)


def _is_back(days: AbstractSet[date], ended: date | None, today: date) -> bool:
    """A day done after a run ended, or after a week away for whatever reason."""
    before = max((day for day in days if day < today), default=None)
    if today not in days or before is None:
        return False
    return (today - before).days > AWAY_DAYS or (ended is not None and before <= ended)
