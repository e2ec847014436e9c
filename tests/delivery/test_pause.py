"""A pause: nothing during it and exactly one routine on the day it ends, whatever happens."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from bot.coach.schedule import Due
from bot.services import deliveries, schedules
from bot.services.work import Work
from storage.tables import Schedule, Subscriber
from tests.delivery.town import ANA, BO, CY, MONDAY, Died, Town

DAY = timedelta(days=1)
THURSDAY = date(2026, 11, 26)


def plan_of(work: Work, person: int) -> Schedule:
    found = work.db.get(Schedule, person)
    assert found is not None
    return found


def pause(town: Town, person: int, until: date) -> Due | None:
    return town.do(lambda work: schedules.pause(work, plan_of(work, person), until))


async def live(town: Town, days: float) -> None:
    """Let the sender tick every half hour for some days."""
    await town.ticks(int(days * 86_400), step=1800)


def dates(town: Town, person: int) -> list[date]:
    return [row.date for row in town.rows(person) if row.state == "sent"]


async def test_a_waiting_routine_is_taken_back_at_once_and_one_comes_on_the_day_it_ends(
    town: Town,
) -> None:
    town.join(ANA)
    town.at("07:00")
    town.do(deliveries.promote)
    assert pause(town, ANA, THURSDAY) == Due(THURSDAY, MONDAY + 3 * DAY + timedelta(hours=7))
    assert town.states(ANA) == ["cancelled"]
    await live(town, 3.2)
    assert dates(town, ANA) == [THURSDAY]
    assert town.plan(ANA).status == "active"
    assert town.plan(ANA).paused_until is None


async def test_none_comes_during_a_pause(town: Town) -> None:
    town.join(ANA)
    pause(town, ANA, THURSDAY)
    await live(town, 3)
    assert town.rows(ANA) == []


@pytest.mark.parametrize(
    ("zone", "start", "ends", "utc_hour"),
    [
        ("America/New_York", datetime(2026, 10, 30, 20, tzinfo=UTC), date(2026, 11, 2), 12),
        ("Europe/Lisbon", datetime(2027, 3, 26, 20, tzinfo=UTC), date(2027, 3, 29), 6),
    ],
)
async def test_a_clock_change_inside_the_pause_moves_nothing_on_the_wall(
    town: Town, zone: str, start: datetime, ends: date, utc_hour: int
) -> None:
    town.clock.instant = start
    town.join(CY, zone=zone)
    due = pause(town, CY, ends)
    assert due is not None
    assert (due.date, due.instant.hour) == (ends, utc_hour)
    while town.clock.now() < due.instant + timedelta(hours=1):
        await live(town, 1 / 24)
    assert dates(town, CY) == [ends]


async def test_a_crash_inside_the_pause_changes_nothing(town: Town) -> None:
    town.join(ANA)
    pause(town, ANA, THURSDAY)
    await live(town, 1)
    await town.start_again()
    town.at("07:00", day=3)
    town.dies_at = "before_claim_commit"
    with pytest.raises(Died):
        await town.tick()
    await town.start_again()
    await live(town, 0.5)
    assert dates(town, ANA) == [THURSDAY]


async def test_a_process_that_slept_over_the_end_brings_the_routine_of_that_day(town: Town) -> None:
    town.join(ANA)
    pause(town, ANA, THURSDAY)
    town.at("07:20", day=3)
    await town.start_again()
    await town.tick()
    assert dates(town, ANA) == [THURSDAY]


async def test_a_pause_ended_early_brings_the_next_routine(town: Town) -> None:
    town.join(ANA)
    pause(town, ANA, THURSDAY)
    town.at("12:00")
    assert town.change(ANA, status="active") == Due(
        date(2026, 11, 24), MONDAY + DAY + timedelta(hours=7)
    )
    await live(town, 3)
    assert len(dates(town, ANA)) == 3


async def test_a_new_time_keeps_the_pause(town: Town) -> None:
    town.join(ANA)
    pause(town, ANA, THURSDAY)
    told = town.change(ANA, wall_time=time(9))
    assert told == Due(THURSDAY, MONDAY + 3 * DAY + timedelta(hours=9))
    assert town.plan(ANA).status == "paused"
    await live(town, 4)
    assert dates(town, ANA) == [THURSDAY]


@pytest.mark.parametrize("there", ["Pacific/Honolulu", "America/New_York", "Pacific/Kiritimati"])
async def test_a_pause_ends_on_the_same_date_in_another_zone(town: Town, there: str) -> None:
    town.join(BO, zone="Pacific/Auckland")
    pause(town, BO, THURSDAY)
    told = town.change(BO, zone_name=there)
    assert isinstance(told, Due)
    assert told.date == THURSDAY
    await live(town, 4.2)
    assert dates(town, BO)[0] == THURSDAY


async def test_weekdays_chosen_in_a_pause_decide_the_first_day_after_it(town: Town) -> None:
    town.join(ANA)
    pause(town, ANA, THURSDAY)
    told = town.change(ANA, weekdays=frozenset({5}))
    assert isinstance(told, Due)
    assert told.date == date(2026, 11, 28)


async def test_a_pause_on_top_of_a_pause_takes_its_place(town: Town) -> None:
    town.join(ANA)
    pause(town, ANA, date(2026, 12, 20))
    pause(town, ANA, THURSDAY)
    await live(town, 3.5)
    assert dates(town, ANA) == [THURSDAY]


async def test_a_hold_outlasts_the_end_of_a_pause(town: Town) -> None:
    town.join(ANA)
    pause(town, ANA, THURSDAY)

    def hold(work: Work) -> None:
        person = work.db.get(Subscriber, ANA)
        assert person is not None
        person.hold_level = "urgent"

    town.do(hold)
    await live(town, 4)
    assert town.telegram.asked == []
    assert {row.reason for row in town.rows(ANA)} == {"hold"}


async def test_a_stop_in_a_pause_is_not_undone_by_its_end(town: Town) -> None:
    town.join(ANA)
    pause(town, ANA, THURSDAY)
    town.change(ANA, status="stopped")
    assert town.plan(ANA).paused_until is None
    await live(town, 4)
    assert town.rows(ANA) == []


@pytest.mark.parametrize(("at", "first"), [("06:00", MONDAY.date()), ("08:00", date(2026, 11, 24))])
async def test_the_first_day_off_is_today_while_its_routine_is_ahead(
    town: Town, at: str, first: date
) -> None:
    town.join(ANA)
    town.at(at)
    await town.tick()
    assert town.do(lambda work: schedules.first_day_off(work, plan_of(work, ANA))) == first


async def test_a_routine_that_waits_and_is_taken_back_counts_as_the_first_day_off(
    town: Town,
) -> None:
    town.join(ANA)
    town.at("07:00")
    town.do(deliveries.promote)
    found = town.do(lambda work: schedules.first_day_off(work, plan_of(work, ANA)))
    assert found == MONDAY.date()
