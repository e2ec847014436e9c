"""The clock is set back, or the outage was long: nobody waits for an instant of the old clock."""

from datetime import timedelta

from bot.services import deliveries, limiter
from bot.services.deliveries import Wait, Waiting
from bot.services.outcomes import Refused, Why
from bot.services.promoting import ROWS
from bot.services.work import Work
from storage import deliveries as rows
from storage import send_clock
from tests.delivery.town import ANA, BO, MONDAY, Town

MONTH = timedelta(days=30)


async def test_a_rest_of_a_clock_a_month_ahead_is_not_kept(town: Town) -> None:
    town.clock.instant = MONDAY + MONTH
    town.do(limiter.trip)
    town.clock.instant = MONDAY
    town.join(ANA)
    town.at("07:00")
    await town.ticks(30)
    assert town.copies(ANA) == 1


async def test_a_general_flood_of_a_clock_ahead_neither_rests_nor_slows(town: Town) -> None:
    def flood(work: Work) -> None:
        clock = send_clock.locked(work.db)
        for chat in (ANA, BO):
            limiter.flooded(clock, chat, 50, work.now)

    town.clock.instant = MONDAY + MONTH
    town.do(flood)
    town.clock.instant = MONDAY
    assert town.do(deliveries.claim) == Wait(Waiting.IDLE)
    slots = town.do(lambda w: [limiter.take_slot(send_clock.locked(w.db), w.now, 20) for _ in "ab"])
    assert slots[1] - slots[0] == timedelta(seconds=0.05)
    town.do(lambda work: limiter.flooded(send_clock.locked(work.db), ANA, 9, work.now))
    until = town.send_clock().paused_until
    assert until is not None
    assert until - MONDAY <= timedelta(seconds=9)


async def test_a_flood_of_a_clock_ahead_is_not_one_of_two_in_a_row(town: Town) -> None:
    town.clock.instant = MONDAY + MONTH
    town.do(lambda work: limiter.flooded(send_clock.locked(work.db), ANA, 9, work.now))
    town.clock.instant = MONDAY
    town.do(lambda work: limiter.flooded(send_clock.locked(work.db), BO, 9, work.now))
    assert town.send_clock().paused_until is None


async def test_a_flood_of_one_chat_before_the_clock_was_set_back_holds_up_nobody_for_long(
    town: Town,
) -> None:
    town.join(ANA)
    town.at("07:00")
    town.telegram.answers(ANA, lambda: Refused(Why.FLOOD, retry_after=30))
    await town.tick()
    town.clock.instant -= timedelta(hours=1)
    town.do(lambda work: _bring_forward(work, timedelta(hours=1)))
    await town.ticks(30)
    assert town.copies(ANA) == 1


def _bring_forward(work: Work, by: timedelta) -> None:
    """The same row, come due before the clock was set back."""
    for row in rows.waiting_of(work.db, ANA):
        row.due -= by


async def test_a_long_outage_is_promoted_in_steps_that_hold_up_nobody(town: Town) -> None:
    for person in range(1, 101):
        town.join(person)
    town.clock.wind(MONTH)
    first = town.do(deliveries.promote)
    made = sum(len(town.rows(person)) for person in range(1, 101))
    assert ROWS <= made < ROWS + 31
    assert 0 < first < 100
    while town.do(deliveries.promote):
        pass
    assert all(len(town.rows(person)) == 30 for person in range(1, 101))
