"""Breaks: at the clock times somebody chose, through daylight saving, and never too much."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.coach import breaks, quiet, slots
from bot.coach.breaks import EVERY, Hours
from bot.coach.facts import Item, Profile
from bot.coach.hour_words import read_hours
from bot.coach.replay import replay
from content.loader import load_library
from content.model import Dose, Exercise, Ladder

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


@settings(deadline=None)
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


def test_what_a_break_brings_is_less_than_the_least_dose_of_a_routine() -> None:
    brought = {
        item.exercise: (item.sets, item.count, item.hold, item.seconds)
        for item in breaks.moves(EXERCISES)
    }
    expected = {
        "standing-hip-flexor-stretch": (1, 1, 15, 50),
        "sit-to-stand": (1, 8, 0, 55),
        "chair-edge-hip-flexor-stretch": (1, 1, 15, 50),
        "easy-cardio": (1, 1, 45, 60),
        "weight-shift": (1, 15, 2, 60),
        "seated-figure-four-stretch": (1, 1, 15, 50),
        "standing-march": (1, 6, 0, 56),
        "adductor-squeeze": (1, 6, 5, 57),
        "standing-band-abduction": (1, 5, 2, 60),
        "isometric-hip-flexion": (1, 2, 5, 60),
    }
    assert list(brought.items()) == list(expected.items())  # and in this order
    walk = next(item for item in breaks.moves(EXERCISES) if item.exercise == slots.WALK)
    assert (walk.slot, walk.sides) == (slots.WU1, 1)
    assert {item.slot for item in breaks.moves(EXERCISES) if item != walk} == {slots.ONE}


def day_of(me: Profile, exercises: Mapping[str, Exercise] = EXERCISES) -> list[Item | None]:
    """What ten breaks of one Monday bring."""
    state = replay(me, [], MONDAY, exercises)
    return [breaks.move(me, state, MONDAY, slot, exercises) for slot in range(10)]


def test_breaks_go_through_the_desk_moves_in_their_order() -> None:
    me = Profile(start=MONDAY, usual=3, kit=frozenset({"band"}))
    found = [item.exercise for item in day_of(me) if item]
    start = slots.DESK_ORDER.index(found[0])
    assert found == [*slots.DESK_ORDER[start:], *slots.DESK_ORDER[:start]]


def test_ten_days_in_a_row_begin_with_ten_different_moves() -> None:
    me = Profile(start=MONDAY, usual=3, kit=frozenset({"band"}))
    state = replay(me, [], MONDAY, EXERCISES)
    days = [MONDAY + timedelta(days=step) for step in range(10)]
    firsts = [breaks.move(me, state, day, 0, EXERCISES) for day in days]
    assert {item.exercise for item in firsts if item} == set(slots.DESK_ORDER)


def test_a_body_without_a_move_at_the_desk_gets_none() -> None:
    nothing = Profile(start=MONDAY, usual=3, never=frozenset(slots.DESK_ORDER))
    assert day_of(nothing) == [None] * 10


def test_what_is_not_for_the_desk_or_too_long_for_a_minute_never_comes() -> None:
    chair, march = EXERCISES["sit-to-stand"], EXERCISES["standing-march"]
    slow = Dose(Ladder.FIXED, start=0, sides=1, tempo=46, hold=0, sets=1, count=1, seconds=0)
    once = replace(slow, tempo=30, count=3)
    moves = {
        **EXERCISES,
        chair.id: replace(chair, blocked_by=frozenset({"desk"})),
        march.id: replace(march, dose=slow),
        "weight-shift": replace(EXERCISES["weight-shift"], dose=once),
    }
    found = {item.exercise: item.count for item in day_of(Profile(MONDAY, 3), moves) if item}
    assert not {chair.id, march.id} & set(found)
    assert march.id not in {item.exercise for item in breaks.moves(moves)}
    assert found["weight-shift"] == 1


def test_hours_that_end_when_they_begin_last_a_day_and_their_last_minute_counts() -> None:
    whole = Hours(frozenset({0}), time(9), time(9), 120)
    assert list(whole.offsets()) == list(range(660, 1981, 120))
    assert list(Hours(frozenset({0}), time(9), time(9, 59), 60).offsets()) == []


def test_hours_and_quiet_hours_are_those_of_the_persons_own_clock() -> None:
    begin = datetime(2026, 11, 23, 5, tzinfo=UTC)
    assert local(OFFICE, NEW_YORK, begin, 2) == ["Mon 10:00", "Mon 11:00"]
    first = breaks.next_break(OFFICE, NEW_YORK, begin, NO_QUIET)
    assert first is not None
    assert first.instant == datetime(2026, 11, 23, 15, tzinfo=UTC)
    second = breaks.next_break(OFFICE, NEW_YORK, first.instant, (time(15), time(16)))
    assert second is not None
    assert second.instant == datetime(2026, 11, 23, 16, tzinfo=UTC)
    third = breaks.next_break(OFFICE, NEW_YORK, begin, (time(9), time(11)))
    assert third is not None
    assert third.instant == datetime(2026, 11, 23, 16, tzinfo=UTC)


def test_a_break_is_too_late_after_half_its_interval() -> None:
    due = datetime(2026, 11, 23, 10, tzinfo=UTC)
    assert not breaks.too_late(due, due + timedelta(minutes=30), 60)
    assert breaks.too_late(due, due + timedelta(minutes=31), 60)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("9-5", (OFFICE.weekdays, time(9), time(17), 60)),
        ("9\u20135", (OFFICE.weekdays, time(9), time(17), 60)),
        (f"9-5{',' * 77}", (OFFICE.weekdays, time(9), time(17), 60)),
        ("12-5", (OFFICE.weekdays, time(12), time(17), 60)),
        ("8-11", (OFFICE.weekdays, time(8), time(11), 60)),
        ("9am-5am", (OFFICE.weekdays, time(9), time(5), 60)),
        ("9-17, every 45 min.", (OFFICE.weekdays, time(9), time(17), 45)),
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


def test_only_the_minutes_that_are_offered_can_be_typed() -> None:
    read = [minutes for minutes in range(10, 200) if read_hours(f"every {minutes} min", OFFICE)]
    assert read == [30, 45, 60, 90, 120]


def test_every_hour_is_read_whatever_it_was_before() -> None:
    read = read_hours("every hour", replace(OFFICE, every=45))
    assert read == OFFICE


@pytest.mark.parametrize(
    "words",
    [
        "", "soon", "every 5 min", "every 50 min", "25-99", "25-9", "9-25", "9-9", "x" * 500,
        f"9-5{',' * 78}", "9-17 lunch",
    ],
)  # fmt: skip
def test_what_is_no_hours_is_not_guessed_at(words: str) -> None:
    assert read_hours(words, OFFICE) is None
