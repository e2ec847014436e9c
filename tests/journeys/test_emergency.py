"""An emergency typed anywhere gets the card, and nothing that moves or cheers follows."""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

import pytest

from bot.cli.sandbox import Sandbox
from bot.clock import Clock
from bot.sandbox.values import Message, buttons
from content.loader import load_library
from tests.journeys.person import PATIENCE, Person

NUMB = "my private parts are numb and I can't pee"
CHEERS = ("🎉", "well done", "great", "nice work", "streak", "keep it up", "💪")
MOVES = tuple(one.name.lower() for one in load_library().exercises.values())
Place = Callable[[Person], Awaitable[None]]
PLACES: dict[str, tuple[Place, str]] = {}


def place(name: str, says: str = NUMB) -> Callable[[Place], Place]:
    """Register how somebody gets to a place, and what they then write."""

    def keep(arrive: Place) -> Place:
        PLACES[name] = (arrive, says)
        return arrive

    return keep


FIRST_MINUTE = (
    ("the consent question", None, ""),
    ("the list of warning signs", "I understand", "safety check"),
    ("the exclusions", "None of these", "a clinician has to say yes"),
    ("the limits", "None of these", "What should I leave out"),
    ("the time zone", "None of these", "What time is it"),
    ("the hour", "London", "When should the routine come"),
)


def _first_minute(upto: int) -> Place:
    async def arrive(who: Person) -> None:
        await who.says("/start", "I'm Unpinch")
        for _, label, shows in FIRST_MINUTE[1 : upto + 1]:
            await who.taps(str(label), shows)

    return arrive


for number, (name, _, _) in enumerate(FIRST_MINUTE):
    place(name)(_first_minute(number))


@place("the card of the day")
async def _card(who: Person) -> None:
    await who.subscribes()


@place("the score before the first move")
async def _score(who: Person) -> None:
    await who.subscribes()
    await who.taps("Start", "usually hurt")


@place("the middle of a session")
async def _session(who: Person) -> None:
    await who.subscribes()
    await who.starts()
    await who.taps("Done", "2 of ")


@place("the question how much it hurts")
async def _hurts(who: Person) -> None:
    await who.subscribes()
    await who.starts()
    await who.taps("This hurts")


@place("the score after the session")
async def _peak(who: Person) -> None:
    await who.subscribes()
    await who.starts()
    await who.taps("Done", "2 of ")
    await who.taps("Stop here", "most it hurt")


@place("the end of a session")
async def _after(who: Person) -> None:
    await who.subscribes()
    await who.starts()
    await who.finishes()


@place("Later")
async def _later(who: Person) -> None:
    await who.subscribes()
    await who.taps("Later")


@place("the settings")
async def _settings(who: Person) -> None:
    await who.subscribes()
    await who.says("/settings", "")


@place("the zone somebody is typing")
async def _typing_zone(who: Person) -> None:
    await who.subscribes()
    await who.says("/timezone", "")


@place("a pause")
async def _paused(who: Person) -> None:
    await who.subscribes()
    await who.says("/pause 3", "")


@place("after /stop")
async def _stopped(who: Person) -> None:
    await who.subscribes()
    await who.says("/stop", "")


@place("an exclusion")
async def _excluded(who: Person) -> None:
    await _first_minute(2)(who)
    await who.taps("Hip replacement")


@place("a hold")
async def _held(who: Person) -> None:
    await who.subscribes()
    await who.says("both legs have gone weak since yesterday", "mergency")


@place("a crisis")
async def _crisis(who: Person) -> None:
    await who.subscribes()
    await who.says("I want to die", "")


@place("half an hour in which the first half was said", "and I keep wetting myself")
async def _pooled(who: Person) -> None:
    await who.subscribes()
    await who.says("my lower back has been very sore since Monday", "")


for command in (
    "today", "time", "days", "timezone", "pause", "limits", "length", "settings", "help",
    "symptoms", "redflags", "doctor", "country", "why", "resume", "stop", "nosuchcommand",
):  # fmt: skip
    place(f"behind /{command}", f"/{command} {NUMB}")(_card)
place("in German", "ich habe kein Gefühl mehr zwischen den Beinen")(_card)
place("in capitals with slips", "MY PRIVTE PARTS ARE NUMBB AND I CANT PEEE!!!")(_card)
place("about somebody else", "my mum says her private parts are numb and she can't pee")(_card)


@pytest.fixture
async def witness(sandbox: Sandbox) -> Person:
    """Bo, who is well: when his next routine has come, Ana's would have come too."""
    bo = Person(sandbox, sandbox.world.add_account("Bo"))
    await bo.subscribes()
    return bo


@pytest.fixture
async def who(sandbox: Sandbox, ana: Person) -> Person:
    return ana


async def quiet(who: Person) -> None:
    """Until every answer under way has arrived; there is no outside sign of that."""
    running = who.sandbox._bot
    assert running is not None
    await running._post.finish()


async def sends(who: Person, act: Callable[[], Any]) -> list[Message]:
    """Do something and return what the bot wrote new in answer."""
    before = {m.message_id for m in who.screens}
    await who.sandbox.wind(2)
    act()
    await who.world.wait_for(
        lambda _: any(m.message_id not in before for m in who.screens) or None, timeout=PATIENCE
    )
    await quiet(who)
    return [m for m in who.screens if m.message_id not in before]


def assert_nothing_moves(messages: list[Message]) -> None:
    for message in messages:
        text = message.text.lower()
        assert not [move for move in MOVES if move in text], message.text
        assert not [cheer for cheer in CHEERS if cheer in text], message.text
        labels = [button["text"] for button in buttons(message)]
        assert not {"Start", "Do it now"} & set(labels), labels


def assert_is_card(message: Message) -> None:
    first = message.text.splitlines()[0].lower()
    assert any(word in first for word in ("emergency", "notfall", "notruf", "112", "911")), first


async def press_everything_old(who: Person) -> None:
    """Every button of every message there is, each once."""
    for message in list(who.screens):
        for button in buttons(message):
            data = str(button.get("callback_data", ""))
            if data and not data.startswith(("1:seen", "1:mistake", "1:delete")):
                await who.sandbox.wind(2)
                await who.answered(who.world.press(who.id, message.message_id, data))


def test_there_are_at_least_twenty_five_places() -> None:
    assert len(PLACES) >= 25


@pytest.mark.parametrize("name", PLACES)
async def test_an_emergency_gets_the_card_first(
    who: Person, witness: Person, clock: Clock, name: str
) -> None:
    arrive, words = PLACES[name]
    await arrive(who)
    answers = await sends(who, lambda: who.world.say(who.id, words))
    assert_is_card(answers[0])
    assert_nothing_moves(answers)
    for command in ("/today", "/resume", "/why", "/next", "/start"):
        assert_nothing_moves(await sends(who, lambda c=command: who.world.say(who.id, c)))
    seen, known = {m.message_id for m in who.screens}, len(witness.screens)
    clock.wind(timedelta(days=1))
    await witness.sees("Your routine for", after=known)
    await quiet(who)
    assert_nothing_moves([m for m in who.screens if m.message_id not in seen])


@pytest.mark.parametrize("name", ["the card of the day", "the middle of a session", "a pause"])
async def test_no_old_button_brings_a_move_back(who: Person, name: str) -> None:
    arrive, words = PLACES[name]
    await arrive(who)
    await sends(who, lambda: who.world.say(who.id, words))
    before = {m.message_id for m in who.screens}
    await press_everything_old(who)
    await quiet(who)
    assert_nothing_moves([m for m in who.screens if m.message_id not in before])


async def test_a_caption_counts(who: Person) -> None:
    await who.subscribes()
    answers = await sends(who, lambda: who.world.send_media(who.id, "photo", NUMB))
    assert_is_card(answers[0])


async def test_an_edit_counts(who: Person) -> None:
    await who.subscribes()
    await who.says("hello", "")
    mine = [m for m in who.chat if not m.from_bot][-1]
    answers = await sends(who, lambda: who.world.edit(who.id, mine.message_id, NUMB))
    assert_is_card(answers[0])


async def test_a_reply_to_a_card_counts(who: Person) -> None:
    await who.subscribes()
    card = who.screens[-1].message_id
    answers = await sends(who, lambda: who.world.say(who.id, NUMB, reply_to=card))
    assert_is_card(answers[0])


async def test_words_beyond_the_flood_limit_count(who: Person) -> None:
    await who.subscribes()
    for _ in range(200):
        who.world.say(who.id, "/help")
    who.world.say(who.id, NUMB)
    await who.sees("This could be an emergency")


async def test_ordinary_stiffness_holds_nothing(who: Person) -> None:
    await who.subscribes()
    await sends(who, lambda: who.world.say(who.id, "my hip feels tight after sitting all day"))
    answers = await sends(who, lambda: who.world.say(who.id, "/today"))
    assert "Start" in [button["text"] for m in answers for button in buttons(m)]
