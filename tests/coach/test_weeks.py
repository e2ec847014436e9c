"""Weeks: what was told and done, counted by calendar week."""

from datetime import date, timedelta

from bot.coach import weeks
from bot.coach.facts import Day, Done, Kind, Profile, SessionFact
from bot.coach.replay import replay
from bot.coach.weeks import Scores
from content.model import Library

MONDAY = date(2026, 11, 23)
DAY = timedelta(days=1)


def session(done: Done = Done.ALL, peak: int | None = 1, kind: Kind = Kind.STRETCH) -> SessionFact:
    return SessionFact(minutes=10, done=done, peak=peak, kind=kind, items=())


def test_a_week_begins_on_monday_and_counts_whole_part_and_strength() -> None:
    days = [
        Day(MONDAY - DAY, sessions=(session(),)),
        Day(MONDAY, sessions=(session(kind=Kind.STRENGTH), session(Done.PART))),
        Day(MONDAY + 6 * DAY, sessions=(session(Done.NONE),)),
    ]
    before, this = weeks.weeks(days, MONDAY + 6 * DAY, 2)
    assert (before.first, before.sessions) == (MONDAY - 7 * DAY, 1)
    assert (this.whole, this.part, this.strength, this.sessions) == (1, 1, 1, 2)


def test_weeks_without_anything_are_there_too() -> None:
    found = weeks.weeks([], MONDAY, 12)
    assert [week.sessions for week in found] == [0] * 12
    assert found[-1].first == MONDAY


def test_the_last_date_counts_and_only_strength_days_are_strength() -> None:
    days = [
        Day(MONDAY, sessions=(session(kind=Kind.STRENGTH),)),
        Day(MONDAY + DAY, sessions=(session(),)),
        Day(MONDAY + 2 * DAY, sessions=(session(kind=Kind.SETTLE), session())),
    ]
    (week,) = weeks.weeks(days, MONDAY + 2 * DAY, 1)
    assert (week.whole, week.strength) == (4, 1)


def test_days_after_the_last_are_left_out() -> None:
    days = [Day(MONDAY + DAY, sessions=(session(),))]
    assert weeks.weeks(days, MONDAY, 1)[0].sessions == 0


def test_the_first_usual_score_counts_as_the_morning_of_its_date() -> None:
    days = [Day(MONDAY, usual=4), Day(MONDAY + DAY, morning=0, usual=4), Day(MONDAY + 2 * DAY)]
    found = weeks.scores(days, MONDAY, MONDAY + 6 * DAY)
    assert found == (Scores(MONDAY, 4, None), Scores(MONDAY + DAY, 0, None))


def test_the_peak_of_a_date_is_the_highest_of_its_sessions() -> None:
    days = [Day(MONDAY, sessions=(session(peak=2), session(peak=None), session(peak=5)))]
    assert weeks.scores(days, MONDAY, MONDAY) == (Scores(MONDAY, None, 5),)


def test_walking_day_by_day_ends_where_a_replay_ends(library: Library) -> None:
    me = Profile(start=MONDAY, usual=5)
    days = [Day(MONDAY + step * DAY, morning=7) for step in range(20)]
    states = weeks.walk(me, days, days[-1].date, library.exercises)
    assert len(states) == 20
    assert states[-1] == replay(me, days, days[-1].date, library.exercises)


def test_a_doctor_card_is_listed_with_the_date_on_which_it_was_due(library: Library) -> None:
    me = Profile(start=MONDAY, usual=7)
    days = [Day(MONDAY + step * DAY, morning=7) for step in range(15)]
    states = weeks.walk(me, days, days[-1].date, library.exercises)
    assert weeks.cards(states) == ((MONDAY + 14 * DAY, "D7"),)
