"""Somebody changes their mind while something is in flight: U1 to U8."""

import itertools
from datetime import date, time, timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from bot.coach.schedule import Due
from bot.services import deliveries
from bot.services.deliveries import Claim
from bot.services.outcomes import Outcome, Refused, Sent, Why
from bot.services.work import Work
from storage.tables import Session, Subscriber
from tests.delivery.town import ANA, BO, MONDAY, Town, flood, unseen

TODAY = MONDAY.date()


def due(day: int, hour: int, minute: int = 0) -> Due:
    when = MONDAY + timedelta(days=day, hours=hour, minutes=minute)
    return Due(when.date(), when)


async def claimed(town: Town) -> Claim:
    town.at("07:00")
    town.do(deliveries.promote)
    claim = town.do(lambda work: deliveries.claim(work))
    assert isinstance(claim, Claim)
    return claim


@pytest.mark.parametrize("status", ["paused", "stopped"])
async def test_nothing_is_claimed_after_a_pause_or_stop_was_confirmed(
    town: Town, status: str
) -> None:
    town.join(ANA)
    claim = await claimed(town)
    assert town.change(ANA, status=status) is None
    town.settle(claim, Refused(Why.UNKNOWN))
    await town.ticks(120, step=5)
    assert town.telegram.asked == []
    assert town.states(ANA) == ["unknown"]


async def test_a_pause_takes_back_what_waits(town: Town) -> None:
    town.join(ANA)
    town.at("07:00")
    town.do(deliveries.promote)
    town.change(ANA, status="paused")
    await town.ticks(60)
    assert town.states(ANA) == ["cancelled"]


async def test_a_later_time_moves_a_waiting_routine_to_later_today(town: Town) -> None:
    town.join(ANA)
    town.telegram.answers(ANA, flood(600))
    town.at("07:00")
    await town.tick()
    assert town.change(ANA, wall_time=time(9)) == due(0, 9)
    town.at("09:00")
    await town.ticks(30)
    assert town.states(ANA) == ["cancelled", "sent"]
    assert town.rows(ANA)[1].date == TODAY


async def test_an_earlier_time_moves_a_waiting_routine_to_tomorrow(town: Town) -> None:
    town.join(ANA)
    town.telegram.answers(ANA, flood(600))
    town.at("07:00")
    await town.tick()
    assert town.change(ANA, wall_time=time(6)) == due(1, 6)
    await town.ticks(900, step=60)
    assert town.copies(ANA) == 0


async def test_a_routine_that_may_have_arrived_keeps_its_date_when_the_time_changes(
    town: Town,
) -> None:
    town.join(ANA)
    town.telegram.answers(ANA, unseen)
    town.at("07:00")
    await town.tick()
    assert town.change(ANA, wall_time=time(9)) == due(1, 9)
    await town.ticks(10_000, step=100)
    assert (town.copies(ANA), town.states(ANA)) == (1, ["unknown"])


@pytest.mark.parametrize("changes", [{"wall_time": time(9)}, {"zone_name": "Atlantic/Azores"}])
async def test_a_copy_in_flight_counts_for_its_date(town: Town, changes: dict[str, object]) -> None:
    town.join(ANA)
    claim = await claimed(town)
    told = town.change(ANA, **changes)
    assert isinstance(told, Due)
    assert told.date == TODAY + timedelta(days=1)
    town.settle(claim, Sent(5))
    await town.ticks(20_000, step=600)
    assert town.telegram.asked == []
    assert town.states(ANA) == ["sent"]


@pytest.mark.parametrize(("outcome", "state"), [(flood(30)(), "cancelled"), (unseen(), "unknown")])
async def test_a_change_during_sending_takes_back_what_did_not_go_through(
    town: Town, outcome: Outcome, state: str
) -> None:
    town.join(ANA)
    claim = await claimed(town)
    town.change(ANA, wall_time=time(9))
    town.settle(claim, outcome)
    await town.ticks(120, step=5)
    assert (town.states(ANA), town.telegram.asked) == ([state], [])


async def test_a_later_time_after_todays_routine_means_tomorrow(town: Town) -> None:
    town.join(ANA)
    town.at("07:00")
    await town.tick()
    assert town.change(ANA, wall_time=time(20)) == due(1, 20)
    town.at("21:00")
    await town.tick()
    assert town.copies(ANA) == 1


async def test_a_flight_over_the_date_line_and_back_doubles_and_misses_nothing(
    town: Town,
) -> None:
    town.join(BO, zone="Pacific/Apia", wall="07:00")
    town.at("18:00")  # Tuesday 07:00 in Apia
    await town.tick()
    town.at("23:00")
    town.change(BO, zone_name="Pacific/Honolulu")
    await town.ticks(60 * 3600, step=600)
    town.change(BO, zone_name="Pacific/Apia")
    await town.ticks(60 * 3600, step=600)
    times = [instant for instant, _, _ in town.telegram.ledger]
    gaps = [after - before for before, after in itertools.pairwise(times)]
    assert all(timedelta(hours=22) <= gap <= timedelta(hours=26) for gap in gaps), gaps
    assert len(times) == 6


async def test_a_weekday_switched_off_before_its_routine_means_none_today(town: Town) -> None:
    town.join(ANA)
    town.at("06:59:59")
    told = town.change(ANA, weekdays=frozenset(range(1, 7)))
    assert told == due(1, 7)
    await town.ticks(600, step=10)
    assert town.copies(ANA) == 0


async def test_a_weekday_switched_off_while_its_routine_waits_takes_it_back(town: Town) -> None:
    town.join(ANA)
    town.at("07:00")
    town.do(deliveries.promote)
    town.change(ANA, weekdays=frozenset(range(1, 7)))
    await town.ticks(60)
    assert town.states(ANA) == ["cancelled"]


async def test_a_weekday_switched_off_after_its_routine_changes_nothing_today(
    town: Town,
) -> None:
    town.join(ANA)
    town.at("07:00:01")
    await town.tick()
    assert town.change(ANA, weekdays=frozenset({0})) == due(7, 7)
    assert town.states(ANA) == ["sent"]


async def test_no_weekday_at_all_means_no_routine(town: Town) -> None:
    town.join(ANA)
    assert town.change(ANA, weekdays=frozenset()) is None


async def test_each_change_is_counted_and_only_a_new_zone_begins_an_epoch(town: Town) -> None:
    town.join(ANA)
    before = town.plan(ANA)
    town.change(ANA, wall_time=time(8))
    town.change(ANA, zone_name="UTC")
    town.change(ANA, zone_name="Europe/Lisbon")
    after = town.plan(ANA)
    assert (after.rev - before.rev, after.epoch - before.epoch) == (3, 1)


async def test_a_result_after_everything_was_erased_brings_nothing_back(town: Town) -> None:
    town.join(ANA)
    claim = await claimed(town)
    town.do(lambda work: work.db.delete(work.db.get(Subscriber, ANA)))
    assert town.settle(claim, Sent(5)).late
    assert town.rows(ANA) == []


async def test_both_copies_of_a_routine_open_the_same_session(town: Town) -> None:
    town.join(ANA)
    town.telegram.answers(ANA, unseen)
    town.at("07:00")
    await town.ticks(60)
    first, second = (delivery for _, _, delivery in town.telegram.ledger)
    assert first == second
    session = {"subscriber_id": ANA, "delivery_id": first, "date": TODAY}
    now = town.clock.now()
    town.do(lambda work: work.db.add(Session(**session, started_at=now)))
    with pytest.raises(IntegrityError):
        town.do(lambda work: work.db.add(Session(**session, started_at=now)))


async def test_later_brings_the_same_date_once_more(town: Town) -> None:
    town.join(ANA)
    town.at("07:00")
    await town.tick()
    later = town.clock.now() + timedelta(hours=1)
    assert town.do(lambda w: deliveries.snooze(w, ANA, TODAY, later)) == Due(TODAY, later)
    assert town.do(lambda w: deliveries.snooze(w, BO, TODAY, later)) is None
    town.at("07:59:59")
    await town.tick()
    assert town.copies(ANA) == 1
    town.at("08:00")
    await town.tick()
    assert [(r.date, r.slot, r.state) for r in town.rows(ANA)] == [
        (TODAY, 0, "sent"),
        (TODAY, 1, "sent"),
    ]


async def test_later_pressed_twice_moves_what_waits(town: Town) -> None:
    town.join(ANA)
    town.at("07:00")
    await town.tick()
    for hours in (1, 2):
        later = town.clock.now() + timedelta(hours=hours)
        town.do(lambda w, later=later: deliveries.snooze(w, ANA, TODAY, later))
    assert town.do(lambda w: deliveries.next_delivery(w, ANA)) == due(0, 9)
    await town.ticks(4 * 3600, step=300)
    assert town.copies(ANA) == 2


async def test_a_new_time_leaves_a_snoozed_routine_alone_but_a_pause_does_not(
    town: Town,
) -> None:
    town.join(ANA)
    town.at("07:00")
    await town.tick()
    later = town.clock.now() + timedelta(hours=1)
    town.do(lambda w: deliveries.snooze(w, ANA, TODAY, later))
    assert town.change(ANA, wall_time=time(10)) == due(0, 8)
    assert town.change(ANA, status="paused") is None
    assert town.states(ANA) == ["sent", "cancelled"]


async def test_a_pause_with_an_end_is_over_by_itself(town: Town) -> None:
    town.join(ANA)
    end = MONDAY + timedelta(days=3)
    assert town.change(ANA, status="paused", paused_until=end) == due(3, 7)
    await town.ticks(4 * 86_400 - 3600, step=1800)
    assert [row.date for row in town.rows(ANA)] == [date(2026, 11, 26)]
    assert town.plan(ANA).status == "active"


async def test_a_hold_for_safety_skips_every_routine(town: Town) -> None:
    town.join(ANA)
    town.at("07:00")
    town.do(deliveries.promote)

    def hold(work: Work) -> None:
        person = work.db.get(Subscriber, ANA)
        assert person is not None
        person.hold_level = "urgent"

    town.do(hold)
    await town.tick()
    town.at("07:00", day=1)
    await town.tick()
    assert [(r.state, r.reason) for r in town.rows(ANA)] == [("skipped", "hold")] * 2
    assert town.do(lambda work: deliveries.next_delivery(work, ANA)) is None
