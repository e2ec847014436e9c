"""Updates wait for the bot as they do at Telegram."""

import asyncio
from typing import Any

from tests.sandbox.stand import Stand, keyboard


def texts(updates: list[Any]) -> list[str]:
    return [update["message"]["text"] for update in updates]


async def test_an_update_comes_again_until_a_higher_offset_confirms_it(stand: Stand) -> None:
    stand.world.say(stand.ana, "one")
    stand.world.say(stand.ana, "two")
    first = await stand.done("getUpdates")
    assert texts(first) == ["one", "two"]
    assert await stand.done("getUpdates", offset=first[0]["update_id"]) == first
    rest = await stand.done("getUpdates", offset=first[0]["update_id"] + 1)
    assert texts(rest) == ["two"]
    assert await stand.done("getUpdates", offset=first[1]["update_id"] + 1) == []


async def test_a_negative_offset_forgets_all_but_the_last(stand: Stand) -> None:
    for word in ("one", "two", "three"):
        stand.world.say(stand.ana, word)
    assert texts(await stand.done("getUpdates", offset=-1)) == ["three"]
    assert texts(await stand.done("getUpdates")) == ["three"]


async def test_a_limit_holds_the_rest_back(stand: Stand) -> None:
    for word in ("one", "two", "three"):
        stand.world.say(stand.ana, word)
    assert texts(await stand.done("getUpdates", limit=2)) == ["one", "two"]


async def test_a_long_poll_wakes_when_somebody_writes(stand: Stand) -> None:
    poll = asyncio.create_task(stand.done("getUpdates", timeout=50))
    await stand.world.wait_for(lambda world: world.updates.polls)
    stand.world.say(stand.ana, "hello")
    assert texts(await asyncio.wait_for(poll, 5)) == ["hello"]


async def test_a_second_poll_ends_the_first_with_a_conflict(stand: Stand) -> None:
    world = stand.world
    first = asyncio.create_task(world.updates.poll(patience=50))
    await world.wait_for(lambda world: world.updates.polls)
    second = asyncio.create_task(stand.call("getUpdates", timeout=50))
    ended = await asyncio.wait_for(asyncio.gather(first, return_exceptions=True), 5)
    assert "terminated by other getUpdates request" in str(ended[0])
    world.say(stand.ana, "for the second")
    assert texts((await second)["result"]) == ["for the second"]


async def test_a_client_that_dies_while_polling_leaves_room_for_the_next(stand: Stand) -> None:
    dying = asyncio.create_task(stand.call("getUpdates", timeout=50))
    await stand.world.wait_for(lambda world: world.updates.polls)
    dying.cancel()
    await asyncio.gather(dying, return_exceptions=True)
    stand.world.say(stand.ana, "hello")
    assert texts(await stand.done("getUpdates", timeout=50)) == ["hello"]


async def test_only_the_kinds_asked_for_are_queued_and_the_choice_is_kept(stand: Stand) -> None:
    await stand.done("getUpdates", allowed_updates=["message"])
    said = stand.world.say(stand.ana, "hello")
    stand.world.edit(stand.ana, said.message_id, "hello!")
    stand.world.block(stand.ana)
    assert texts(await stand.done("getUpdates")) == ["hello"]
    await stand.done("getUpdates", allowed_updates=[])
    stand.world.unblock(stand.ana)
    assert "my_chat_member" in (await stand.done("getUpdates"))[-1]


async def test_a_tap_waits_150_seconds_and_a_message_a_day(stand: Stand) -> None:
    shown = await stand.text("Ready?", reply_markup=keyboard("Yes"))
    stand.world.say(stand.ana, "hello")
    stand.world.press(stand.ana, shown, "yes")
    stand.wind(seconds=149)
    assert len(stand.world.updates.pending()) == 2
    stand.wind(seconds=1)
    assert texts(stand.world.updates.pending()) == ["hello"]
    stand.wind(hours=24)
    assert stand.world.updates.pending() == []


async def test_a_webhook_and_a_poll_exclude_each_other(stand: Stand) -> None:
    refusal = await stand.refusal("setWebhook", url="http://example.org")
    assert refusal == "Bad Request: bad webhook: An HTTPS URL must be provided for webhook"
    await stand.done("setWebhook", url="https://example.org/hook")
    assert (await stand.done("getWebhookInfo"))["url"] == "https://example.org/hook"
    answer = await stand.call("getUpdates")
    assert answer["error_code"] == 409
    assert "can't use getUpdates method while webhook is active" in answer["description"]
    stand.world.say(stand.ana, "hello")
    await stand.done("deleteWebhook")
    assert texts(await stand.done("getUpdates")) == ["hello"]
    await stand.done("deleteWebhook", drop_pending_updates=True)
    assert await stand.done("getUpdates") == []


async def test_an_update_can_come_twice_under_one_id(stand: Stand) -> None:
    stand.world.say(stand.ana, "hello")
    first = (await stand.done("getUpdates"))[0]
    await stand.done("getUpdates", offset=first["update_id"] + 1)
    stand.world.updates.repeat(first["update_id"])
    assert await stand.done("getUpdates") == [first]


async def test_a_poisonous_update_is_handed_out_as_it_is(stand: Stand) -> None:
    poison = stand.world.updates.poison()
    assert await stand.done("getUpdates") == [poison]
    assert "chat" not in poison["message"]


async def test_a_lone_surrogate_reaches_the_bot(stand: Stand) -> None:
    stand.world.say(stand.ana, "a\ud800b")
    assert texts(await stand.done("getUpdates")) == ["a\ud800b"]
