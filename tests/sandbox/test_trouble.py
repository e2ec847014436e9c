"""The network's trouble is on until it is switched off, and only one kind at a time."""

import httpx
import pytest

from bot.sandbox import trouble
from bot.sandbox.faults import Fault
from tests.sandbox.stand import Stand


async def test_busy_refuses_every_call_with_a_wait(stand: Stand) -> None:
    stand.world.trouble.turn("busy")
    for _ in range(3):
        answer = await stand.call("getMe")
        assert answer["error_code"] == 429
        assert answer["parameters"] == {"retry_after": trouble.BUSY}


async def test_down_answers_502_in_html(stand: Stand) -> None:
    stand.world.trouble.turn("gateway")
    answer = await stand.client.get(f"{stand.address}/bot{stand.world.token}/getMe")
    assert (answer.status_code, answer.headers["content-type"]) == (
        502,
        "text/html; charset=utf-8",
    )


async def test_a_lost_answer_belongs_to_a_call_that_took_effect(stand: Stand) -> None:
    stand.world.trouble.turn("lost")
    with pytest.raises(httpx.TransportError):
        await stand.text("Hello")
    assert [one.text for one in stand.world.messages(stand.ana) if one.from_bot] == ["Hello"]


async def test_slow_answers_come_late_but_whole(
    stand: Stand, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(trouble, "SLOW", 0.01)
    stand.world.trouble.turn("slow")
    assert (await stand.done("getMe"))["is_bot"]
    (fault,) = stand.world.faults.script
    assert (fault.seconds, fault.hit) == (0.01, 1)


async def test_one_kind_takes_the_place_of_another_and_a_scripted_fault_stays(
    stand: Stand,
) -> None:
    scripted = stand.world.faults.add(Fault("error", method="sendPhoto"))
    stand.world.trouble.turn("busy")
    stand.world.trouble.turn("gateway")
    assert stand.world.trouble.on == "gateway"
    stand.world.trouble.turn("")
    assert stand.world.faults.script == [scripted]
    assert (await stand.done("getMe"))["is_bot"]


@pytest.mark.parametrize("nonsense", ["fire", None, 3, ["busy"]])
async def test_unknown_trouble_changes_nothing(stand: Stand, nonsense: object) -> None:
    stand.world.trouble.turn("busy")
    with pytest.raises(ValueError, match="no trouble"):
        stand.world.trouble.turn(nonsense)
    assert stand.world.trouble.on == "busy"
