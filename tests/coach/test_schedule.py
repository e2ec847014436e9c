"""When the next routine is due: every named zone, every day of a year, and changes on the way."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import islice, pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.coach.schedule import (
    LATE_MAX,
    Due,
    dues,
    earliest_date_after_change,
    is_night,
    local_date,
    next_due,
    occurrence,
    too_late,
)
from bot.coach.zones import UnknownZone, tz_version, use_packaged_zones, zone, zone_names

DAILY = frozenset(range(7))
DAY = timedelta(days=1)
LISBON, AUCKLAND, NEW_YORK = "Europe/Lisbon", "Pacific/Auckland", "America/New_York"


@pytest.fixture(autouse=True)
def _packaged() -> None:
    use_packaged_zones()


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


# number, zone, nominal date, wall time, due in UTC, the person's own clock then
ROWS = [
    ("Z1", "Australia/Lord_Howe", "2027-10-03", "02:15", "2027-10-02 15:45", "Sun 02:45 +1100"),
    ("Z1b", "Australia/Lord_Howe", "2027-04-04", "01:45", "2027-04-03 14:45", "Sun 01:45 +1100"),
    ("Z3", "Asia/Kathmandu", "2027-06-01", "07:00", "2027-06-01 01:15", "Tue 07:00 +0545"),
    ("Z4", "Africa/Casablanca", "2026-02-15", "02:30", "2026-02-15 01:30", "Sun 02:30 +0100"),
    ("Z4b", "Africa/Casablanca", "2026-03-22", "02:30", "2026-03-22 02:30", "Sun 03:30 +0100"),
    ("Z4c", "Africa/Casablanca", "2026-09-20", "07:00", "2026-09-20 07:00", "Sun 07:00 +0000"),
    ("Z5", "Africa/El_Aaiun", "2026-02-15", "02:30", "2026-02-15 01:30", "Sun 02:30 +0100"),
    ("Z5b", "Africa/El_Aaiun", "2026-03-22", "02:30", "2026-03-22 02:30", "Sun 03:30 +0100"),
    ("Z6", "Africa/Cairo", "2027-04-30", "00:30", "2027-04-29 22:30", "Fri 01:30 +0300"),
    ("Z6b", "Africa/Cairo", "2027-10-28", "23:30", "2027-10-28 20:30", "Thu 23:30 +0300"),
    ("Z7", "America/Santiago", "2027-09-05", "00:15", "2027-09-05 04:15", "Sun 01:15 -0300"),
    ("Z7b", "America/Santiago", "2027-04-03", "23:30", "2027-04-04 02:30", "Sat 23:30 -0300"),
    ("Z8", "Antarctica/Troll", "2027-03-28", "01:30", "2027-03-28 01:30", "Sun 03:30 +0200"),
    ("Z8b", "Antarctica/Troll", "2027-10-31", "02:59", "2027-10-31 00:59", "Sun 02:59 +0200"),
    ("Z9", "Europe/Berlin", "2027-03-28", "02:30", "2027-03-28 01:30", "Sun 03:30 +0200"),
    ("Z9b", "Europe/Berlin", "2027-10-31", "02:30", "2027-10-31 00:30", "Sun 02:30 +0200"),
    ("Z10", NEW_YORK, "2027-03-14", "02:30", "2027-03-14 07:30", "Sun 03:30 -0400"),
    ("Z10b", NEW_YORK, "2027-11-07", "01:30", "2027-11-07 05:30", "Sun 01:30 -0400"),
    ("Z11", "America/Nuuk", "2027-03-27", "23:30", "2027-03-28 01:30", "Sun 00:30 -0100"),
    ("Z11b", "America/Nuuk", "2027-03-28", "23:30", "2027-03-29 00:30", "Sun 23:30 -0100"),
    ("Z12", "Pacific/Chatham", "2027-09-26", "02:50", "2027-09-25 14:05", "Sun 03:50 +1345"),
    ("Z12b", "Pacific/Chatham", "2027-04-04", "03:00", "2027-04-03 13:15", "Sun 03:00 +1345"),
    ("Z13", "Asia/Beirut", "2027-03-28", "00:30", "2027-03-27 22:30", "Sun 01:30 +0300"),
    ("Z14", "America/Havana", "2027-11-07", "00:30", "2027-11-07 04:30", "Sun 00:30 -0400"),
    ("Z15", "Europe/Dublin", "2027-03-28", "01:30", "2027-03-28 01:30", "Sun 02:30 +0100"),
    ("Z16", "America/Vancouver", "2026-11-01", "07:00", "2026-11-01 14:00", "Sun 07:00 -0700"),
    ("Z16b", "America/Vancouver", "2027-01-15", "07:00", "2027-01-15 14:00", "Fri 07:00 -0700"),
    ("Z17", "Pacific/Kiritimati", "2027-01-01", "07:00", "2026-12-31 17:00", "Fri 07:00 +1400"),
]


@pytest.mark.parametrize(
    ("name", "nominal", "wall", "due", "phone"), [row[1:] for row in ROWS], ids=[r[0] for r in ROWS]
)
def test_the_named_hard_cases_come_at_their_instant(
    name: str, nominal: str, wall: str, due: str, phone: str
) -> None:
    day, hour, place = date.fromisoformat(nominal), time.fromisoformat(wall), zone(name)
    instant = occurrence(day, hour, place)
    assert instant == utc(due)
    assert instant.astimezone(place).strftime("%a %H:%M %z") == phone
    week = {
        one.date: one.instant
        for one in islice(
            dues(zone=place, wall=hour, weekdays=DAILY, after=instant - 2 * DAY - DAY / 2), 5
        )
    }
    assert week[day] == instant
    assert sorted(week) == [day + step * DAY for step in range(-2, 3)]
    assert sorted(week.values()) == list(week.values())


def test_a_date_that_a_country_left_out_has_no_routine() -> None:
    apia = zone("Pacific/Apia")
    assert occurrence(date(2011, 12, 30), time(8), apia) is None
    found = list(
        islice(dues(zone=apia, wall=time(8), weekdays=DAILY, after=utc("2011-12-29 12:00")), 3)
    )
    assert [due.date.day for due in found] == [29, 31, 1]
    assert found[1].instant - found[0].instant == DAY
    fridays = next_due(
        zone=apia, wall=time(8), weekdays=frozenset({4}), after=utc("2011-12-29 12:00")
    )
    assert fridays is not None
    assert fridays.date == date(2012, 1, 6)


def test_a_routine_moved_past_midnight_keeps_its_own_weekday() -> None:
    nuuk = zone("America/Nuuk")
    saturdays = next_due(
        zone=nuuk, wall=time(23, 30), weekdays=frozenset({5}), after=utc("2027-03-28 01:00")
    )
    assert saturdays == Due(date(2027, 3, 27), utc("2027-03-28 01:30"))


def test_the_next_routine_is_strictly_after_the_moment_asked() -> None:
    lisbon = zone(LISBON)
    due = next_due(zone=lisbon, wall=time(7), weekdays=DAILY, after=utc("2027-01-04 06:59:59"))
    assert due == Due(date(2027, 1, 4), utc("2027-01-04 07:00"))
    again = next_due(zone=lisbon, wall=time(7), weekdays=DAILY, after=due.instant)
    assert again == Due(date(2027, 1, 5), utc("2027-01-05 07:00"))


def test_only_chosen_weekdays_are_due() -> None:
    found = dues(
        zone=zone(AUCKLAND), wall=time(7), weekdays=frozenset({0, 4}), after=utc("2027-03-01 00:00")
    )
    assert [due.date.isoformat() for due in islice(found, 4)] == [
        "2027-03-05",
        "2027-03-08",
        "2027-03-12",
        "2027-03-15",
    ]


def test_without_a_weekday_nothing_is_ever_due() -> None:
    nothing = next_due(
        zone=zone(LISBON), wall=time(7), weekdays=frozenset(), after=utc("2027-01-01 00:00")
    )
    assert nothing is None


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="^`after` needs a time zone$"):
        next_due(zone=zone(LISBON), wall=time(7), weekdays=DAILY, after=datetime(2027, 1, 1))


@pytest.mark.parametrize(
    "after", [datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC) - DAY]
)
def test_a_search_that_leaves_the_calendar_says_so(after: datetime) -> None:
    with pytest.raises(OverflowError):
        list(islice(dues(zone=zone(LISBON), wall=time(7), weekdays=DAILY, after=after), 5))


def test_a_time_with_seconds_and_a_fold_is_read_as_the_first_of_two() -> None:
    berlin = zone("Europe/Berlin")
    day = date(2027, 10, 31)
    assert occurrence(day, time(2, 30, fold=1), berlin) == occurrence(day, time(2, 30), berlin)


def test_a_later_time_on_the_day_already_served_starts_tomorrow() -> None:
    """Ana had her routine at 07:00; at noon she moves it to 20:00."""
    lisbon = zone(LISBON)
    served = utc("2027-01-04 07:00")
    due = next_due(
        zone=lisbon,
        wall=time(20),
        weekdays=DAILY,
        after=utc("2027-01-04 12:00"),
        not_before_date=earliest_date_after_change(served, lisbon),
    )
    assert due == Due(date(2027, 1, 5), utc("2027-01-05 20:00"))


def test_an_earlier_start_date_changes_nothing() -> None:
    due = next_due(
        zone=zone(LISBON),
        wall=time(7),
        weekdays=DAILY,
        after=utc("2027-01-04 12:00"),
        not_before_date=date(2020, 1, 1),
    )
    assert due == Due(date(2027, 1, 5), utc("2027-01-05 07:00"))


def _after_flight(last: Due, to: ZoneInfo) -> Due:
    due = next_due(
        zone=to,
        wall=time(7),
        weekdays=DAILY,
        after=last.instant + timedelta(hours=1),
        not_before_date=earliest_date_after_change(last.instant, to),
    )
    assert due is not None
    return due


def test_a_flight_over_the_date_line_and_back_doubles_and_drops_nothing() -> None:
    apia, honolulu = zone("Pacific/Apia"), zone("Pacific/Honolulu")
    at_home = next_due(zone=apia, wall=time(7), weekdays=DAILY, after=utc("2027-02-01 00:00"))
    assert at_home is not None
    away = _after_flight(at_home, honolulu)
    home_again = _after_flight(away, apia)
    assert away.instant - at_home.instant == timedelta(hours=23)
    assert home_again.instant - away.instant == timedelta(hours=25)


def test_the_next_routine_comes_after_the_local_date_of_the_last_in_the_new_zone() -> None:
    served = utc("2027-01-05 20:00")
    days = [earliest_date_after_change(served, zone(name)) for name in (LISBON, AUCKLAND)]
    assert days == [date(2027, 1, 6), date(2027, 1, 7)]


def test_before_the_first_routine_any_date_may_come() -> None:
    assert earliest_date_after_change(None, zone(LISBON)) is None


@given(
    names=st.lists(st.sampled_from(sorted(zone_names())), min_size=2, max_size=6),
    start=st.datetimes(datetime(2026, 1, 1), datetime(2028, 1, 1)).map(
        lambda moment: moment.replace(tzinfo=UTC)
    ),
    wall=st.times(),
)
def test_no_journey_brings_two_routines_within_one_local_date(
    names: list[str], start: datetime, wall: time
) -> None:
    last: Due | None = None
    for name in names:
        here = zone(name)
        due = next_due(
            zone=here,
            wall=wall,
            weekdays=DAILY,
            after=last.instant if last else start,
            not_before_date=earliest_date_after_change(last.instant if last else None, here),
        )
        assert due is not None
        if last is not None:
            assert due.date > last.instant.astimezone(here).date()
            assert timedelta(0) < due.instant - last.instant <= 2 * DAY + timedelta(hours=2)
        last = due


@given(
    name=st.sampled_from(sorted(zone_names())),
    start=st.datetimes(datetime(1990, 1, 1), datetime(2037, 1, 1)).map(
        lambda moment: moment.replace(tzinfo=UTC)
    ),
    wall=st.times(),
    weekdays=st.frozensets(st.integers(0, 6), min_size=1),
)
def test_any_zone_gives_ordered_instants_on_chosen_days(
    name: str, start: datetime, wall: time, weekdays: frozenset[int]
) -> None:
    here = zone(name)
    found = list(islice(dues(zone=here, wall=wall, weekdays=weekdays, after=start), 8))
    assert found[0].instant > start
    assert all(due.instant.tzinfo is UTC and due.date.weekday() in weekdays for due in found)
    for before, after in pairwise(found):
        assert before.date < after.date
        assert before.instant < after.instant
    first = next_due(zone=here, wall=wall, weekdays=weekdays, after=start)
    assert first == found[0]


def test_every_date_of_a_year_has_exactly_one_instant_in_every_zone() -> None:
    """All zones of the database: one instant a date, always after the one before."""
    days = [date(2027, 1, 1) + step * DAY for step in range(366)]
    for here in map(zone, sorted(zone_names())):
        for wall in (time(0, 15), time(2, 30), time(7), time(23, 45)):
            instants = [occurrence(day, wall, here) for day in days]
            assert None not in instants, here
            assert all(a < b for a, b in pairwise(instants)), here  # type: ignore[operator]  # see above


def test_a_session_after_midnight_still_counts_for_the_evening() -> None:
    new_york = zone(NEW_YORK)
    assert local_date(utc("2027-01-05 08:59"), new_york) == date(2027, 1, 4)
    assert local_date(utc("2027-01-05 09:00"), new_york) == date(2027, 1, 5)
    assert local_date(utc("2027-01-05 05:00"), new_york, day_ends=time(0)) == date(2027, 1, 5)


@pytest.mark.parametrize(
    ("clock", "night"),
    [("22:29", False), ("22:30", True), ("00:00", True), ("06:29", True), ("06:30", False)],
)
def test_the_night_lasts_from_half_past_ten_to_half_past_six(clock: str, night: bool) -> None:
    assert is_night(utc(f"2027-01-05 {clock}"), zone(LISBON)) is night


def test_the_night_is_that_of_the_persons_own_clock() -> None:
    early = utc("2027-01-05 11:00")  # 06:00 in New York
    assert is_night(early, zone(NEW_YORK))
    assert not is_night(early, zone(LISBON))
    assert too_late(early - timedelta(minutes=31), early, zone(NEW_YORK))
    assert not too_late(early - timedelta(minutes=31), early, zone(LISBON))


@pytest.mark.parametrize(
    ("due", "now", "late"),
    [
        ("2027-01-05 07:00", "2027-01-05 11:00", False),
        ("2027-01-05 07:00", "2027-01-05 11:00:01", True),
        ("2027-01-05 22:00", "2027-01-05 22:29", False),
        ("2027-01-05 22:00", "2027-01-05 22:30", False),
        ("2027-01-05 22:00", "2027-01-05 22:30:01", True),
        ("2027-01-05 05:00", "2027-01-05 05:30", False),
        ("2027-01-05 05:00", "2027-01-05 05:31", True),
        ("2027-01-05 05:00", "2027-01-05 06:30", False),
        ("2027-01-05 23:00", "2027-01-05 23:00", False),
    ],
)
def test_a_late_routine_is_skipped_after_four_hours_or_half_an_hour_of_night(
    due: str, now: str, late: bool
) -> None:
    assert too_late(utc(due), utc(now), zone(LISBON)) is late


def test_the_longest_delay_is_four_hours() -> None:
    assert timedelta(hours=4) == LATE_MAX


def test_an_old_name_of_a_zone_still_works() -> None:
    day, wall = date(2027, 6, 1), time(7)
    assert occurrence(day, wall, zone("Asia/Calcutta")) == occurrence(
        day, wall, zone("Asia/Kolkata")
    )


@pytest.mark.parametrize(
    "name", ["", "Berlin", "GMT+2", "../etc/passwd", "Europe/Atlantis", "\x00"]
)
def test_what_is_no_zone_is_refused_in_a_sentence(name: str) -> None:
    with pytest.raises(UnknownZone, match="is no time zone"):
        zone(name)


def test_the_zones_come_from_the_package_alone() -> None:
    import tzdata  # type: ignore[import-untyped]  # it has no types; only its version is read

    assert tz_version() == tzdata.IANA_VERSION
    assert tz_version() >= "2026f"
    assert len(zone_names()) > 500
