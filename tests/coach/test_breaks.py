"""Breaks: at the clock times somebody chose, through daylight saving, and never too much."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.coach import breaks, quiet
from bot.coach.breaks import EVERY, Hours
from bot.coach.facts import Profile
from bot.coach.hour_words import read_hours
from bot.coach.replay import replay
from content.loader import load_library

LISBON, NEW_YORK = ZoneInfo("Europe/Lisbon"), ZoneInfo("America/New_York")
OFFICE = Hours(frozenset(range(5)), time(9), time(17), 60)
NO_QUIET = (time(0), time(0))
NIGHT = (time(22), time(7))
MONDAY = date(2026, 11, 23)
EXERCISES = load_library().exercises
FLAGS = sorted({flag for move in EXERCISES.values() for flag in move.blocked_by})


def local(hours: Hours, zone: ZoneInfo, first: datetime, number: int) -> list[str]:
    found = islice(breaks.breaks(hours, zone, first, NO_QUIET), number)
    return [f"{one.instant.astimezone(zone):%a %H:%M}" for one in found]


def test_the_first_break_comes_once_an_hour_is_sat_and_the_last_at_the_end() -> None:
    morning = datetime(2026, 11, 23, 8, tzinfo=LISBON)
    shown = local(OFFICE, LISBON, morning, 9)
    assert shown[0] == "Mon 10:00"
    assert shown[7:] == ["Mon 17:00", "Tue 10:00"]


def test_a_weekend_has_none_unless_it_was_chosen() -> None:
    friday = datetime(2026, 11, 27, 16, 30, tzinfo=LISBON)
    assert local(OFFICE, LISBON, friday, 2) == ["Fri 17:00", "Mon 10:00"]


def test_hours_across_midnight_belong_to_the_day_they_began() -> None:
    nights = Hours(frozenset({4}), time(22), time(2), 120)  # Friday nights
    found = list(islice(breaks.breaks(nights, LISBON, midnight(), NO_QUIET), 2))
    assert [one.date.weekday() for one in found] == [4, 4]
    assert [f"{one.instant.astimezone(LISBON):%a %H}" for one in found] == ["Sat 00", "Sat 02"]


def midnight() -> datetime:
    return datetime(2026, 11, 23, tzinfo=UTC)


@pytest.mark.parametrize("zone", [LISBON, NEW_YORK])
def test_in_the_weeks_of_the_clock_change_each_comes_at_its_clock_time(zone: ZoneInfo) -> None:
    all_days = Hours(frozenset(range(7)), time(0, 30), time(5), 30)
    for begin in (datetime(2027, 3, 10, tzinfo=UTC), datetime(2027, 10, 28, tzinfo=UTC)):
        found = list(islice(breaks.breaks(all_days, zone, begin, NO_QUIET), 200))
        instants = [one.instant for one in found]
        assert instants == sorted(set(instants))
        assert len({(one.date, one.slot) for one in found}) == len(found)


def test_quiet_hours_leave_them_out_and_only_quiet_hours_mean_none_at_all() -> None:
    late = Hours(frozenset(range(7)), time(20), time(23, 30), 60)
    shown = islice(breaks.breaks(late, LISBON, midnight(), NIGHT), 3)
    assert [f"{one.instant.astimezone(LISBON):%H}" for one in shown] == ["21", "21", "21"]
    at_night = Hours(frozenset(range(7)), time(22), time(6), 60)
    assert breaks.next_break(at_night, LISBON, midnight(), NIGHT) is None


def test_nobody_who_chose_no_day_or_too_short_a_time_waits_for_ever() -> None:
    assert (
        breaks.next_break(Hours(frozenset(), time(9), time(17), 60), LISBON, midnight(), NIGHT)
        is None
    )
    short = Hours(frozenset({0}), time(9), time(9, 30), 60)
    assert breaks.next_break(short, LISBON, midnight(), NIGHT) is None


walls = st.builds(time, st.integers(0, 23), st.sampled_from([0, 15, 30, 45]))


@given(
    st.frozensets(st.integers(0, 6), min_size=1), walls, walls, st.sampled_from(EVERY),
    walls, walls,
    st.datetimes(datetime(2026, 1, 1), datetime(2028, 1, 1)),
    st.sampled_from(["Europe/Lisbon", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata"]),
)  # fmt: skip
def test_breaks_are_in_order_after_now_and_never_in_quiet_hours(
    days: frozenset[int], begins: time, ends: time, every: int, calm: time, loud: time,
    start: datetime, name: str,
) -> None:  # fmt: skip
    zone, after = ZoneInfo(name), start.replace(tzinfo=UTC)
    hours = Hours(days, begins, ends, every)
    found = list(islice(breaks.breaks(hours, zone, after, (calm, loud)), 12))
    assert all(one.instant > after for one in found)
    assert [one.instant for one in found] == sorted({one.instant for one in found})
    for one in found:
        assert one.date.weekday() in days
        assert not quiet.is_quiet(one.instant.astimezone(zone).time(), calm, loud)


def test_each_break_of_a_day_brings_another_move_of_at_most_a_minute() -> None:
    me = Profile(start=MONDAY, usual=3)
    state = replay(me, [], MONDAY, EXERCISES)
    found = [breaks.move(me, state, MONDAY, slot, EXERCISES) for slot in range(6)]
    assert len({one.exercise for one in found if one}) == 6
    assert all(one and one.seconds <= breaks.LONGEST for one in found)


@given(
    st.frozensets(st.sampled_from(FLAGS), max_size=3),
    st.integers(0, 60), st.integers(0, 15), st.integers(0, 10),
)  # fmt: skip
def test_a_break_never_brings_what_this_body_must_not_do(
    flags: frozenset[str], day: int, slot: int, usual: int
) -> None:
    d = MONDAY + timedelta(days=day)
    me = Profile(start=MONDAY, usual=usual, flags=flags)
    found = breaks.move(me, replay(me, [], d, EXERCISES), d, slot, EXERCISES)
    if found is not None:
        assert flags.isdisjoint(EXERCISES[found.exercise].blocked_by)
        assert EXERCISES[found.exercise].kit <= me.kit


def test_a_break_is_too_late_after_half_its_interval() -> None:
    due = datetime(2026, 11, 23, 10, tzinfo=UTC)
    assert not breaks.too_late(due, due + timedelta(minutes=30), 60)
    assert breaks.too_late(due, due + timedelta(minutes=31), 60)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("9-5", (OFFICE.weekdays, time(9), time(17), 60)),
        (
            "mon-fri 8:30 to 16:45 every 45 min",
            (frozenset(range(5)), time(8, 30), time(16, 45), 45),
        ),
        ("weekends 10am-2pm", (frozenset({5, 6}), time(10), time(14), 60)),
        ("every 90 minutes", (OFFICE.weekdays, time(9), time(17), 90)),
        ("22-6", (OFFICE.weekdays, time(22), time(6), 60)),
        ("tue thu", (frozenset({1, 3}), time(9), time(17), 60)),
        ("every hour", (OFFICE.weekdays, time(9), time(17), 60)),
    ],
)
def test_hours_are_read_as_people_write_them(words: str, expected: tuple[object, ...]) -> None:
    read = read_hours(words, OFFICE)
    assert read is not None
    assert (read.weekdays, read.begins, read.ends, read.every) == expected


@pytest.mark.parametrize(
    "words", ["", "soon", "every 5 min", "25-99", "9-9", "x" * 500, "9-17 lunch"]
)
def test_what_is_no_hours_is_not_guessed_at(words: str) -> None:
    assert read_hours(words, OFFICE) is None
