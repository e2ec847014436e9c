"""The sender as a task: it wakes, keeps eight in flight, survives faults and stops in order."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from bot.chat import daily
from bot.services.outcomes import Outcome, Refused, Why
from tests.delivery.town import ANA, BO, Town, lost


@pytest.fixture
async def town(address: str) -> AsyncIterator[Town]:
    made = Town(address)
    yield made
    made.check()
    made.close()


async def until_asked(town: Town, times: int) -> None:
    async with asyncio.timeout(5):
        while len(town.telegram.asked) < times:
            town.telegram.heard.clear()
            await town.telegram.heard.wait()


async def test_a_tick_wakes_it_and_stopping_ends_it(town: Town) -> None:
    town.join(ANA)
    running = asyncio.create_task(town.sender.run())
    town.at("07:00")
    town.sender.wake()
    await until_asked(town, 1)
    assert await town.sender.stop()
    await running
    assert town.states(ANA) == ["sent"]


async def test_never_more_than_eight_are_in_flight(town: Town) -> None:
    for person in range(1, 21):
        town.join(person)
    town.telegram.accepts.clear()
    town.at("07:00")
    running = asyncio.create_task(town.sender.run())
    town.sender.wake()
    await until_asked(town, 8)
    for _ in range(50):
        town.sender.wake()
        await asyncio.sleep(0)
    assert len(town.telegram.asked) == 8
    town.telegram.accepts.set()
    await until_asked(town, 20)
    assert await town.sender.stop()
    await running
    assert all(town.states(person) == ["sent"] for person in range(1, 21))


async def test_a_round_that_fails_does_not_end_the_sender(town: Town) -> None:
    town.join(ANA)
    town.at("07:00")
    faults = 1

    def fault(point: str) -> None:
        nonlocal faults
        if point == "before_claim_commit" and faults:
            faults -= 1
            raise OSError("database is locked")

    town.crash = fault  # type: ignore[method-assign]  # the first claim cannot be committed
    town.sender = town.new_sender()
    running = asyncio.create_task(town.sender.run())
    async with asyncio.timeout(5):
        while not town.telegram.asked:
            town.sender.wake()
            await asyncio.sleep(0)
    assert await town.sender.stop()
    await running
    assert (faults, town.copies(ANA)) == (0, 1)


async def test_an_answer_that_never_comes_is_unknown_and_frees_the_place(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(daily, "WHOLE_ATTEMPT", 0.01)
    town.telegram.accepts.clear()
    town.join(ANA)
    town.at("07:00")
    await town.sender.round()
    await town.sender.finish()
    row = town.rows(ANA)[0]
    assert (row.state, row.reason, row.copies_possible) == ("waiting", "unknown", 1)


async def test_stopping_does_not_wait_for_ever(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(daily, "STOP_WAIT", 0.01)
    town.telegram.accepts.clear()
    town.join(ANA)
    town.at("07:00")
    await town.sender.round()
    await until_asked(town, 1)
    assert not await town.sender.stop()
    await town.sender.finish()
    assert town.states(ANA) == ["sending"]


async def test_nothing_is_claimed_while_a_result_cannot_be_written(town: Town) -> None:
    town.join(ANA)
    town.join(BO, wall="07:01")
    town.at("07:00")
    free = asyncio.Event()

    def disk_full(point: str) -> None:
        if point == "before_settle" and not free.is_set():
            raise OSError("disk full")

    waits = 0

    async def pause(seconds: float) -> None:
        nonlocal waits
        waits += 1
        town.at("07:01")
        await town.sender.round()
        if waits == 3:
            free.set()

    town.crash = disk_full  # type: ignore[method-assign]  # the disk is full for a while
    town.clock.pause = pause  # type: ignore[method-assign]  # and the minute of Bo comes
    town.sender = town.new_sender()
    await town.sender.round()
    await town.sender.finish()
    assert waits == 3
    assert [chat for _, chat in town.telegram.asked] == [ANA]
    await town.tick()
    assert town.states(BO) == ["sent"]


async def test_a_token_refused_while_probing_stops_the_sender(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    for person in range(1, 5):
        town.join(person)
        town.telegram.answers(person, lost, lost)

    async def me() -> Outcome:
        return Refused(Why.UNAUTHORISED)

    monkeypatch.setattr(town.telegram, "me", me)
    town.at("07:00")
    await town.ticks(90)
    assert town.stops == ["token"]
    assert town.sender.stopped


async def test_a_fault_inside_sending_counts_as_unknown(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken(*_: object, **__: object) -> Outcome:
        raise KeyError("result")

    with monkeypatch.context() as patch:
        patch.setattr(town.telegram, "send", broken)
        town.join(ANA)
        town.at("07:00")
        await town.tick()
    assert town.rows(ANA)[0].reason == "unknown"
    await town.ticks(40)
    assert town.states(ANA) == ["sent"]


async def test_old_buttons_that_cannot_be_taken_off_harm_nothing(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def gone(chat_id: int, message_id: int) -> Outcome:
        return Refused(Why.LOST)

    monkeypatch.setattr(town.telegram, "strip_buttons", gone)
    town.join(ANA)
    for day in range(2):
        town.at("07:00", day=day)
        await town.tick()
    assert town.states(ANA) == ["sent", "sent"]
