"""The clock finds tomorrow's morning and the next change of the clocks in a zone."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.sandbox.jumps import to_change, to_morning

EVENING = datetime(2026, 11, 23, 21, 30, 15, 250_000, tzinfo=UTC)


@pytest.mark.parametrize(
    ("zone", "morning"),
    [
        ("Europe/Lisbon", datetime(2026, 11, 24, 7, tzinfo=UTC)),
        ("Pacific/Auckland", datetime(2026, 11, 24, 18, tzinfo=UTC)),  # there it is the 24th
        ("America/New_York", datetime(2026, 11, 24, 12, tzinfo=UTC)),
    ],
)
def test_tomorrow_morning_is_seven_in_the_persons_own_zone(zone: str, morning: datetime) -> None:
    assert EVENING + timedelta(seconds=to_morning(EVENING, zone)) == morning


@pytest.mark.parametrize(
    ("zone", "change"),
    [
        ("Europe/Lisbon", datetime(2027, 3, 28, 1, tzinfo=UTC)),
        ("Pacific/Auckland", datetime(2027, 4, 3, 14, tzinfo=UTC)),
        ("America/New_York", datetime(2027, 3, 14, 7, tzinfo=UTC)),
    ],
)
def test_the_clock_stops_an_hour_before_the_next_change(zone: str, change: datetime) -> None:
    reached = EVENING + timedelta(seconds=to_change(EVENING, zone))
    assert timedelta(0) <= reached - (change - timedelta(hours=1)) <= timedelta(seconds=1)


def test_from_an_hour_before_a_change_it_goes_on_to_the_next() -> None:
    spring = datetime(2027, 3, 28, 0, 0, 5, tzinfo=UTC)
    reached = spring + timedelta(seconds=to_change(spring, "Europe/Lisbon"))
    assert reached.date() == datetime(2027, 10, 31, tzinfo=UTC).date()


def test_a_zone_without_changes_and_one_that_is_none_say_so() -> None:
    with pytest.raises(ValueError, match="do not change within a year"):
        to_change(EVENING, "Asia/Kolkata")
    for nonsense in ("Nowhere/Land", "../etc/passwd", "", "a\0b"):
        with pytest.raises(ValueError, match="no time zone"):
            to_morning(EVENING, nonsense)
