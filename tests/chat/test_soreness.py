"""Sore muscle or hip pain? Only hip pain means less load the day after."""

import pytest

from bot.coach.state import State, Verdict
from bot.services import plans, subscribers
from bot.services.work import Work
from tests.chat.talking import Chat

ASKED = "What does it feel like?"


@pytest.fixture
def worked(chat: Chat) -> Chat:
    """Somebody with a usual pain of 2 on the morning after a whole routine."""
    chat.subscribes()
    chat.begins(2)
    while "Done" in chat.labels():
        chat.taps("Done")
    chat.taps("2")
    chat.waits(days=1)
    chat.types("/today")
    chat.taps("Start")
    return chat


def state(chat: Chat) -> State:
    with chat.database.look() as db:
        work = Work(db, chat.library, chat.words, chat.now)
        person = subscribers.find(work, chat.person)
        assert person is not None
        return plans.state_of(work, person, chat.now.date())[1]


def test_a_bad_morning_asks_before_the_first_move(worked: Chat) -> None:
    assert ASKED in worked.taps("5")
    assert "1 of" in worked.taps("Sore muscles")
    assert state(worked).sessions[-1].verdict is Verdict.HOLD
    assert state(worked).no_strength_until is None


def test_hip_pain_keeps_the_bad_verdict_and_its_easier_days(worked: Chat) -> None:
    worked.taps("5")
    worked.taps("Hip pain")
    assert state(worked).sessions[-1].verdict is Verdict.BAD
    assert state(worked).no_strength_until is not None


def test_an_ordinary_morning_asks_nothing(worked: Chat) -> None:
    assert ASKED not in worked.taps("3")


def test_a_question_left_open_stands_on_the_card(worked: Chat) -> None:
    worked.taps("5")
    assert ASKED in worked.types("/today")
    assert ASKED not in worked.taps("Sore muscles")
    assert state(worked).sessions[-1].verdict is Verdict.HOLD


def test_the_first_answer_counts(worked: Chat) -> None:
    worked.taps("5")
    data = worked.data("Hip pain")
    worked.taps("Sore muscles")
    worked.presses(data)
    assert state(worked).sessions[-1].verdict is Verdict.HOLD


@pytest.mark.parametrize("data", ["1:sore:back:0:1:card", "1:sore:hip:0:1:moon", "1:sore"])
def test_a_forged_answer_is_an_old_button(worked: Chat, data: str) -> None:
    assert worked.presses(data).toast
