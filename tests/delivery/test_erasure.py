"""Somebody erases everything while their routine is in flight: it settles on nothing."""

import asyncio
from datetime import timedelta

import pytest

from bot.services.outcomes import Outcome, Refused, Sent, Why
from bot.services.work import Work
from storage import erasure
from storage.tables import Schedule, SendClock, Subscriber
from tests.delivery.town import ANA, BO, Town

OUTCOMES = (
    Sent(0),
    Refused(Why.UNKNOWN),
    Refused(Why.FLOOD, retry_after=5),
    Refused(Why.FLOOD, retry_after=40_000),
    Refused(Why.BLOCKED),
    Refused(Why.REJECTED),
    Refused(Why.MOVED, chat_id=-100),
    Refused(Why.NETWORK),
    Refused(Why.BUG),
)


def erase(work: Work) -> None:
    erasure.erase(work.db, ANA, ANA)


def left(work: Work) -> list[object]:
    """What is stored about Ana."""
    clock = work.db.get(SendClock, 1)
    found = [work.db.get(Subscriber, ANA), work.db.get(Schedule, ANA)]
    return [row for row in found if row is not None] + (
        ["a flood"] if clock is not None and clock.flooded_chat == ANA else []
    )


@pytest.mark.parametrize("outcome", OUTCOMES, ids=str)
async def test_an_answer_after_an_erasure_brings_nothing_back(town: Town, outcome: Outcome) -> None:
    town.join(ANA)
    town.telegram.answers(ANA, lambda: outcome)
    town.telegram.accepts.clear()
    town.at("07:00")
    sending = asyncio.create_task(town.tick())
    await town.telegram.heard.wait()
    town.do(erase)
    town.telegram.accepts.set()
    await sending
    await town.ticks(600, step=30)
    assert len(town.telegram.asked) == 1
    assert town.rows(ANA) == []
    assert town.do(left) == []


async def test_others_get_their_routine_after_an_erasure_in_flight(town: Town) -> None:
    town.join(ANA)
    town.join(BO)
    town.telegram.accepts.clear()
    town.at("07:00")
    sending = asyncio.create_task(town.tick())
    await town.telegram.heard.wait()
    town.do(erase)
    town.telegram.accepts.set()
    await sending
    await town.ticks(60)
    assert town.states(BO) == ["sent"]
    assert town.copies(BO) == 1


async def test_what_only_waits_is_never_sent_after_an_erasure(town: Town) -> None:
    town.join(ANA)
    town.telegram.answers(ANA, lambda: Refused(Why.FLOOD, retry_after=60))
    town.at("07:00")
    await town.tick()
    town.do(erase)
    town.clock.wind(timedelta(minutes=5))
    await town.ticks(60)
    assert len(town.telegram.asked) == 1
    assert town.rows(ANA) == []
