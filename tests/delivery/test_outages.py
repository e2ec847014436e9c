"""Long silences: no program, no network, a slow answer. T7, T15, O1, O3."""

import asyncio
from collections import Counter
from datetime import timedelta

from bot.services import deliveries
from bot.services.outcomes import Outcome, Refused, Why
from tests.delivery.town import ANA, BO, MONDAY, Town

PEOPLE = range(1, 41)
THREE_HOURS = timedelta(hours=3)


def join_all(town: Town) -> None:
    """Everybody's routine is due between 07:01 and 07:40."""
    for person in PEOPLE:
        town.join(person, wall=f"07:{person:02}")


def fullest_second(town: Town) -> int:
    """How many requests began in the busiest second."""
    begun = [instant for instant, _ in town.telegram.asked]
    return max(
        sum(1 for other in begun if first <= other < first + timedelta(seconds=1))
        for first in begun
    )


async def test_after_three_hours_down_each_routine_comes_once_at_the_usual_rate(
    town: Town,
) -> None:
    join_all(town)
    town.at("10:00")
    await town.start_again()
    await town.ticks(int(10 + len(PEOPLE) / deliveries.RATE))
    assert Counter(chat for _, chat, _ in town.telegram.ledger) == dict.fromkeys(PEOPLE, 1)
    assert fullest_second(town) <= deliveries.RATE + 1


async def test_after_three_hours_without_a_network_each_routine_comes_once(town: Town) -> None:
    join_all(town)
    town.at("07:00")
    town.telegram.line_is_down = True
    down = True

    def no_network(_chat: int) -> Outcome | None:
        return Refused(Why.NETWORK) if down else None

    town.telegram.always = no_network
    await town.ticks(int(THREE_HOURS.total_seconds()), step=180)
    assert town.telegram.ledger == []
    tried = len(town.telegram.asked)
    assert tried <= 8 + 3
    down = town.telegram.line_is_down = False
    await town.ticks(120, step=3)
    assert Counter(chat for _, chat, _ in town.telegram.ledger) == dict.fromkeys(PEOPLE, 1)


async def test_after_thirty_hours_down_the_plan_is_the_one_last_confirmed(town: Town) -> None:
    """Telegram has dropped what was written meanwhile; nothing is guessed."""
    town.join(ANA)
    town.change(ANA, zone_name="Pacific/Auckland")
    before = town.plan(ANA)
    town.at("06:00", day=1)
    await town.start_again()
    await town.ticks(60, step=5)
    after = town.plan(ANA)
    assert (after.zone, after.wall_time, after.rev) == (before.zone, before.wall_time, before.rev)
    assert after.next_due is not None
    assert MONDAY + timedelta(hours=30) < after.next_due <= MONDAY + timedelta(hours=54)


async def test_an_answer_after_twenty_seconds_is_one_copy(town: Town) -> None:
    town.join(ANA)
    town.join(BO)
    town.at("07:00")
    town.telegram.accepts.clear()
    await town.sender.round()
    await asyncio.sleep(0)
    town.clock.wind(timedelta(seconds=20))
    town.telegram.accepts.set()
    await town.ticks(120, step=5)
    assert (town.copies(ANA), town.copies(BO)) == (1, 1)
    assert [row.attempts for row in town.rows(ANA) + town.rows(BO)] == [1, 1]
