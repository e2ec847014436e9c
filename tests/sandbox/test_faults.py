"""Scripted trouble looks to the bot like the real one."""

import asyncio

import httpx
import pytest

from bot.sandbox.faults import Fault
from tests.sandbox.stand import Stand


def copies(stand: Stand) -> int:
    return len(stand.world.ledger.lines)


@pytest.mark.parametrize("applied", [False, True])
async def test_a_reset_cuts_the_connection_before_or_after_the_effect(
    stand: Stand, applied: bool
) -> None:
    stand.world.faults.add(Fault("reset", applied=applied))
    with pytest.raises((httpx.ReadError, httpx.RemoteProtocolError)):
        await stand.text()
    assert copies(stand) == int(applied)
    await stand.text()
    assert copies(stand) == int(applied) + 1


async def test_half_an_answer_breaks_off_after_the_effect(stand: Stand) -> None:
    stand.world.faults.add(Fault("half", applied=True))
    with pytest.raises(httpx.RemoteProtocolError):
        await stand.text()
    assert copies(stand) == 1


async def test_a_broken_answer_says_200(stand: Stand) -> None:
    stand.world.faults.add(Fault("garbage", applied=True))
    address = f"{stand.address}/bot{stand.world.token}/sendMessage"
    answer = await stand.client.post(address, data={"chat_id": str(stand.ana), "text": "x"})
    assert answer.status_code == 200
    with pytest.raises(ValueError, match="Unterminated string"):
        answer.json()
    assert copies(stand) == 1


async def test_a_502_may_be_a_web_page_and_hide_an_accepted_send(stand: Stand) -> None:
    stand.world.faults.add(Fault("error", status=502, html=True, applied=True))
    address = f"{stand.address}/bot{stand.world.token}/sendMessage"
    answer = await stand.client.post(address, data={"chat_id": str(stand.ana), "text": "x"})
    assert (answer.status_code, answer.headers["content-type"]) == (502, "text/html; charset=utf-8")
    assert copies(stand) == 1


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (401, "Unauthorized"),
        (404, "Not Found"),
        (409, "Conflict: terminated by other getUpdates request"),
        (500, "Internal Server Error"),
    ],
)
async def test_an_error_passes_after_its_count(stand: Stand, status: int, words: str) -> None:
    fault = stand.world.faults.add(Fault("error", status=status, method="getUpdates", count=2))
    for _ in range(2):
        answer = await stand.call("getUpdates")
        assert answer["error_code"] == status
        assert answer["description"].startswith(words)
    assert (await stand.call("getUpdates"))["ok"]
    assert (fault.hit, fault.seen) == (2, 3)


async def test_a_429_says_how_long_to_wait_twice(stand: Stand) -> None:
    stand.world.faults.add(Fault("error", status=429, retry_after=40_000))
    address = f"{stand.address}/bot{stand.world.token}/getMe"
    answer = await stand.client.get(address)
    assert answer.headers["retry-after"] == "40000"
    assert answer.json()["parameters"] == {"retry_after": 40_000}
    assert answer.json()["description"] == "Too Many Requests: retry after 40000"
    with pytest.raises(ValueError, match="needs retry_after"):
        stand.world.faults.add(Fault("error", status=429))


async def test_a_fault_waits_for_its_method_its_chat_and_its_turn(stand: Stand) -> None:
    stand.world.say(stand.bo, "/start")
    stand.world.faults.add(
        Fault("error", method="sendMessage", chat_id=stand.ana, skip=1, status=500)
    )
    await stand.done("sendMessage", chat_id=stand.bo, text="x")
    await stand.done("sendChatAction", chat_id=stand.ana, action="typing")
    await stand.text()
    assert not (await stand.call("sendMessage", chat_id=stand.ana, text="x"))["ok"]
    await stand.text()


async def test_an_answer_can_be_held_until_it_is_released(stand: Stand) -> None:
    release = asyncio.Event()
    fault = stand.world.faults.add(Fault("hold", method="sendMessage", release=release))
    sending = asyncio.create_task(stand.text())
    await stand.world.wait_for(lambda _: fault.hit)
    await stand.done("getMe")  # others are not held
    assert (copies(stand), sending.done()) == (0, False)
    release.set()
    await asyncio.wait_for(sending, 5)
    assert copies(stand) == 1


async def test_a_late_request_arrives_though_its_client_has_gone(stand: Stand) -> None:
    release = asyncio.Event()
    await _give_up(stand, Fault("hold", release=release))
    assert copies(stand) == 0
    release.set()
    await stand.world.wait_for(lambda world: world.ledger.lines)


async def test_an_accepted_send_may_never_be_answered(stand: Stand) -> None:
    await _give_up(stand, Fault("hold", applied=True))
    assert copies(stand) == 1


async def _give_up(stand: Stand, fault: Fault) -> None:
    """Send, and lose patience once the fault has struck."""
    stand.world.faults.add(fault)
    sending = asyncio.create_task(stand.text())
    await stand.world.wait_for(lambda _: fault.hit)
    sending.cancel()
    await asyncio.gather(sending, return_exceptions=True)
