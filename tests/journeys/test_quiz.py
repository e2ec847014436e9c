"""The quiz and the cards for other chats, over HTTP: votes count once and outlive a restart."""

from bot.cli.sandbox import Sandbox
from bot.sandbox.inline import Choice
from bot.sandbox.values import Message
from tests.journeys.person import PATIENCE, Person


def poll_of(person: Person) -> Message:
    """The newest question."""
    return next(
        one
        for one in reversed(person.screens)
        if one.media is not None and one.media.kind == "poll"
    )


async def asks(person: Person) -> Message:
    """Ask for a question and wait for its poll."""
    before = len(person.screens)
    person.world.say(person.id, "/quiz")
    await person.world.wait_for(lambda _w: len(person.screens) > before or None, timeout=PATIENCE)
    return poll_of(person)


async def answers(person: Person, poll: Message, *, right: bool, shows: str) -> Message:
    """Vote, and wait for what the bot says to it."""
    assert poll.media is not None
    correct = poll.media.details["correct_option_ids"][0]
    many = len(poll.media.details["options"])
    before = len(person.screens)
    person.world.vote(person.id, poll.message_id, [correct if right else (correct + 1) % many])
    return await person.sees(shows, after=before)


async def typed(person: Person, words: str) -> tuple[Choice, ...]:
    """Type words behind the bot's name, and wait for the results."""
    query = person.world.query(person.id, words)
    offer = await person.world.wait_for(lambda w: w.queries.known[query].offer, timeout=PATIENCE)
    return offer.choices


async def test_a_score_outlives_a_restart(sandbox: Sandbox, ana: Person) -> None:
    await ana.subscribes()
    await answers(ana, await asks(ana), right=True, shows="1 right out of 1")
    await sandbox.restart()
    before = poll_of(ana)
    await ana.taps("Next question")
    await ana.world.wait_for(lambda _w: poll_of(ana) is not before or None, timeout=PATIENCE)
    await answers(ana, poll_of(ana), right=False, shows="1 right out of 2")


async def test_a_question_from_before_a_restart_can_still_be_answered(
    sandbox: Sandbox, ana: Person
) -> None:
    await ana.subscribes()
    poll = await asks(ana)
    await sandbox.restart()
    await answers(ana, poll, right=True, shows="1 right out of 1")


async def test_a_card_is_found_from_another_chat_and_opens_the_bot_at_it(ana: Person) -> None:
    choices = await typed(ana, "clamshell")
    card = next(one for one in choices if one.id == "ex-clamshell")
    assert "Clamshell" in card.words.text
    await ana.says("/start ex-clamshell", "Clamshell")


async def test_a_warning_typed_anywhere_gets_the_emergency_card_and_the_chat_stays_silent(
    ana: Person,
) -> None:
    await ana.subscribes()
    before = len(ana.screens)
    (card,) = await typed(ana, "I can't pee and I'm numb between my legs")
    assert "112" in card.words.text
    query = ana.world.queries.newest(ana.id)
    assert query is not None
    ana.world.choose(ana.id, query.id, card.id)
    await ana.says("/time", "08:00")
    assert not any("hold" in one.text.lower() for one in ana.screens[before:])
