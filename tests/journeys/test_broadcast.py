"""A message to everybody, over HTTP: twelve people, a pause, a restart, an end."""

from collections import Counter
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.cli.sandbox import Sandbox
from bot.clock import Clock
from bot.sandbox.values import Message
from tests.journeys.operated import operated
from tests.journeys.person import Person

WORDS = "We move to a new house <b>on Monday</b> & stay free."
A_SECOND = 2.0  # messages a second: slow enough to step in between
PEOPLE = 12


@pytest.fixture
async def sandbox(tmp_path: Path, clock: Clock) -> AsyncIterator[Sandbox]:
    """A sandbox whose first person runs the bot."""
    async with operated(tmp_path, clock, rate=A_SECOND) as running:
        yield running


@pytest.fixture
async def people(sandbox: Sandbox) -> list[Person]:
    """Twelve people with a routine."""
    found = [Person(sandbox, sandbox.world.add_account(f"P{n}")) for n in range(PEOPLE)]
    for person in found:
        await person.subscribes()
    return found


def news(sandbox: Sandbox) -> Counter[int]:
    """How many copies each chat got, by the book of what Telegram accepted; previews apart."""
    return Counter(
        line["chat_id"]
        for line in sandbox.world.ledger.lines
        if "new house" in line["text"] and not any(d.endswith(":0") for d in line["data"])
    )


async def until(sandbox: Sandbox, copies: int) -> None:
    await sandbox.world.wait_for(
        lambda _: sum(news(sandbox).values()) >= copies or None, timeout=30
    )


async def reads(owner: Person, words: str) -> Message:
    """Wait until some message of the owner's chat says this: it may be an edit."""
    return await owner.sandbox.world.wait_for(
        lambda _: next((one for one in owner.screens if words in one.text), None), timeout=30
    )


async def begins(owner: Person) -> None:
    await owner.says("/broadcast", "Send me the words")
    await owner.says(WORDS, f"{PEOPLE} people would get it")
    preview = next(one for one in reversed(owner.screens) if "new house" in one.text)
    assert WORDS in preview.text  # every sign as it was typed
    await owner.taps("Send to 12")


async def test_twelve_people_a_pause_a_restart_and_an_end(
    sandbox: Sandbox, ana: Person, people: list[Person]
) -> None:
    await begins(ana)
    await until(sandbox, 3)
    await ana.taps("Pause", "Paused")
    await sandbox.restart()
    at_rest = sum(news(sandbox).values())
    assert 3 <= at_rest < PEOPLE
    await ana.says("/broadcast More words.", "12 people would get it")
    await ana.taps("Send to 12", "Another message is on its way")
    assert sum(news(sandbox).values()) == at_rest
    await ana.taps("Show the other one", "Paused")
    await ana.taps("Go on")
    await until(sandbox, at_rest + 2)
    await ana.taps("End it", "Nobody else gets it")
    await sandbox.restart()
    ended = news(sandbox)
    assert at_rest + 2 <= sum(ended.values()) < PEOPLE
    assert set(ended.values()) == {1}
    await ana.says("/lag", "What waits")
    assert news(sandbox) == ended


async def test_everybody_gets_one_copy_and_the_operator_sees_it_done(
    sandbox: Sandbox, ana: Person, people: list[Person]
) -> None:
    await begins(ana)
    await until(sandbox, PEOPLE)
    told = await reads(ana, "Done")
    assert "Sent to 12 of 12" in told.text
    assert ana.labels(told) == []
    assert news(sandbox) == {person.id: 1 for person in people}


async def test_one_tap_ends_news_and_the_settings_bring_it_back(
    sandbox: Sandbox, ana: Person, people: list[Person]
) -> None:
    await begins(ana)
    await until(sandbox, PEOPLE)
    bo = people[0]
    await bo.taps("No more news", "no more news")
    await ana.says("/broadcast Second words.", "11 people would get it")
    await bo.says("/settings", "Settings")
    await bo.taps("News: off", "News is off")
    await bo.taps("Turn news on", "News is on")
    await ana.says("/broadcast Third words.", "12 people would get it")


async def test_to_somebody_else_it_is_no_command(sandbox: Sandbox, people: list[Person]) -> None:
    bo = people[0]
    unknown = await bo.says("/nosuchthing", "I")
    shown = await bo.says("/broadcast Buy my things", "I")
    assert shown.text == unknown.text
    callback = sandbox.world.press(bo.id, shown.message_id, "1:bc:send:1", forged=True)
    await bo.answered(callback)
    assert news(sandbox) == Counter()
