"""People act only as Telegram lets them."""

from datetime import UTC, datetime

import pytest

from bot.sandbox.world import World

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


def world() -> World:
    return World(now=lambda: NOON)


def test_nobody_writes_to_a_bot_they_have_blocked() -> None:
    here = world()
    cy = here.add_account("Cy").id
    here.block(cy)
    with pytest.raises(ValueError, match="cannot write"):
        here.say(cy, "hello")
    here.unblock(cy)
    assert here.say(cy, "hello").text == "hello"


def test_blocking_twice_is_one_event() -> None:
    here = world()
    cy = here.add_account("Cy").id
    here.block(cy)
    here.block(cy)
    assert len(here.updates.pending()) == 1


def test_people_get_their_own_ids_and_an_id_is_given_once() -> None:
    here = world()
    first, second = here.add_account("Ana"), here.add_account("Bo", username="bo")
    assert first.id != second.id
    with pytest.raises(ValueError, match="already a person"):
        here.add_account("Eve", user_id=first.id)


def test_nobody_edits_what_another_wrote() -> None:
    here = world()
    ana, bo = here.add_account("Ana").id, here.add_account("Bo").id
    said = here.say(ana, "mine")
    with pytest.raises(ValueError, match="not theirs"):
        here.edit(bo, said.message_id, "yours")


def test_every_act_that_can_be_seen_raises_the_revision() -> None:
    here = world()
    seen = [here.revision]
    cy = here.add_account("Cy").id
    seen.append(here.revision)
    said = here.say(cy, "hello")
    seen.append(here.revision)
    here.edit(cy, said.message_id, "hello!")
    seen.append(here.revision)
    here.block(cy)
    seen.append(here.revision)
    assert seen == sorted(set(seen))


async def test_waiting_ends_when_the_world_changes_or_the_time_is_over() -> None:
    here = world()
    assert await here.wait_for(lambda one: one.now()) == NOON
    with pytest.raises(TimeoutError):
        await here.wait_for(lambda one: one.accounts, timeout=0.01)


def test_a_token_without_a_number_is_no_token() -> None:
    with pytest.raises(ValueError, match="looks like"):
        World(now=lambda: NOON, token="secret")
