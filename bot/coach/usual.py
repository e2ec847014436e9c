"""PURE: usual pain, worked out from the mornings before a date and from what was stated."""

from datetime import date, timedelta

from bot.coach.state import State

WINDOW_DAYS = 21
MOST, FEWEST = 7, 3
DAY = timedelta(days=1)


def before(state: State, d: date) -> int:
    """u(d), 0-10: the usual pain known before the morning of d (section 3, our choice)."""
    scores = _latest(state, d)
    if len(scores) < FEWEST:
        return _stated(state, d)
    scores.sort()
    middle = len(scores) // 2
    if len(scores) % 2:
        return scores[middle]
    return (scores[middle - 1] + scores[middle] + 1) // 2


def through(state: State, d: date) -> int:
    """U(d), 0-10: usual pain with the morning of d counted."""
    return before(state, d + DAY)


def morning(state: State, d: date) -> int | None:
    """m(d), 0-10: the morning score of a date, None when unknown."""
    for day, score in reversed(state.mornings):
        if day <= d:
            return score if day == d else None
    return None


def _latest(state: State, d: date) -> list[int]:
    """Up to seven latest mornings before d, none older than 21 days."""
    oldest = d - timedelta(days=WINDOW_DAYS)
    end = len(state.mornings)
    while end and state.mornings[end - 1][0] >= d:
        end -= 1
    latest = state.mornings[max(0, end - MOST) : end]
    return [score for day, score in latest if day >= oldest]


def _stated(state: State, d: date) -> int:
    for day, score in reversed(state.stated):
        if day <= d:
            return score
    return state.stated[0][1]
