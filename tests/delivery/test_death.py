"""The process dies or is doubled: D1 to D11."""

import asyncio
from datetime import timedelta

import pytest

from bot.services import deliveries
from bot.services.deliveries import Claim
from bot.services.outcomes import Refused, Sent, Why
from storage.tables import Meta
from tests.delivery.town import ANA, BO, Died, Town, flood, lost, unseen


async def test_a_routine_arrives_once_at_the_chosen_time(town: Town) -> None:
    town.join(ANA)
    town.at("06:59:59")
    await town.tick()
    assert town.telegram.ledger == []
    town.at("07:00")
    await town.ticks(120)
    assert town.states(ANA) == ["sent"]
    assert town.copies(ANA) == 1
    assert town.plan(ANA).next_due == town.rows(ANA)[0].due + timedelta(days=1)


async def test_dying_before_the_claim_is_committed_leaves_no_trace(town: Town) -> None:
    town.join(ANA)
    town.at("07:00")
    town.dies_at = "before_claim_commit"
    with pytest.raises(Died):
        await town.tick()
    assert [(row.state, row.copies_possible) for row in town.rows(ANA)] == [("waiting", 0)]
    await town.start_again()
    await town.tick()
    assert town.copies(ANA) == 1


async def test_dying_after_the_claim_brings_one_copy_half_a_minute_later(town: Town) -> None:
    town.join(ANA)
    town.at("07:00")
    town.dies_at = "after_claim"
    await town.tick()
    assert town.states(ANA) == ["sending"]
    await town.start_again()
    await town.ticks(29)
    assert town.copies(ANA) == 0
    await town.ticks(5)
    assert town.copies(ANA) == 1
    assert town.states(ANA) == ["sent"]


@pytest.mark.parametrize("point", ["after_request", "before_settle"])
async def test_dying_between_the_request_and_the_record_brings_two_at_most(
    town: Town, point: str
) -> None:
    town.join(ANA)
    town.at("07:00")
    town.dies_at = point
    await town.tick()
    assert (town.copies(ANA), town.states(ANA)) == (1, ["sending"])
    await town.start_again()
    await town.ticks(60)
    assert (town.copies(ANA), town.states(ANA)) == (2, ["sent"])


async def test_a_button_pressed_before_the_second_attempt_prevents_it(town: Town) -> None:
    town.join(ANA)
    town.at("07:00")
    town.dies_at = "after_request"
    await town.tick()
    await town.start_again()
    row = town.rows(ANA)[0].id
    assert row is not None
    assert town.do(lambda work: deliveries.evidence(work, row))
    await town.ticks(60)
    assert (town.copies(ANA), town.states(ANA)) == (1, ["sent"])


async def test_dying_on_both_attempts_ends_as_unknown_and_never_as_a_third_copy(
    town: Town,
) -> None:
    town.join(ANA)
    town.at("07:00")
    for _ in range(2):
        town.dies_at = "after_request"
        await town.ticks(40)
        await town.start_again()
    await town.ticks(200, step=10)
    assert (town.copies(ANA), town.states(ANA)) == (2, ["unknown"])
    row = town.rows(ANA)[0].id
    assert row is not None
    assert town.do(lambda work: deliveries.evidence(work, row))
    assert town.states(ANA) == ["sent"]


@pytest.mark.parametrize("late", [flood(30)(), Refused(Why.UNKNOWN), Refused(Why.BLOCKED)])
async def test_the_late_answer_of_a_frozen_sender_changes_nothing(
    town: Town, late: Refused
) -> None:
    town.join(ANA)
    town.at("07:00")
    town.do(deliveries.promote)
    frozen = town.do(lambda work: deliveries.claim(work))
    assert isinstance(frozen, Claim)
    town.clock.wind(timedelta(seconds=100))
    await town.tick()
    before = town.rows(ANA)[0]
    settled = town.settle(frozen, late)
    assert settled.late
    after = town.rows(ANA)[0]
    assert (after.state, after.copies_possible) == ("sent", before.copies_possible)
    await town.ticks(100, step=10)
    assert town.copies(ANA) == 1
    assert town.plan(ANA).status == "active"


async def test_the_late_success_of_a_frozen_sender_leaves_the_newer_claim_alone(
    town: Town,
) -> None:
    town.join(ANA)
    town.at("07:00")
    town.do(deliveries.promote)
    frozen = town.do(lambda work: deliveries.claim(work))
    assert isinstance(frozen, Claim)
    town.clock.wind(timedelta(seconds=100))
    newer = town.do(lambda work: deliveries.claim(work))
    assert isinstance(newer, Claim)
    assert town.settle(frozen, Sent(8)).late
    assert town.rows(ANA)[0].token == newer.token
    assert not town.settle(newer, flood(1)()).late


async def test_stopping_waits_for_the_answers_under_way_and_claims_nothing_more(
    town: Town,
) -> None:
    town.join(ANA)
    town.join(BO, wall="07:01")
    town.at("07:00")
    town.telegram.accepts.clear()
    await town.sender.round()
    stopping = asyncio.create_task(town.sender.stop())
    await asyncio.sleep(0)
    town.at("07:01")
    town.telegram.accepts.set()
    assert await stopping
    await town.tick()
    assert town.states(ANA) == ["sent"]
    assert town.copies(BO) == 0


async def test_a_claim_that_waited_too_long_is_given_back_unsent(
    town: Town, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO", logger="unpinch.delivery")
    town.join(ANA)
    town.at("07:00")
    frozen = False

    def freeze(point: str) -> None:
        nonlocal frozen
        if point == "after_claim" and not frozen:
            frozen = True
            town.clock.wind(timedelta(seconds=6))

    town.crash = freeze  # type: ignore[method-assign]  # the host is frozen for six seconds
    town.sender = town.new_sender()
    await town.tick()
    row = town.rows(ANA)[0]
    assert (row.state, row.attempts, row.copies_possible) == ("sent", 2, 1)
    assert [record.getMessage() for record in caplog.records].count(
        f"delivery {row.id} waiting given back"
    ) == 1
    assert len(town.telegram.asked) == 1


async def test_one_poisoned_routine_fails_alone_after_five_tries(town: Town) -> None:
    town.join(ANA)
    town.join(BO)
    town.poisoned.add(ANA)
    town.at("07:00")
    await town.ticks(1200, step=10)
    row = town.rows(ANA)[0]
    assert (row.state, row.reason, row.copies_possible, row.bugs) == ("failed", "bug", 0, 4)
    assert town.states(BO) == ["sent"]
    assert town.do(lambda work: work.db.get(Meta, "half a plan")) is None


async def test_a_result_that_cannot_be_written_is_kept_until_it_can(town: Town) -> None:
    town.join(ANA)
    town.join(BO, wall="07:01")
    town.at("07:00")
    failures = 3

    def disk_full(point: str) -> None:
        nonlocal failures
        if point == "before_settle" and failures:
            failures -= 1
            raise OSError("disk full")

    town.crash = disk_full  # type: ignore[method-assign]  # the disk is full for a moment
    town.sender = town.new_sender()
    await town.tick()
    assert failures == 0
    assert (town.copies(ANA), town.states(ANA)) == (1, ["sent"])


async def test_an_unknown_result_and_then_a_good_one_is_two_copies_at_most(town: Town) -> None:
    town.join(ANA)
    town.telegram.answers(ANA, unseen, lost)
    town.at("07:00")
    await town.ticks(200, step=5)
    assert (town.copies(ANA), town.states(ANA)) == (1, ["unknown"])
