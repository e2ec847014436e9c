"""Deliveries respect silence: fewer, then one question, then none, until the person answers."""

from datetime import timedelta

from sqlmodel import col, select

from bot.services.work import Work
from storage import deliveries
from storage.tables import Delivery, Subscriber
from tests.delivery.town import ANA, Town


def falls_silent(town: Town) -> None:
    """From now on nothing is heard of Ana."""

    def hush(work: Work) -> None:
        row = work.db.get(Subscriber, ANA)
        assert row is not None
        row.seen_at = work.now

    town.do(hush)


def outcomes(town: Town) -> list[str]:
    """What became of each date, in order."""

    def read(work: Work) -> list[str]:
        wanted = select(Delivery).where(Delivery.kind == "routine").order_by(col(Delivery.date))
        return [row.reason or row.state for row in work.db.exec(wanted)]

    return town.do(read)


async def days(town: Town, count: int) -> None:
    for _ in range(count):
        town.clock.wind(timedelta(days=1))
        await town.tick()


async def test_silence_brings_fewer_then_one_question_then_none(town: Town) -> None:
    town.join(ANA, wall="07:00")
    falls_silent(town)
    town.at("07:01")
    await town.tick()
    await days(town, 19)
    found = outcomes(town)
    assert found[:3] == ["sent"] * 3
    assert found[3:9] == ["quiet", "quiet", "sent", "quiet", "quiet", "sent"]
    assert found[14] == "sent"
    assert set(found[15:]) == {"silence"}


async def test_an_answer_brings_the_next_day_back(town: Town) -> None:
    town.join(ANA, wall="07:00")
    falls_silent(town)
    town.at("07:01")
    await town.tick()
    await days(town, 4)
    falls_silent(town)  # heard of a last time, just now
    await days(town, 3)
    assert outcomes(town)[-3:] == ["sent"] * 3


async def test_silence_is_still_known_after_a_restart(town: Town) -> None:
    town.join(ANA, wall="07:00")
    falls_silent(town)
    town.at("07:01")
    await town.tick()
    await days(town, 2)
    await town.start_again()
    await days(town, 1)
    assert outcomes(town)[-1] == "quiet"


async def test_a_third_message_of_one_day_is_left_out(town: Town) -> None:
    town.join(ANA, wall="07:00")
    town.at("07:01")
    await town.tick()

    def two_more(work: Work) -> None:
        day = work.now.date()
        fresh = {"subscriber_id": ANA, "epoch": 0, "date": day, "due": work.now, "rev": 0}
        kinds = ({"kind": "weekly", "slot": 1}, {"kind": "announcement", "slot": 9})
        deliveries.add(work.db, [{**fresh, **kind, "state": "waiting"} for kind in kinds])

    town.do(two_more)
    await town.ticks(10)

    def read(work: Work) -> dict[str, str]:
        return {row.kind: row.reason or row.state for row in work.db.exec(select(Delivery))}

    found = town.do(read)
    assert sorted([found["weekly"], found["announcement"]]) == ["enough", "sent"]
