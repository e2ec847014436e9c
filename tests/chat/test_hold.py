"""While routines are on hold nothing in the product moves, praises or cheers."""

import re

import pytest

from bot.chat.routes import COMMANDS
from tests.chat.talking import Chat

SAYS = {
    "medical": "I can't pee and I'm numb between my legs",
    "crisis": "I want to end my life",
}
CHEERS = ("🎉", "✅ you did", "well done", "great", "streak", "in a row", "congratulations", "🌱")
ROUTINE = ("your routine for", "here is your first", "do it once more", "do it now")
# Pages that are there to be read by anybody, and say of themselves that routines are on hold.
TO_READ = "To read only: routines are on hold"
# These change a setting and say so; forgetting everything ends the walk.
LEFT_OUT = {"delete", "start"}
STEPS = 2


@pytest.fixture(params=sorted(SAYS))
def held(request: pytest.FixtureRequest, chat: Chat) -> Chat:
    chat.subscribes()
    chat.types(SAYS[request.param])
    return chat


def faults(chat: Chat, shown: str) -> list[str]:
    if TO_READ in shown or "<b>Exercises</b>" in shown:
        return []
    text = re.sub(r"<blockquote expandable>.*?</blockquote>", "", shown, flags=re.DOTALL).lower()
    names = {move.name.lower() for move in chat.library.exercises.values()}
    wrong = [word for word in (*CHEERS, *ROUTINE, *names) if word in text]
    return wrong + [label for label in chat.labels() if label in ("Start", "Do it once more")]


def walk(chat: Chat, seen: set[str], steps: int) -> list[tuple[str, list[str]]]:
    found = []
    screen = chat.screen
    rows = screen.rows if screen else ()
    for data in [button.data for row in rows for button in row]:
        if data in seen or "delete" in data or ":seen:yes" in data or data.startswith("1:ex"):
            continue
        seen.add(data)
        replies = chat.presses(data)
        shown = "\n".join(one.text for one in replies.screens)
        wrong = faults(chat, shown)
        if wrong:
            found.append((data, wrong))
        if steps > 1:
            found += walk(chat, seen, steps - 1)
        chat.screen = screen
    return found


@pytest.mark.parametrize("name", [one.name for one in COMMANDS if one.name not in LEFT_OUT])
def test_no_command_and_no_button_behind_it_moves_praises_or_cheers(held: Chat, name: str) -> None:
    shown = held.types(f"/{name}")
    assert faults(held, shown) == [], shown
    assert walk(held, set(), STEPS) == []


@pytest.mark.parametrize("name", ["today", "resume", "next", "progress"])
def test_no_command_lifts_the_hold(held: Chat, name: str) -> None:
    held.types(f"/{name}")
    assert "Your routine for" not in held.types("/today")


def test_a_crisis_that_is_over_offers_the_way_back(chat: Chat) -> None:
    chat.subscribes()
    chat.types(SAYS["crisis"])
    chat.waits(hours=49)
    chat.types("/today")
    assert "Bring my reminders back" in chat.labels()
    assert "Next routine" in chat.taps("Bring my reminders back")


def test_a_question_about_stretches_is_answered_with_the_hold(held: Chat) -> None:
    shown = held.types("so which stretch should I do?")
    assert faults(held, shown) == []
