"""Clocks that are wrong, leap or sleep: C1 to C5."""

from datetime import UTC, datetime, timedelta
from typing import cast

from bot.clock import Clock
from bot.services import deliveries
from bot.services.work import Worker
from content.model import Library
from content.words import Words
from storage.database import open_database
from tests.delivery.town import ANA, BO, MONDAY, Town, flood
from tests.engines import Postgres

HOUR = timedelta(hours=1)


def set_back(town: Town, by: timedelta) -> None:
    """As if somebody had corrected the clock of the machine."""
    town.clock.instant -= by


async def test_an_hour_ahead_and_back_brings_no_second_copy(town: Town) -> None:
    town.join(ANA)
    town.at("06:30")
    town.clock.wind(HOUR)
    await town.ticks(60, step=5)
    set_back(town, HOUR)
    await town.ticks(7200, step=60)
    assert town.copies(ANA) == 1
    town.telegram.ledger[:] = [(MONDAY + 7 * HOUR, *line[1:]) for line in town.telegram.ledger]
    assert town.states(ANA) == ["sent"]  # it was early by the clock's own fault, and once
    town.at("07:00", day=1)
    await town.tick()
    assert town.copies(ANA) == 2


async def test_an_hour_back_brings_no_second_copy_and_nobody_waits_long(town: Town) -> None:
    town.join(ANA)
    town.join(BO, wall="07:10")
    town.telegram.answers(BO, flood(30))
    town.at("07:10")
    await town.ticks(5)
    set_back(town, 2 * timedelta(minutes=2))
    await town.ticks(360, step=5)
    assert (town.copies(ANA), town.copies(BO)) == (1, 1)
    set_back(town, HOUR)
    await town.ticks(2 * 3600, step=60)
    assert (town.copies(ANA), town.copies(BO)) == (1, 1)


async def test_a_clock_before_every_plan_sends_nothing_and_writes_nothing(town: Town) -> None:
    town.join(ANA)
    town.clock.instant = datetime(1970, 1, 1, tzinfo=UTC)
    await town.ticks(60, step=5)
    assert town.rows(ANA) == []
    town.clock.instant = MONDAY + 7 * HOUR
    await town.tick()
    assert town.copies(ANA) == 1


async def test_after_two_hours_of_sleep_of_the_host_each_routine_comes_once(town: Town) -> None:
    """It fell asleep between a claim and its request."""
    town.join(ANA)
    town.join(BO, wall="07:30")
    town.at("07:00")
    slept = False

    def sleep(point: str) -> None:
        nonlocal slept
        if point == "after_claim" and not slept:
            slept = True
            town.clock.wind(2 * HOUR)

    town.crash = sleep  # type: ignore[method-assign]  # the host sleeps at this point
    town.sender = town.new_sender()
    await town.ticks(120, step=5)
    assert (town.copies(ANA), town.copies(BO)) == (1, 1)
    assert town.rows(ANA)[0].attempts == 2  # the first was given back unsent


async def test_on_a_server_its_clock_decides_and_not_that_of_the_replica(
    postgres: Postgres,
) -> None:
    class HalfAMinuteAhead(Clock):
        def now(self) -> datetime:
            return super().now() + timedelta(seconds=30)

    url = postgres.fresh()
    seen = []
    for clock in (Clock(), HalfAMinuteAhead()):
        database = open_database(url)
        worker = Worker(database, cast("Library", None), cast("Words", None), clock)
        seen.append(worker.run_here(lambda work: work.now))
        assert not worker.run_here(deliveries.anything_due)
        worker.close()
        database.close()
    assert timedelta(0) <= seen[1] - seen[0] < timedelta(seconds=10)
    postgres.drop(url)


async def test_once_a_clock_years_ahead_is_put_right_routines_come_again(town: Town) -> None:
    town.join(ANA)
    town.clock.instant = datetime(2038, 1, 20, 12, tzinfo=UTC)
    await town.ticks(30, step=5)
    assert town.telegram.ledger == []
    assert set(town.states(ANA)) == {"skipped"}
    town.clock.instant = MONDAY + 6 * HOUR
    await town.tick()
    assert town.plan(ANA).next_due == MONDAY + 7 * HOUR
    town.at("07:00")
    await town.tick()
    assert town.copies(ANA) == 1
